"""Who sees which rows: every scoped queryset answers ``visible_to(user)``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, Self

from django.db import models
from django.http import Http404


@dataclass(frozen=True)
class Scope:
    """The units and provinces that a user holds today.

    ``national`` sees every province; otherwise rows of ``province_ids`` (own province) and of
    ``agency_ids`` (own body) are in reach. An empty scope sees nothing.
    """

    national: bool = False
    province_ids: frozenset[int] = frozenset()
    agency_ids: frozenset[int] = frozenset()


EMPTY_SCOPE = Scope()


class Actor(Protocol):
    """What the kernel needs to know of a user."""

    pk: Any
    is_authenticated: bool

    @property
    def scope(self) -> Scope: ...

    def can(self, permission: str) -> bool: ...


class ScopedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """A queryset that must say which of its rows a user may see."""

    def visible_to(self, user: Any) -> Self:
        """Return the rows that ``user`` may see; nothing for a stranger."""
        raise NotImplementedError(f"{type(self).__name__} must define visible_to()")

    def in_province_of(self, user: Any, path: str = "province") -> Self:
        """Rows whose ``path`` is one of the user's provinces; all for a national user."""
        if not user.is_authenticated:
            return self.none()
        scope: Scope = user.scope
        if scope.national:
            return self.all()
        return self.filter(**{f"{path}_id__in": scope.province_ids})


def get_visible_or_404(source: Any, user: Any, **lookup: Any) -> Any:
    """Load one row *through* what the user may see.

    ``source`` is a model class or a scoped queryset. A row outside the user's scope answers
    exactly as a row that does not exist.
    """
    queryset = getattr(source, "objects", source).all()
    try:
        return queryset.visible_to(user).get(**lookup)
    except (queryset.model.DoesNotExist, ValueError, TypeError, OverflowError):
        raise Http404(f"{queryset.model.__name__} not found") from None
