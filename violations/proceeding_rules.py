"""Time limits and limits of the steps before the decision, pure.

Imports no Django and reads no clock; every function is told its dates. Amounts are whole VND.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from law.rules.reference import Reference
from law.rules.terms import last_day
from violations.case_rules import term_after


@dataclass(frozen=True, slots=True)
class SpotLimit:
    """The highest fine without minutes from a day on (LHAV art. 56.1), VND."""

    individual: int
    organisation: int
    valid_from: date
    valid_to: date | None
    legal_basis_vi: str
    legal_basis_en: str

    def of(self, *, organisation: bool) -> int:
        """The limit of the party; a household business counts as an individual."""
        return self.organisation if organisation else self.individual

    def in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def spot_limit(rows: Iterable[SpotLimit], on: date) -> SpotLimit:
    """The row in force on a day. Raises LookupError where the law had none."""
    found = next((row for row in rows if row.in_force(on)), None)
    if found is None:
        raise LookupError(f"no limit without minutes on {on}")
    return found


def fits_on_spot(total: int, limit: int) -> bool:
    """A warning, or fines that together stay within the limit."""
    return 0 <= total <= limit


def hearing_by(reference: Reference, requested_on: date) -> date:
    """Last day for telling the violator time and place of the hearing (LHAV art. 61.3)."""
    return term_after(reference, "HEARING_NOTICE", requested_on)


def extended_until(reference: Reference, written_until: date) -> date:
    """Last possible day of a written explanation that was extended (LHAV art. 61.2)."""
    return term_after(reference, "EXPLANATION_EXTENSION", written_until)


def file_back_by(reference: Reference, refused_on: date) -> date:
    """Last day on which the procedural body gives the file back (LHAV arts. 62, 63)."""
    return term_after(reference, "CRIMINAL_FEEDBACK", refused_on)


def decision_after_return(reference: Reference, returned_on: date, *, verified: bool) -> date:
    """Last day of the decision on a file that came back (LHAV art. 63.3)."""
    key = "DECISION_RETURNED_VERIFIED" if verified else "DECISION_RETURNED"
    return term_after(reference, key, returned_on)


def longer_limitation(reference: Reference, ends_on: date, returned_on: date) -> date:
    """The end of the limitation of a file that came back (LHAV art. 6.1c): it never rolls."""
    deadline = reference.deadline("LIMITATION_RETURNED", returned_on)
    return last_day(reference.calendar, ends_on, deadline, roll=False)


def owner_may_come_until(reference: Reference, second_notice_on: date) -> date:
    """Until when an unknown owner may claim exhibits (LHAV art. 126.4); does not roll."""
    deadline = reference.deadline("UNKNOWN_OWNER", second_notice_on)
    return last_day(reference.calendar, second_notice_on, deadline, roll=False)


def seizure_ends(reference: Reference, seized_on: date, *, transferred: bool) -> date:
    """Last day of the first term of a temporary seizure (LHAV art. 125.8)."""
    return term_after(reference, "SEIZURE_TRANSFERRED" if transferred else "SEIZURE", seized_on)


def seizure_longest(
    reference: Reference, seized_on: date, *, verified: bool, complex_case: bool
) -> date | None:
    """The last day to which a seizure may be extended: one month where something is explained or
    verified, two in an especially serious case; None where neither holds (LHAV art. 125.8).

    It does not roll off days off: nobody is deprived of a thing longer than the law allows, and
    the table of time limits foresees no longer day.
    """
    if not (complex_case or verified):
        return None
    key = "SEIZURE_LONGEST" if complex_case else "SEIZURE_LONGER"
    deadline = reference.deadline(key, seized_on)
    return last_day(reference.calendar, seized_on, deadline, roll=False)
