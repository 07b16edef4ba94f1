"""Rules of the case beyond the fine itself, pure: routes, delivery, competence.

Imports no Django and reads no clock; every function is told its dates. Amounts are whole VND.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.enums import DecisionRoute, Party
from law.rules.catalogue import Competence
from law.rules.competence import covers, needed_powers
from law.rules.frame import Frame
from law.rules.reference import Reference
from law.rules.terms import last_day


def minutes_due_on(
    reference: Reference, discovered_on: date, *, complex_case: bool, expertise_on: date | None
) -> date:
    """Last day for the violation minutes: 2 working days from discovery, 5 in complex cases,
    3 from the result of an expertise (Decree 118/2021 art. 12.2)."""
    if expertise_on is not None:
        deadline = reference.deadline("MINUTES_EXPERTISE", expertise_on)
        return last_day(reference.calendar, expertise_on, deadline)
    key = "MINUTES_COMPLEX" if complex_case else "MINUTES_NORMAL"
    return last_day(reference.calendar, discovered_on, reference.deadline(key, discovered_on))


def decision_route(*, complex_case: bool, explained: bool, transferred: bool) -> DecisionRoute:
    """Which time limit of LHAV art. 66.1 applies; the longest that fits."""
    if complex_case:
        return DecisionRoute.COMPLEX
    if explained:
        return DecisionRoute.EXPLAINED
    return DecisionRoute.TRANSFERRED if transferred else DecisionRoute.NORMAL


def term_after(reference: Reference, key: str, event_on: date) -> date:
    """Last day of the named time limit that runs from ``event_on``; rolls off days off."""
    return last_day(reference.calendar, event_on, reference.deadline(key, event_on))


def execution_ends_on(reference: Reference, decided_on: date) -> date:
    """Last day on which the decision can be executed (LHAV art. 74): one year from its date.

    A limitation: it does not roll off days off. Remedial measures survive it.
    """
    deadline = reference.deadline("EXECUTION_LIMITATION", decided_on)
    return last_day(reference.calendar, decided_on, deadline, roll=False)


DEEMED_KEYS = {  # delivery without a receipt (Decree 118/2021 art. 17a)
    "POST": "DEEMED_DELIVERY_POST",
    "ELECTRONIC": "DEEMED_DELIVERY_ELECTRONIC",
    "POSTING": "DECISION_POSTED",
}


def served_on(reference: Reference, method: str, event_on: date, *, confirmed: bool) -> date:
    """The day the decision counts as delivered: the day of the receipt, else as deemed.

    ``event_on``: day of handing over or receipt; without a receipt, the day of the third return
    of the post, of entry in the information system, or of posting.
    """
    if confirmed or method not in DEEMED_KEYS:
        return event_on
    return term_after(reference, DEEMED_KEYS[method], event_on)


class Obstacle(StrEnum):
    """What stands against a sanction decision on a day."""

    WINDOW_OPEN = "window_open"
    HEARING_OPEN = "hearing_open"
    TOO_LATE = "too_late"
    LIMITATION = "limitation"


@dataclass(frozen=True, slots=True)
class ExplanationState:
    """Where the right to explain stands: windows (None without the right) and what came in."""

    written_until: date | None = None
    hearing_until: date | None = None
    received: bool = False
    waived: bool = False
    unconsidered: bool = False


def obstacles(
    on: date, *, explanation: ExplanationState, decision_due_on: date, limitation_ends_on: date
) -> tuple[tuple[Obstacle, date], ...]:
    """What forbids to issue the decision on ``on``, each with its date (LHAV arts. 6, 61, 66)."""
    found: list[tuple[Obstacle, date]] = []
    window = max(explanation.written_until or date.min, explanation.hearing_until or date.min)
    answered = explanation.received or explanation.waived
    if window > date.min and on <= window and not answered:
        found.append((Obstacle.WINDOW_OPEN, window))
    if explanation.unconsidered:
        found.append((Obstacle.HEARING_OPEN, on))
    if on > decision_due_on:
        found.append((Obstacle.TOO_LATE, decision_due_on))
    if on > limitation_ends_on:
        found.append((Obstacle.LIMITATION, limitation_ends_on))
    return tuple(found)


class Incompetence(StrEnum):
    """Why a title may not sign."""

    UNKNOWN = "unknown"
    NOT_IN_FORCE = "not_in_force"
    CHECK_OVER = "check_over"
    SCOPE = "scope"
    POWER = "power"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class TitleAnswer:
    """Whether a title may sign every act; ``limit`` in VND for the party where it is known."""

    title_code: str
    reason: Incompetence | None = None
    code: str = ""  # the act that the reason speaks of
    frame_max: int = 0
    limit: int | None = None

    @property
    def competent(self) -> bool:
        """No reason against it."""
        return self.reason is None


def title_answer(
    reference: Reference,
    title_code: str,
    frames: Sequence[Frame],
    party: Party,
    on: date,
    *,
    check_open: bool,
) -> TitleAnswer:
    """Test one title against every act and name the first reason against it.

    Same test as :func:`law.rules.signatories` (LHAV art. 52), which a property test
    proves; this one says why not.
    """
    rows = [row for row in reference.competence if row.title_code == title_code]
    row = next((row for row in rows if row.in_force(on)), None)
    if row is None:
        return TitleAnswer(title_code, Incompetence.NOT_IN_FORCE if rows else Incompetence.UNKNOWN)
    if row.only_during_check and not check_open:
        return TitleAnswer(title_code, Incompetence.CHECK_OVER)
    answers = [_act_answer(reference, row, frame, party) for frame in frames]
    refused = next((answer for answer in answers if not answer.competent), None)
    if refused:
        return refused
    limits = [answer.limit for answer in answers if answer.limit is not None]
    return TitleAnswer(title_code, limit=min(limits, default=None))


def _act_answer(reference: Reference, row: Competence, frame: Frame, party: Party) -> TitleAnswer:
    code, highest = frame.provision.code, frame.maximum
    scope = next((item for item in row.scopes if covers(item, frame.provision)), None)
    if scope is None:
        return TitleAnswer(row.title_code, Incompetence.SCOPE, code, highest)
    if party is Party.ORGANISATION:
        limit = scope.max_organisation or row.max_organisation
    else:
        limit = scope.max_individual or row.max_individual
    if not needed_powers(reference, frame) <= row.powers:
        return TitleAnswer(row.title_code, Incompetence.POWER, code, highest, limit)
    if highest > limit:
        return TitleAnswer(row.title_code, Incompetence.AMOUNT, code, highest, limit)
    return TitleAnswer(row.title_code, limit=limit)
