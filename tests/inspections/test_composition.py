"""The list of a case: composed for the enterprise, frozen, conditional, with figures."""

from datetime import date

import pytest

from inspections.enums import FindingState
from inspections.models import Answer, CaseQuestion, Finding
from inspections.selectors_checklist import checklist_lines, checklist_progress, topics_to_add
from inspections.services import checklist, composition, conduct, team
from inspections.services.figures import Figure
from inspections.services.refusal import Refusal
from law.models import (
    ConditionTest,
    Limit,
    MinimumWage,
    QuestionCondition,
    QuestionScope,
    WageRegion,
)
from tests.factories import NOW, TODAY, ProvisionFactory, QuestionFactory, WardFactory


def given(value="", **more):
    return checklist.Given(value, **more)


def codes_of(case):
    return [line.question.code for line in checklist_lines(case)]


def announce(decided, inspector, colleague):
    team.declare(decided, by=colleague, at=NOW)
    return conduct.announce(decided, on=TODAY, attendees="Bà Hạnh", by=inspector, at=NOW)


# --- Composition ----------------------------------------------------------------------------
def test_the_list_fits_the_enterprise_and_is_frozen(
    decided, questions, inspector, colleague, enterprise
):
    enterprise.workers = 5
    enterprise.save()
    decided.refresh_from_db()
    QuestionScope.objects.create(question=questions[1], workers_from=10)
    assert codes_of(decided) == ["CK-001"]
    case = announce(decided, inspector, colleague)
    QuestionScope.objects.all().delete()
    assert codes_of(case) == ["CK-001"]
    assert CaseQuestion.objects.filter(inspection=case).count() == 1


def test_an_unknown_size_takes_no_question_away(decided, questions, enterprise):
    enterprise.workers = None
    enterprise.save()
    decided.refresh_from_db()
    QuestionScope.objects.create(question=questions[1], workers_from=10)
    assert codes_of(decided) == ["CK-001", "CK-002"]


def test_violations_of_another_size_are_not_offered(
    decided, questions, inspector, colleague, enterprise
):
    enterprise.workers = 5
    enterprise.save()
    decided.refresh_from_db()
    QuestionScope.objects.create(question=questions[1], code="HD-01", workers_from=10)
    case = announce(decided, inspector, colleague)
    checklist.answer(case, questions[1], given("NO"), by=inspector, at=NOW)
    assert Finding.objects.get().violation_code == "TL-18"  # the only one left


def test_the_team_adds_a_topic_once(running, inspector, clerk):
    extra = QuestionFactory(code="CK-900", topic="7. Insurance")
    assert [topic.key for topic in topics_to_add(running, on=TODAY)] == ["7. Insurance"]
    with pytest.raises(Refusal):
        composition.add_topic(running, "7. Insurance", by=clerk, at=NOW)
    assert composition.add_topic(running, "7. Insurance", by=inspector, at=NOW) == 1
    assert composition.add_topic(running, "7. Insurance", by=inspector, at=NOW) == 0
    row = CaseQuestion.objects.get(question=extra)
    assert row.is_extra
    with pytest.raises(Refusal):
        composition.add_topic(running, "none", by=inspector, at=NOW)


# --- Conditions -----------------------------------------------------------------------------
def test_a_question_is_asked_after_the_answer_it_depends_on(running, questions, inspector):
    first, second = questions
    QuestionCondition.objects.create(question=second, depends_on=first, test=ConditionTest.NO)
    assert codes_of(running) == ["CK-001"]
    assert checklist_progress(running).total == 1
    checklist.answer(running, first, given("NO"), by=inspector, at=NOW)
    assert codes_of(running) == ["CK-001", "CK-002"]
    checklist.answer(running, second, given("YES"), by=inspector, at=NOW)
    checklist.answer(running, first, given("YES", version=1), by=inspector, at=NOW)
    assert codes_of(running) == ["CK-001", "CK-002"]  # an answer is never hidden


def test_parts_of_numbers_decide(running, questions, inspector):
    counted = QuestionFactory(
        code="CK-901", answer_type="NUMBERS", violation_codes=[], topic="3 Wages",
        parts="total=Tổng số=Total|women=Nữ=Women",
    )  # fmt: skip
    CaseQuestion.objects.create(
        inspection=running, question=counted, order=9, added_at=NOW, added_by=inspector
    )
    QuestionCondition.objects.create(
        question=questions[1], depends_on=counted, test=ConditionTest.ABOVE, part="women"
    )
    assert "CK-002" not in codes_of(running)
    row = checklist.answer(
        running, counted, given(parts={"total": 9, "women": 2}), by=inspector, at=NOW
    )
    assert row.value == "Tổng số: 9; Nữ: 2"
    assert "CK-002" in codes_of(running)


