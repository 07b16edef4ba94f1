"""Keeping searches: save, rename, delete. Each does no more the second time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import SavedSearch
from ecms.core.bulk import lock_for_transaction
from ecms.core.text import squeeze
from enterprises.saved import LONGEST, MOST, PLACE

LOCK = "enterprises.saved_searches"


class TooMany(ValueError):
    """A person keeps so many already."""


class NameTaken(ValueError):
    """Another saved search of the person has this name."""


@transaction.atomic
def save(*, name: str, query: str, by: Any, at: datetime) -> SavedSearch:
    """Keep ``query`` under ``name``; the same name again keeps the new filters under it.

    Raises:
        ValueError: no name, a query longer than can be kept, or TooMany.
    """
    name = squeeze(name)[:100]
    if not name or len(query) > LONGEST:
        raise ValueError(name)
    lock_for_transaction(LOCK, by.pk)
    mine = SavedSearch.objects.filter(owner=by, place=PLACE)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise TooMany
    found, _made = SavedSearch.objects.update_or_create(
        owner=by, place=PLACE, name=name, defaults={"query": query, "created_at": at}
    )
    return found


@transaction.atomic
def rename(*, search: SavedSearch, name: str, by: Any) -> SavedSearch:
    """Give a saved search another name.

    Raises:
        ValueError: no name. NameTaken: another has it.
    """
    name = squeeze(name)[:100]
    if not name:
        raise ValueError(name)
    lock_for_transaction(LOCK, by.pk)
    others = SavedSearch.objects.filter(owner=by, place=PLACE).exclude(pk=search.pk)
    if others.filter(name=name).exists():
        raise NameTaken(name)
    SavedSearch.objects.filter(pk=search.pk, owner=by).update(name=name)
    search.name = name
    return search


def delete(*, search: SavedSearch, by: Any) -> bool:
    """Forget a saved search; returns False where it is gone already."""
    count, _by_model = SavedSearch.objects.filter(pk=search.pk, owner=by).delete()
    return bool(count)
