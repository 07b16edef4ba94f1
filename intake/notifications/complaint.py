"""Letters and event words of complaints; nothing in them says who complained."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core import clock
from ecms.notifications.registry import Letter
from intake.models import Complaint


def handlers(complaint: Complaint) -> list[Any]:
    """Who handles it; before the assignment who entered it, or the head where it came from
    another department."""
    if complaint.handler is not None:
        return [complaint.handler]
    own = complaint.received_by.agency_id == complaint.agency_id
    return [complaint.received_by] if own else heads(complaint)


def heads(complaint: Complaint) -> list[Any]:
    """The head of the unit, who assigns."""
    return _holders(complaint, Permission.COMPLAINT_IDENTITY)


def deciders(complaint: Complaint) -> list[Any]:
    """The director and deputies."""
    return _holders(complaint, Permission.COMPLAINT_DECIDE)


def _holders(complaint: Complaint, permission: Permission) -> list[Any]:
    """Holders of the permission in the body, but nobody whom it is about."""
    accused = {person.pk for person in complaint.accused.all()}
    people = holders_of(permission, agency=complaint.agency, on=clock.today())
    return [person for person in people if person.pk not in accused]


def those_before_acceptance(complaint: Complaint) -> list[Any]:
    """Who works on it until it is accepted."""
    return [*handlers(complaint), *heads(complaint)]


def page(complaint: Complaint) -> str:
    """The page of the complaint."""
    return reverse("intake:complaint", args=[complaint.pk])


def letters() -> tuple[Letter, ...]:
    """Every kind of message of complaints."""
    return (
        Letter("complaint.accept", _("Complaint: acceptance due"),
               _("Accept the complaint, or refuse it with the reason."),
               those_before_acceptance, page, deciders, own_chain=True),
        Letter("complaint.settle", _("Complaint: decision due"),
               _("Decide or answer, or extend the time where the law allows it."), handlers,
               page, deciders, own_chain=True),
        Letter("complaint.serve", _("Complaint: result to be sent"),
               _("Send the result and record how it was delivered."), handlers, page, heads,
               own_chain=True),
        Letter("complaint.effect", _("Complaint: the decision takes effect"),
               _("Note the legal effect, or enter the second complaint."), handlers, page,
               own_chain=True),
        Letter("complaint.classified", _("Complaint to be accepted or returned"),
               _("A complaint was classified; assign it and decide on its acceptance."),
               lambda complaint: [*heads(complaint), *deciders(complaint)], page),
        Letter("complaint.transferred", _("Submission handed over by another department"),
               _("A submission arrived from another province; classify and assign it."),
               those_before_acceptance, page, deciders),
        Letter("complaint.assigned", _("Complaint assigned to you"),
               _("A complaint was assigned to you."), handlers, page),
        Letter("complaint.accepted", _("Complaint accepted"),
               _("The complaint was accepted; the verification can begin."), handlers, page),
        Letter("complaint.drafted", _("Result of a complaint waits for your decision"),
               _("The result of a complaint was drafted."), deciders, page),
        Letter("complaint.decided", _("Complaint decided"),
               _("The decision was signed; the result must be sent."), handlers, page),
        Letter("complaint.identity_opened", _("Identity of a complainant opened"),
               _("Somebody without the duty opened the identity with a reason; look into it."),
               deciders, page),
    )  # fmt: skip


def events() -> dict[str, Any]:
    """Words of the audit events, in the past tense."""
    return {
        "complaint.receive": _("Complaint received"),
        "complaint.accused": _("Officials it is about were recorded"),
        "complaint.receipt_printed": _("Receipt printed"),
        "complaint.linked": _("Linked to an earlier complaint"),
        "complaint.classify": _("Complaint classified"),
        "complaint.assign": _("Assigned to a person"),
        "complaint.accept": _("Complaint accepted"),
        "complaint.return": _("Complaint returned, refused or forwarded"),
        "complaint.transfer": _("Handed over to another province"),
        "complaint.redact": _("Text without names written"),
        "complaint.name_enterprise": _("Enterprise chosen from the register"),
        "complaint.verify": _("Verification begun"),
        "complaint.note": _("Verification continued"),
        "complaint.dialogue": _("Dialogue recorded"),
        "complaint.draft": _("Result drafted"),
        "complaint.decide": _("Complaint decided"),
        "complaint.extend": _("Time extended"),
        "complaint.suspend": _("Complaint suspended for a time"),
        "complaint.resume": _("Complaint taken up again"),
        "complaint.withdraw": _("Complaint withdrawn"),
        "complaint.serve": _("Sending of the result recorded"),
        "complaint.take_effect": _("Decision in legal effect"),
        "complaint.execute": _("Decision executed"),
        "complaint.close": _("File of the complaint closed"),
        "complaint.identity_opened": _("Identity of the complainant opened with a reason"),
        "complaint.identity_seen": _("Identity of the complainant seen"),
        "complaint.identity_corrected": _("Data of the complainant corrected"),
    }
