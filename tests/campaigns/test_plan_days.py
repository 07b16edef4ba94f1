"""Days of the law for plans of a year: expected, settled, opened again; on the body before it
has a plan."""

from datetime import date, timedelta

import pytest

from accounts.enums import Level
from campaigns.models import Plan
from campaigns.services import plan_days, planning
from ecms.notifications import registry
from ecms.notifications.models import DueItem
from law.loading import load_days, load_deadlines
from tests.factories import NOW

AT = NOW  # a Monday in October

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(db):
    """The table of time limits as shipped, with the holidays."""
    load_deadlines()
    load_days()


@pytest.fixture
def inspectorate(law, agency):
    agency.is_inspectorate = True
    agency.save()
    return agency


def items():
    rows = DueItem.objects.filter(kind__startswith="plan.", closed_at=None)
    return dict(rows.values_list("kind", "due_on"))


def test_a_body_without_a_plan_is_reminded_to_begin_one(inspectorate, chief_inspector):
    for _ in range(2):
        plan_days.watch_all(at=AT)
    assert items() == {"plan.begin": date(2026, 11, 20)}
    planning.begin(2027, "Giảm chậm lương", agency=inspectorate, by=chief_inspector, at=AT)
    assert items() == {"plan.submit": date(2026, 11, 20), "plan.opinion": date(2026, 11, 30)}
    item = DueItem.objects.get(kind="plan.submit")
    assert "84/2025" in item.legal_basis
    assert chief_inspector in registry.letter("plan.submit").recipients(item.thing)


def test_the_plan_of_this_year_does_not_begin_that_of_the_next(inspectorate, chief_inspector):
    """What is reminded of once stays one thing: the job of the day changes nothing."""
    plan = planning.begin(2026, "x", agency=inspectorate, by=chief_inspector, at=AT)
    for day in range(3):
        plan_days.watch_all(at=AT + timedelta(days=day))
    plan_days.watch(Plan.objects.get(pk=plan.pk), at=AT)
    assert items()["plan.begin"] == date(2026, 11, 20)
    assert DueItem.objects.filter(kind="plan.begin").count() == 1


def test_what_is_done_is_settled_and_what_is_undone_is_due_again(inspectorate, chief_inspector):
    plan = planning.begin(2027, "x", agency=inspectorate, by=chief_inspector, at=AT)
    Plan.objects.filter(pk=plan.pk).update(
        submitted_at=AT, submitted_by=chief_inspector, opinion_on=date(2026, 11, 25)
    )
    for _ in range(2):
        plan_days.watch(Plan.objects.get(pk=plan.pk), at=AT)
    assert items() == {"plan.issue": date(2026, 12, 2)}  # five working days after the opinion
    Plan.objects.filter(pk=plan.pk).update(submitted_at=None, submitted_by=None)
    plan_days.watch(Plan.objects.get(pk=plan.pk), at=AT)
    assert set(items()) == {"plan.issue", "plan.submit"}


def test_a_checking_body_sends_its_plan_within_ten_working_days(law, agency, chief_inspector):
    plan_days.watch_all(at=AT)
    assert items() == {}
    plan = planning.begin(2027, "x", agency=agency, by=chief_inspector, at=AT)
    assert items() == {}
    Plan.objects.filter(pk=plan.pk).update(
        approved_at=AT, approved_by=chief_inspector, submitted_at=AT,
        submitted_by=chief_inspector, state="APPROVED",
    )  # fmt: skip
    plan_days.watch_all(at=AT)
    assert items() == {"plan.told": date(2026, 10, 19)}
    Plan.objects.filter(pk=plan.pk).update(told_on=AT.date() + timedelta(days=3))
    plan_days.watch_all(at=AT + timedelta(days=4))
    assert items() == {}


def test_the_government_inspectorate_keeps_the_days_of_the_orientation_programme(
    law, agency, chief_inspector, client
):
    """Rows 1 and 2: reminded of before the plan is begun and until each day is recorded."""
    agency.is_inspectorate, agency.level, agency.province = True, Level.MINISTRY, None
    agency.save()
    plan_days.watch_all(at=AT)
    assert items() == {"plan.begin": date(2026, 9, 30)}
    plan = planning.begin(2027, "x", agency=agency, by=chief_inspector, at=AT)
    assert items() == {
        "plan.programme": date(2026, 9, 30), "plan.orientation": date(2026, 10, 15),
        "plan.issue": date(2026, 11, 15),
    }  # fmt: skip
    client.force_login(chief_inspector)
    url = f"/campaigns/plans/{plan.pk}/days/"
    page = client.get(url).content.decode()
    assert "programme_on" in page
    assert "opinion_on" not in page
    assert client.post(url, {"programme_on": "31/12/2099"}).status_code == 422
    assert client.post(url, {"programme_on": "28/09/2026"}).status_code == 302
    assert set(items()) == {"plan.orientation", "plan.issue"}
    client.post(url, {"programme_on": "28/09/2026", "orientation_on": "01/10/2026"})
    assert set(items()) == {"plan.issue"}


def test_other_bodies_are_not_asked_for_the_orientation_programme(
    inspectorate, chief_inspector, client
):
    plan = planning.begin(2027, "x", agency=inspectorate, by=chief_inspector, at=AT)
    client.force_login(chief_inspector)
    page = client.get(f"/campaigns/plans/{plan.pk}/days/").content.decode()
    assert "opinion_on" in page
    assert "programme_on" not in page
