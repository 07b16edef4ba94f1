"""What may follow a visit: each state x verb x persona, for every procedure; and intruders."""

import uuid
from datetime import timedelta

import pytest

from inspections import permissions_followup as may
from inspections.enums import Phase
from inspections.models import Inspection, Requirement
from inspections.services import closing, extensions, referrals, requirements, stop_orders
from inspections.services.refusal import Refusal
from tests.factories import NOW, TODAY, fresh
from tests.inspections.test_workflow import PERSONAS, PLACES, PROCEDURES, in_state

ON_SITE = {Phase.RUNNING, Phase.PAUSED, Phase.REPORTING, Phase.CONCLUDED, Phase.FOLLOW_UP}
FOLLOWED = {Phase.CONCLUDED, Phase.FOLLOW_UP}
ANY = set(Phase)
BODY = {"inspector", "colleague", "chief_inspector"}
SIGNS = {"director", "deputy_director"}
VERBS = {  # verb: (question, phases, who)
    "record evidence, ask for time": (may.can_follow, FOLLOWED, BODY),
    "give time, withdraw, replace": (may.can_change, FOLLOWED, SIGNS),
    "stop work": (may.can_stop, ON_SITE, SIGNS | {"inspector"}),
    "record what was done about it": (may.can_record_stop, ON_SITE, BODY),
    "refer": (may.can_refer, ON_SITE, SIGNS),
    "record the answer": (may.can_answer_referral, ANY, BODY | SIGNS),
    "hold an original": (may.can_hold, ON_SITE, BODY),
    "lift a stop-work order": (lambda case, user: may.can_lift(case, None, user), ANY, SIGNS),
}


@pytest.fixture
def people(request):
    return {name: fresh(request.getfixturevalue(name)) for name in PERSONAS}


@pytest.mark.parametrize(("code", "state"), PLACES)
def test_every_verb_for_everybody(frozen, people, code, state):
    case = in_state(code, state, people["inspector"], people["colleague"], people["director"])
    phase = PROCEDURES[code].phase(state)
    for verb, (question, phases, who) in VERBS.items():
        expected = who if phase in phases else set()
        for name in PERSONAS:
            answer = question(case, people[name])
            assert bool(answer) == (name in expected), f"{name}: {verb} in {state}: {answer}"
            if not answer:
                assert str(answer.reason)


JUDGES = [  # who recorded it, high risk, who may accept
    ("inspector", False, BODY - {"inspector"} | SIGNS),
    ("colleague", True, BODY - {"colleague"} | SIGNS),
]


@pytest.mark.parametrize(("recorder", "risk", "who"), JUDGES)
def test_who_accepts_evidence(frozen, people, recorder, risk, who):
    case = in_state("CHECK_217", "CONCLUDED", people["inspector"], people["colleague"],
                    people["director"])  # fmt: skip
    row = Requirement(inspection=case, author=people[recorder], assignee=people[recorder],
                      high_risk=risk)  # fmt: skip
    found = {n for n in PERSONAS if may.can_judge(row, people[recorder].pk, people[n])}
    assert found == who


# --- Intruders and haste --------------------------------------------------------------------
DANGER = stop_orders.Danger("MACHINE", "Máy dập số 2", "Hở che chắn", "Lắp che chắn", "Điều 36")


@pytest.fixture
def strangers(foreign_inspector, foreign_director, clerk, ministry_official, province_chair):
    return [foreign_inspector, foreign_director, clerk, ministry_official, province_chair]


def test_nobody_from_outside_acts_on_a_case(concluded, strangers):
    row = concluded.requirements.get()
    report = requirements.Report("Đã trả", TODAY)
    wish = extensions.Wish(row.due_on + timedelta(days=5), "Chậm", TODAY)
    matter = referrals.Matter("POLICE", "Công an", "Vụ việc", "Điều 216",
                              TODAY + timedelta(days=30), "Biên bản", [], [])  # fmt: skip
    acts = [
        lambda by: requirements.submit(row, report=report, by=by, at=NOW),
        lambda by: requirements.withdraw(row, reason="x", by=by, at=NOW),
        lambda by: extensions.ask(row, wish, by=by, at=NOW),
        lambda by: stop_orders.order(concluded, DANGER, submission=uuid.uuid4(), by=by, at=NOW),
        lambda by: referrals.send(concluded, matter, submission=uuid.uuid4(), by=by, at=NOW),
        lambda by: closing.close(concluded, by=by, at=NOW),
    ]
    for by in strangers:
        for act in acts:
            with pytest.raises(Exception) as refused:
                act(by)
            assert str(refused.value.reason)
    row.refresh_from_db()
    assert (row.state, row.fulfilments.count(), concluded.stop_orders.count()) == ("OPEN", 0, 0)
    assert concluded.referrals.count() == 0


def test_the_same_order_and_letter_sent_twice_are_one(concluded, director):
    key = uuid.uuid4()
    made = {
        stop_orders.order(concluded, DANGER, submission=key, by=director, at=NOW).pk
        for _ in range(2)
    }
    assert len(made) == 1
    assert concluded.stop_orders.count() == 1


def test_a_member_who_left_the_team_works_no_more(running, colleague, inspector, questions):
    from inspections.services import checklist

    running.team.filter(user=colleague).delete()
    given = checklist.Given("YES")
    with pytest.raises(Refusal):
        checklist.answer(running, questions[0], given, by=fresh(colleague), at=NOW)
    with pytest.raises(Refusal):
        stop_orders.order(running, DANGER, submission=uuid.uuid4(), by=fresh(colleague), at=NOW)
    assert not running.answers.exists()


def test_two_tabs_close_a_case_once(concluded, inspector, director, colleague):
    row = concluded.requirements.get()
    requirements.submit(row, note="Đã làm", by=inspector, at=NOW)
    requirements.accept(row, by=colleague, at=NOW)
    first, second = (Inspection.objects.get(pk=concluded.pk) for _ in range(2))
    closing.close(first, by=inspector, at=NOW)
    with pytest.raises(Exception) as refused:
        closing.close(second, by=inspector, at=NOW)
    assert str(refused.value.reason)
    assert concluded.steps.filter(verb="close").count() == 1
