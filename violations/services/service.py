"""Service of the decision: with it the ten days for payment begin (LHAV arts. 70, 73, 78)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents import files
from ecms.documents.services import issue
from violations import case_rules
from violations.documents import building_records
from violations.documents.building_records import Refusal as Refused
from violations.models import ViolationCase
from violations.services import clocks
from violations.services.refusal import (
    Refusal,
    allowed,
    demand_same,
    in_words,
    locked,
    repeated,
)
from violations.states import CaseState, ServiceMethod
from violations.workflow import workflow
from violations.worksheets import law_of


@in_words
def record_refusal(
    case: ViolationCase, said: Refused, *, upload: Any = None, by: Any, at: datetime
) -> ViolationCase:
    """The violator did not take the decision: MBB06, and it counts as delivered that day.

    The commune confirms the refusal; without that nothing is deemed delivered (LHAV art. 70).

    Raises:
        WorkflowRefused: not decided, or no right.
        Refusal: a date before the decision or in the future, or nobody confirms.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.EXECUTING, "served", by):
            demand_same(fresh, served_on=said.on, service_method=ServiceMethod.DIRECT)
            return fresh
        allowed(fresh, "record_refusal", by)
        _check_refusal(said)
        _check_day(fresh, said.on, field="on", today=clock.legal_date(at))
        due_on = case_rules.term_after(law_of(fresh), "VOLUNTARY_EXECUTION", said.on)
        fresh = workflow.advance(
            fresh, "record_refusal", by=by, at=at, note=said.reason[:200], served_on=said.on,
            service_method=ServiceMethod.DIRECT, execution_due_on=due_on,
        )  # fmt: skip
        form, context = building_records.refused(fresh, said, by=by)
        issue(fresh, form, context, by=by, at=at, on=said.on, issuer=fresh.agency,
              occasion=fresh.decision_number)  # fmt: skip
        fresh.remedies.filter(due_on__isnull=True).update(due_on=due_on)
        if upload is not None:
            files.store(
                upload, fresh, kind="signed", by=by, at=at, caption=str(_("Signed minutes"))
            )
        clocks.refresh(fresh, at=at)
    return fresh


def _check_refusal(said: Refused) -> None:
    if not said.authority.strip():
        raise Refusal(_("Name who confirms the refusal for the commune (Art. 70)."), "authority")
    if not said.reason.strip():
        raise Refusal(_("Say how the decision was refused and why."), "reason")


@in_words
def record(
    case: ViolationCase,
    method: str,
    *,
    event_on: date,
    confirmed: bool,
    upload: Any = None,
    by: Any,
    at: datetime,
) -> ViolationCase:
    """Record how and when the decision was delivered, or counts as delivered (art. 17a).

    Raises:
        WorkflowRefused: not decided, or no right.
        Refusal: a date before the decision or in the future, delivery not complete yet, or
            recorded before with other values.
        UploadRefused: a file that is not taken.
    """
    today = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        twice = repeated(fresh, CaseState.EXECUTING, "served", by)
        if not twice:
            allowed(fresh, "serve", by)
        served_on = _served_on(fresh, method, event_on, confirmed=confirmed, today=today)
        if twice:
            demand_same(fresh, served_on=served_on, service_method=method)
            return fresh
        due_on = case_rules.term_after(law_of(fresh), "VOLUNTARY_EXECUTION", served_on)
        fresh = workflow.advance(
            fresh, "serve", by=by, at=at, served_on=served_on,
            service_method=method, execution_due_on=due_on,
        )  # fmt: skip
        fresh.remedies.filter(due_on__isnull=True).update(due_on=due_on)
        if upload is not None:
            files.store(
                upload, fresh, kind="signed", by=by, at=at, caption=str(_("Delivery note"))
            )
        clocks.refresh(fresh, at=at)
    return fresh


def _served_on(
    case: ViolationCase, method: str, event_on: date, *, confirmed: bool, today: date
) -> date:
    _check_day(case, event_on, field="event_on", today=today)
    if method == ServiceMethod.DIRECT and not confirmed:
        raise Refusal(
            _("Handed over in person it is delivered when the violator signs for it. If it was "
              "not taken, draw up the minutes of refusal (Art. 70)."),
            "confirmed",
        )  # fmt: skip
    served = case_rules.served_on(law_of(case), method, event_on, confirmed=confirmed)
    if served > today:
        raise Refusal(
            _("Without a receipt the decision counts as delivered only on %(day)s.")
            % {"day": f"{served:%d/%m/%Y}"},
            "confirmed",
        )
    return served


def _check_day(case: ViolationCase, on: date, *, field: str, today: date) -> None:
    if on > today:
        raise Refusal(_("The date lies in the future."), field)
    if case.decided_on and on < case.decided_on:
        raise Refusal(_("The date lies before the decision."), field)
