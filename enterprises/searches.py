"""The register as a list whose searches people keep and are told of."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.searches import Place
from enterprises.filters import EnterpriseFilter, listing

PLACE = "enterprises:list"


def _rows(user: Any, query: QueryDict) -> Any:
    """Exact matches; names that are only alike are no news."""
    form = EnterpriseFilter(query, user=user)
    asked = listing(user, form, "")
    return asked.everything() if form.is_valid() and not asked.alike else asked.narrowed.none()


SEARCHES = Place(
    PLACE, _("Enterprises"), Permission.ENTERPRISE_READ, _rows,
    lambda firm: reverse("enterprises:detail", args=[firm.pk]),
)  # fmt: skip
