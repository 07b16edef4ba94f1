"""Database constraints that every module uses in the same form."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q


def paired(prefix: str) -> models.CheckConstraint:
    """``<prefix>_at`` and ``<prefix>_by`` are either both there or both empty."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{prefix}_paired",
        condition=Q(**{f"{prefix}_at__isnull": True, f"{prefix}_by__isnull": True})
        | Q(**{f"{prefix}_at__isnull": False, f"{prefix}_by__isnull": False}),
    )


def ordered(start: str = "valid_from", end: str = "valid_to") -> models.CheckConstraint:
    """``end`` is empty or not before ``start``."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{end}_ordered",
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": models.F(start)}),
    )


def state_needs(
    name: str, states: Sequence[str], *fields: str, of: str = "state"
) -> models.CheckConstraint:
    """In any of ``states`` (values of the field ``of``) every one of ``fields`` is filled in."""
    filled = Q()
    for field in fields:
        filled &= Q(**{f"{field}__isnull": False})
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{name}",
        condition=~Q(**{f"{of}__in": list(states)}) | filled,
    )