# --- Figures --------------------------------------------------------------------------------
@pytest.fixture
def overtime(running, inspector):
    ProvisionFactory(code="TG-07", name_vi="Làm thêm giờ quá quy định")
    common = {"key": "overtime-month", "variant": "usual", "unit": "hours", "direction": "MOST",
              "name_vi": "Nói chung", "violation_code": "TG-07"}  # fmt: skip
    Limit.objects.create(
        value=40, valid_to=date(2022, 3, 31), legal_basis="Labour Code 45/2019 Art. 107", **common
    )
    Limit.objects.create(
        value=60, valid_from=date(2022, 4, 1), legal_basis="Resolution 17/2022 Art. 2", **common
    )
    question = QuestionFactory(
        code="CK-041", limit_key="overtime-month", violation_codes=["TG-07"], topic="3 Wages"
    )
    CaseQuestion.objects.create(
        inspection=running, question=question, order=9, codes=["TG-07"], added_at=NOW,
        added_by=inspector,
    )  # fmt: skip
    return question


def test_a_figure_beyond_the_limit_proposes_the_finding_with_the_calculation(
    running, overtime, inspector
):
    row = checklist.answer(
        running, overtime, given("YES", figure=Figure(62), number=5), by=inspector, at=NOW
    )
    assert (row.value, row.details["by"], row.details["limit"]) == ("NO", 2, 60)
    finding = Finding.objects.get()
    assert (finding.violation_code, finding.workers) == ("TG-07", 5)
    assert "62 giờ" in finding.description
    assert "60 giờ" in finding.description


def test_a_lawful_figure_is_complied_with_and_the_draft_follows_the_figure(
    running, overtime, inspector
):
    row = checklist.answer(running, overtime, given(figure=Figure(60)), by=inspector, at=NOW)
    assert row.value == "YES"
    assert not Finding.objects.exists()
    checklist.answer(running, overtime, given(figure=Figure(61), version=1), by=inspector, at=NOW)
    checklist.answer(running, overtime, given(figure=Figure(70), version=2), by=inspector, at=NOW)
    assert "70 giờ" in Finding.objects.get().description
    checklist.answer(running, overtime, given(figure=Figure(5), version=3), by=inspector, at=NOW)
    assert Finding.objects.get().state == FindingState.DROPPED


def test_the_limit_of_the_day_of_the_act_counts(running, overtime, inspector):
    figure = Figure(50, on=date(2022, 3, 31))
    row = checklist.answer(running, overtime, given(figure=figure), by=inspector, at=NOW)
    assert (row.value, row.details["limit"]) == ("NO", 40)
    assert Finding.objects.get().ended_on == date(2022, 3, 31)


def test_the_minimum_wage_is_that_of_the_ward_and_unknown_ones_are_asked(
    running, inspector, enterprise
):
    question = QuestionFactory(
        code="CK-026", answer_type="NUMBER", limit_key="wage-month", violation_codes=["TL-18"]
    )
    CaseQuestion.objects.create(
        inspection=running, question=question, order=9, codes=["TL-18"], added_at=NOW,
        added_by=inspector,
    )  # fmt: skip
    for region, monthly in (("I", 5_310_000), ("IV", 3_700_000)):
        MinimumWage.objects.create(
            region=region, monthly=monthly, valid_from=date(2026, 1, 1), legal_basis="Decree"
        )
    low = given(figure=Figure(5_000_000), number=3)
    with pytest.raises(Refusal) as refused:
        checklist.answer(running, question, low, by=inspector, at=NOW)
    assert refused.value.field == "variant"
    enterprise.ward = WardFactory()
    enterprise.save()
    WageRegion.objects.create(
        ward=enterprise.ward, region="I", valid_from=date(2026, 1, 1), legal_basis="Decree"
    )
    row = checklist.answer(running, question, low, by=inspector, at=NOW)
    assert (row.value, row.details["by"]) == ("3", 310_000)
    chosen = given(figure=Figure(5_000_000, variant="IV"), version=1)
    row = checklist.answer(running, question, chosen, by=inspector, at=NOW)
    assert row.value == "0"


def test_an_unknown_limit_refuses_the_figure_and_keeps_nothing(running, overtime, inspector):
    Limit.objects.all().delete()
    with pytest.raises(Refusal):
        checklist.answer(running, overtime, given(figure=Figure(62)), by=inspector, at=NOW)
    assert not Answer.objects.exists()
