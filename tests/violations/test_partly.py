"""Partial execution: the fine falls away, the rest goes on (MQĐ17)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import DueItem
from tests.factories import TODAY
from tests.violations.conftest import anew, at
from violations.services import partly
from violations.services.refusal import Refusal
from violations.states import CaseState

pytestmark = pytest.mark.django_db


def ended(**more):
    facts = {"why": "DISSOLVED", "happened_on": TODAY, "proof": "Thông báo số 118/TB-ĐKKD",
             "successor": "Chủ sở hữu"}  # fmt: skip
    return partly.Ended(**{**facts, **more})


def execute(case, by, **more):
    return partly.execute_partly(anew(case), ended(**more), by=by, at=at())


def papers():
    return GeneratedDocument.objects.filter(form_code="MQD17")


def test_the_fine_falls_away_and_the_measures_go_on(executing, director):
    case = executing("TL-18")
    for _turn in range(2):
        case = execute(case, director)
    assert case.state == CaseState.LAPSED
    paper = papers().get()
    assert paper.context["fine"] == 80_000_000
    assert paper.context["paid"] == 0
    assert [row["text"] for row in paper.context["remedies"]] == list(
        case.remedies.values_list("text", flat=True)
    )
    assert paper.reference.endswith("QĐ-THMP")
    open_ones = DueItem.objects.filter(object_id=case.pk, closed_at__isnull=True)
    assert not open_ones.filter(kind="violation.pay").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"proof": " "}, "proof"),
        ({"happened_on": TODAY + timedelta(days=90)}, "happened_on"),
        ({"why": "DIED"}, "why"),  # the sanctioned is an organisation
    ],
)
def test_what_does_not_end_a_fine(executing, director, wrong, field):
    case = executing("TL-18")
    with pytest.raises(Refusal) as refused:
        execute(case, director, **wrong)
    assert refused.value.field == field
    assert anew(case).state == CaseState.EXECUTING
    assert not papers().exists()


def test_nothing_is_executed_in_part_where_only_a_fine_stands(executing, director):
    case = executing("TL-18")
    case.remedies.all().delete()
    with pytest.raises(Refusal):
        execute(case, director)


def test_only_the_office_that_decided(executing, inspector):
    with pytest.raises((Refusal, WorkflowRefused)):
        execute(executing("TL-18"), inspector)


def test_the_page_offers_what_fits_the_violator(executing, director, sign_in):
    case = executing("TL-18")
    address = reverse("violations:step", args=[case.pk, "execute_partly"])
    client = sign_in(director)
    field = client.get(address).context["form"].fields["why"]
    assert [key for key, _label in field.choices] == ["DISSOLVED", "BANKRUPT"]
    said = {"why": "BANKRUPT", "happened_on": f"{TODAY:%d/%m/%Y}", "proof": "QĐ số 1/QĐ-TA",
            "successor": "Quản tài viên"}  # fmt: skip
    assert client.post(address, said).status_code == 302
    assert anew(case).state == CaseState.LAPSED


def test_after_sixty_days_the_reason_of_the_delay_is_told(executing, director):
    case = executing("TL-18")
    with pytest.raises(Refusal) as refused:
        execute(case, director, happened_on=TODAY - timedelta(days=70))
    assert refused.value.field == "late_reason"
    case = execute(
        case, director, happened_on=TODAY - timedelta(days=70), late_reason="Biết tin muộn"
    )
    assert case.state == CaseState.LAPSED
