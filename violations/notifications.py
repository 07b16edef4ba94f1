"""Letters of violation cases: what must be done by when, and news for those concerned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core import clock
from ecms.notifications.registry import Letter
from violations import alerting, notifications_after
from violations.models import ViolationCase


def case_of(thing: Any) -> ViolationCase:
    """The case itself, or the case of one of its rows."""
    return thing if isinstance(thing, ViolationCase) else thing.case


def officials(thing: Any) -> list[Any]:
    """Who looks after the case and the team of its inspection."""
    case = case_of(thing)
    officer = case.officer or case.opened_by
    people = {officer.pk: officer}
    if case.inspection is not None:
        for member in case.inspection.team.select_related("user"):
            people[member.user_id] = member.user
    return list(people.values())


def signatory(thing: Any) -> list[Any]:
    """The person whose signature the case waits for."""
    case = case_of(thing)
    return [case.signatory.user] if case.signatory else []


def deciders(thing: Any) -> list[Any]:
    """The signatory where there is one, else the officials."""
    return [*signatory(thing), *officials(thing)]


def heads(thing: Any) -> Iterable[Any]:
    """Those of the body who may accept remedies: heads of units and the director."""
    case = case_of(thing)
    return holders_of(Permission.VIOLATION_ACCEPT, agency=case.agency, on=clock.today())


def page(thing: Any) -> str:
    """The page of the case."""
    return reverse("violations:detail", args=[case_of(thing).pk])


def letters() -> tuple[Letter, ...]:
    """Every kind of message of the module."""
    after = notifications_after.letters(officials, heads, signatory)
    return (*letters_before(), *_to_the_decision(), *_of_signatures(), *after)


def letters_before() -> tuple[Letter, ...]:
    """Messages of the steps between minutes and decision."""
    return (
        Letter("violation.explanation", _("End of the time to explain"),
               _("Record the explanation, or submit the case when the time has ended."),
               officials, page,
               pairs=alerting.officials, escalate_pairs=alerting.nobody),
        Letter("violation.hearing", _("Hearing asked for"),
               _("Invite the violator to the hearing in time, hold it and record it."), officials,
               page, heads,
               pairs=alerting.officials, escalate_pairs=alerting.heads),
        Letter("violation.seizure", _("Temporary seizure ends"),
               _("Extend the seizure where the law allows it, or give the things back."),
               deciders, page, heads,
               pairs=alerting.deciders, escalate_pairs=alerting.heads),
        Letter("violation.referral", _("File due back from the procedural body"),
               _("Ask for the file: it is due back five working days after the decision not to "
                 "prosecute."), officials, page, heads,
               pairs=alerting.officials, escalate_pairs=alerting.heads),
    )  # fmt: skip


def _to_the_decision() -> tuple[Letter, ...]:
    return (
        Letter("violation.minutes", _("Violation minutes due"),
               _("Sign the violation minutes."), officials, page, heads,
               pairs=alerting.officials, escalate_pairs=alerting.heads),
        Letter("violation.decision", _("Sanction decision due"),
               _("After this day no fine is possible any more."), deciders, page, heads,
               pairs=alerting.deciders, escalate_pairs=alerting.heads),
        Letter("violation.limitation", _("Limitation ends"),
               _("After this day no sanction is possible any more."), deciders, page, heads,
               pairs=alerting.deciders, escalate_pairs=alerting.heads),
        Letter("violation.serve", _("Decision to be sent"),
               _("Send the decision to the violator and record the service."), officials, page,
               heads,
               pairs=alerting.officials, escalate_pairs=alerting.heads),
        Letter("violation.pay", _("Fine due"),
               _("Record the payment, or prepare enforcement when nothing was paid."), officials,
               page, heads,
               pairs=alerting.officials, escalate_pairs=alerting.heads),
        Letter("violation.lapse", _("Time for execution ends"),
               _("After this day the fine can no longer be executed; remedial measures can."),
               officials, page, heads,
               pairs=alerting.officials, escalate_pairs=alerting.heads),
        Letter("violation.remedy", _("Remedial measure due"),
               _("Ask for the evidence that the measure was carried out."), officials, page,
               heads,
               pairs=alerting.of_case(alerting.officials),
               escalate_pairs=alerting.of_case(alerting.heads)),
    )  # fmt: skip


def _of_signatures() -> tuple[Letter, ...]:
    return (
        Letter("violation.sign", _("Waiting for your signature"),
               _("A violation case was submitted to you."), signatory, page),
        Letter("violation.returned", _("Case returned"),
               _("The signatory returned the case with a reason."), officials, page),
        Letter("violation.issued", _("Decision issued"),
               _("The sanction decision was issued; it must be served."), officials, page),
        Letter("violation.accept", _("Evidence waits for acceptance"),
               _("Evidence of a remedial measure waits for a second person."), heads, page),
        Letter("violation.ruling", _("Ruling waits for your signature"),
               _("Relief, a correction or an annulment of a decision was proposed."), signatory,
               page),
        Letter("violation.ruled", _("Ruling decided"),
               _("A ruling on a sanction decision was issued or refused."), officials, page),
        Letter("violation.remedy_back", _("Evidence not accepted"),
               _("The evidence of a remedial measure was not accepted."), officials, page),
    )  # fmt: skip


STATEMENT_EVENTS: dict[str, Any] = {
    "statement.read": _("Statement of receipts sent"),
    "statement.book": _("Statement of receipts carried out"),
    "statement.undo": _("Statement of receipts undone"),
    "statement.assign": _("Receipt booked by hand"),
    "statement.set_aside": _("Receipt set aside"),
    "statement.take_up": _("Receipt taken up again"),
}


DELEGATION_EVENTS: dict[str, Any] = {
    "delegation.give": _("Power delegated to a deputy"),
    "delegation.end": _("Delegation ended"),
}
CLAIM_EVENTS: dict[str, Any] = {
    "violation.list_workers": _("List of workers changed"),
    "violation.claim_terms": _("Interest for the workers set"),
    "violation.record_recovery": _("Sums received by workers recorded"),
    "violation.cancel_recovery": _("Sum received by a worker taken back"),
    "violation.restore_right": _("Right of workers restored"),
}
BEFORE_EVENTS: dict[str, Any] = {
    "violation.invite_hearing": _("Invited to the hearing"),
    "violation.hold_hearing": _("Hearing recorded"),
    "violation.extend_explanation": _("Time to explain extended"),
    "violation.inquire": _("Verification begun"),
    "violation.order_expertise": _("Expertise ordered"),
    "violation.record_inquiry": _("Result of a verification recorded"),
    "violation.note_exhibit": _("Exhibit noted"),
    "violation.return_exhibit": _("Exhibit given back"),
    "violation.seize": _("Things seized for a time"),
    "violation.extend_seizure": _("Temporary seizure extended"),
    "violation.return_seized": _("Seized things given back"),
    "violation.leave_act_out": _("Act left out of the fine"),
    "violation.identify": _("Violator identified"),
    "violation.post_notice": _("Notice to the unknown owner published"),
    "violation.take_transfer_back": _("File came back"),
    "violation.refer": _("Handed over as a suspected crime"),
    "violation.hand_over_file": _("Hand-over of the file recorded"),
    "violation.note_answer": _("Decision not to prosecute noted"),
    "violation.take_file_back": _("File came back from the procedural body"),
    "violation.prosecuted": _("Closed because of prosecution"),
    "violation.sanction_on_spot": _("Sanctioned on the spot"),
}


CASE_EVENTS: dict[str, Any] = {
    "violation.open": _("Violation case opened"),
    "violation.handed_over": _("Work handed over"),
    "violation.edit": _("Case corrected"),
    "violation.weigh": _("Circumstance noted"),
    "violation.unweigh": _("Circumstance taken away"),
    "violation.left_unsanctioned": _("Finding left without sanction"),
    "violation.sign_minutes": _("Violation minutes signed"),
    "violation.record_explanation": _("Explanation recorded"),
    "violation.considered": _("Explanation considered"),
    "violation.submit": _("Submitted to the signatory"),
    "violation.reassign": _("Another signatory chosen"),
    "violation.transfer": _("Transferred to another competent person"),
    "violation.return": _("Returned to the official"),
    "violation.set_fine": _("Fine changed within the frame"),
    "violation.issue": _("Sanction decision issued"),
    "violation.serve": _("Service of the decision recorded"),
    "violation.record_refusal": _("Refusal to receive the decision recorded"),
    "violation.execute_partly": _("Partial execution decided"),
    "violation.draw_up_working_minutes": _("Working minutes drawn up"),
    "violation.record_payment": _("Payment recorded"),
    "violation.cancel_payment": _("Receipt taken back"),
    "violation.record_remedy": _("Evidence of a remedy recorded"),
    "violation.accept_remedy": _("Remedy accepted"),
    "violation.send_back_remedy": _("Evidence of a remedy sent back"),
    "violation.ask_relief": _("Relief of payment asked for"),
    "violation.ask_correction": _("Correction of the decision proposed"),
    "violation.rule": _("Ruling on the decision issued"),
    "violation.refuse_ruling": _("Ruling refused"),
    "violation.annul": _("Decision annulled"),
    "violation.annul_anew": _("Decision annulled, to be decided anew"),
    "violation.mark_executed": _("Marked as executed"),
    "violation.close": _("Case closed"),
    "violation.close_without_sanction": _("Closed without a sanction"),
    "violation.cancel": _("Case cancelled"),
}


def events() -> dict[str, Any]:
    """Words of the audit events of the module, in the past tense."""
    after = notifications_after.EVENTS
    return (
        STATEMENT_EVENTS | CLAIM_EVENTS | DELEGATION_EVENTS | after | BEFORE_EVENTS | CASE_EVENTS
    )
