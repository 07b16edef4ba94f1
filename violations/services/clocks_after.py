"""Due items of what follows a decision: default, means, orders, publications; pause by a stay."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from ecms.core import clock
from ecms.notifications.services import due
from violations import guards
from violations.case_rules import term_after
from violations.enforcement_rules import MONEY, RULES
from violations.enforcement_states import ACTIVE, EnforcementState, PublicationState, StepKind
from violations.execution_limit import counts_from, evading, limit_on
from violations.models import Enforcement, Inquiry, Publication, Stay, ViolationCase
from violations.states import DUE_STATES, RemedyState
from violations.worksheets import law_of

KINDS = ("violation.non_execution", "violation.means")
STOP = "violation.enforcement_stop"
S, K = EnforcementState, StepKind
Expected = dict[str, tuple[date, str]]


def basis(case: ViolationCase, key: str, on: date) -> str:
    """The article of a term on a day."""
    found = law_of(case).find_deadline(key, on)
    return found.legal_basis if found else ""


def expected(case: ViolationCase) -> Expected:
    """What the law expects of a served case beside the payment."""
    found: Expected = {}
    due_on = case.execution_due_on
    if case.state not in DUE_STATES or not case.outstanding or due_on is None:
        return found
    if not evading(case):
        since = counts_from(case)
        found["violation.lapse"] = (limit_on(case), basis(case, "EXECUTION_LIMITATION", since))
    if law_of(case).find_deadline("NON_EXECUTION_MINUTES", due_on) is None:
        return found
    drawn_up = case.non_executions.filter(of_decision=case.decision_number).exists()
    if not drawn_up:
        day = term_after(law_of(case), "NON_EXECUTION_MINUTES", due_on + timedelta(days=1))
        words = basis(case, "NON_EXECUTION_MINUTES", due_on)
        found["violation.non_execution"] = (day, words)
    elif not case.inquiries.exists():
        day = term_after(law_of(case), "ENFORCEMENT_INQUIRY", due_on)
        found["violation.means"] = (day, basis(case, "ENFORCEMENT_INQUIRY", due_on))
    return found


def refresh_rows(case: ViolationCase, *, at: datetime) -> None:
    """The due items of the rows that hang on a case; all stand still while it is stayed."""
    for inquiry in case.inquiries.select_related("case"):
        _set(inquiry, "violation.inquiry", _inquiry(inquiry), at)
    for row in case.enforcements.select_related("case"):
        for kind, wanted in _enforcement(row).items():
            _set(row, kind, wanted, at)
        _set(row, STOP, _termination(row, clock.legal_date(at)), at)
    for publication in case.publications.select_related("case"):
        for kind, day in _publication(publication).items():
            _set(publication, kind, day, at)
    for stay in case.stays.select_related("case"):
        _set(stay, STOP, _suspension(stay), at)
    _stand_still(case, at=at)


def _stand_still(case: ViolationCase, *, at: datetime) -> None:
    """The clocks of the case and its measures stand while execution is stayed, then go on."""
    stayed = any(row.lifted_on is None for row in case.stays.all())
    for thing in (case, *case.enforcements.all()):
        if stayed:
            due.pause(thing, at=at)
        else:
            due.resume(thing, at=at)


def _set(thing: Any, kind: str, day: date | None, at: datetime) -> None:
    if day is None:
        due.settle(kind, thing, at=at)
    else:
        label = f"{thing.case.code} – {thing}"
        due.expect(kind, thing, due_on=day, at=at, label=label)


def _inquiry(row: Inquiry) -> date | None:
    return row.due_on if row.answered_on is None else None


def _enforcement(row: Enforcement) -> dict[str, date | None]:
    law, case = law_of(row.case), row.case
    done = set(row.steps.values_list("kind", flat=True))
    freeze = row.state == S.RUNNING and row.kind in RULES[K.FREEZE].measures
    send = row.decided_on if row.state == S.ORDERED else None
    return {
        "violation.order": row.order_due_on if row.state == S.PROPOSED else None,
        "violation.order_send": term_after(law, "ENFORCEMENT_DECISION_SENT", send)
        if send else None,
        "violation.freeze": term_after(law_of(case), "ACCOUNT_FROZEN", row.sent_on)
        if freeze and row.sent_on and K.FREEZE not in done else None,
        "violation.police": _days_before(row)
        if row.state in RULES[K.POLICE].sources and K.POLICE not in done else None,
        "violation.verify": row.verify_due_on if row.state == S.NOT_YET else None,
    }  # fmt: skip


def _suspension(row: Stay) -> date | None:
    """Last day to suspend what runs once execution is stayed (Decree 296/2025 art. 9)."""
    to_stop = (S.ORDERED, S.RUNNING)
    if row.lifted_on is not None or not row.case.enforcements.filter(state__in=to_stop).exists():
        return None
    return _stop_by(row.case, row.stayed_on)


def _termination(row: Enforcement, today: date) -> date | None:
    """Last day to end a measure that has nothing left to enforce (Decree 296/2025 art. 9)."""
    if row.state not in ACTIVE:
        return None
    case = row.case
    if row.kind not in MONEY:
        measures = list(case.remedies.all())
        if not measures or any(each.state != RemedyState.ACCEPTED for each in measures):
            return None
        return _stop_by(
            case, max(clock.legal_date(each.accepted_at) for each in measures if each.accepted_at)
        )
    if case.outstanding or guards.surcharge_owed(case, today):
        return None
    paid = [each.paid_on for each in case.payments.all() if each.cancelled_at is None]
    return _stop_by(case, max(paid)) if paid else None


def _stop_by(case: ViolationCase, ground_on: date) -> date | None:
    law = law_of(case)
    if law.find_deadline("ENFORCEMENT_STOP", ground_on) is None:
        return None
    return term_after(law, "ENFORCEMENT_STOP", ground_on)


def _days_before(row: Enforcement) -> date | None:
    """Last day to send the plan to the police: its working days end on the planned day."""
    if row.planned_on is None or row.kind not in RULES[K.POLICE].measures:
        return None
    law = law_of(row.case)
    day = row.planned_on
    while term_after(law, "POLICE_PLAN", day) > row.planned_on:
        day -= timedelta(days=1)
    return day


def _publication(row: Publication) -> dict[str, date | None]:
    state = row.state
    return {
        "violation.publication_send": row.send_due_on
        if state == PublicationState.ORDERED else None,
        "violation.publication_post": row.post_due_on if state == PublicationState.SENT else None,
        "violation.publication_remove": row.keep_until + timedelta(days=1)
        if state == PublicationState.POSTED and row.keep_until else None,
    }  # fmt: skip
