"""The checklist and findings: what a no drafts, conflicts, facts, the decree that applies."""

import uuid

import pytest

from inspections.enums import FindingState
from inspections.models import Answer, Finding
from inspections.services import (
    checklist,
    findings,
)
from inspections.services.refusal import Refusal
from tests.factories import NOW, TODAY


# --- Checklist ------------------------------------------------------------------------------
def given(value, **more):
    return checklist.Given(value, **more)


def test_a_no_drafts_a_finding_with_its_provision(running, questions, inspector):
    checklist.answer(running, questions[0], given("NO", note="8 người"), by=inspector, at=NOW)
    finding = Finding.objects.get()
    assert (finding.violation_code, finding.state) == ("TL-18", FindingState.DRAFT)
    assert finding.provision.instrument.number == "283/2026/NĐ-CP"
    assert finding.description.startswith("Chưa đạt") or "Not complied" in finding.description
    assert "8 người" in finding.description
    assert not finding.ongoing  # somebody must say whether the act goes on


def test_several_codes_wait_for_a_choice(running, questions, inspector):
    checklist.answer(running, questions[1], given("NO"), by=inspector, at=NOW)
    assert Finding.objects.count() == 0
    checklist.answer(
        running, questions[1], given("NO", codes=("HD-01",), version=1), by=inspector, at=NOW
    )
    assert Finding.objects.get().violation_code == "HD-01"
    checklist.answer(
        running, questions[1], given("NO", codes=("TL-18",), version=1), by=inspector, at=NOW
    )
    states = dict(Finding.objects.values_list("violation_code", "state"))
    assert states == {"HD-01": "DROPPED", "TL-18": "DRAFT"}


def test_a_code_of_another_question_is_not_drafted(running, questions, inspector):
    checklist.answer(running, questions[0], given("NO", codes=("HD-01",)), by=inspector, at=NOW)
    assert Finding.objects.count() == 0


def test_yes_again_drops_the_draft_and_no_revives_it(running, questions, inspector):
    checklist.answer(running, questions[0], given("NO"), by=inspector, at=NOW)
    checklist.answer(running, questions[0], given("YES", version=1), by=inspector, at=NOW)
    assert Finding.objects.get().state == FindingState.DROPPED
    checklist.answer(running, questions[0], given("NO", version=2), by=inspector, at=NOW)
    assert Finding.objects.get().state == FindingState.DRAFT


def test_two_people_one_question_nothing_is_overwritten(running, questions, inspector, colleague):
    checklist.answer(running, questions[0], given("YES"), by=inspector, at=NOW)
    with pytest.raises(checklist.AnswerConflict) as conflict:
        checklist.answer(running, questions[0], given("NO"), by=colleague, at=NOW)
    assert (conflict.value.theirs.value, conflict.value.mine.value) == ("YES", "NO")
    assert Answer.objects.get().value == "YES"
    assert Finding.objects.count() == 0
    checklist.answer(running, questions[0], given("NO", version=1), by=colleague, at=NOW)
    assert Answer.objects.get().value == "NO"


def test_the_same_answer_twice_is_no_conflict(running, questions, inspector, colleague):
    for person in (inspector, colleague):
        checklist.answer(running, questions[0], given("YES"), by=person, at=NOW)
    assert Answer.objects.get().version == 1


def test_counting_questions_want_the_number(running, inspector):
    question = _counting(running)
    with pytest.raises(Refusal):
        checklist.answer(running, question, given("NO"), by=inspector, at=NOW)
    row = checklist.answer(running, question, given("NO", number=7), by=inspector, at=NOW)
    assert row.value == "7"
    assert Finding.objects.get().workers == 7
    row = checklist.answer(running, question, given("YES", version=1), by=inspector, at=NOW)
    assert row.value == "0"


def _counting(case):
    from inspections.models import CaseQuestion
    from tests.factories import QuestionFactory

    question = QuestionFactory(code="CK-800", answer_type="NUMBER", violation_codes=["TL-18"])
    CaseQuestion.objects.create(
        inspection=case, question=question, order=99, codes=["TL-18"],
        added_at=NOW, added_by=case.proposed_by,
    )  # fmt: skip
    return question


@pytest.mark.parametrize("who", ["chief_inspector", "director", "foreign_inspector", "clerk"])
def test_only_the_team_answers(running, questions, request, who):
    with pytest.raises(Refusal):
        checklist.answer(
            running, questions[0], given("YES"), by=request.getfixturevalue(who), at=NOW
        )


# --- Findings -------------------------------------------------------------------------------
def test_a_finding_needs_its_facts_before_it_is_confirmed(finding, inspector):
    facts = findings.Facts("TL-18", "Chậm lương", ongoing=False, discovered_on=TODAY)
    findings.edit(finding, facts, by=inspector, at=NOW)
    with pytest.raises(Refusal) as refusal:
        findings.confirm(finding, by=inspector, at=NOW)
    assert len(findings.problems_of(Finding.objects.get())) == 2
    assert str(refusal.value.reason)


def test_the_day_the_act_ended_decides_the_decree(finding, inspector):
    from tests.factories import InstrumentFactory, ProvisionFactory

    old = InstrumentFactory(number="12/2022/NĐ-CP")
    ProvisionFactory(instrument=old, code="TL-18")
    facts = findings.Facts(
        "TL-18",
        "Chậm lương",
        ended_on=TODAY.replace(month=9, day=9),
        workers=5,
        discovered_on=TODAY,
    )
    assert findings.edit(finding, facts, by=inspector, at=NOW).provision.instrument == old
    later = findings.Facts(
        "TL-18",
        "Chậm lương",
        ended_on=TODAY.replace(month=9, day=10),
        workers=5,
        discovered_on=TODAY,
    )
    edited = findings.edit(finding, later, by=inspector, at=NOW)
    assert edited.provision.instrument.number == "283/2026/NĐ-CP"


def test_an_edited_finding_is_a_draft_again(finding, inspector):
    findings.confirm(finding, by=inspector, at=NOW)
    facts = findings.Facts(
        "TL-18", "Chậm lương tháng 9", ongoing=True, workers=9, discovered_on=TODAY
    )
    assert findings.edit(finding, facts, by=inspector, at=NOW).state == FindingState.DRAFT


def test_a_copy_is_made_once_per_submission(finding, inspector):
    submission = uuid.uuid4()
    first = findings.clone(finding, submission=submission, by=inspector, at=NOW)
    second = findings.clone(finding, submission=submission, by=inspector, at=NOW)
    assert first == second
    assert Finding.objects.count() == 2


def test_dropping_needs_a_reason_and_is_kept(finding, inspector):
    with pytest.raises(Refusal):
        findings.drop(finding, reason=" ", by=inspector, at=NOW)
    dropped = findings.drop(finding, reason="Đã trả đủ", by=inspector, at=NOW)
    assert (dropped.state, dropped.dropped_reason) == (FindingState.DROPPED, "Đã trả đủ")
