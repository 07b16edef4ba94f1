"""Asking who had contact: the purpose first, then the answer, within reach and for a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ecms.audit.services import log, log_read
from ecms.core.clock import legal_date
from enterprises import selectors_tracing as selectors
from enterprises.models import Enterprise, Site, Spell, Tracing, Worker
from enterprises.rules import tracing as rules
from enterprises.services.survivors import surviving


class NotPossible(Exception):
    """The question is refused; ``args[0]`` is a reason code: a problem of the period, or
    "not_employed" (not here in the period), "closed" (the answer is no longer open)."""


@dataclass(frozen=True)
class Wanted:
    """What somebody asks, and why."""

    purpose: str
    reason: str
    first: date
    last: date
    kinds: tuple[str, ...] = rules.KINDS


def ask_about_worker(
    worker: Worker, wanted: Wanted, *, submission: UUID, by: Any, at: datetime
) -> Tracing:
    """Who shared something with ``worker``. The same submission gives the same tracing.

    Raises:
        NotPossible: the period is out of the limits, or the worker was not employed in the
            asker's reach in it.
    """
    _check(wanted, legal_date(at))
    spells = Spell.objects.visible_to(by).filter(worker=worker, started_on__lte=wanted.last)
    spell = (
        spells.exclude(ended_on__lt=wanted.first)
        .select_related("enterprise")
        .order_by("-started_on", "-pk")
        .first()
    )
    if spell is None:
        raise NotPossible("not_employed")
    row = Tracing(worker=worker, enterprise=spell.enterprise)
    return _ask(row, wanted, submission, by=by, at=at)


def ask_about_site(
    enterprise: Enterprise, site: Site | None, wanted: Wanted, *, submission: UUID, by: Any,
    at: datetime,
) -> Tracing:  # fmt: skip
    """Who was at ``enterprise``, or on one ``site`` of it, on the days asked for.

    Raises:
        NotPossible: the period is out of the limits.
    """
    _check(wanted, legal_date(at))
    row = Tracing(enterprise=enterprise, site=site)
    return _ask(row, wanted, submission, by=by, at=at)


def _check(wanted: Wanted, today: date) -> None:
    if problem := rules.problem(wanted.first, wanted.last, today=today):
        raise NotPossible(problem)


def _ask(row: Tracing, wanted: Wanted, submission: UUID, *, by: Any, at: datetime) -> Tracing:
    row.submission = submission
    row.purpose, row.reason = wanted.purpose, wanted.reason
    row.started_on, row.ended_on = wanted.first, wanted.last
    row.kinds = [kind for kind in rules.KINDS if kind in wanted.kinds]
    row.asked_at, row.asked_by = at, by
    row.keep_until = rules.keep_until(legal_date(at))
    try:
        with transaction.atomic():
            row.enterprise = surviving(row.enterprise, by=by)
            row.province_id = row.enterprise.province_id
            row.found = selectors.answer(selectors.question_of(row), by.scope, limit=0).found
            row.save(force_insert=True)
            _record("tracing.asked", row, by=by, at=at, data={"found": row.found})
            if row.worker is not None:
                log_read(row.worker, by=by, at=at, purpose=f"tracing {row.pk}: {row.purpose}")
    except IntegrityError:  # sent twice
        return Tracing.objects.get(submission=submission, asked_by=by)
    return row


def _record(event: str, row: Tracing, *, by: Any, at: datetime, data: dict[str, Any]) -> None:
    """What an auditor needs; who was traced stands in the tracing, the reason too."""
    facts = {
        "purpose": row.purpose,
        "from": row.started_on,
        "until": row.ended_on,
        "kinds": row.kinds,
    }
    log(event, row, by=by, at=at, data={**facts, **data})


def is_open(row: Tracing, today: date) -> bool:
    """Whether the answer can still be read."""
    return today <= row.keep_until


def note_reading(row: Tracing, *, by: Any, at: datetime) -> None:
    """Somebody looks at the answer: kept with the tracing and with the person it is about."""
    log_read(row, by=by, at=at, purpose=f"{row.purpose}")
    if row.worker is not None:
        log_read(row.worker, by=by, at=at, purpose=f"tracing {row.pk}: {row.purpose}")


@transaction.atomic
def export(row: Tracing, kind: str, *, by: Any, at: datetime) -> Iterator[selectors.Person]:
    """The contacts for a file; the export is recorded before anything leaves.

    Raises:
        NotPossible: the answer is closed.
    """
    if not is_open(row, legal_date(at)):
        raise NotPossible("closed")
    _record("tracing.exported", row, by=by, at=at, data={"kind": kind})
    note_reading(row, by=by, at=at)
    return selectors.everybody(row, by.scope)
