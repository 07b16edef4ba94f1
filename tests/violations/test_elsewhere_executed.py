"""The decision at a body that executes it (MBB29), and two measures in one order (MQĐ12a-c)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from tests.violations.conftest import anew, at
from tests.violations.execution_world import again, default, proposed
from violations.enforcement_states import EnforcementState
from violations.guards_after import nothing_open
from violations.models import Enforcement
from violations.services import enforcement, executing_elsewhere
from violations.services.refusal import Refusal

pytestmark = pytest.mark.django_db


def papers(code):
    return GeneratedDocument.objects.filter(form_code=code)


def hand_over(case, by, **more):
    said = {"to": "Sở Nội vụ TP. HCM", "receiver": "Ông Nhận", "reason": "Đã chuyển trụ sở",
            "handed_on": at().date(), **more}  # fmt: skip
    return executing_elsewhere.hand_over(anew(case), **said, by=by, at=at())


# --- MBB29 ------------------------------------------------------------------------------------
def test_the_decision_goes_to_one_body_and_its_result_comes_back(executing, inspector):
    case = executing("TL-18")
    for _turn in range(2):
        row = hand_over(case, inspector)
    assert row.number.endswith("BB-CGQĐ")
    paper = papers("MBB29").get()
    assert (paper.context["fine"], paper.context["paid"]) == (80_000_000, 0)
    assert paper.context["of_decision"] == case.decision_number
    with pytest.raises((Refusal, WorkflowRefused)):
        hand_over(case, inspector, to="Sở Nội vụ Hà Nội")
    assert not nothing_open(anew(case), inspector)
    for _turn in range(2):
        executing_elsewhere.end(
            anew(case), returned_on=at().date(), answer="CV số 5: đã nộp đủ", by=inspector, at=at()
        )
    assert nothing_open(anew(case), inspector)
    assert case.files_away.get().ended_by == inspector


@pytest.mark.parametrize("field", ["to", "receiver", "reason"])
def test_a_hand_over_that_says_too_little(executing, inspector, field):
    case = executing("TL-18")
    with pytest.raises(Refusal) as refused:
        hand_over(case, inspector, **{field: " "})
    assert refused.value.field == field
    assert not papers("MBB29").exists()


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_hand_over_on_a_day_that_cannot_be(executing, inspector, shift):
    case = executing("TL-18")
    with pytest.raises(Refusal) as refused:
        hand_over(case, inspector, handed_on=at().date() + timedelta(days=shift))
    assert refused.value.field == "handed_on"


def test_the_page_of_the_hand_over(executing, inspector, sign_in):
    case = executing("TL-18")
    client = sign_in(inspector)
    address = reverse("violations:step", args=[case.pk, "hand_over_execution"])
    day = f"{at():%d/%m/%Y}"
    assert client.post(address, {"handed_on": day}).status_code == 422
    said = {"to": "Sở Nội vụ", "receiver": "Ông Nhận", "reason": "Xa", "handed_on": day}
    assert client.post(address, said).status_code == 302
    address = reverse("violations:step", args=[case.pk, "end_execution_elsewhere"])
    assert client.post(address, {"returned_on": day, "answer": "Đã nộp"}).status_code == 302
    assert case.files_away.get().answer == "Đã nộp"


# --- MQĐ12 ------------------------------------------------------------------------------------
@pytest.fixture
def both(executing, inspector, days):
    """An account measure and remediation, both proposed."""
    case = executing("TL-18")
    days(13)
    default(case, inspector)
    money = proposed(case, inspector)
    remedy = proposed(
        case, inspector, kind="REMEDY", amount=None, holder="", account="", inquiry=money.inquiry,
        content="Trả đủ tiền lương",
    )  # fmt: skip
    return money, remedy


@pytest.mark.parametrize("first", [0, 1])
def test_two_measures_are_ordered_in_one_decision(both, director, first):
    for _turn in range(2):
        enforcement.order_together(again(both[first]), by=director, at=at())
    money, remedy = (again(row) for row in both)
    assert money.number == remedy.number
    assert {money.state, remedy.state} == {EnforcementState.ORDERED}
    paper = papers("MQD12b").get()
    assert paper.context["remedy"] == "Trả đủ tiền lương"
    assert paper.context["amount"] == money.amount
    assert not papers("MQD08").exists()


def test_nothing_is_combined_with_nothing(executing, inspector, director, days):
    case = executing("TL-18")
    days(13)
    default(case, inspector)
    row = proposed(case, inspector)
    assert enforcement.partner(row) is None
    with pytest.raises(Refusal):
        enforcement.order_together(row, by=director, at=at())


def test_only_an_office_with_power_signs_both(both, inspector):
    with pytest.raises((Refusal, WorkflowRefused)):
        enforcement.order_together(both[0], by=inspector, at=at())
    assert set(Enforcement.objects.values_list("state", flat=True)) == {"PROPOSED"}


def test_the_page_offers_to_sign_both(both, director, sign_in):
    money = both[0]
    client = sign_in(director)
    page = client.get(reverse("violations:enforcement", args=[money.case_id, money.pk]))
    assert page.context["partner"] == both[1]
    address = reverse("violations:enforcement_order", args=[money.case_id, money.pk])
    assert client.post(address, {"together": "1"}).status_code == 302
    assert papers("MQD12b").count() == 1
