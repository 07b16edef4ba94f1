"""Which enterprises a user may see, and how lists find them."""

from __future__ import annotations

from typing import Any, Self

from ecms.core.scoping import ScopedQuerySet


class EnterpriseQuerySet(ScopedQuerySet):
    """Enterprises."""

    def visible_to(self, user: Any) -> Self:
        """Enterprises of the user's provinces; all for a national user."""
        return self.in_province_of(user)


class ImportJobQuerySet(ScopedQuerySet):
    """Imports."""

    def visible_to(self, user: Any) -> Self:
        """Imports of the user's provinces."""
        return self.in_province_of(user)
