"""The transition table: every state x verb x persona, and that the diagram is up to date."""

import pytest
from django.core.management import call_command

from ecms.core.workflow import WorkflowRefused
from inspections.enums import State, TeamRole
from inspections.models import TeamMember
from inspections.workflow import workflow
from tests.factories import NOW, TODAY, InspectionFactory, fresh

VERBS = [transition.verb for transition in workflow.transitions]
PERSONAS = (
    "inspector",
    "colleague",
    "chief_inspector",
    "director",
    "deputy_director",
    "foreign_inspector",
    "foreign_director",
    "ministry_official",
    "administrator",
    "clerk",
    "province_chair",
)
# Who may carry out a verb when every guard about the case itself is satisfied.
DECIDERS = {"director", "deputy_director"}
ALLOWED = {
    "approve": DECIDERS,
    "return": DECIDERS,
    "reject": DECIDERS,
    "extend": DECIDERS,
    "suspend": DECIDERS,
    "resume": DECIDERS,
    "terminate": DECIDERS,
    "conclude": DECIDERS,
    "resubmit": {"inspector"},
    "withdraw": {"inspector"},
    "announce": {"inspector"},
    "notify": {"inspector"},
    "ask_extension": {"inspector"},
    "sign_minutes": {"inspector"},
    "close": {"inspector", "colleague", "chief_inspector"},
}
NEEDED = {
    "decided": {"decided_at": NOW, "decided_on": TODAY},
    "announced": {"announced_at": NOW, "announced_on": TODAY, "ends_on": TODAY},
    "minutes": {"minutes_signed_at": NOW, "minutes_signed_on": TODAY},
}


def in_state(state, inspector, colleague, director):
    """A case in ``state`` with a full team, nothing open, online so that no visit is needed."""
    facts = {"state": state, "mode": "ONLINE", "checklist": None, "proposed_by": inspector}
    after = [
        State.PROPOSED,
        State.DECIDED,
        State.IN_PROGRESS,
        State.MINUTES_SIGNED,
        State.CONCLUDED,
        State.CLOSED,
    ]
    rank = {State.SUSPENDED: 2, State.TERMINATED: 2}.get(
        state, after.index(state) if state in after else 0
    )
    if rank >= 1:
        facts |= NEEDED["decided"] | {"decided_by": director}
    if rank >= 2:
        facts |= NEEDED["announced"] | {"announced_by": inspector}
    if rank >= 3:
        facts |= NEEDED["minutes"] | {"minutes_signed_by": inspector}
    if rank >= 4:
        facts |= {"concluded_at": NOW, "concluded_by": director}
    if state == State.CLOSED:
        facts |= {"closed_at": NOW, "closed_by": inspector}
    if state == State.SUSPENDED:
        facts |= {"suspended_at": NOW, "suspended_by": director, "suspended_on": TODAY}
    case = InspectionFactory(agency=inspector.agency, **facts)
    TeamMember.objects.create(
        inspection=case, user=inspector, role=TeamRole.HEAD, no_conflict=True
    )
    TeamMember.objects.create(
        inspection=case, user=colleague, role=TeamRole.MEMBER, no_conflict=True
    )
    return case


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PERSONAS}


@pytest.mark.parametrize("state", State.values)
def test_every_verb_for_everybody(frozen, people, state):
    case = in_state(state, people["inspector"], people["colleague"], people["director"])
    for verb in VERBS:
        possible = state in workflow[verb].sources
        for name in PERSONAS:
            answer = workflow.answer(case, verb, fresh(people[name]))
            expected = possible and name in ALLOWED[verb]
            assert bool(answer) == expected, f"{name} {verb} in {state}: {answer}"
            if not answer:
                assert str(answer.reason)


@pytest.mark.parametrize("state", State.values)
def test_a_refused_verb_changes_nothing(frozen, people, state):
    case = in_state(state, people["inspector"], people["colleague"], people["director"])
    for verb in VERBS:
        if state not in workflow[verb].sources:
            with pytest.raises(WorkflowRefused):
                workflow.advance(case, verb, by=people["director"], at=NOW)
    case.refresh_from_db()
    assert case.state == state


def test_final_states_lead_nowhere():
    for transition in workflow.transitions:
        assert not transition.sources & workflow.final


def test_every_state_can_be_reached():
    reached = {transition.target for transition in workflow.transitions} | {State.PROPOSED}
    assert set(State.values) <= reached


def test_the_proposer_does_not_decide(frozen, inspector, colleague, director):
    case = in_state(State.PROPOSED, inspector, colleague, director)
    case.proposed_by = director
    answer = workflow.answer(case, "approve", director)
    assert not answer
    assert "yourself" in str(answer.reason) or "bạn" in str(answer.reason).lower()


def test_the_diagrams_are_up_to_date():
    call_command("workflow_diagrams", check=True)
