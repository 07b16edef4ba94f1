"""Acts of the catalogue found by what a person says, on a legal date: one service for all pages.

The acts in force on a day are read once and kept until the law or the words change.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Max

from ecms.core.citation import ABBREVIATIONS, SHORT
from ecms.core.text import fold
from law import catalogue
from law.models import Favourite, Provision, Saying
from law.rules import search as rules
from law.selectors import provisions_in_force

LIMIT = 20
KEPT = 4  # days whose acts are kept; people search for today and for the day of an act
_kept: dict[tuple[Any, ...], rules.Index] = {}


def search(
    text: str, *, on: date, user: Any = None, topics: Collection[str] = (), limit: int = LIMIT
) -> list[Provision]:
    """Acts in force on ``on`` that fit plain words in either language, a code or an article.

    Among those that fit alike, favourites of ``user`` and acts of ``topics`` (codes or topics)
    come first. Three queries, two more when the law has changed.
    """
    marked = codes_of(user)
    found = _index(on).find(fold(text), topics=topics, favourites=marked)[:limit]
    return _rows([entry.key for entry in found])


def favourites(user: Any, *, on: date) -> list[Provision]:
    """The acts in force on ``on`` that the user keeps at hand, by code."""
    rows = provisions_in_force(on=on).filter(code__in=codes_of(user)).order_by("code")
    return list(rows.prefetch_related("frames", "remedies"))


def codes_of(user: Any) -> set[str]:
    """The codes of a person's favourites; none for nobody."""
    if user is None or not user.is_authenticated:
        return set()
    return set(Favourite.objects.filter(user=user).values_list("code", flat=True))


def _rows(keys: list[int]) -> list[Provision]:
    rows = Provision.objects.select_related("instrument", "topic")
    found = rows.prefetch_related("frames", "remedies").in_bulk(keys)
    return [found[key] for key in keys]


def _index(on: date) -> rules.Index:
    words = Saying.history.aggregate(last=Max("history_id"))["last"]
    key = (catalogue.stamp(), words, on)
    if key not in _kept:
        entries = [entry_of(row) for row in provisions_in_force(on=on)]
        made = rules.Index(entries, [saying_of(row) for row in Saying.objects.all()])
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = made
    return _kept[key]


def entry_of(row: Provision) -> rules.Entry:
    """Title in both languages, what its abbreviations stand for, and the area of law."""
    spelled = SHORT.sub(lambda match: f"{match[0]} {ABBREVIATIONS[match[1]]}", row.name_vi)
    words = fold(" ".join((row.code, spelled, row.name_vi, row.name_en, row.topic.name_vi,
                           row.topic.name_en)))  # fmt: skip
    place = (int(row.article or 0), int(row.clause or 0), fold(row.point))
    return rules.Entry(row.pk, row.code, place, words, row.topic.code)


def saying_of(row: Saying) -> rules.Saying:
    """Words of inspectors, folded, with those of the catalogue."""
    written = tuple(fold(way) for way in row.written.split("|") if way.strip())
    return rules.Saying(fold(row.said), written, tuple(row.codes))
