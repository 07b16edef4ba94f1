"""Reminder letters (công văn đôn đốc): one letter a case, for all that is late or nearly late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ecms.core import clock
from ecms.core.workflow import WorkflowRefused
from inspections.models import Inspection, Reminder, Requirement
from inspections.selectors_followup import due_for_reminder
from inspections.services import papers, progress
from inspections.services.refusal import Refusal, locked
from law.selectors import working_calendar

ANSWER_DAYS = 5  # working days that the letter gives; a working deadline, the due day stays


@dataclass(frozen=True)
class Batch:
    """What a batch did: letters written, and cases left out with the reason."""

    sent: list[Reminder]
    refused: list[tuple[Inspection, str]]


def send(inspection: Inspection, *, by: Any, at: datetime) -> Reminder:
    """Sign and issue one reminder letter of a case; twice on one day is one letter.

    After reminders without effect the letter also goes to the superior body.

    It is the step "remind" of the procedure (Decree 217/2025 art. 16.1).

    Raises:
        WorkflowRefused: not in follow-up, nothing is due, not the signatory.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(inspection)
        sent = case.reminders.filter(sent_on=on).first()
        if sent is not None:
            return sent
        rows = due_for_reminder(case, on=on)
        case = progress.advance(case, "remind", by=by, at=at, facts={"count": len(rows)})
        made = Reminder.objects.create(
            inspection=case, sent_on=on, recorded_at=at, recorded_by=by,
            answer_until=working_calendar().add_working_days(on, ANSWER_DAYS),
            to_superior=any(step == "superior" for _row, step in rows),
        )  # fmt: skip
        made.requirements.set([row for row, _step in rows])
        papers.issue(case, "reminder", by=by, at=at, reminder=made, occasion=str(made.pk))
    return made


def send_batch(requirements: Iterable[Requirement], *, by: Any, at: datetime) -> Batch:
    """A letter for each case of ``requirements``; a case that refuses does not stop the others."""
    cases: dict[int, Inspection] = {}
    for row in requirements:
        cases[row.inspection_id] = row.inspection
    batch = Batch([], [])
    for case in cases.values():
        try:
            batch.sent.append(send(case, by=by, at=at))
        except (Refusal, WorkflowRefused) as error:
            batch.refused.append((case, str(error.reason)))
    return batch
