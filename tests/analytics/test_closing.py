"""Month-ends: confirmed, frozen, and what is corrected later appears as a correction."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from analytics import figures
from analytics.corrections import corrections
from analytics.coverage import coverage
from analytics.delivery import undelivered
from analytics.models import Closing, Confirmation, FrozenFigure
from analytics.numbers import Numbers, Selection
from analytics.periods import month_of
from analytics.services import closing
from ecms.core.refusal import Refusal
from inspections.models import Inspection
from tests.factories import NOW, TODAY, fresh

pytestmark = pytest.mark.django_db
MONTH = date(2026, 3, 1)


def test_what_was_reported_stays_and_the_correction_shows(world, ministry_official):
    user = fresh(ministry_official)
    decided = Inspection.objects.filter(decided_on__isnull=False).order_by("pk")[:3]
    Inspection.objects.filter(pk__in=[row.pk for row in decided]).update(decided_on=MONTH)
    frozen = Selection(user, month_of(MONTH), frozen=True)
    live = Selection(user, month_of(MONTH))
    closing.close(MONTH, by=user, at=NOW)
    before = Numbers(frozen)
    assert before.flow == Numbers(live).flow
    assert before.stock == Numbers(live).stock
    assert corrections(user, month_of(MONTH)) == []

    moved = Inspection.objects.filter(decided_on__range=(MONTH, date(2026, 3, 31)))
    count = moved.count()
    moved.update(decided_on=date(2026, 2, 1))
    figures.refresh(at=NOW + timedelta(minutes=1))
    assert count
    assert Numbers(frozen).flow == before.flow
    assert Numbers(live).total("inspections_decided").count == 0
    found = {row.measure: row for row in corrections(user, month_of(MONTH))}
    assert found["inspections_decided"].difference == -count
    assert found["inspections_decided"].frozen == count


def test_a_month_is_frozen_once_and_after_its_end(world, ministry_official):
    user = fresh(ministry_official)
    first = closing.close(MONTH, by=user, at=NOW)
    cells = FrozenFigure.objects.count()
    assert first.cells == cells > 0
    assert closing.close(MONTH, by=user, at=NOW + timedelta(days=1)) == first
    assert FrozenFigure.objects.count() == cells
    with pytest.raises(Refusal):
        closing.close(TODAY.replace(day=1), by=user, at=NOW)


def test_departments_confirm_their_own_month_and_the_others_are_listed(
    world, director, ministry_official, inspector
):
    with pytest.raises(Refusal):
        closing.confirm(MONTH, note="", by=fresh(inspector), at=NOW)
    with pytest.raises(Refusal):
        closing.confirm(MONTH, note="", by=fresh(ministry_official), at=NOW)
    with pytest.raises(Refusal):
        closing.close(MONTH, by=fresh(director), at=NOW)
    assert {p.code for p in undelivered(MONTH)} >= {"75", "01"}
    closing.confirm(MONTH, note="Đủ", by=fresh(director), at=NOW)
    closing.confirm(MONTH, note="", by=fresh(director), at=NOW)
    assert Confirmation.objects.get().province.code == "75"
    assert "75" not in {p.code for p in undelivered(MONTH)}
    made = closing.close(MONTH, by=fresh(ministry_official), at=NOW)
    assert "01" in made.missing
    assert "75" not in made.missing
    (month,) = coverage(Selection(fresh(director), month_of(MONTH))).months
    assert month.missing == ()
    assert month.closing == made


def test_the_page_leads_through_the_steps(world, director, ministry_official, sign_in):
    browser = sign_in(director)
    page = browser.get(reverse("analytics:months")).content.decode()
    url = reverse("analytics:confirm", args=["2026-03"])
    assert url in page
    assert browser.post(url, {"note": ""}).status_code == 302
    assert browser.post(reverse("analytics:close", args=["2026-03"])).status_code == 422
    assert browser.get(reverse("analytics:close", args=["2026-13"])).status_code == 404
    browser = sign_in(ministry_official)
    assert browser.post(reverse("analytics:close", args=["2026-03"])).status_code == 302
    assert Closing.objects.get().month == MONTH


def test_nobody_reads_frozen_figures_of_another_province(world, director, ministry_official):
    closing.close(MONTH, by=fresh(ministry_official), at=NOW)
    places = set(FrozenFigure.objects.visible_to(fresh(director)).values_list("province__code"))
    assert places == {("75",)}


def test_older_months_are_on_pages_before(world, ministry_official, sign_in):
    browser, seen = sign_in(ministry_official), []
    page = browser.get(reverse("analytics:months"))
    assert page.context["later"] is None
    while page.context["earlier"]:
        seen += [row.month for row in page.context["months"]]
        until = f"{page.context['earlier']:%Y-%m}"
        page = browser.get(reverse("analytics:months"), {"until": until})
        assert page.context["later"] == seen[0] or page.context["later"] < seen[0]
    assert len(seen) == len(set(seen)) >= 13
    assert browser.get(reverse("analytics:months"), {"until": "nonsense"}).status_code == 404
    future = browser.get(reverse("analytics:months"), {"until": "2027-01"})
    assert future.context["later"] is None
