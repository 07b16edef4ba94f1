"""Reminder letters (công văn đôn đốc): one letter a case, for all that is late or nearly late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from inspections import rules_followup as rules
from inspections.enums import RequirementState
from inspections.models import Inspection, Reminder, Requirement
from inspections.permissions_followup import can_change, policy
from inspections.services import papers
from inspections.services.refusal import Refusal, demand, locked
from law.selectors import working_calendar

ANSWER_DAYS = 5  # working days that the letter gives; a working deadline, the due day stays


@dataclass(frozen=True)
class Batch:
    """What a batch did: letters written, and cases left out with the reason."""

    sent: list[Reminder]
    refused: list[tuple[Inspection, str]]


def due_for_reminder(inspection: Inspection, *, on: date) -> list[tuple[Requirement, str]]:
    """Requirements that the next letter names, each with "remind" or "superior"."""
    rows = inspection.requirements.filter(
        state__in=(RequirementState.OPEN, RequirementState.SENT_BACK)
    ).annotate(sent=Count("reminders"), last=Max("reminders__sent_on"))
    chosen = policy()
    found: list[tuple[Requirement, str]] = []
    for row in rows:
        step = rules.reminder_step(
            chosen, due_on=row.due_on, today=on, sent=row.sent, last_on=row.last
        )
        if step:
            found.append((row, step))
    return found


def send(inspection: Inspection, *, by: Any, at: datetime) -> Reminder:
    """Sign and issue one reminder letter of a case; twice on one day is one letter.

    After reminders without effect the letter also goes to the superior body.

    Raises:
        Refusal: nothing to remind of, not the signatory.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(inspection)
        sent = case.reminders.filter(sent_on=on).first()
        if sent is not None:
            return sent
        demand(can_change(case, by))
        rows = due_for_reminder(case, on=on)
        if not rows:
            raise Refusal(_("Nothing is due for a reminder today."))
        made = Reminder.objects.create(
            inspection=case, sent_on=on, recorded_at=at, recorded_by=by,
            answer_until=working_calendar().add_working_days(on, ANSWER_DAYS),
            to_superior=any(step == "superior" for _row, step in rows),
        )  # fmt: skip
        made.requirements.set([row for row, _step in rows])
        papers.issue(case, "reminder_items", by=by, at=at, reminder=made, occasion=str(made.pk))
        log("inspection.reminded", case, by=by, at=at, data={"count": len(rows)})
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
        except Refusal as error:
            batch.refused.append((case, str(error.reason)))
    return batch
