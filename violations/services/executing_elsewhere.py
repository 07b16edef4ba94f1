"""The decision at the body of the violator's place, which executes it (LHAV art. 71; MBB29)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents.services import issue
from violations.documents import building_records
from violations.guards_after import executed_elsewhere
from violations.models import FileAway, ViolationCase
from violations.services import clocks, elsewhere
from violations.services.refusal import Refusal, allowed, locked
from violations.states import Whereto
from violations.workflow import workflow


def hand_over(
    case: ViolationCase, *, to: str, receiver: str, reason: str, handed_on: date, by: Any,
    at: datetime,
) -> FileAway:  # fmt: skip
    """Give the decision with its papers to the body that executes it (MBB29); once at a time.

    Raises:
        WorkflowRefused: not served, stayed, a measure runs here, or another body has it.
        Refusal: a day in the future or before the service, no body, receiver or reason.
    """
    with transaction.atomic():
        fresh = locked(case)
        row = executed_elsewhere(fresh)
        if row is not None and (row.to, row.receiver, row.sent_on) == (to, receiver, handed_on):
            return row
        allowed(fresh, "hand_over_execution", by)
        for value, field in ((to, "to"), (receiver, "receiver"), (reason, "reason")):
            if not value.strip():
                raise Refusal(_("Fill this in."), field)
        _check_day(handed_on, fresh.served_on, "handed_on", today=clock.legal_date(at))
        fresh = workflow.advance(fresh, "hand_over_execution", by=by, at=at, note=to)
        elsewhere.end(fresh, by=by, at=at)  # a transfer before the decision is settled by it
        row = FileAway.objects.create(
            case=fresh, whereto=Whereto.EXECUTION, to=to, reason=reason, receiver=receiver,
            papers=elsewhere.list_of_papers(fresh), sent_on=handed_on, sent_at=at, sent_by=by,
            handed_on=handed_on, handed_at=at, handed_by=by,
        )  # fmt: skip
        form, context = building_records.execution_hand_over(row, by=by)
        row.number = issue(fresh, form, context, by=by, at=at, on=handed_on, issuer=fresh.agency,
                           occasion=str(row.pk)).reference  # fmt: skip
        row.save(update_fields=["number"])
        clocks.refresh(fresh, at=at)
    return row


def end(
    case: ViolationCase, *, returned_on: date, answer: str, by: Any, at: datetime
) -> ViolationCase:
    """Record what the other body reported; payments and measures are recorded as elsewhere.

    Raises:
        WorkflowRefused: no other body has the decision, or no right.
        Refusal: a day in the future or before the hand-over, no words.
    """
    with transaction.atomic():
        fresh = locked(case)
        last = fresh.files_away.filter(whereto=Whereto.EXECUTION).last()
        if last is not None and (last.returned_on, last.answer) == (returned_on, answer):
            return fresh
        allowed(fresh, "end_execution_elsewhere", by)
        row = executed_elsewhere(fresh)
        assert row is not None  # noqa: S101 - a guard of the verb
        if not answer.strip():
            raise Refusal(_("Give number and content of the answer."), "answer")
        _check_day(returned_on, row.sent_on, "returned_on", today=clock.legal_date(at))
        fresh = workflow.advance(fresh, "end_execution_elsewhere", by=by, at=at, note=answer[:200])
        row.answer, row.returned_on, row.ended_at, row.ended_by = answer, returned_on, at, by
        row.save()
        clocks.refresh(fresh, at=at)
    return fresh


def _check_day(day: date, earliest: date | None, field: str, *, today: date) -> None:
    if day > today:
        raise Refusal(_("The date lies in the future."), field)
    if earliest is not None and day < earliest:
        raise Refusal(
            _("The day must not lie before %(day)s.") % {"day": legal_date(earliest)}, field
        )
