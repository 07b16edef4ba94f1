"""Letters and words of events of what follows a decision."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.notifications.registry import Letter
from violations.models import Enforcement, Publication
from violations.offices_enforcing import enforcing_people


def enforcers(thing: Any) -> list[Any]:
    """Whoever may order enforcement for the body of the case."""
    return enforcing_people(thing.case, on=clock.today())


def page(thing: Any) -> str:
    """The page where it goes on."""
    case = getattr(thing, "case", thing)
    if isinstance(thing, Enforcement):
        return reverse("violations:enforcement", args=[case.pk, thing.pk])
    if isinstance(thing, Publication):
        return reverse("violations:publication", args=[case.pk, thing.pk])
    return reverse("violations:execution", args=[case.pk])


def letters(officials: Any, heads: Any, signatory: Any) -> tuple[Letter, ...]:
    """The kinds of messages; who looks after a case is told by the module."""
    return (
        Letter("violation.non_execution", _("Minutes of non-execution due"),
               _("Where the decision was not carried out, draw up the minutes (MBB09)."),
               officials, page, heads),
        Letter("violation.means", _("Verification of means due"),
               _("Ask about the means of the debtor."), officials, page, heads),
        Letter("violation.inquiry", _("Answer about means due"),
               _("Record the answer, or remind whoever was asked."), officials, page),
        Letter("violation.order", _("Enforcement waits for your signature"),
               _("A measure of enforcement was proposed."), enforcers, page, heads),
        Letter("violation.ordered", _("Enforcement decided"),
               _("A measure of enforcement was ordered or refused."), officials, page),
        Letter("violation.order_send", _("Enforcement decision to be sent"),
               _("Send the decision on enforcement and record it."), officials, page, heads),
        Letter("violation.freeze", _("Account to be frozen"),
               _("The bank freezes the account within one working day; record its notice."),
               officials, page),
        Letter("violation.police", _("Plan to be sent to the police"),
               _("Send the plan before the day on which it is carried out."), officials, page,
               heads),
        Letter("violation.verify", _("Means to be verified again"),
               _("Verify whether the debtor has means now."), officials, page, heads),
        Letter("violation.enforcement_stop", _("Measure to be suspended or ended"),
               _("Execution is stayed, or nothing is owed any more: sign the decision that "
                 "suspends or ends the measure."), enforcers, page, officials),
        Letter("violation.contested", _("Decision contested"),
               _("A complaint or lawsuit was recorded; execution goes on unless it is stayed."),
               signatory, page),
        Letter("violation.publication", _("Publication waits for your signature"),
               _("It was proposed to publish a decision."), signatory, page),
        Letter("violation.publication_send", _("Publication to be sent"),
               _("Send the letter to the publishing body and record it."), officials, page, heads),
        Letter("violation.publication_post", _("Publication due"),
               _("Record since when and where it stands."), officials, page),
        Letter("violation.publication_remove", _("Publication to be taken down"),
               _("Its days are over; record when it was taken down."), officials, page),
    )  # fmt: skip


EVENTS: dict[str, Any] = {
    "violation.record_non_execution": _("Minutes of non-execution drawn up"),
    "violation.verify_means": _("Means of the debtor asked about"),
    "violation.record_means": _("Answer about means recorded"),
    "violation.propose_enforcement": _("Enforcement proposed"),
    "violation.enforce": _("Enforcement ordered"),
    "violation.enforce_further": _("Another measure ordered"),
    "violation.refuse_enforcement": _("Enforcement refused"),
    "violation.carry_out_enforcement": _("Step of enforcement recorded"),
    "violation.direct_enforcement": _("Measure suspended, resumed or ended"),
    "violation.enforcement_over": _("No measure runs any more"),
    "violation.record_evasion": _("Evasion recorded"),
    "violation.lapse": _("Fine lapsed"),
    "violation.hand_over_execution": _("Decision handed over for execution elsewhere"),
    "violation.end_execution_elsewhere": _("Result of the execution elsewhere recorded"),
    "violation.contest": _("Complaint or lawsuit recorded"),
    "violation.settle_contest": _("Result of a complaint or lawsuit recorded"),
    "violation.stay": _("Stay of execution recorded"),
    "violation.propose_publication": _("Publication proposed"),
    "violation.publish": _("Publication decided"),
    "violation.follow_publication": _("Publication followed"),
    "violation.reminded": _("Reminder written"),
    "violation.reminder_delivered": _("Delivery of a reminder recorded"),
}
