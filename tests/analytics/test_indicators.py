"""Every indicator equals a slow recount over random histories, whatever happens to them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from analytics import figures, scorecard
from analytics.loading import load_indicators
from analytics.models import Change, Figure, Indicator
from analytics.numbers import Selection
from analytics.periods import Period, month_of, quarter_of, year_of
from analytics.services.indicators import next_version
from analytics.sources import BY_MEASURE
from ecms.core.refusal import Refusal
from enterprises.models import Enterprise
from inspections.models import Inspection
from tests.analytics.slow import expected
from tests.analytics.world import World
from tests.analytics.world_intake import Intake, merge_provinces
from tests.factories import NOW, TODAY, fresh
from violations.models import Payment, ViolationCase

pytestmark = pytest.mark.django_db
PERIODS = (month_of(date(2026, 2, 1)), quarter_of(date(2025, 11, 1)), year_of(date(2025, 1, 1)),
           Period(date(2024, 9, 1), date(2026, 6, 1)))  # fmt: skip


@pytest.fixture
def history(measures, ministry_official, director):
    """Two provinces with everything that is counted."""
    load_indicators()
    made = World(21)
    made.fill(40)
    Intake(made).fill()
    figures.refresh(at=NOW)
    return made


def compare(user, provinces, today=TODAY):
    """Every indicator of every period against the recount; answers how many had a value."""
    values = 0
    for period in PERIODS:
        slow = expected(period, provinces, today)
        found = scorecard.results(Selection(fresh(user), period), Indicator.objects.all())
        assert {row.indicator.code for row in found} == slow.keys()
        for row in found:
            assert row.value == slow[row.indicator.code], (row.indicator.code, period.code)
            values += bool(row.value)
    return values


def places_of(world):
    return {agency.province_id for agency, *_ in world.places}


def test_every_indicator_equals_a_slow_recount(history, ministry_official, director):
    assert compare(ministry_official, places_of(history)) > 100
    assert compare(director, {director.agency.province_id}) > 60


def test_what_follows_is_counted_by_its_notes_alone(history, ministry_official):
    """Reopened files, moved payments, merged enterprises, new records: no full refresh."""
    for case in Inspection.objects.filter(state="CLOSED")[:3]:
        Inspection.objects.filter(pk=case.pk).update(
            state="CONCLUDED", phase="CONCLUDED", closed_at=None, closed_by=None,
            reopened_at=NOW, reopened_by=case.proposed_by_id,
        )  # fmt: skip
    Payment.objects.all()[:1].get().delete()
    ViolationCase.objects.filter(state="DETECTED").update(state="CANCELLED")
    _agency, _user, _position, firms = history.places[0]
    kept, gone = firms[0], firms[1]
    for model in (Inspection, ViolationCase):
        model.objects.filter(enterprise=gone).update(enterprise=kept)
    Enterprise.objects.filter(pk=gone.pk).update(merged_into=kept, status="DISSOLVED")
    history.fill(4)
    Intake(history).fill(3)
    assert Change.objects.exists()
    outcome = figures.refresh(at=NOW + timedelta(minutes=1))
    assert outcome.measures
    assert not Change.objects.exists()
    by_people = {measure for measure, source in BY_MEASURE.items() if source.daily}
    wrong = [row.measure for row in figures.prove(at=NOW) if row.missing or row.extra]
    assert set(wrong) <= by_people  # once a day
    figures.refresh(at=NOW, force=True)
    assert compare(ministry_official, places_of(history)) > 100


def test_a_merged_province_counts_with_its_successor(history, ministry_official):
    first, second = merge_provinces(history)
    figures.refresh(at=NOW + timedelta(minutes=1))
    assert not Figure.objects.filter(province=second).exists()
    assert compare(ministry_official, {first.pk}) > 100
    Inspection.objects.filter(province=second).update(ground="AD_HOC")
    figures.refresh(at=NOW + timedelta(minutes=2))
    assert compare(ministry_official, {first.pk}) > 100


def test_one_province_is_computed_alone(history):
    first = history.places[0][0].province
    Change.objects.all().delete()
    Inspection.objects.filter(province=first).update(planned_on=date(2026, 3, 1))
    touched = set(Change.objects.values_list("table_name", "province"))
    assert touched == {("inspections_inspection", first.pk)}
    before = set(Figure.objects.exclude(province=first).values_list("pk", "count", "amount"))
    assert "inspections_planned" in figures.refresh(at=NOW).measures
    after = set(Figure.objects.exclude(province=first).values_list("pk", "count", "amount"))
    assert before == after


def test_a_figure_changed_by_hand_is_found_by_the_proof(history):
    row = Figure.objects.filter(measure="inspections_opened").first()
    Figure.objects.filter(pk=row.pk).update(count=row.count + 1)
    wrong = {d.measure: (d.missing, d.extra) for d in figures.prove(at=NOW) if d.missing}
    assert wrong == {"inspections_opened": (1, 1)}


def test_every_source_has_its_triggers(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger"
            " WHERE tgname LIKE 'analytics\\_%' GROUP BY 1"
        )
        noted = dict(cursor.fetchall())
    needed = {model._meta.db_table for source in BY_MEASURE.values() if not source.daily
              for model in source.models}  # fmt: skip
    assert needed <= noted.keys()
    assert set(noted.values()) == {3}


def test_months_and_provinces_are_those_of_the_whole(history, ministry_official):
    selection = Selection(fresh(ministry_official), year_of(date(2025, 1, 1)))
    for code in ("opened", "fines_paid", "accidents", "complaints_received"):
        indicator = Indicator.objects.get(code=code)
        whole = scorecard.results(selection, [indicator])[0].value
        months = scorecard.trend(selection, indicator.parsed)
        places = scorecard.by_province(selection, indicator.parsed)
        assert sum(value or 0 for value in months.values()) == whole
        assert sum(value or 0 for value, _interval in places.values()) == whole


def test_a_target_is_judged_by_its_direction(history, ministry_official):
    selection = Selection(fresh(ministry_official), year_of(date(2025, 1, 1)))
    indicator = Indicator.objects.get(code="days_to_decision")
    value = scorecard.results(selection, [indicator])[0].value
    for target, status in ((value, "met"), (value - 1, "missed"), (None, "open")):
        indicator.target = target
        assert scorecard.results(selection, [indicator])[0].status == status


def test_a_formula_in_force_is_followed_by_a_version(history, administrator):
    old = Indicator.objects.get(code="opened")
    new = next_version(old, by=administrator, at=NOW)
    old.refresh_from_db()
    assert (new.version, new.valid_from) == (2, date(2026, TODAY.month + 1, 1))
    assert old.valid_to == new.valid_from - timedelta(days=1)
    assert Indicator.objects.within(month_of(TODAY)).get(code="opened") == old
    assert Indicator.objects.within(month_of(new.valid_from)).get(code="opened") == new
    with pytest.raises(Refusal):
        next_version(old, by=administrator, at=NOW)
    new.formula = "count(nothing_known)"
    with pytest.raises(ValidationError) as wrong:
        new.full_clean()
    assert "formula" in wrong.value.message_dict
    new.formula, new.valid_from = "count(inspections_opened)", old.valid_to
    with pytest.raises(ValidationError) as wrong:
        new.full_clean()
    assert "valid_from" in wrong.value.message_dict
