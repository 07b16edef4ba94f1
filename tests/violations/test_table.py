"""Every state x verb x role of the transition table."""

from dataclasses import replace

import pytest

from accounts.roles import ROLES
from ecms.core.access import Refused
from tests.factories import fresh
from violations.guards import can_be_computed
from violations.models import ViolationCase
from violations.states import CaseState
from violations.workflow import workflow

S = CaseState
SERVED = {S.EXECUTING, S.ENFORCEMENT}
RUNNING = SERVED | {S.DECIDED}
OFFICIALS = {"inspector", "chief_inspector"}
OFFICE = OFFICIALS | {"clerk"}
SIGNATORIES = {"director", "deputy_director", "province_chair"}
READERS = OFFICE | SIGNATORIES | {"ministry_official"}
UNDECIDED = {S.MINUTES, S.SUBMITTED, S.TRANSFERRED}
TABLE = {  # verb -> (states it starts from, roles that hold its permission)
    "edit": ({S.DETECTED}, {"inspector", "chief_inspector"}),
    "weigh": (
        {S.DETECTED, S.MINUTES, S.SUBMITTED, S.TRANSFERRED},
        {"inspector", "chief_inspector"},
    ),
    "sign_minutes": ({S.DETECTED}, {"inspector", "chief_inspector"}),
    "record_explanation": (
        {S.MINUTES, S.SUBMITTED, S.TRANSFERRED},
        {"inspector", "chief_inspector"},
    ),
    "submit": ({S.MINUTES}, {"inspector", "chief_inspector"}),
    "reassign": ({S.SUBMITTED}, {"inspector", "chief_inspector"}),
    "issue": ({S.SUBMITTED, S.TRANSFERRED}, {"director", "deputy_director", "province_chair"}),
    "set_fine": ({S.SUBMITTED, S.TRANSFERRED}, {"director", "deputy_director", "province_chair"}),
    "return": ({S.SUBMITTED, S.TRANSFERRED}, {"director", "deputy_director", "province_chair"}),
    "transfer": (
        {S.MINUTES, S.SUBMITTED, S.TRANSFERRED},
        {
            "clerk",
            "inspector",
            "chief_inspector",
            "director",
            "deputy_director",
            "province_chair",
            "ministry_official",
        },
    ),
    "serve": ({S.DECIDED}, OFFICE),
    "record_refusal": ({S.DECIDED}, OFFICE),
    "draw_up_working_minutes": ({S.DETECTED}, OFFICIALS),
    "record_payment": (RUNNING, OFFICE),
    "cancel_payment": (RUNNING, OFFICE),
    "record_remedy": (RUNNING | {S.LAPSED, S.NO_SANCTION}, OFFICIALS),
    "accept_remedy": (
        RUNNING | {S.LAPSED, S.NO_SANCTION},
        {"chief_inspector", "director", "deputy_director"},
    ),
    "ask_relief": (SERVED, OFFICIALS),
    "ask_correction": (RUNNING, OFFICIALS),
    **dict.fromkeys(("rule", "refuse_ruling", "annul", "annul_anew"), (RUNNING, SIGNATORIES)),
    "mark_executed": (SERVED, OFFICIALS),
    "close": ({S.EXECUTED, S.LAPSED}, OFFICIALS),
    # --- What follows the decision
    **{
        verb: (SERVED | {S.LAPSED, S.NO_SANCTION}, OFFICIALS)
        for verb in ("record_non_execution", "verify_means", "record_means", "propose_enforcement")
    },
    "enforce": ({S.EXECUTING}, SIGNATORIES),
    "enforce_further": ({S.ENFORCEMENT, S.LAPSED, S.NO_SANCTION}, SIGNATORIES),
    "refuse_enforcement": (SERVED | {S.LAPSED, S.NO_SANCTION}, SIGNATORIES),
    "direct_enforcement": (SERVED | {S.LAPSED, S.NO_SANCTION}, SIGNATORIES),
    "carry_out_enforcement": (SERVED | {S.EXECUTED, S.LAPSED, S.NO_SANCTION}, OFFICIALS),
    "enforcement_over": ({S.ENFORCEMENT}, READERS),
    "record_evasion": (SERVED, OFFICIALS),
    "stay": (SERVED, OFFICIALS),
    **dict.fromkeys(("lapse", "execute_partly"), (RUNNING, SIGNATORIES)),
    "hand_over_execution": (SERVED | {S.LAPSED}, OFFICIALS),
    "end_execution_elsewhere": (SERVED | {S.EXECUTED, S.LAPSED}, OFFICIALS),
    "contest": (RUNNING | {S.EXECUTED, S.LAPSED, S.CLOSED}, OFFICIALS),
    "settle_contest": (RUNNING | {S.EXECUTED, S.LAPSED, S.CLOSED}, OFFICIALS),
    "propose_publication": (RUNNING | {S.EXECUTED, S.LAPSED}, OFFICIALS),
    "publish": (RUNNING | {S.EXECUTED, S.LAPSED, S.CLOSED, S.NO_SANCTION}, SIGNATORIES),
    "follow_publication": (
        RUNNING | {S.EXECUTED, S.LAPSED, S.CLOSED, S.NO_SANCTION},
        OFFICIALS,
    ),
    "close_without_sanction": (
        {S.MINUTES, S.SUBMITTED, S.TRANSFERRED},
        {"director", "deputy_director", "province_chair"},
    ),
    "cancel": ({S.DETECTED}, {"inspector", "chief_inspector"}),
    **dict.fromkeys(("invite_hearing", "hold_hearing", "leave_act_out", "identify"), (UNDECIDED, OFFICIALS)),
    **{
        verb: (UNDECIDED | {S.DETECTED}, OFFICIALS)
        for verb in ("inquire", "record_inquiry", "note_exhibit", "return_exhibit", "post_notice")
    },
    **{verb: ({S.REFERRED}, OFFICIALS) for verb in ("hand_over_file", "note_answer",
                                                    "take_file_back")},
    "take_transfer_back": ({S.TRANSFERRED}, OFFICIALS),
    "extend_explanation": (UNDECIDED, SIGNATORIES),
    "order_expertise": (UNDECIDED | {S.DETECTED}, SIGNATORIES),
    **dict.fromkeys(("seize", "extend_seizure"), (UNDECIDED | {S.DETECTED}, SIGNATORIES)),
    "return_seized": (
        UNDECIDED | RUNNING | {S.DETECTED, S.EXECUTED, S.LAPSED, S.NO_SANCTION}, SIGNATORIES,
    ),
    "refer": (UNDECIDED, SIGNATORIES),
    "prosecuted": ({S.REFERRED}, SIGNATORIES),
    "sanction_on_spot": ({S.DETECTED}, SIGNATORIES),
    "list_workers": (UNDECIDED | SERVED | {S.DETECTED, S.DECIDED, S.EXECUTED}, OFFICIALS),
    "record_recovery": (
        UNDECIDED | SERVED | {S.DETECTED, S.DECIDED, S.EXECUTED, S.LAPSED, S.NO_SANCTION},
        OFFICIALS,
    ),
}  # fmt: skip
CODES = {role.code: {str(p) for p in role.permissions} for role in ROLES}


