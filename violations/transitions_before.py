"""Rows of the transition table between detection and decision, besides the straight way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.workflow import Transition
from violations import guards as g
from violations import guards_before as b
from violations import seizures
from violations.permissions import can_act_in_body, can_draw_up
from violations.states import DUE_STATES
from violations.states import CaseState as S

P = Permission
UNDECIDED = frozenset({S.MINUTES, S.SUBMITTED, S.TRANSFERRED})
OPEN = UNDECIDED | {S.DETECTED}
KEEPING = OPEN | {S.DECIDED, *DUE_STATES, S.EXECUTED, S.LAPSED, S.NO_SANCTION}
AWAY = frozenset({S.REFERRED})

EXPLAINING = (
    Transition(
        "invite_hearing", _("Invite to the hearing"), UNDECIDED, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body, b.hearing_asked_for), document="GM-GT",
        deadline="violation.hearing",
    ),
    Transition(
        "hold_hearing", _("Record the hearing"), UNDECIDED, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body, b.hearing_planned), document="MBB03",
    ),
    Transition(
        "extend_explanation", _("Give more time to explain"), UNDECIDED, None, P.VIOLATION_DECIDE,
        guards=(b.signs_for_case, b.may_be_extended), document="CV-GHGT",
        deadline="violation.explanation",
    ),
)  # fmt: skip
FINDING_OUT = (
    Transition(
        "draw_up_working_minutes", _("Draw up working minutes"), frozenset({S.DETECTED}), None,
        P.VIOLATION_EDIT, guards=(can_act_in_body,), document="MBB02",
    ),
    Transition(
        "inquire", _("Verify circumstances"), OPEN, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body,), deadline="violation.decision",
    ),
    Transition(
        "order_expertise", _("Order an expertise"), OPEN, None, P.VIOLATION_DECIDE,
        guards=(b.signs_for_case,), document="MQD41", deadline="violation.decision",
    ),
    Transition(
        "record_inquiry", _("Record the result of a verification"), OPEN, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body, b.inquiry_open), document="MBB05",
    ),
    Transition(
        "note_exhibit", _("Note an exhibit"), OPEN, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body,),
    ),
    Transition(
        "return_exhibit", _("Give an exhibit back"), OPEN, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body,), automatic=True,
    ),
    Transition(
        "leave_act_out", _("Leave an act out of the fine"), UNDECIDED, None, P.VIOLATION_EDIT,
        guards=(can_draw_up, b.several_acts),
    ),
)  # fmt: skip
SEIZING = (
    Transition(
        "seize", _("Seize things for a time"), OPEN, None, P.VIOLATION_DECIDE,
        guards=(b.signs_for_case, seizures.has_things), document="MQD20",
        deadline="violation.seizure",
    ),
    Transition(
        "extend_seizure", _("Extend a temporary seizure"), OPEN, None, P.VIOLATION_DECIDE,
        guards=(b.signs_for_case, seizures.may_extend), document="MQD21",
        deadline="violation.seizure",
    ),
    Transition(
        "return_seized", _("Give seized things back"), KEEPING, None, P.VIOLATION_DECIDE,
        guards=(seizures.is_seized, seizures.may_give_back), document="MQD24",
    ),
)  # fmt: skip
UNKNOWN = (
    Transition(
        "identify", _("Identify the violator"), UNDECIDED, S.DETECTED, P.VIOLATION_EDIT,
        guards=(can_draw_up, b.is_unidentified), deadline="violation.minutes", primary=True,
    ),
    Transition(
        "post_notice", _("Publish a notice to the unknown owner"), OPEN, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body, b.is_unidentified), document="TB-CSH",
    ),
)  # fmt: skip
ELSEWHERE = (
    Transition(
        "take_transfer_back", _("Record the return of the file"), frozenset({S.TRANSFERRED}),
        S.MINUTES, P.VIOLATION_EDIT, guards=(can_act_in_body, b.is_outside),
        deadline="violation.decision",
    ),
    Transition(
        "refer", _("Hand over as a suspected crime"), UNDECIDED, S.REFERRED, P.VIOLATION_DECIDE,
        guards=(b.signs_for_case, b.is_identified), document="MQD33",
        deadline="violation.referral",
    ),
    Transition(
        "hand_over_file", _("Record the hand-over of the file"), AWAY, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body, b.not_handed_over), document="MBB28", primary=True,
    ),
    Transition(
        "note_answer", _("Note the decision not to prosecute"), AWAY, None, P.VIOLATION_EDIT,
        guards=(can_act_in_body, b.handed_over), deadline="violation.referral",
    ),
    Transition(
        "take_file_back", _("Take the file back into the case"), AWAY, S.MINUTES,
        P.VIOLATION_EDIT, guards=(can_act_in_body, b.handed_over), deadline="violation.decision",
    ),
    Transition(
        "prosecuted", _("Close because of prosecution"), AWAY, S.NO_SANCTION, P.VIOLATION_DECIDE,
        stamp="closed", guards=(b.signs_for_case, b.handed_over),
    ),
)  # fmt: skip
ON_SPOT = (
    Transition(
        "sanction_on_spot", _("Sanction on the spot, without minutes"), frozenset({S.DETECTED}),
        S.EXECUTING, P.VIOLATION_DECIDE, stamp="decided",
        guards=(b.is_identified, g.can_be_computed, b.fits_on_spot, b.may_sanction_on_spot),
        document="MQD01", deadline="violation.pay",
    ),
)  # fmt: skip

BEFORE = (*EXPLAINING, *FINDING_OUT, *SEIZING, *UNKNOWN, *ELSEWHERE, *ON_SPOT)
