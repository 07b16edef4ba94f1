"""The due items of a case: set anew from its state after every step, each with its article."""

from __future__ import annotations

from datetime import date, datetime

from ecms.core import clock
from ecms.notifications.services import due
from law.rules import LawRefusal
from violations import case_rules, proceeding_rules, seizures
from violations.execution_limit import counts_from, evading, limit_on
from violations.models import RemedyOrder, ViolationCase
from violations.services import clocks_after
from violations.states import (
    DUE_STATES,
    CaseState,
    ExplanationKind,
    HearingOutcome,
    RemedyState,
)
from violations.worksheets import compute, law_of

KINDS = (
    *clocks_after.KINDS,
    "violation.minutes",
    "violation.explanation",
    "violation.hearing",
    "violation.referral",
    "violation.seizure",
    "violation.decision",
    "violation.limitation",
    "violation.serve",
    "violation.pay",
    "violation.lapse",
)
REMEDY = "violation.remedy"
UNDECIDED = (CaseState.MINUTES, CaseState.SUBMITTED, CaseState.TRANSFERRED)
FINAL = (CaseState.CLOSED, CaseState.NO_SANCTION, CaseState.CANCELLED)
Expected = dict[str, tuple[date, str]]


def refresh(case: ViolationCase, *, at: datetime) -> None:
    """Open, move and settle the due items of ``case`` so that they agree with its state."""
    if case.state in FINAL:
        due.drop_all(case, at=at)
    else:
        expected = _expected(case, on=clock.legal_date(at))
        for kind in KINDS:
            if kind in expected:
                due_on, basis = expected[kind]
                due.expect(kind, case, due_on=due_on, at=at, legal_basis=basis)
            else:
                due.settle(kind, case, at=at)
    for remedy in case.remedies.select_related("case"):
        _refresh_remedy(remedy, at=at)
    if case.decided_on is not None or case.state in FINAL:
        clocks_after.refresh_rows(case, at=at)


def _refresh_remedy(remedy: RemedyOrder, *, at: datetime) -> None:
    if remedy.state == RemedyState.ACCEPTED:
        due.settle(REMEDY, remedy, at=at)
    elif remedy.due_on is not None:
        label = f"{remedy.case.code} – {remedy.text}"
        due.expect(REMEDY, remedy, due_on=remedy.due_on, at=at, label=label)


def _expected(case: ViolationCase, *, on: date) -> Expected:
    return {**_of_state(case, on=on), **_seizure(case)}


def _seizure(case: ViolationCase) -> Expected:
    """The first end of a temporary seizure under which something is still kept (art. 125.8)."""
    ends = seizure_ends(case)
    return {"violation.seizure": ends} if ends else {}


def seizure_ends(case: ViolationCase) -> tuple[date, str] | None:
    """The day on which seized things must be given back first, and its article."""
    ends = [(row.until, row.ordered_on) for row in seizures.running(case) if row.until]
    if not ends:
        return None
    day, since = min(ends)
    return day, _basis(case, "SEIZURE", since)


def _of_state(case: ViolationCase, *, on: date) -> Expected:
    if case.state == CaseState.DETECTED:
        limitation = limitation_so_far(case, on=on)
        found = {"violation.minutes": minutes_due(case)}
        return found | ({"violation.limitation": limitation} if limitation else {})
    if case.state in UNDECIDED:
        return _before_decision(case)
    if case.state == CaseState.REFERRED:
        back = file_due(case)
        return {"violation.referral": back} if back else {}
    if case.state == CaseState.DECIDED:
        return {"violation.serve": serve_due(case), **_lapse(case)}
    if case.state in DUE_STATES and case.outstanding and case.execution_due_on:
        basis = _basis(case, "VOLUNTARY_EXECUTION", case.execution_due_on)
        found = clocks_after.expected(case)
        return {"violation.pay": (case.execution_due_on, basis), **found}
    return {}


def limitation_so_far(case: ViolationCase, *, on: date) -> tuple[date, str] | None:
    """The earliest last day of the acts and its article, were the minutes of ``on`` (art. 6).

    None for acts whose facts the law cannot be applied to yet; the worksheet says why.
    """
    try:
        sheet = compute(case, on=on, minutes_on=on)
    except LawRefusal:
        return None
    return sheet.limitation_ends_on, limitation_basis(case, on=on)


