"""Dashboards of people, divisions and campaigns, and dashboards that a person arranges."""

import uuid

import pytest
from django.urls import reverse

from analytics.blocks import BLOCKS
from analytics.circles import find, own, units_of
from analytics.models import Saved
from analytics.numbers import Selection
from analytics.periods import year_of
from analytics.work import FLOWS, Work
from inspections.models import Inspection, TeamMember
from tests.factories import TODAY, fresh
from violations.models import ViolationCase

pytestmark = pytest.mark.django_db
ARRANGE = "/analytics/arrange/"


@pytest.fixture
def mine(world, inspector):
    """A third of the files have the inspector on the team, a third of the cases as officer."""
    place = inspector.agency.province_id
    files = list(Inspection.objects.filter(province=place, is_sensitive=False).order_by("pk")[::3])
    for case in files:
        TeamMember.objects.create(inspection=case, user=inspector, role="MEMBER")
    cases = ViolationCase.objects.filter(province=place).order_by("pk")[::3]
    ViolationCase.objects.filter(pk__in=[case.pk for case in cases]).update(officer=inspector)
    return files


def test_own_work_equals_the_files_of_the_person(mine, inspector):
    user, period = fresh(inspector), year_of(TODAY)
    work = Work(Selection(user, period), own(user), TODAY)
    numbers = {card.measure.code: card.value for card in work.flows}
    assert numbers.keys() <= set(FLOWS)
    opened = [i for i in mine if period.holds(i.proposed_at.astimezone().date())]
    assert numbers["inspections_opened"] == len(opened)
    decided = ViolationCase.objects.filter(
        officer=inspector, decided_on__range=(period.start, period.end)
    )
    assert numbers["cases_decided"] == decided.count()


def test_every_number_of_own_work_opens_as_many_rows(mine, inspector, sign_in):
    client = sign_in(inspector)
    page = client.get(reverse("analytics:work", args=["me"]))
    assert page.status_code == 200
    for card in page.context["work"].flows:
        if card.url and card.rows and card.measure.unit in ("cases", "records"):
            behind = client.get(card.url)
            assert behind.context["page"].total == card.value, card.measure.code


def test_nobody_looks_at_a_division_or_a_person_of_others(mine, inspector, foreign_director):
    assert units_of(fresh(inspector)) == []
    for code in ("unit-1", "campaign-999", "unit-x", "someone", "me-1"):
        assert find(fresh(foreign_director), code) is None


def test_a_dashboard_is_arranged_kept_and_deleted(world, director, sign_in):
    client = sign_in(director)
    places = dict.fromkeys(BLOCKS, "0") | {"fines": "1", "now": "2"}
    key = str(uuid.uuid4())
    body = {"title": "Tiền phạt", "share": "OWN", "submission": key, **places}
    for _twice in range(2):
        answer = client.post(f"{ARRANGE}?period=year&year=2026", body)
        assert answer.status_code == 302
    saved = Saved.objects.get()
    assert saved.blocks == ["fines", "now"]
    page = client.get(answer.url).content.decode()
    assert 'id="fines"' in page
    assert 'id="topics"' not in page
    nothing = client.post(ARRANGE, body | {"fines": "0", "now": "0", "submission": key})
    assert nothing.status_code == 422
