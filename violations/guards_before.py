"""Guards of the steps before the decision: hearings, inquiries, files elsewhere, on the spot."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import DelegationKind
from accounts.models import Delegation, Position
from accounts.selectors import delegation_to
from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.formatting import legal_date, vnd
from law.rules import LawRefusal
from violations import proceeding_rules
from violations.competence import Candidate, candidate_of
from violations.models import FileAway, ViolationCase
from violations.on_spot_limits import limit_on
from violations.states import ExplanationKind, HearingOutcome, NoSanction, PartyKind
from violations.worksheets import acts_of, compute, fine_of, language


def sanctioning_office(
    case: ViolationCase, user: Any, *, on: date
) -> tuple[Position | None, Delegation | None]:
    """The user's office with power to sanction at the body that has the case, with a deputy's
    delegation; (None, None) where the user holds none on that day."""
    body = case.signatory.agency_id if case.signatory else case.agency_id
    held = Position.objects.in_force(on).filter(user=user, agency=body)
    for office in held.select_related("agency", "user").order_by("-is_head", "pk"):
        if office.title_code:
            return office, None
        found = delegation_to(office, kind=DelegationKind.SANCTION, on=on)
        if found is not None:
            return office, found
    return None, None


def signs_for_case(case: ViolationCase, user: Any) -> Answer:
    """The signatory where the case has one, else whoever may sanction at the body in charge."""
    position = case.signatory
    if position is not None and position.user_id != user.pk:
        return Refused(
            _("The case waits for the signature of %(name)s.") % {"name": position.user}
        )
    if sanctioning_office(case, user, on=clock.today())[0] is None:
        return Refused(_("Only a person with power to sanction at this body may do this."))
    return ALLOWED


def hearing_asked_for(case: ViolationCase, user: Any) -> Answer:
    """A hearing was asked for in time, and nobody was invited yet."""
    if case.explanations.filter(kind=ExplanationKind.HEARING, hearing__isnull=True).exists():
        return ALLOWED
    return Refused(_("No request for a hearing waits for an invitation."))


def hearing_planned(case: ViolationCase, user: Any) -> Answer:
    """An invited hearing has not been recorded."""
    if case.hearings.filter(outcome=HearingOutcome.PLANNED).exists():
        return ALLOWED
    return Refused(_("No hearing is planned."))


def hearings_done(case: ViolationCase, user: Any) -> Answer:
    """Whoever asked for a hearing in time is heard before the decision (art. 61.3)."""
    asked = case.explanations.filter(kind=ExplanationKind.HEARING)
    done = [HearingOutcome.HELD, HearingOutcome.ABSENT]
    if asked.exclude(hearing__outcome__in=done).exists():
        return Refused(_("A hearing was asked for and has not been held yet (Art. 61.3)."))
    return ALLOWED


def may_be_extended(case: ViolationCase, user: Any) -> Answer:
    """Once, before the first term ends, where there is a right to explain (art. 61.2)."""
    if not case.explanation_right or case.written_explanation_until is None:
        return Refused(_("The acts of this case do not carry the right to explain (Art. 61)."))
    if case.explanation_extended_until is not None:
        return Refused(_("The time to explain was already extended."))
    if clock.today() > case.written_explanation_until:
        return Refused(
            _("The time to explain ended on %(day)s.")
            % {"day": legal_date(case.written_explanation_until)}
        )
    return ALLOWED


def inquiry_open(case: ViolationCase, user: Any) -> Answer:
    """An inquiry waits for its result."""
    if case.verifications.filter(result_at__isnull=True).exists():
        return ALLOWED
    return Refused(_("No verification or expertise waits for its result."))


def inquiries_done(case: ViolationCase, user: Any) -> Answer:
    """Nothing is decided while its facts are still being found out (art. 59)."""
    if inquiry_open(case, user):
        return Refused(_("A verification or expertise has no result yet (Art. 59)."))
    return ALLOWED


def file_away(case: ViolationCase) -> FileAway | None:
    """The file at another body that has not come back."""
    return case.files_away.filter(ended_at__isnull=True).first()


def not_handed_over(case: ViolationCase, user: Any) -> Answer:
    """The file was sent and its hand-over is not recorded."""
    away = file_away(case)
    if away is None or away.handed_at is not None:
        return Refused(_("The hand-over of the file is already recorded."))
    return ALLOWED


def handed_over(case: ViolationCase, user: Any) -> Answer:
    """The other body has the file."""
    away = file_away(case)
    if away is None or away.handed_at is None:
        return Refused(_("First record the hand-over of the file."))
    return ALLOWED


def is_outside(case: ViolationCase, user: Any) -> Answer:
    """The file lies with a body that does not use this system."""
    if case.signatory_id is not None:
        return Refused(
            _("The case waits for the signature of %(name)s.") % {"name": case.signatory.user}  # type: ignore[union-attr]
        )
    return ALLOWED


def is_identified(case: ViolationCase, user: Any) -> Answer:
    """Nobody unknown is sanctioned (art. 65.1b)."""
    if case.party == PartyKind.UNIDENTIFIED:
        return Refused(
            _(
                "The violator is not identified: no fine is possible (Art. 65.1b). Identify the "
                "violator, or close without a sanction."
            )
        )
    return ALLOWED


def is_unidentified(case: ViolationCase, user: Any) -> Answer:
    """Only for a case whose violator is unknown."""
    if case.party == PartyKind.UNIDENTIFIED:
        return ALLOWED
    return Refused(_("The violator of this case is known."))


def several_acts(case: ViolationCase, user: Any) -> Answer:
    """At least one act stays."""
    if len(acts_of(case)) > 1:
        return ALLOWED
    return Refused(_("The last act cannot be left out: close the case without a sanction."))


def had_minutes(case: ViolationCase, user: Any) -> Answer:
    """A sanction on the spot has no minutes to decide anew upon."""
    if case.on_spot:
        return Refused(
            _("A decision on the spot has no minutes: annul it and open a new case with minutes.")
        )
    return ALLOWED


def lawful_end(case: ViolationCase) -> str:
    """The reason for which no fine is possible any more today; empty while one is (art. 65)."""
    today = clock.today()
    if case.party == PartyKind.UNIDENTIFIED:
        return NoSanction.NOT_DEFINED
    if case.limitation_ends_on and today > case.limitation_ends_on:
        return NoSanction.LIMITATION
    if case.decision_due_on and today > case.decision_due_on:
        return NoSanction.TOO_LATE
    return ""


def fits_on_spot(case: ViolationCase, user: Any) -> Answer:
    """The fines together stay within the limit without minutes (art. 56.1)."""
    on = clock.today()
    try:
        total, limit = spot_sum(case, on=on)
    except LawRefusal as refusal:
        return Refused(refusal.message(language()))
    if proceeding_rules.fits_on_spot(total, limit):
        return ALLOWED
    return Refused(
        _("The fine of %(total)s is above the %(limit)s possible without minutes (Art. 56).")
        % {"total": vnd(total), "limit": vnd(limit)}
    )


def spot_sum(case: ViolationCase, *, on: date) -> tuple[int, int]:
    """What the acts cost together and what is possible without minutes, VND. Raises LawRefusal."""
    sheet = compute(case, on=on)
    acts = zip(acts_of(case), sheet.acts, strict=True)
    total = sum(fine_of(act, item.fine) for act, item in acts)
    return total, limit_on(on).of(organisation=case.party == PartyKind.ORGANISATION)


def may_sanction_on_spot(case: ViolationCase, user: Any) -> Answer:
    """The user holds an office today that may sanction every act."""
    try:
        found = spot_candidate(case, user, on=clock.today())
    except LawRefusal as refusal:
        return Refused(refusal.message(language()))
    if found is None:
        return Refused(_("Only a person with power to sanction at this body may do this."))
    return ALLOWED if found.competent else Refused(found.refusal)


def spot_candidate(case: ViolationCase, user: Any, *, on: date) -> Candidate | None:
    """The best of the user's offices at the body in charge. Raises LawRefusal."""
    held = Position.objects.in_force(on).filter(user=user, agency=case.agency_id)
    found = [candidate_of(case, row, on=on) for row in held.select_related("agency", "user")]
    return min(found, key=lambda row: not row.competent, default=None)