def limitation_basis(case: ViolationCase, *, on: date) -> str:
    """The article of the limitation that ends first: two years for work abroad (Decree 283/2026
    art. 3.4), a year more for a file that a procedural body gave back (LHAV art. 6.1c)."""
    if case.limitation_extended:
        return _basis(case, "LIMITATION_RETURNED", on)
    try:
        acts = compute(case, on=on, minutes_on=on).acts
    except LawRefusal:
        acts = ()
    first = min(acts, key=lambda act: act.limitation_ends_on, default=None)
    abroad = first is not None and first.provision.is_overseas
    return _basis(case, "LIMITATION_OVERSEAS" if abroad else "LIMITATION_DOMESTIC", on)


def _lapse(case: ViolationCase) -> Expected:
    """The end of the time for execution, while a fine is owed."""
    return {"violation.lapse": lapse_on(case)} if case.outstanding and not evading(case) else {}


def lapse_on(case: ViolationCase) -> tuple[date, str]:
    """Last day on which the decision can be executed and its article (art. 74)."""
    return limit_on(case), _basis(case, "EXECUTION_LIMITATION", counts_from(case))


def _before_decision(case: ViolationCase) -> Expected:
    found: Expected = {}
    minutes_on = case.minutes_on or case.discovered_on
    found.update(_hearing(case))
    if case.decision_due_on:
        found["violation.decision"] = (case.decision_due_on, decision_basis(case))
    if case.limitation_ends_on:
        basis = limitation_basis(case, on=minutes_on)
        found["violation.limitation"] = (case.limitation_ends_on, basis)
    until = case.explanation_extended_until or case.written_explanation_until
    if case.explanation_right and until and not _explained(case):
        found["violation.explanation"] = (until, _basis(case, "EXPLANATION_WRITTEN", minutes_on))
    return found


def _hearing(case: ViolationCase) -> Expected:
    """The invitation to a hearing that was asked for, then the hearing itself (art. 61.3)."""
    for row in case.explanations.filter(kind=ExplanationKind.HEARING).select_related("hearing"):
        session = getattr(row, "hearing", None)
        if session is None:
            day = proceeding_rules.hearing_by(law_of(case), row.received_on)
            return {"violation.hearing": (day, _basis(case, "HEARING_NOTICE", row.received_on))}
        if session.outcome == HearingOutcome.PLANNED:
            day = clock.legal_date(session.planned_for)
            return {"violation.hearing": (day, _basis(case, "HEARING_NOTICE", row.received_on))}
    return {}


def file_due(case: ViolationCase) -> tuple[date, str] | None:
    """When the procedural body must give the file back; None before it declines (art. 63)."""
    away = case.files_away.filter(ended_at__isnull=True, refused_on__isnull=False).first()
    if away is None or away.refused_on is None:
        return None
    day = proceeding_rules.file_back_by(law_of(case), away.refused_on)
    return day, _basis(case, "CRIMINAL_FEEDBACK", away.refused_on)


def minutes_due(case: ViolationCase) -> tuple[date, str]:
    """Last day for the violation minutes and its article."""
    day = case_rules.minutes_due_on(
        law_of(case), case.discovered_on, complex_case=case.is_complex,
        expertise_on=case.expertise_on,
    )  # fmt: skip
    return day, _basis(case, "MINUTES_NORMAL", case.discovered_on)


def serve_due(case: ViolationCase) -> tuple[date, str]:
    """Last day for sending the decision and its article (art. 70)."""
    decided_on = case.decided_on
    assert decided_on is not None  # noqa: S101 - a constraint of the table
    day = case_rules.term_after(law_of(case), "DECISION_SENT", decided_on)
    return day, _basis(case, "DECISION_SENT", decided_on)


def decision_basis(case: ViolationCase) -> str:
    """The article of the time for the decision (art. 66.1)."""
    return _basis(case, "DECISION_NORMAL", case.minutes_on or case.discovered_on)


def _basis(case: ViolationCase, key: str, on: date) -> str:
    found = law_of(case).find_deadline(key, on)
    return found.legal_basis if found else ""


def _explained(case: ViolationCase) -> bool:
    kinds = {row.kind for row in case.explanations.all()}
    return bool(kinds & set(ExplanationKind.values))
