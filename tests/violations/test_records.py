"""Minutes drawn up on the spot: working minutes, and decisions that are not received."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import DueItem
from tests.factories import TODAY
from tests.violations.conftest import anew, at
from tests.violations.execution_world import again, default, key, proposed, take
from violations.enforcement_states import EnforcementState
from violations.services import enforcement, service, working
from violations.services.refusal import Refusal
from violations.states import CaseState, ServiceMethod

pytestmark = pytest.mark.django_db


def papers(code):
    return GeneratedDocument.objects.filter(form_code=code)


def refusal(case, **more):
    facts = {"on": case.decided_on, "place": "Trụ sở doanh nghiệp", "reason": "Trả lại quyết định",
             "authority": "Bà Xác, Phó Chủ tịch phường"}  # fmt: skip
    return service.Refused(**{**facts, **more})


def refuse(case, by, **more):
    return service.record_refusal(case, refusal(case, **more), by=by, at=at())


def session(**more):
    facts = {"on": TODAY, "place": "Trụ sở", "why": "UNCLEAR", "present": "Bà Hạnh",
             "text": "Đối chiếu bảng lương"}  # fmt: skip
    return working.Session(**{**facts, **more})


# --- MBB06 ------------------------------------------------------------------------------------
def test_a_refused_decision_counts_as_delivered_and_the_ten_days_begin(decided, inspector):
    case = refuse(decided("TL-18"), inspector)
    assert (case.state, case.served_on) == (CaseState.EXECUTING, case.decided_on)
    assert case.service_method == ServiceMethod.DIRECT
    assert case.execution_due_on == case.decided_on + timedelta(days=10)
    assert set(case.remedies.values_list("due_on", flat=True)) == {case.execution_due_on}
    assert DueItem.objects.filter(kind="violation.pay", object_id=case.pk).count() == 1
    paper = papers("MBB06").get()
    assert paper.reference.endswith("BB-KNQĐ")
    assert paper.context["of_decision"] == case.decision_number
    assert paper.context["confirmed_by"] == "Bà Xác, Phó Chủ tịch phường"


def test_a_refusal_recorded_twice_is_once(decided, inspector):
    case = decided("TL-18")
    refuse(case, inspector)
    refuse(anew(case), inspector)
    assert papers("MBB06").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"authority": " "}, "authority"),
        ({"reason": ""}, "reason"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
        ({"on": TODAY + timedelta(days=60)}, "on"),
    ],
)
def test_a_refusal_that_delivers_nothing(decided, inspector, wrong, field):
    case = decided("TL-18")
    with pytest.raises(Refusal) as refused:
        refuse(case, inspector, **wrong)
    assert refused.value.field == field
    assert anew(case).state == CaseState.DECIDED
    assert not papers("MBB06").exists()


def test_nothing_is_refused_before_the_decision(submitted, inspector):
    case = submitted("TL-18")
    with pytest.raises((Refusal, WorkflowRefused)):
        refuse(case, inspector, on=TODAY)


def test_the_page_of_a_refusal(decided, inspector, sign_in):
    case = decided("TD-03")
    client = sign_in(inspector)
    address = reverse("violations:step", args=[case.pk, "record_refusal"])
    assert client.get(address).status_code == 200
    said = {"on": f"{case.decided_on:%d/%m/%Y}", "place": "Trụ sở", "reason": "Không nhận"}
    page = client.post(address, said)
    assert page.status_code == 422
    assert "authority" in page.context["form"].errors
    assert client.post(address, {**said, "authority": "Bà Xác"}).status_code == 302
    assert anew(case).state == CaseState.EXECUTING
    assert "MBB06" in client.get(reverse("violations:detail", args=[case.pk])).content.decode()


# --- MBB07 ------------------------------------------------------------------------------------
def test_an_order_that_is_not_received_runs_on(executing, inspector, director, days):
    case = executing("TL-18")
    days(13)
    default(case, inspector)
    row = enforcement.order(proposed(case, inspector), by=director, at=at())
    with pytest.raises(Refusal) as refused:
        take(row, "NOT_TAKEN", inspector, names="")
    assert refused.value.field == "names"
    row = take(row, "NOT_TAKEN", inspector, names="Bà Xác, Phó Chủ tịch phường")
    assert (row.state, row.sent_on) == (EnforcementState.RUNNING, at().date())
    paper = papers("MBB07").get()
    assert paper.context["of_order"] == row.number
    assert paper.context["text"] == "Đã thực hiện"
    assert row.steps.get(kind="NOT_TAKEN").reference == paper.reference
    with pytest.raises(Refusal):
        take(again(row), "NOT_TAKEN", inspector)


# --- MBB02 ------------------------------------------------------------------------------------
def test_working_minutes_are_kept_and_change_no_time_limit(open_case, inspector):
    case = open_case("TL-18")
    token = key()
    due = DueItem.objects.get(kind="violation.minutes", object_id=case.pk).due_on
    for _turn in range(2):
        working.draw_up(anew(case), session(), submission=token, by=inspector, at=at())
    paper = papers("MBB02").get()
    assert paper.context["why"].startswith("hành vi, đối tượng")
    working.draw_up(anew(case), session(why="OUTSIDE"), submission=key(), by=inspector, at=at())
    assert papers("MBB02").count() == 2
    assert anew(case).state == CaseState.DETECTED
    item = DueItem.objects.get(kind="violation.minutes", object_id=case.pk)
    assert (item.due_on, item.closed_at) == (due, None)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"text": " "}, "text"), ({"on": TODAY + timedelta(days=1)}, "on")]
)
def test_working_minutes_that_cannot_be(open_case, inspector, wrong, field):
    with pytest.raises(Refusal) as refused:
        working.draw_up(
            open_case("TL-18"), session(**wrong), submission=key(), by=inspector, at=at()
        )
    assert refused.value.field == field


def test_no_working_minutes_once_violation_minutes_stand(signed, inspector):
    with pytest.raises((Refusal, WorkflowRefused)):
        working.draw_up(signed("TL-18"), session(), submission=key(), by=inspector, at=at())


def test_the_page_of_working_minutes(open_case, inspector, sign_in):
    case = open_case("TL-18")
    address = reverse("violations:step", args=[case.pk, "draw_up_working_minutes"])
    client = sign_in(inspector)
    token = client.get(address).context["form"]["submission"].value()
    said = {"submission": str(token), "on": f"{TODAY:%d/%m/%Y}", "place": "Trụ sở",
            "why": "EXPERTISE", "present": "Bà Hạnh", "text": "Xem máy dập"}  # fmt: skip
    for _turn in range(2):
        assert client.post(address, said).status_code == 302
    assert papers("MBB02").count() == 1
