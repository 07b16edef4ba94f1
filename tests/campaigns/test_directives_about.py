"""Tasks of leaders about a case: given on its page, shown there, hidden from who may not see it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Directive
from tests.factories import EnterpriseFactory, InspectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(agency, province):
    return InspectionFactory(
        agency=agency, province=province, enterprise=EnterpriseFactory(province=province)
    )


def give(client, case, to, today):
    url = f"{reverse('campaigns:directive_new')}?inspection={case.pk}"
    return client.post(url, {
        "submission": uuid.uuid4(), "to": to.pk, "title": "Kiểm tra lương", "text": "Báo cáo",
        "due_on": (today + timedelta(days=3)).strftime("%d/%m/%Y"),
    })  # fmt: skip


def test_given_from_the_case_shown_on_the_case_and_led_back_to_it(
    case, director, inspector, sign_in
):
    from ecms.core import clock

    client = sign_in(director)
    page = client.get(reverse("inspections:detail", args=[case.pk])).content.decode()
    link = f"{reverse('campaigns:directive_new')}?inspection={case.pk}"
    panel = reverse("campaigns:directives_inspection", args=[case.pk])
    assert link in page
    assert panel in page
    assert str(case) in client.get(link).content.decode()
    assert give(client, case, inspector, clock.today()).status_code == 302
    row = Directive.objects.get()
    assert row.thing == case
    assert "Kiểm tra lương" in client.get(panel).content.decode()
    told = sign_in(inspector).get(reverse("campaigns:directive", args=[row.pk])).content.decode()
    assert reverse("inspections:detail", args=[case.pk]) in told


def test_a_case_of_another_province_is_neither_named_nor_kept(
    case, foreign_director, foreign_inspector, sign_in
):
    from ecms.core import clock

    client = sign_in(foreign_director)
    link = f"{reverse('campaigns:directive_new')}?inspection={case.pk}"
    assert str(case) not in client.get(link).content.decode()
    give(client, case, foreign_inspector, clock.today())
    assert not Directive.objects.filter(object_id=case.pk).exists()
    panel = reverse("campaigns:directives_inspection", args=[case.pk])
    assert client.get(panel).status_code == 404


def test_an_address_with_a_nonsense_number_opens_the_form_about_nothing(director, sign_in):
    client = sign_in(director)
    url = reverse("campaigns:directive_new")
    for odd in ("²", "٣", "9" * 30, "9" * 5000, "-1", "\x00"):
        assert client.get(url, {"inspection": odd}).status_code == 200
