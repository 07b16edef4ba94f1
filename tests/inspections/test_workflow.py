"""Every procedure: each state x verb x persona, and what a refused step leaves behind."""

from datetime import timedelta

import pytest

from ecms.core.workflow import WorkflowRefused
from inspections.enums import Actor, Phase, TeamRole
from inspections.loading_procedures import shipped
from inspections.models import CaseStep, Requirement, TeamMember
from inspections.workflow import ACTS, workflow
from tests.factories import (
    NOW,
    TODAY,
    InspectionFactory,
    InspectionProcedureFactory,
    LegacyProcedureFactory,
    ProcedureFactory,
    fresh,
)

FACTORIES = {
    "CHECK_217": ProcedureFactory,
    "INSPECTION_2025": InspectionProcedureFactory,
    "LEGACY_2010": LegacyProcedureFactory,
}
PROCEDURES = {row.code: row for row in shipped() if row.code in FACTORIES}
PLACES = [(code, state.code) for code, row in PROCEDURES.items() for state in row.states]
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
# Who may take a step when every guard about the case itself is satisfied.
WHO = {
    Actor.DECIDER: {"director", "deputy_director"},
    Actor.HEAD: {"inspector"},
    Actor.TEAM: {"inspector", "colleague"},
    Actor.PROPOSER: {"inspector"},
    Actor.BODY: {"inspector", "colleague", "chief_inspector"},
}
SPECIAL = {"appraise": {"chief_inspector"}}  # nobody appraises a draft of their own team
AFTER_DECISION = set(Phase.values) - {Phase.PREPARING, Phase.ENDED}
AFTER_ANNOUNCEMENT = AFTER_DECISION - {Phase.DECIDED}
AFTER_MINUTES = AFTER_ANNOUNCEMENT - {Phase.RUNNING, Phase.PAUSED}
AFTER_OUTCOME = AFTER_MINUTES - {Phase.REPORTING}


def in_state(code, state, inspector, colleague, director):
    """A case in ``state`` with a full team, nothing open, online so that no visit is needed."""
    phase = PROCEDURES[code].phase(state)
    facts = {"state": state, "phase": phase, "mode": "ONLINE", "checklist": None}
    facts |= {"procedure": FACTORIES[code](), "proposed_by": inspector}
    if phase in AFTER_DECISION:
        facts |= {"decided_at": NOW, "decided_on": TODAY, "decided_by": director}
        facts |= {"plan_sent_at": NOW, "plan_sent_by": inspector}
    if phase in AFTER_ANNOUNCEMENT:
        facts |= {"announced_at": NOW, "announced_on": TODAY, "ends_on": TODAY}
        facts |= {"announced_by": inspector}
    if phase in AFTER_MINUTES:
        facts |= {"minutes_signed_at": NOW, "minutes_signed_on": TODAY}
        facts |= {"minutes_signed_by": inspector}
    if phase in AFTER_OUTCOME:
        facts |= {"concluded_at": NOW, "concluded_by": director, "concluded_on": TODAY}
    if phase == Phase.CLOSED:
        facts |= {"closed_at": NOW, "closed_by": inspector}
    if phase == Phase.PAUSED:
        facts |= {"suspended_at": NOW, "suspended_by": director, "suspended_on": TODAY}
    case = InspectionFactory(agency=inspector.agency, **facts)
    for user, role in ((inspector, TeamRole.HEAD), (colleague, TeamRole.MEMBER)):
        TeamMember.objects.create(inspection=case, user=user, role=role, no_conflict=True)
    return case


def satisfied(case, verb):
    """Whatever must have been done before ``verb`` is on record."""
    case.requirements.all().delete()
    if verb == "remind":
        late = TODAY - timedelta(days=30)
        Requirement.objects.create(inspection=case, text="Trả lương", due_on=late)
    for step in PROCEDURES[case.procedure.code].steps:
        if step.verb == verb:
            for needed in step.needs:
                CaseStep.objects.create(
                    inspection=case, verb=needed, from_state=case.state, to_state=case.state,
                    on=TODAY, taken_at=NOW, taken_by=case.proposed_by,
                )  # fmt: skip


@pytest.fixture
def people(request):
    return {name: fresh(request.getfixturevalue(name)) for name in PERSONAS}


@pytest.mark.parametrize(("code", "state"), PLACES)
def test_every_verb_for_everybody(frozen, people, code, state):
    case = in_state(code, state, people["inspector"], people["colleague"], people["director"])
    for verb in PROCEDURES[code].verbs:
        satisfied(case, verb)
        step = PROCEDURES[code].step(verb, state)
        possible = state in step.sources
        expected = SPECIAL.get(verb, WHO[step.actor or ACTS[step.act].actor]) if possible else ()
        for name in PERSONAS:
            answer = workflow.answer(case, verb, people[name])
            assert bool(answer) == (name in expected), f"{name} {verb} in {state}: {answer}"
            if not answer:
                assert str(answer.reason)


@pytest.mark.parametrize(("code", "state"), PLACES)
def test_a_refused_verb_changes_nothing(frozen, inspector, colleague, director, code, state):
    case = in_state(code, state, inspector, colleague, director)
    for verb in {*ACTS, *PROCEDURES[code].verbs}:
        step = PROCEDURES[code].step(verb, state)
        if step is None or state not in step.sources:
            with pytest.raises(WorkflowRefused):
                workflow.advance(case, verb, by=director, at=NOW)
    case.refresh_from_db()
    assert (case.state, case.phase) == (state, PROCEDURES[code].phase(state))


def test_the_phase_goes_with_the_state(frozen, inspector, colleague, director):
    case = in_state("CHECK_217", "PROPOSED", inspector, colleague, director)
    after = workflow.advance(case, "approve", by=director, at=NOW, decided_on=TODAY)
    assert (after.state, after.phase) == ("DECIDED", Phase.DECIDED)


def test_a_step_waits_for_what_it_needs(frozen, inspector, colleague, director):
    case = in_state("INSPECTION_2025", "DECIDED", inspector, colleague, director)
    answer = workflow.answer(case, "announce", inspector)
    assert not answer
    assert str(workflow["approve_plan"].label) in str(answer.reason)


def test_what_is_possible_once_is_refused_a_second_time(frozen, inspector, colleague, director):
    case = in_state("CHECK_217", "DECIDED", inspector, colleague, director)
    assert workflow.answer(case, "notify", inspector)
    CaseStep.objects.create(inspection=case, verb="notify", from_state="DECIDED",
                            to_state="DECIDED", on=TODAY, taken_at=NOW, taken_by=inspector)  # fmt: skip
    assert not workflow.answer(case, "notify", inspector)


def test_the_proposer_does_not_decide(frozen, inspector, colleague, director):
    case = in_state("CHECK_217", "PROPOSED", inspector, colleague, director)
    case.proposed_by = director
    answer = workflow.answer(case, "approve", director)
    assert not answer
    assert "yourself" in str(answer.reason) or "bạn" in str(answer.reason).lower()
