"""Guards of the complaint workflow: what the law or the file forbids now, and why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.selectors import positions_of
from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.formatting import legal_date
from intake.enums.complaint import ComplaintKind, ComplaintLevel, Handling, TermStep
from intake.models import Complaint
from intake.permissions.complaint import in_body
from intake.rules import complaint_terms
from intake.selectors.complaint_reference import limit

NAMED_ONLY = frozenset({ComplaintKind.ADMIN, ComplaintKind.LABOUR, ComplaintKind.DENUNCIATION})
COMPLAINTS = frozenset({ComplaintKind.ADMIN, ComplaintKind.LABOUR})


def may_be_anonymous(kind: str) -> bool:
    """Tips and petitions may be anonymous; a complaint or denunciation has a person behind it
    (Law on Complaints art. 8; Law on Denunciations art. 25: else it is handled as a tip)."""
    return kind not in NAMED_ONLY


def holds_office(complaint: Complaint, user: Any) -> Answer:
    """Signs in an office of the body that is held today."""
    answer = in_body(complaint, user)
    if not answer:
        return answer
    offices = positions_of(user, on=clock.today())
    if any(office.agency_id == complaint.agency_id for office in offices):
        return ALLOWED
    return Refused(_("You hold no office in this body that signs documents today."))


def is_ours(complaint: Complaint, user: Any) -> Answer:
    """Within the competence of the department, as classified."""
    if complaint.handling == Handling.SETTLE:
        return ALLOWED
    return Refused(
        _("Not within the competence of this department: %(body)s.")
        % {"body": complaint.competent_vi}
    )


def is_named(complaint: Complaint, user: Any) -> Answer:
    """A complaint or denunciation is not anonymous."""
    if complaint.is_anonymous and not may_be_anonymous(complaint.kind):
        return Refused(_("Anonymous: classify it as a tip."))
    return ALLOWED


def has_handler(complaint: Complaint, user: Any) -> Answer:
    """Assigned to a person."""
    if complaint.handler_id is not None:
        return ALLOWED
    return Refused(_("Assign the complaint to a person first."))


def out_of_time(complaint: Complaint) -> bool:
    """Whether the complaint came after the time to complain."""
    if complaint.known_on is None:
        return False
    found = limit(complaint.clock, TermStep.FILE, on=complaint.received_on)
    return found is not None and complaint_terms.is_out_of_time(
        found.term, complaint.known_on, complaint.received_on
    )


def may_extend(complaint: Complaint, user: Any) -> Answer:
    """The law has a further extension, and the time is not over yet."""
    on = complaint.accepted_on or complaint.received_on
    found = limit(complaint.clock, TermStep.SETTLE, on=on)
    if found is None or not found.term.may_extend(
        remote=complaint.is_remote, extensions=complaint.extensions
    ):
        return Refused(_("The law has no further extension."))
    if complaint.settle_due_on and clock.today() > complaint.settle_due_on:
        return Refused(_("The time is over; it can no longer be extended."))
    return ALLOWED


def may_have_dialogue(complaint: Complaint, user: Any) -> Answer:
    """A dialogue belongs to complaints, not to denunciations, petitions or tips."""
    if complaint.kind in COMPLAINTS:
        return ALLOWED
    return Refused(_("A dialogue is held on complaints only."))


def needs_dialogue(complaint: Complaint) -> bool:
    """A second complaint is never decided without one (Law on Complaints art. 39; Decree
    24/2018 art. 30)."""
    return complaint.kind in COMPLAINTS and complaint.level == ComplaintLevel.SECOND


def is_verified(complaint: Complaint, user: Any) -> Answer:
    """Something was found out, and the dialogue was held where the law wants one."""
    if not complaint.notes.exists():
        return Refused(_("Write down what the verification found first."))
    if needs_dialogue(complaint) and complaint.dialogue_on is None:
        return Refused(_("A second complaint is decided only after a dialogue."))
    return ALLOWED


def is_drafted(complaint: Complaint, user: Any) -> Answer:
    """The result was drafted by the person who handles it."""
    if complaint.outcome and complaint.conclusion:
        return ALLOWED
    return Refused(_("The person who handles it drafts the result first."))


def not_served(complaint: Complaint, user: Any) -> Answer:
    """Service is recorded once."""
    if complaint.served_on is None:
        return ALLOWED
    return Refused(_("The service is recorded already."))


def is_served(complaint: Complaint, user: Any) -> Answer:
    """The result reached the person, or could not for want of one."""
    if complaint.served_on is not None:
        return ALLOWED
    return Refused(_("Record first how the result was sent."))


def has_effect_term(complaint: Complaint, user: Any) -> Answer:
    """A decision on a complaint takes effect after its term; other results do not wait."""
    if complaint.kind not in COMPLAINTS:
        return Refused(_("Only decisions on complaints take legal effect after a time."))
    if complaint.effective_due_on and clock.today() <= complaint.effective_due_on:
        return Refused(
            _("A second complaint is possible until %(day)s.")
            % {"day": legal_date(complaint.effective_due_on)}
        )
    return ALLOWED


def needs_no_effect(complaint: Complaint, user: Any) -> Answer:
    """A decision on a complaint is closed only after its execution."""
    if complaint.kind in COMPLAINTS and complaint.executed_at is None:
        return Refused(_("A decision on a complaint takes effect and is executed first."))
    return ALLOWED
