"""Time limits of a violation case: limitation, explanation, decision.

All lengths come from the deadlines in force on the day of the event, none is written here. The
day of the event is not counted. Terms in days, months and years within which somebody must act
roll to the next working day (Civil Code art. 148.5); the limitation does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ecms.core.calendar import CalendarError, WorkingCalendar
from law.enums import DecisionRoute, Party, Power, TermUnit
from law.rules.catalogue import Deadline, Provision
from law.rules.errors import LawRefusal
from law.rules.facts import ActFacts
from law.rules.frame import Frame
from law.rules.reference import Reference

EXPLANATION_FROM = {  # highest fine of the frame from which one may explain (LHAV art. 61.1)
    Party.INDIVIDUAL: 15_000_000,
    Party.HOUSEHOLD: 15_000_000,
    Party.ORGANISATION: 30_000_000,
}
DECISION_KEYS = {
    DecisionRoute.NORMAL: "DECISION_NORMAL",
    DecisionRoute.TRANSFERRED: "DECISION_TRANSFERRED",
    DecisionRoute.EXPLAINED: "DECISION_EXPLAINED",
    DecisionRoute.COMPLEX: "DECISION_COMPLEX",
}


@dataclass(frozen=True, slots=True)
class CaseTerms:
    """Last days of the terms that run from the violation minutes."""

    minutes_on: date
    explanation_written_until: date | None
    hearing_request_until: date | None
    decision_due: Mapping[DecisionRoute, date]


def last_day(
    calendar: WorkingCalendar, start: date, deadline: Deadline, *, roll: bool = True
) -> date:
    """Return the last day of a time limit that starts with an event on ``start``.

    Raises LawRefusal ``calendar`` when the holidays of that time are not known.
    """
    n = deadline.value
    try:
        if deadline.unit is TermUnit.WORKING_DAYS:
            return calendar.add_working_days(start, n)
        if deadline.unit is TermUnit.MONTHS:
            return calendar.add_months(start, n, roll=roll)
        if deadline.unit is TermUnit.YEARS:
            return calendar.add_years(start, n, roll=roll)
        days = n if deadline.unit is TermUnit.DAYS else -(-n // 24)
        return calendar.add_days(start, days, roll=roll)
    except CalendarError as error:
        raise LawRefusal("calendar", reason=str(error)) from error


def limitation_deadline(reference: Reference, row: Provision, facts: ActFacts) -> Deadline:
    """Return the limitation of an act: one year, two for work abroad (LHAV art. 6.1)."""
    key = "LIMITATION_OVERSEAS" if row.is_overseas else "LIMITATION_DOMESTIC"
    return reference.deadline(key, facts.counts_from)


def limitation_ends_on(reference: Reference, row: Provision, facts: ActFacts) -> date:
    """Return the last day on which the act may lawfully be sanctioned."""
    deadline = limitation_deadline(reference, row, facts)
    return last_day(reference.calendar, facts.counts_from, deadline, roll=False)


def may_explain(reference: Reference, frame: Frame, party: Party) -> bool:
    """Tell whether the party has the right to explain (LHAV art. 61.1).

    The highest fine of the frame reaches the threshold, or a licence or certificate may be taken
    away, or an activity suspended.
    """
    powers = {reference.additional[code].power for code in frame.provision.additional_codes}
    if powers & {Power.DEPRIVATION, Power.SUSPENSION}:
        return True
    return frame.maximum >= EXPLANATION_FROM[party]


def case_terms(reference: Reference, minutes_on: date, *, explanation: bool) -> CaseTerms:
    """Compute the terms that run from the minutes, with the rules valid on that day."""

    def until(key: str) -> date:
        return last_day(reference.calendar, minutes_on, reference.deadline(key, minutes_on))

    return CaseTerms(
        minutes_on=minutes_on,
        explanation_written_until=until("EXPLANATION_WRITTEN") if explanation else None,
        hearing_request_until=until("HEARING_REQUEST") if explanation else None,
        decision_due={route: until(key) for route, key in DECISION_KEYS.items()},
    )


def remedy_due_on(reference: Reference, code: str, decided_on: date) -> date | None:
    """Return the last day for a remedy whose time the law fixes, counted from the decision."""
    key = reference.remedies[code].due_deadline_key
    deadline = reference.find_deadline(key, decided_on) if key else None
    if deadline is None:
        return None
    return last_day(reference.calendar, decided_on, deadline)
