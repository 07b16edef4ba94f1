"""The transition table of a violation case (Law on Handling of Administrative Violations).

docs/workflows/violation.md shows it. Modules above add guards with ``workflow.add_guard``.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core.workflow import Transition, Workflow
from violations import guards as g
from violations.offices import holds_issuing_office
from violations.permissions import can_act_in_body, can_draw_up
from violations.states import CaseState as S

P = Permission
UNDECIDED = frozenset({S.MINUTES, S.SUBMITTED, S.TRANSFERRED})
WAITING = frozenset({S.SUBMITTED, S.TRANSFERRED})
IN_EXECUTION = frozenset({S.DECIDED, S.EXECUTING})
WITH_REMEDIES = frozenset({S.DECIDED, S.EXECUTING, S.NO_SANCTION})

workflow = Workflow(
    name="violation",
    states=S,
    record=log,
    final=frozenset({S.CLOSED, S.NO_SANCTION, S.CANCELLED}),
    transitions=(
        Transition(
            "edit",
            _("Correct the case"),
            frozenset({S.DETECTED}),
            None,
            P.VIOLATION_EDIT,
            guards=(can_draw_up,),
            automatic=True,
        ),
        Transition(
            "weigh",
            _("Weigh the circumstances"),
            UNDECIDED | {S.DETECTED},
            None,
            P.VIOLATION_EDIT,
            guards=(can_draw_up,),
            automatic=True,
        ),
        Transition(
            "sign_minutes",
            _("Sign the violation minutes"),
            frozenset({S.DETECTED}),
            S.MINUTES,
            P.VIOLATION_EDIT,
            stamp="minutes",
            guards=(can_draw_up, g.can_be_computed),
            document="MBB01",
            deadline="violation.decision",
            primary=True,
        ),
        Transition(
            "record_explanation",
            _("Record an explanation"),
            UNDECIDED,
            None,
            P.VIOLATION_EDIT,
            guards=(can_act_in_body, g.may_explain),
            deadline="violation.decision",
        ),
        Transition(
            "submit",
            _("Submit to the signatory"),
            frozenset({S.MINUTES}),
            S.SUBMITTED,
            P.VIOLATION_EDIT,
            stamp="submitted",
            guards=(can_draw_up, g.still_sanctionable, g.can_be_computed),
            primary=True,
        ),
        Transition(
            "reassign",
            _("Choose another signatory"),
            frozenset({S.SUBMITTED}),
            None,
            P.VIOLATION_EDIT,
            guards=(can_draw_up, g.still_sanctionable, g.can_be_computed),
        ),
        Transition(
            "issue",
            _("Issue the sanction decision"),
            WAITING,
            S.DECIDED,
            P.VIOLATION_DECIDE,
            stamp="decided",
            guards=(g.is_signatory, g.may_be_issued, g.is_competent),
            document="MQD02",
            deadline="violation.serve",
            primary=True,
        ),
        Transition(
            "set_fine",
            _("Change the fine within the frame"),
            WAITING,
            None,
            P.VIOLATION_DECIDE,
            guards=(g.is_signatory, g.can_be_computed),
        ),
        Transition(
            "return",
            _("Return to the official"),
            WAITING,
            S.MINUTES,
            P.VIOLATION_DECIDE,
            guards=(g.is_signatory,),
        ),
        Transition(
            "transfer",
            _("Transfer to another competent person"),
            UNDECIDED,
            S.TRANSFERRED,
            P.VIOLATION_READ,
            stamp="transferred",
            guards=(g.may_hand_over, g.within_limitation),
            deadline="violation.decision",
        ),
        Transition(
            "serve",
            _("Record the service of the decision"),
            frozenset({S.DECIDED}),
            S.EXECUTING,
            P.VIOLATION_EXECUTE,
            stamp="served",
            guards=(can_act_in_body,),
            deadline="violation.pay",
            primary=True,
        ),
        Transition(
            "record_payment",
            _("Record a payment"),
            IN_EXECUTION,
            None,
            P.VIOLATION_EXECUTE,
            guards=(can_act_in_body,),
        ),
        Transition(
            "record_remedy",
            _("Record evidence of a remedy"),
            WITH_REMEDIES,
            None,
            P.VIOLATION_EXECUTE,
            guards=(can_act_in_body,),
            automatic=True,
        ),
        Transition(
            "accept_remedy",
            _("Accept a remedy"),
            WITH_REMEDIES,
            None,
            P.VIOLATION_ACCEPT,
            automatic=True,
        ),
        Transition(
            "ask_relief",
            _("Ask for relief of payment"),
            frozenset({S.EXECUTING}),
            None,
            P.VIOLATION_EXECUTE,
            guards=(can_act_in_body, g.owes_a_fine),
        ),
        Transition(
            "ask_correction",
            _("Propose to correct, amend or annul"),
            IN_EXECUTION,
            None,
            P.VIOLATION_EXECUTE,
            guards=(can_act_in_body,),
        ),
        Transition(
            "rule",
            _("Decide on a ruling"),
            IN_EXECUTION,
            None,
            P.VIOLATION_DECIDE,
            guards=(holds_issuing_office,),
            automatic=True,
        ),
        Transition(
            "refuse_ruling",
            _("Refuse a ruling"),
            IN_EXECUTION,
            None,
            P.VIOLATION_DECIDE,
            guards=(holds_issuing_office,),
            automatic=True,
        ),
        Transition(
            "annul_anew",
            _("Annul the decision and decide anew"),
            IN_EXECUTION,
            S.MINUTES,
            P.VIOLATION_DECIDE,
            guards=(holds_issuing_office,),
            document="MQD40",
            automatic=True,
        ),
        Transition(
            "annul",
            _("Annul the decision"),
            IN_EXECUTION,
            S.NO_SANCTION,
            P.VIOLATION_DECIDE,
            stamp="closed",
            guards=(holds_issuing_office,),
            document="MQD40",
            automatic=True,
        ),
        Transition(
            "mark_executed",
            _("Mark as executed"),
            frozenset({S.EXECUTING}),
            S.EXECUTED,
            P.VIOLATION_EXECUTE,
            stamp="executed",
            guards=(can_act_in_body, g.is_paid, g.remedies_accepted),
            primary=True,
        ),
        Transition(
            "close",
            _("Close the case"),
            frozenset({S.EXECUTED}),
            S.CLOSED,
            P.VIOLATION_EXECUTE,
            stamp="closed",
            guards=(can_act_in_body, g.is_paid, g.remedies_accepted),
            primary=True,
        ),
        Transition(
            "close_without_sanction",
            _("Close without a sanction"),
            UNDECIDED,
            S.NO_SANCTION,
            P.VIOLATION_DECIDE,
            stamp="closed",
            guards=(g.holds_sanctioning_office,),
        ),
        Transition(
            "cancel",
            _("Cancel the case"),
            frozenset({S.DETECTED}),
            S.CANCELLED,
            P.VIOLATION_EDIT,
            guards=(can_draw_up,),
        ),
    ),
)
