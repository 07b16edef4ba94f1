"""The second half of the transition table: what may follow a sanction decision."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.workflow import Transition
from violations import guards_after as g
from violations.offices import holds_issuing_office
from violations.permissions import can_act_in_body
from violations.states import DUE_STATES
from violations.states import CaseState as S

P = Permission
IN_EXECUTION = frozenset({S.DECIDED, *DUE_STATES})
WITH_REMEDIES = IN_EXECUTION | {S.LAPSED, S.NO_SANCTION}
TO_ENFORCE = frozenset({*DUE_STATES, S.LAPSED, S.NO_SANCTION})  # remedies outlast the fine
TO_HAND_OVER = frozenset({*DUE_STATES, S.LAPSED})
CONTESTED = IN_EXECUTION | {S.EXECUTED, S.LAPSED, S.CLOSED}
PUBLISHED = IN_EXECUTION | {S.EXECUTED, S.LAPSED, S.CLOSED, S.NO_SANCTION}

AFTER = (
    Transition(
        "record_non_execution",
        _("Draw up minutes of non-execution"),
        TO_ENFORCE,
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body, g.not_stayed, g.is_overdue),
        document="MBB09",
        deadline="violation.non_execution",
    ),
    Transition(
        "verify_means",
        _("Verify the means of the debtor"),
        TO_ENFORCE,
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body, g.not_stayed, g.has_minutes),
        deadline="violation.means",
    ),
    Transition(
        "record_means",
        _("Record an answer about the means"),
        TO_ENFORCE,
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body,),
        automatic=True,
    ),
    Transition(
        "propose_enforcement",
        _("Propose enforcement"),
        TO_ENFORCE,
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body, g.not_stayed, g.has_minutes),
    ),
    Transition(
        "enforce",
        _("Order enforcement"),
        frozenset({S.EXECUTING}),
        S.ENFORCEMENT,
        P.VIOLATION_DECIDE,
        guards=(g.may_enforce, g.not_stayed),
        deadline="violation.order_send",
        automatic=True,
    ),
    Transition(
        "enforce_further",
        _("Order another measure"),
        frozenset({S.ENFORCEMENT, S.LAPSED, S.NO_SANCTION}),
        None,
        P.VIOLATION_DECIDE,
        guards=(g.may_enforce, g.not_stayed),
        deadline="violation.order_send",
        automatic=True,
    ),
    Transition(
        "refuse_enforcement",
        _("Refuse enforcement"),
        TO_ENFORCE,
        None,
        P.VIOLATION_DECIDE,
        guards=(g.may_enforce,),
        automatic=True,
    ),
    Transition(
        "carry_out_enforcement",
        _("Carry out a measure"),
        TO_ENFORCE | {S.EXECUTED},
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body,),
        automatic=True,
    ),
    Transition(
        "direct_enforcement",
        _("Suspend, resume or end a measure"),
        TO_ENFORCE,
        None,
        P.VIOLATION_DECIDE,
        guards=(g.may_enforce,),
        automatic=True,
    ),
    Transition(
        "enforcement_over",
        _("No measure runs any more"),
        frozenset({S.ENFORCEMENT}),
        S.EXECUTING,
        P.VIOLATION_READ,
        guards=(g.measures_ended,),
        automatic=True,
    ),
    Transition(
        "record_evasion",
        _("Record evasion of the debtor"),
        frozenset(DUE_STATES),
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body, g.left_to_execute),
    ),
    Transition(
        "lapse",
        _("Record that the fine has lapsed"),
        IN_EXECUTION,
        S.LAPSED,
        P.VIOLATION_DECIDE,
        stamp="lapsed",
        guards=(holds_issuing_office, g.limit_passed, g.measures_ended),
    ),
    Transition(
        "execute_partly",
        _("Execute in part: the violator died or was dissolved"),
        IN_EXECUTION,
        S.LAPSED,
        P.VIOLATION_DECIDE,
        stamp="lapsed",
        guards=(holds_issuing_office, g.fine_owed, g.measures_ended),
        document="MQD17",
    ),
    Transition(
        "hand_over_execution",
        _("Hand the decision over for execution elsewhere"),
        TO_HAND_OVER,
        None,
        P.VIOLATION_EXECUTE,
        guards=(
            can_act_in_body,
            g.not_stayed,
            g.left_to_execute,
            g.measures_ended,
            g.executed_here,
        ),
        document="MBB29",
    ),
    Transition(
        "end_execution_elsewhere",
        _("Record the result of the execution elsewhere"),
        TO_HAND_OVER | {S.EXECUTED},
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body, g.is_executed_elsewhere),
    ),
    Transition(
        "contest",
        _("Record a complaint or lawsuit"),
        CONTESTED,
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body, g.may_be_contested),
    ),
    Transition(
        "settle_contest",
        _("Record the result of a complaint or lawsuit"),
        CONTESTED,
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body,),
        automatic=True,
    ),
    Transition(
        "stay",
        _("Record that execution is stayed, or a stay lifted"),
        frozenset(DUE_STATES),
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body,),
        automatic=True,
    ),
    Transition(
        "propose_publication",
        _("Propose to publish the decision"),
        IN_EXECUTION | {S.EXECUTED, S.LAPSED},
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body,),
    ),
    Transition(
        "publish",
        _("Order or refuse the publication"),
        PUBLISHED,
        None,
        P.VIOLATION_DECIDE,
        guards=(holds_issuing_office,),
        deadline="violation.publication_send",
        automatic=True,
    ),
    Transition(
        "follow_publication",
        _("Follow the publication"),
        PUBLISHED,
        None,
        P.VIOLATION_EXECUTE,
        guards=(can_act_in_body,),
        automatic=True,
    ),
)
