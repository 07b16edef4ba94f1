"""Saved searches: kept, renamed, deleted; those that tell their owner of new matches.

A search that tells remembers what matched, so that each record is told of once, whatever enters
or leaves the search, however often the job runs and wherever it is killed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import searches
from accounts.models import SavedSearch
from accounts.searches import LONGEST, MOST, Place
from ecms.core.bulk import lock_for_transaction
from ecms.core.refusal import Refusal
from ecms.core.text import squeeze
from ecms.notifications.services.messages import tell

logger = structlog.get_logger(__name__)
LOCK = "accounts.saved_searches"
FOUND, TOO_WIDE = "search.found", "search.too_wide"
MOST_ALERTS = 10  # searches of one person that tell
MOST_KNOWN = 2000  # matches of a search that tells
SHOWN = 100  # new matches that are kept to be looked at


@transaction.atomic
def save(*, place: Place, name: str, query: str, by: Any, at: datetime) -> SavedSearch:
    """Keep ``query`` under ``name``; the same name again keeps the new filters under it.

    Raises:
        Refusal: no name, a query longer than can be kept, or too many kept.
    """
    name = squeeze(name)[:100]
    if not name:
        raise Refusal(_("Give the search a name."))
    if len(query) > LONGEST:
        raise Refusal(_("The search is too long to be kept; take some filters away."))
    lock_for_transaction(LOCK, by.pk)
    mine = SavedSearch.objects.filter(owner=by, place=place.code)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise Refusal(
            _("You keep %(most)s searches already; delete one first.") % {"most": MOST}
        )  # fmt: skip
    found, _made = SavedSearch.objects.update_or_create(
        owner=by, place=place.code, name=name,
        defaults={"query": query, "created_at": at, "alerts": False, "known": [], "news": []},
    )  # fmt: skip
    return found


@transaction.atomic
def rename(*, search: SavedSearch, name: str, by: Any) -> None:
    """Give a saved search another name.

    Raises:
        Refusal: no name, or another search of the list has it.
    """
    name = squeeze(name)[:100]
    if not name:
        raise Refusal(_("Give the search a name."))
    lock_for_transaction(LOCK, by.pk)
    others = SavedSearch.objects.filter(owner=by, place=search.place).exclude(pk=search.pk)
    if others.filter(name=name).exists():
        raise Refusal(_("Another of your searches has this name."))
    SavedSearch.objects.filter(pk=search.pk, owner=by).update(name=name)


def delete(*, search: SavedSearch, by: Any) -> bool:
    """Forget a saved search; returns False where it is gone already."""
    count, _by_model = SavedSearch.objects.filter(pk=search.pk, owner=by).delete()
    return bool(count)


@transaction.atomic
def listen(*, search: SavedSearch, on: bool, by: Any) -> None:
    """Tell the owner of new matches, or no longer; what matches already is no news.

    Raises:
        Refusal: too many searches tell already, or this one has too many matches.
    """
    lock_for_transaction(LOCK, by.pk)
    row = SavedSearch.objects.select_for_update().get(pk=search.pk, owner=by)
    if row.alerts == on:
        return
    if on:
        if SavedSearch.objects.filter(owner=by, alerts=True).count() >= MOST_ALERTS:
            raise Refusal(
                _("%(most)s of your searches tell you already; silence one first.")
                % {"most": MOST_ALERTS}
            )
        row.known = _matches(row, known=[])
        if len(row.known) > MOST_KNOWN:
            raise Refusal(
                _("This search has more than %(most)s matches; narrow it first.")
                % {"most": MOST_KNOWN}
            )
    row.alerts, row.known = on, row.known if on else []
    row.save(update_fields=["alerts", "known"])


def tell_all(*, at: datetime) -> int:
    """Look for new matches of every search that tells; returns how many owners were told.

    A search that fails is reported and left for the next time: the others still tell.
    """
    waiting = SavedSearch.objects.filter(alerts=True, owner__is_active=True)
    told = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        try:
            told += _tell_one(pk, at=at)
        except Exception:
            logger.exception("saved search failed", search=pk)
    return told


@transaction.atomic
def _tell_one(pk: int, *, at: datetime) -> int:
    """In one transaction: what is remembered and what is told agree."""
    rows = SavedSearch.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.select_related("owner").filter(pk=pk, alerts=True).first()
    fresh = _matches(row, known=row.known) if row else []
    if row is None or not fresh:
        return 0
    row.known = [*row.known, *fresh]
    row.alerts = len(row.known) <= MOST_KNOWN
    row.news = [*({"pk": key, "at": at.isoformat()} for key in fresh), *row.news][:SHOWN]
    row.save(update_fields=["known", "alerts", "news"])
    kind = FOUND if row.alerts else TOO_WIDE
    return tell(kind, row, to=[row.owner], at=at, turn=f"{at:%Y%m%d%H%M%S}")


def _matches(row: SavedSearch, *, known: list[int]) -> list[int]:
    """What the owner may see now and is not among ``known``; the oldest first, a few too many."""
    place = searches.place(row.place)
    if place is None or not row.owner.can(place.permission):
        return []
    found = place.rows(row.owner, QueryDict(row.query)).exclude(pk__in=known)
    return list(found.order_by("pk").values_list("pk", flat=True)[: MOST_KNOWN + 1])
