"""Evasion of the debtor, and the end of the time for execution (LHAV art. 74)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from violations.execution_limit import limit_on
from violations.models import Evasion, ViolationCase
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, in_words, locked, repeated
from violations.states import CaseState
from violations.workflow import workflow


@in_words
def record_evasion(
    case: ViolationCase, *, began_on: date, evidence: str, by: Any, at: datetime
) -> Evasion:
    """The debtor evades since ``began_on``: the year stands still until that ends.

    Raises:
        WorkflowRefused: nothing is being executed, or no right.
        Refusal: evading already, a wrong day, the year was over before, or no evidence.
    """
    on = clock.legal_date(at)
    if not evidence.strip():
        raise Refusal(_("Say what proves the evasion."), "evidence")
    with transaction.atomic():
        fresh = locked(case)
        if open_one := fresh.evasions.filter(ended_on=None).first():
            if (open_one.began_on, open_one.evidence) == (began_on, evidence.strip()):
                return open_one
            raise Refusal(_("An evasion is recorded already; first record its end."))
        allowed(fresh, "record_evasion", by)
        last = limit_on(fresh)
        first = fresh.served_on or began_on
        if not first <= began_on <= min(on, last):
            words = _("The day lies between the service and today, and not after %(day)s.")
            raise Refusal(words % {"day": legal_date(last)}, "began_on")
        row = Evasion.objects.create(
            case=fresh, began_on=began_on, evidence=evidence.strip(), recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
        fresh = workflow.advance(fresh, "record_evasion", by=by, at=at, note=evidence.strip())
        clocks.refresh(fresh, at=at)
    return row


@in_words
def end_evasion(row: Evasion, *, ended_on: date, by: Any, at: datetime) -> Evasion:
    """The evasion ended: a new year begins on that day.

    Raises:
        WorkflowRefused: no right.
        Refusal: a wrong day.
    """
    with transaction.atomic():
        case = locked(row.case)
        fresh = Evasion.objects.select_for_update().get(pk=row.pk)
        if fresh.ended_on is not None:
            return fresh
        allowed(case, "record_evasion", by)
        if not fresh.began_on <= ended_on <= clock.legal_date(at):
            raise Refusal(_("The day lies between the beginning and today."), "ended_on")
        fresh.ended_on, fresh.ended_at, fresh.ended_by = ended_on, at, by
        fresh.save()
        words = str(_("Evasion ended"))
        case = workflow.advance(case, "record_evasion", by=by, at=at, note=words)
        clocks.refresh(case, at=at)
    return fresh


def lapse(case: ViolationCase, *, by: Any, at: datetime) -> ViolationCase:
    """The year is over: the fine is executed no more, remedial measures are followed on.

    Raises WorkflowRefused: not over yet, evading, a measure runs, or not the issuing office.
    """
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.LAPSED, "lapsed", by):
            return fresh
        fresh = workflow.advance(fresh, "lapse", by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh
