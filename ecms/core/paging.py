"""Pages of a list: “1–25 of 312”, with a count that stops at a cap so that it stays fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ecms.core.formatting import grouped

PER_PAGE = 25
COUNT_CAP = 10_000


@dataclass(frozen=True)
class Page:
    """One page of a list. ``total`` is exact unless ``capped`` ("10,000+")."""

    items: Sequence[Any]
    number: int
    per_page: int
    total: int
    capped: bool

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def last(self) -> int:
        """The last page that can be opened."""
        return max(1, -(-self.total // self.per_page))

    @property
    def first_row(self) -> int:
        """The number of the first row shown; 0 when there is none."""
        return (self.number - 1) * self.per_page + 1 if self.items else 0

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return (self.number - 1) * self.per_page + len(self.items) if self.items else 0

    @property
    def total_words(self) -> str:
        """312, or 10,000+ when counting stopped."""
        return grouped(self.total) + ("+" if self.capped else "")

    @property
    def range_words(self) -> str:
        """“1–25 of 312”."""
        if not self.items:
            return _("No results")
        return _("%(first)s–%(last)s of %(total)s") % {
            "first": grouped(self.first_row),
            "last": grouped(self.last_row),
            "total": self.total_words,
        }

    @property
    def title_words(self) -> str:
        """“(page 2 of 13)” for the title; empty when there is one page only."""
        if self.last == 1:
            return ""
        return _("(page %(number)s of %(last)s)") % {
            "number": grouped(self.number),
            "last": grouped(self.last) + ("+" if self.capped else ""),
        }

    @property
    def previous(self) -> int | None:
        """The page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, if any."""
        return self.number + 1 if self.number < self.last else None

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers to link: ends and neighbours, None for a gap."""
        near = range(self.number - 1, self.number + 2)
        wanted = sorted({1, self.last, *(n for n in near if 1 <= n <= self.last)})
        shown: list[int | None] = []
        for number in wanted:
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown


def paginate(
    request: HttpRequest, rows: Any, per_page: int = PER_PAGE, cap: int = COUNT_CAP
) -> Page:
    """Cut the page ``?page=N`` out of a queryset or sequence.

    A wrong number shows the nearest page that exists. At most ``cap`` rows are counted and
    paged through: whoever needs more filters or exports.
    """
    counted = _count(rows, cap + 1)
    total = min(counted, cap)
    last = max(1, -(-total // per_page))
    number = min(max(_number(request.GET.get("page", "")), 1), last)
    start = (number - 1) * per_page
    items = list(rows[start : min(start + per_page, total)])
    return Page(items, number, per_page, total, capped=counted > cap)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _count(rows: Any, limit: int) -> int:
    if hasattr(rows, "query"):
        return rows.order_by()[:limit].count()
    return min(len(rows), limit)
