"""Complaints and accidents: each state x verb x persona, from inside and from outside the body."""

import pytest

from intake.enums.accident import AccidentState
from intake.enums.complaint import ComplaintState
from intake.workflow.accident import workflow as accidents
from intake.workflow.complaint import workflow as complaints
from tests.factories import fresh
from tests.intake import accident_cases as world
from tests.intake.reference import _django_db_helper, lists  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

OUTSIDE = ("foreign_inspector", "foreign_director", "ministry_official", "administrator",
           "province_chair")  # fmt: skip
INSIDE = ("inspector", "colleague", "chief_inspector", "director", "deputy_director", "clerk")
DECIDING = {"accept", "return", "transfer", "decide", "extend", "suspend", "resume"}
OFFICIALS = {"director", "deputy_director"}


@pytest.fixture
def people(request):
    return {name: fresh(request.getfixturevalue(name)) for name in (*INSIDE, *OUTSIDE)}


@pytest.mark.parametrize("state", ComplaintState.values)
def test_complaints(cast, people, state):
    complaint = cast.accepted()
    complaint.state = state
    for transition in complaints.transitions:
        for name, user in people.items():
            answer = complaints.answer(complaint, transition.verb, user)
            if state not in transition.sources or name in OUTSIDE:
                assert not answer, f"{name} {transition.verb} in {state}"
                assert str(answer.reason)
            if answer and transition.verb in DECIDING:
                assert name in OFFICIALS, f"{name} {transition.verb} in {state}"


def test_whom_it_is_about_does_nothing(cast, people):
    complaint = cast.accepted()
    complaint.accused.add(people["colleague"])
    for complaint.state in ComplaintState.values:
        for transition in complaints.transitions:
            assert not complaints.answer(complaint, transition.verb, people["colleague"])


@pytest.mark.parametrize("state", AccidentState.values)
def test_accidents(frozen, people, state):
    case = world.declared(people["inspector"], dead=1)
    case.state = state
    for transition in accidents.transitions:
        for name, user in people.items():
            answer = accidents.answer(case, transition.verb, user)
            if state not in transition.sources or name in OUTSIDE:
                assert not answer, f"{name} {transition.verb} in {state}"
                assert str(answer.reason)
