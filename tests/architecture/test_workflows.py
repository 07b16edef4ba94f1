"""The tables of transitions: nothing unreachable, no dead end, pictures up to date."""

import pytest

from accounts.permissions import Permission
from accounts.roles import ROLES
from ecms.audit import registry as audit_registry
from ecms.core.workflows import all_workflows, page
from ecms.documents import registry as document_registry
from ecms.notifications import registry as letters
from inspections.services.papers import KINDS, OUTCOME
from tests.architecture.sources import ROOT

every = pytest.mark.parametrize("entry", all_workflows(), ids=lambda e: e.workflow.name)


def test_there_are_workflows():
    assert {entry.workflow.name for entry in all_workflows()} >= {
        "inspection-check-217",
        "inspection-inspection-2025",
        "violation",
    }


def steps(workflow):
    return [(s, t.target) for t in workflow.transitions for s in t.sources if t.target]


@every
def test_every_state_is_reached_from_the_first(entry):
    reached, grown = {entry.initial}, True
    while grown:
        more = {target for source, target in steps(entry.workflow) if source in reached}
        grown, reached = not more <= reached, reached | more
    assert reached == set(entry.workflow.states.values)


@every
def test_every_state_leads_to_an_end(entry):
    ends, grown = set(entry.workflow.final), True
    while grown:
        more = {source for source, target in steps(entry.workflow) if target in ends}
        grown, ends = not more <= ends, ends | more
    assert ends == set(entry.workflow.states.values)


@every
def test_nothing_moves_a_finished_case_but_reopening(entry):
    final = entry.workflow.final
    assert final
    moves = [t for t in entry.workflow.transitions if t.sources & final and t.target]
    assert {t.verb for t in moves} <= {"reopen"}
    assert not {t.target for t in moves} & final
    assert all(t.sources == {"CLOSED"} for t in moves)


@every
def test_verbs_are_unique_and_named_in_words(entry):
    verbs = [t.verb for t in entry.workflow.transitions]
    assert len(verbs) == len(set(verbs))
    assert all(str(t.label) for t in entry.workflow.transitions)


@every
def test_every_step_can_be_taken_by_some_role(entry):
    granted = {permission for role in ROLES for permission in role.permissions}
    for transition in entry.workflow.transitions:
        assert transition.permission in Permission.values, transition.verb
        assert transition.permission in granted, transition.verb


@every
def test_every_stamp_is_a_pair_of_fields(entry):
    model = model_of(entry.workflow)
    names = {field.name for field in model._meta.local_fields}
    for transition in entry.workflow.transitions:
        if transition.stamp:
            assert {f"{transition.stamp}_at", f"{transition.stamp}_by"} <= names, transition.verb


def model_of(workflow):
    from campaigns.models import Campaign, Plan
    from inspections.models import Inspection
    from intake.models import Accident, Complaint
    from violations.models import ViolationCase

    return {
        "accident": Accident, "campaign": Campaign, "complaint": Complaint, "plan": Plan,
        "inspection": Inspection,
        "violation": ViolationCase,
    }[workflow.name.partition("-")[0]]  # fmt: skip


@every
def test_every_event_has_a_label_in_the_audit_trail(entry):
    for transition in entry.workflow.transitions:
        assert entry.workflow.event(transition.verb) in audit_registry.known()


@every
def test_documents_and_deadlines_of_the_table_are_registered(entry):
    forms = document_registry.known()
    for transition in entry.workflow.transitions:
        if transition.document and entry.workflow.name.startswith("inspection"):
            assert transition.document in KINDS or transition.document == OUTCOME
        elif transition.document:
            assert transition.document in forms, transition.verb
        if transition.deadline:
            assert transition.deadline in letters.kinds(), transition.verb


@every
def test_the_picture_is_that_of_the_code(entry):
    written = (ROOT / "docs" / "workflows" / f"{entry.workflow.name}.md").read_text("utf-8")
    assert written == page(entry), "run `python manage.py workflow_diagrams`"


def test_there_is_no_picture_of_a_workflow_that_is_gone():
    names = {entry.workflow.name for entry in all_workflows()}
    assert {path.stem for path in (ROOT / "docs" / "workflows").glob("*.md")} == names
