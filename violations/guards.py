"""Guards of the violation case: what the law or the file forbids now, and why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.formatting import legal_date, vnd
from law.rules import LawRefusal
from violations import case_rules, schedules
from violations.case_rules import ExplanationState, Obstacle
from violations.competence import candidate_of
from violations.models import ViolationCase
from violations.states import ExplanationKind, RemedyState
from violations.worksheets import compute, language


def can_be_computed(case: ViolationCase, user: Any) -> Answer:
    """Every act has the facts that its provision needs."""
    on = clock.today()
    try:
        compute(case, on=on, minutes_on=on)
    except LawRefusal as refusal:
        return Refused(refusal.message(language()))
    return ALLOWED


def may_explain(case: ViolationCase, user: Any) -> Answer:
    """Only acts above the threshold, or with a licence at stake, carry the right (art. 61)."""
    if not case.explanation_right:
        return Refused(_("The acts of this case do not carry the right to explain (Art. 61)."))
    return ALLOWED


def still_sanctionable(case: ViolationCase, user: Any) -> Answer:
    """Neither the limitation nor the time for the decision has passed (arts. 6, 66)."""
    limited = within_limitation(case, user)
    if not limited:
        return limited
    if case.decision_due_on and clock.today() > case.decision_due_on:
        return Refused(obstacle_words(Obstacle.TOO_LATE, case.decision_due_on))
    return ALLOWED


def within_limitation(case: ViolationCase, user: Any) -> Answer:
    """The limitation has not passed (art. 6)."""
    if case.limitation_ends_on and clock.today() > case.limitation_ends_on:
        return Refused(obstacle_words(Obstacle.LIMITATION, case.limitation_ends_on))
    return ALLOWED


def is_signatory(case: ViolationCase, user: Any) -> Answer:
    """The case waits for this person, whose office is held today."""
    position = case.signatory
    if position is None:
        return Refused(_("No signatory has been chosen."))
    if position.user_id != user.pk:
        return Refused(
            _("The case waits for the signature of %(name)s.") % {"name": position.user}
        )
    if not position.is_in_force(clock.today()):
        return Refused(_("The office is not held on that day."))
    return ALLOWED


def is_competent(case: ViolationCase, user: Any) -> Answer:
    """The signatory may sanction every act today (art. 52; Decree 189/2025)."""
    if case.signatory is None:
        return Refused(_("No signatory has been chosen."))
    try:
        candidate = candidate_of(case, case.signatory, on=clock.today())
    except LawRefusal as refusal:
        return Refused(refusal.message(language()))
    return ALLOWED if candidate.competent else Refused(candidate.refusal)


def explanation_state(case: ViolationCase) -> ExplanationState:
    """The windows of the right to explain and what has come in."""
    rows = list(case.explanations.all()) if case.explanation_right else []
    received = [row for row in rows if row.kind != ExplanationKind.WAIVED]
    return ExplanationState(
        written_until=_written_until(case) if case.explanation_right else None,
        hearing_until=case.hearing_request_until if case.explanation_right else None,
        received=bool(received),
        waived=len(received) < len(rows),
        unconsidered=any(not row.considered.strip() for row in received),
    )


def _written_until(case: ViolationCase) -> Any:
    return case.explanation_extended_until or case.written_explanation_until


def may_be_issued(case: ViolationCase, user: Any) -> Answer:
    """Not before the window to explain has ended, not after the last day, not after limitation."""
    found = case_rules.obstacles(
        clock.today(),
        explanation=explanation_state(case),
        decision_due_on=case.decision_due_on,  # type: ignore[arg-type] # set with the minutes
        limitation_ends_on=case.limitation_ends_on,  # type: ignore[arg-type]
    )
    return Refused(obstacle_words(*found[0])) if found else ALLOWED


def obstacle_words(obstacle: Obstacle, day: Any) -> Any:
    """The reason in words, with its date and article."""
    return {
        Obstacle.WINDOW_OPEN: _(
            "The violator may still explain until %(day)s, unless they explain or waive it before "
            "(Art. 61)."
        ),
        Obstacle.HEARING_OPEN: _(
            "An explanation has come in; first record how it was considered (Art. 61)."
        ),
        Obstacle.TOO_LATE: _(
            "The last day for the decision was %(day)s; a fine is no longer possible, remedial "
            "measures are (Arts. 65, 66)."
        ),
        Obstacle.LIMITATION: _(
            "The limitation ended on %(day)s; a fine is no longer possible, remedial measures are "
            "(Arts. 6, 65)."
        ),
    }[obstacle] % {"day": legal_date(day)}


def may_hand_over(case: ViolationCase, user: Any) -> Answer:
    """Whoever prepares the case, or the person it waits for, may send it to another body."""
    if user.can(Permission.VIOLATION_EDIT):
        return ALLOWED
    if user.can(Permission.VIOLATION_DECIDE):
        return is_signatory(case, user)
    return Refused(_("Your role does not include this step."))


def holds_sanctioning_office(case: ViolationCase, user: Any) -> Answer:
    """A competent person closes without sanction (art. 65): the signatory where there is one,
    else somebody who holds an office with a title at the body in charge."""
    if case.signatory_id is not None:
        return is_signatory(case, user)
    offices = user.positions.in_force(clock.today()).filter(agency=case.agency_id)
    if any(office.title_code or office.is_deputy for office in offices):
        return ALLOWED
    return Refused(_("Only a person with power to sanction at this body may do this."))


def owes_a_fine(case: ViolationCase, user: Any) -> Answer:
    """Relief is for what is still to be paid."""
    if case.outstanding:
        return ALLOWED
    return Refused(_("Nothing of the fine is left to be paid."))


def is_paid(case: ViolationCase, user: Any) -> Answer:
    """The fine is paid in full, with the surcharge where it was late."""
    if case.outstanding:
        return Refused(
            _("%(amount)s of the fine is not paid.") % {"amount": vnd(case.outstanding)}
        )
    late = surcharge_owed(case, clock.today())
    if late:
        return Refused(
            _("%(amount)s of surcharge for late payment is not paid (Art. 78).")
            % {"amount": vnd(late)}
        )
    return ALLOWED


def surcharge_owed(case: ViolationCase, on: Any) -> int:
    """What is left of the surcharge after payments above the fine; none of one that lapsed."""
    if case.lapsed_at:
        return 0
    return surcharge_unpaid(case, on)


def surcharge_unpaid(case: ViolationCase, on: Any) -> int:
    """What of the surcharge never came in, whether or not it is still owed."""
    above = max(case.paid_total - (case.fine_current or 0), 0)
    return max(schedules.surcharge(case, on) - above, 0)


def remedies_accepted(case: ViolationCase, user: Any) -> Answer:
    """A second person has accepted every ordered remedial measure."""
    waiting = case.remedies.exclude(state=RemedyState.ACCEPTED).count()
    if waiting:
        return Refused(
            ngettext(
                "%(n)d remedial measure is not accepted yet.",
                "%(n)d remedial measures are not accepted yet.",
                waiting,
            )
            % {"n": waiting}
        )
    return ALLOWED
