"""Headcounts by date: entered, corrected, removed; the newest one is the enterprise's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.models import Enterprise, Headcount
from enterprises.models.facts import PARTS
from enterprises.rules.headcount import problems
from enterprises.services.record import complete, locked, origin, remember

NUMBERS = ("total", *PARTS)


class Implausible(ValueError):
    """The numbers cannot be true together; ``problems`` says why."""

    def __init__(self, found: list[Any]) -> None:
        super().__init__(", ".join(problem.code for problem in found))
        self.problems = found


@transaction.atomic
def record(
    enterprise: Enterprise,
    *,
    on: date,
    numbers: Mapping[str, int | None],
    source: str,
    by: Any,
    at: datetime,
) -> Headcount:
    """Enter the headcount of a day from a source; the same day and source once more corrects it.

    ``numbers`` holds heads by ``NUMBERS``; None is "not known". The same numbers again write
    nothing, so a form sent twice does no harm.

    Raises:
        Implausible: the parts do not fit the total.
        ValueError: ``on`` lies in the future.
    """
    given = {name: numbers.get(name) for name in NUMBERS}
    if found := problems(given):
        raise Implausible(found)
    if on > legal_date(at):
        raise ValueError("a headcount of a day to come")
    firm = locked(enterprise, by)
    _keep_present(firm, by, at)
    row = firm.headcounts.filter(on=on, source=source).first()
    if row is not None and {name: getattr(row, name) for name in NUMBERS} == given:
        return row
    old = {name: getattr(row, name) for name in NUMBERS} if row else None
    row = row or Headcount(enterprise=firm, on=on, source=source)
    for name, value in given.items():
        setattr(row, name, value)
    row.recorded_at, row.recorded_by = at, by
    row.verified_at = row.verified_by = None
    row.save()
    _follow(firm, by, at)
    data = {"on": on, "source": source, "numbers": given, "before": old}
    log("enterprise.headcount", firm, by=by, at=at, data=data)
    return row


@transaction.atomic
def remove(row: Headcount, *, reason: str, by: Any, at: datetime) -> None:
    """Take a wrong headcount out; the next newest becomes the enterprise's."""
    firm = locked(row.enterprise, by)
    found = firm.headcounts.filter(pk=row.pk).first()
    if found is None:
        return
    numbers = {name: getattr(found, name) for name in NUMBERS}
    data = {"on": found.on, "source": found.source, "numbers": numbers, "reason": reason}
    was = (found.on, found.total, found.insured)
    found.delete()
    _step_back(firm, *was)
    _follow(firm, by, at)
    log("enterprise.headcount_removed", firm, by=by, at=at, data=data)


def first(firm: Enterprise, *, source: str, by: Any, at: datetime) -> None:
    """The headcount of an enterprise that was just entered, as a row of its table."""
    if firm.workers is None or firm.workers_on is None:
        return
    Headcount.objects.create(
        enterprise=firm, on=firm.workers_on, source=source[:200], total=firm.workers,
        women=firm.women, insured=firm.insured, recorded_at=at, recorded_by=by,
    )  # fmt: skip


def _keep_present(firm: Enterprise, by: Any, at: datetime) -> None:
    """What the enterprise shows becomes a row, where an import wrote it without one."""
    day = firm.workers_on
    if firm.workers is None or day is None or firm.headcounts.filter(on=day).exists():
        return
    source = str(firm.origin("workers").get("source", ""))[:200]
    first(firm, source=source, by=by, at=at)


def _step_back(firm: Enterprise, on: date, total: int | None, insured: int | None) -> None:
    """Forget what only the removed row said."""
    if total is not None and firm.workers_on == on:
        firm.workers = firm.women = firm.workers_on = None
    if insured is not None and firm.insured_on == on:
        firm.insured = firm.insured_on = None


def _follow(firm: Enterprise, by: Any, at: datetime) -> None:
    """The enterprise shows the newest row that says something, with its source."""
    counted = firm.headcounts.filter(total__isnull=False).first()
    insured = firm.headcounts.filter(insured__isnull=False).first()
    if counted and (firm.workers_on is None or counted.on >= firm.workers_on):
        firm.workers, firm.women, firm.workers_on = counted.total, counted.women, counted.on
        mark = _mark(counted, at)
        firm.provenance |= {"workers": mark, "women": mark, "workers_on": mark}
    if insured and (firm.insured_on is None or insured.on >= firm.insured_on):
        firm.insured, firm.insured_on = insured.insured, insured.on
        mark = _mark(insured, at)
        firm.provenance |= {"insured": mark, "insured_on": mark}
    firm.updated_at = at
    complete(firm, at)
    remember(firm, "", by, at)
    firm.save()


def _mark(row: Headcount, at: datetime) -> dict[str, Any]:
    """Where the number comes from: a file, or the person who entered the row."""
    mark = origin(row.source, row.recorded_by, at, row.on)
    return mark if row.job_id is None else {**mark, "source": row.source, "job": row.job_id}
