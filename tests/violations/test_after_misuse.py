"""Steps after the decision in the wrong order, sent twice, or with fields that do not belong."""

import pytest
from django.urls import reverse

from tests.violations.conftest import at
from tests.violations.execution_world import again, default, proposed
from tests.violations.test_challenges import contested, result
from violations.services import enforcement, service
from violations.services.refusal import Refusal
from violations.states import CaseState, ServiceMethod

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(executing, days):
    """Decided on 13 October, due on the 23rd, 80 million; today is the 20th."""
    row = executing("TL-18")
    days(7)
    return again(row)


def test_what_is_handed_over_in_person_needs_the_signature(decided, inspector):
    case = decided("TL-18")
    said = {"event_on": case.decided_on, "by": inspector, "at": at()}
    with pytest.raises(Refusal, match=r"70") as error:
        service.record(case, ServiceMethod.DIRECT, confirmed=False, **said)
    assert error.value.field == "confirmed"
    assert again(case).state == CaseState.DECIDED


def test_each_instance_follows_the_former(case, inspector):
    for kind in ("SECOND", "APPEAL"):
        with pytest.raises(Refusal) as error:
            contested(case, inspector, kind=kind)
        assert error.value.field == "kind"
    first = contested(case, inspector)
    with pytest.raises(Refusal):
        contested(case, inspector, content="Lần nữa")  # the first is not settled
    result(first, inspector)
    contested(case, inspector, kind="SECOND")
    court = contested(case, inspector, kind="LAWSUIT")
    with pytest.raises(Refusal):
        contested(case, inspector, kind="APPEAL")  # no judgement yet
    result(court, inspector)
    assert contested(case, inspector, kind="APPEAL").pk
    assert case.challenges.count() == 4


def test_a_forced_remedy_keeps_no_sum_that_the_form_filled_in(case, inspector, days):
    days(6)
    default(again(case), inspector)
    row = proposed(
        again(case), inspector, kind="REMEDY", amount=80_000_000, content="Trả đủ lương"
    )
    assert row.amount is None


def test_a_step_of_another_measure_is_no_page(case, inspector, director, days, sign_in):
    days(6)
    default(again(case), inspector)
    row = proposed(again(case), inspector, kind="REMEDY", amount=None, content="Trả đủ lương")
    enforcement.order(row, by=director, at=at())
    client = sign_in(inspector)
    for kind, status in (("FREEZE", 404), ("POLICE", 200)):
        page = reverse("violations:enforcement_step", args=[case.pk, row.pk, kind])
        assert client.get(page).status_code == status


def test_minutes_of_refusal_sent_twice_are_one_and_the_case_says_so(decided, inspector, sign_in):
    case = decided("TL-18")
    client = sign_in(inspector)
    page = reverse("violations:step", args=[case.pk, "record_refusal"])
    sent = {"on": f"{case.decided_on:%d/%m/%Y}", "place": "Trụ sở", "authority": "Bà Xác, PCT phường",
            "reason": "Giám đốc không nhận"}  # fmt: skip
    for _ in range(2):
        assert client.post(page, sent).status_code == 302
    detail = client.get(reverse("violations:detail", args=[case.pk])).content.decode()
    assert "từ chối nhận; coi như đã giao, Điều 70" in detail