def test_the_table_is_the_one_written_here():
    assert {t.verb for t in workflow.transitions} == set(TABLE)


BARE = replace(workflow, transitions=tuple(replace(t, guards=()) for t in workflow.transitions))


class Holder:
    """A user with the permissions of one role and nothing else."""

    pk = 0

    def __init__(self, role):
        self.held = CODES[role]

    def can(self, permission):
        return str(permission) in self.held


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("role", CODES)
def test_state_and_role_decide_before_the_guards(state, verb, role):
    """Outside its states and roles a verb is refused, whatever the guards say."""
    states, roles = TABLE[verb]
    answer = BARE.answer(ViolationCase(state=state), verb, Holder(role))
    assert bool(answer) == (state in states and role in roles)


def test_no_verb_leads_out_of_a_final_state():
    for transition in workflow.transitions:
        if transition.target is not None:
            assert not transition.sources & workflow.final


def test_every_refusal_gives_its_reason(open_case, director, inspector):
    case = open_case()
    for user in (director, inspector):
        for verb in TABLE:
            answer = workflow.answer(case, verb, fresh(user))
            assert answer or (isinstance(answer, Refused) and str(answer.reason))


def test_ministry_officials_change_nothing(submitted, ministry_official):
    case = submitted("TD-03")
    assert not any(workflow.answer(case, verb, ministry_official) for verb in TABLE)


def test_a_case_that_cannot_be_computed_says_what_is_missing(open_case, inspector):
    answer = can_be_computed(open_case("TL-18", workers=None), inspector)
    assert "số người lao động" in str(answer.reason)
