"""A concluded inspection is looked at again: who, until when, once, and what is kept."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from inspections.enums import Ground, Kind, Phase, TeamRole
from inspections.loading_fieldwork import load_grounds
from inspections.models import Inspection, Reinspection, ReinspectionGround
from inspections.permissions_reinspection import can_reinspect, stands_above
from inspections.services import reinspection
from inspections.services.refusal import Refusal
from tests.factories import (
    NOW,
    TODAY,
    AgencyFactory,
    InspectionFactory,
    InspectionProcedureFactory,
    LegacyProcedureFactory,
    fresh,
)

CONCLUDED = TODAY - timedelta(days=300)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def inspectorate(agency):
    """The body of our people is the inspectorate; the former department was another one."""
    load_grounds()
    InspectionProcedureFactory()
    agency.is_inspectorate = True
    agency.save()
    return agency


@pytest.fixture
def earlier(frozen, papers, law, inspectorate, inspector, director, enterprise):
    former = AgencyFactory(province=inspectorate.province, code="SO-CU")
    return InspectionFactory(
        kind=Kind.LEGACY, procedure=LegacyProcedureFactory(), agency=former, checklist=None,
        enterprise=enterprise, province=enterprise.province, proposed_by=inspector,
        state="CLOSED", phase=Phase.CLOSED, conclusion_number="15/KL-TTr",
        decided_at=NOW, decided_by=director, decided_on=CONCLUDED,
        announced_at=NOW, announced_by=inspector, announced_on=CONCLUDED, ends_on=CONCLUDED,
        minutes_signed_at=NOW, minutes_signed_by=inspector, minutes_signed_on=CONCLUDED,
        concluded_at=NOW, concluded_by=director, concluded_on=CONCLUDED,
        closed_at=NOW, closed_by=inspector,
    )  # fmt: skip


def an_order(**changes):
    values = {
        "ground": ReinspectionGround.objects.get(code="EVIDENCE"),
        "reason": "Bảng lương mới cho thấy số khác",
        "authority": "Chủ tịch Ủy ban nhân dân tỉnh", "order_number": "88/QĐ-UBND",
        "ordered_on": TODAY,
    }  # fmt: skip
    return reinspection.Order(**(values | changes))


@pytest.fixture
def again(earlier, plan, inspectorate, inspector):
    return reinspection.order(
        earlier, an_order(), plan(checklist=None), submission=uuid.UUID(int=7),
        agency=inspectorate, by=fresh(inspector), at=NOW,
    )  # fmt: skip


def test_the_new_case_is_linked_and_cites_the_order(again, earlier):
    assert (again.kind, again.ground) == (Kind.INSPECTION, Ground.DIRECTED)
    assert again.reinspection_of == earlier
    assert "88/QĐ-UBND" in again.ground_detail
    assert "15/KL-TTr" in again.ground_detail
    assert again.reinspection.reason == "Bảng lương mới cho thấy số khác"
    earlier.refresh_from_db()
    assert (earlier.phase, earlier.concluded_on) == (Phase.CLOSED, CONCLUDED)


def test_the_grounds_are_data_with_their_article_and_dates(again):
    assert "không phù hợp với chứng cứ" in again.ground_detail
    assert "Điều 25 Luật Thanh tra số 84/2025/QH15" in again.ground_detail
    assert str(again.reinspection.ground.label).endswith(
        "(Điều 25 Luật Thanh tra số 84/2025/QH15)"
    )
    assert ReinspectionGround.objects.in_force(date(2025, 6, 30)).count() == 0


def test_a_ground_that_had_ended_before_the_order_is_refused(
    earlier, plan, inspectorate, inspector
):
    ReinspectionGround.objects.filter(code="EVIDENCE").update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        reinspection.order(
            earlier, an_order(), plan(checklist=None), submission=uuid.uuid4(),
            agency=inspectorate, by=fresh(inspector), at=NOW,
        )  # fmt: skip
    assert refused.value.field == "order_ground"
    assert not Reinspection.objects.exists()


def test_sent_twice_it_is_one_and_a_second_one_waits(
    again, earlier, plan, inspectorate, inspector
):
    given = {"agency": inspectorate, "by": fresh(inspector), "at": NOW}
    proposal = plan(checklist=None)
    same = reinspection.order(earlier, an_order(), proposal, submission=uuid.UUID(int=7), **given)
    assert same == again
    with pytest.raises(Refusal, match=again.code):
        reinspection.order(earlier, an_order(), proposal, submission=uuid.uuid4(), **given)
    assert Reinspection.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ordered_on": TODAY + timedelta(days=1)}, "ordered_on"),
        ({"ordered_on": CONCLUDED - timedelta(days=1)}, "ordered_on"),
    ],
)
def test_an_order_of_a_day_that_cannot_be(earlier, plan, inspectorate, inspector, changes, field):
    with pytest.raises(Refusal) as refused:
        reinspection.order(
            earlier, an_order(**changes), plan(checklist=None), submission=uuid.uuid4(),
            agency=inspectorate, by=fresh(inspector), at=NOW,
        )  # fmt: skip
    assert refused.value.field == field
    assert not Inspection.objects.filter(reinspection_of=earlier).exists()


@pytest.mark.parametrize(
    ("concluded", "on", "possible"),
    [
        (date(2024, 2, 29), date(2026, 2, 28), True),
        (date(2024, 2, 29), date(2026, 3, 1), False),
        (date(2024, 10, 8), date(2026, 10, 8), True),
        (date(2024, 10, 8), date(2026, 10, 9), False),
    ],
)
def test_only_within_two_years(earlier, inspector, concluded, on, possible):
    earlier.concluded_on = concluded
    assert bool(can_reinspect(earlier, fresh(inspector), on=on)) is possible


def test_only_a_body_above(earlier, agency, inspector, foreign_inspector, clerk, director):
    assert can_reinspect(earlier, fresh(inspector), on=TODAY)
    for stranger in (foreign_inspector, clerk, director):
        assert not can_reinspect(earlier, fresh(stranger), on=TODAY)
    earlier.agency = agency  # the inspectorate itself concluded: somebody above must look
    assert not stands_above(agency, earlier)
    agency.level = "MINISTRY"
    assert stands_above(agency, earlier)


def test_a_check_is_not_inspected_again(earlier, inspector):
    earlier.kind = Kind.CHECK
    assert "check" in str(can_reinspect(earlier, fresh(inspector), on=TODAY).reason)


def test_the_page_from_the_button_to_the_linked_case(
    client, earlier, inspector, colleague, enterprise
):
    client.force_login(inspector)
    url = reverse("inspections:reinspect", args=[earlier.pk])
    page = client.get(reverse("inspections:detail", args=[earlier.pk])).content.decode()
    assert url in page
    form = client.get(url).context["form"]
    typed = {
        "submission": form.initial["submission"], "order_ground": ReinspectionGround.objects.get(code="LAW").pk,
        "order_reason": "Áp dụng sai Nghị định", "authority": "Tổng Thanh tra Chính phủ",
        "order_number": "5/QĐ-TTCP", "ordered_on": f"{TODAY:%d/%m/%Y}", "scope": "Tiền lương",
        "period_from": "01/01/2024", "period_to": "31/12/2024",
        "planned_on": f"{TODAY + timedelta(days=7):%d/%m/%Y}", "mode": "DIRECT",
        "head": inspector.pk, "members": [inspector.pk, colleague.pk],
    }  # fmt: skip
    wrong = client.post(url, typed | {"order_reason": ""})
    assert wrong.status_code == 422
    assert "5/QĐ-TTCP" in wrong.content.decode()
    first, second = (client.post(url, typed) for _n in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    made = Inspection.objects.get(reinspection_of=earlier)
    assert {(m.user, m.role) for m in made.team.all()} == {
        (inspector, TeamRole.HEAD), (colleague, TeamRole.MEMBER),
    }  # fmt: skip
    assert (
        earlier.code in client.get(reverse("inspections:detail", args=[made.pk])).content.decode()
    )
    assert (
        made.code in client.get(reverse("inspections:detail", args=[earlier.pk])).content.decode()
    )
    Inspection.objects.filter(pk=earlier.pk).update(concluded_on=TODAY - timedelta(days=800))
    assert client.get(url).status_code == 302
