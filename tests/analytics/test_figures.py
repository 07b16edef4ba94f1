"""Figures equal a slow recount, after every kind of change, and are not computed for nothing."""

from datetime import timedelta

import pytest
from django.db.models import Sum

from analytics import figures, sources
from analytics.models import Figure, Refresh
from inspections.models import Inspection
from tests.analytics.recount import recount
from tests.analytics.world import World
from tests.factories import NOW, TODAY
from violations.models import Payment, ViolationCase

pytestmark = pytest.mark.django_db


# The others are counted again, indicator by indicator, in ``test_indicators``.
COUNTED = {source.measure for source in sources.CARDS} - {sources.VISITED}


def stored():
    return {
        (f.measure, f.province_id, f.month, f.key, f.key2): (f.count, f.amount)
        for f in Figure.objects.filter(measure__in=COUNTED)
    }


def test_every_figure_equals_a_recount_row_by_row():
    for seed in (1, 2, 3):
        World(seed).fill(35)
        figures.refresh(at=NOW, force=True)
        counted = recount(TODAY)
        assert stored() == counted
    assert {key[0] for key in counted} == COUNTED


def test_sums_over_the_dimensions_are_kept_and_follow():
    world = World(8)
    for _round in range(2):
        world.fill(12)
        Payment.objects.all().delete()
        figures.refresh(at=NOW, force=True)
        for source in sources.FLOWS:
            base = Figure.objects.filter(measure=source.measure)
            for level in source.sums:
                sums = Figure.objects.filter(measure=source.stored_as(level))
                field = {"all": "measure", "key": "key", "key2": "key2"}[level]
                expected = base.values("province", "month", field).annotate(
                    n=Sum("count"), total=Sum("amount")
                )
                assert {(f.province_id, f.month, f.key, f.count, f.amount) for f in sums} == {
                    (e["province"], e["month"], "" if level == "all" else e[field], e["n"],
                     e["total"]) for e in expected
                }  # fmt: skip
    assert Figure.objects.filter(measure="cases_opened/key2").exists()


def test_a_second_refresh_follows_changes_and_deletes_what_is_gone():
    world = World(4)
    world.fill(25)
    figures.refresh(at=NOW)
    world.fill(5)
    Payment.objects.all().delete()
    ViolationCase.objects.filter(state="DETECTED").update(state="CANCELLED")
    Inspection.objects.filter(state="IN_PROGRESS").update(ends_on=TODAY + timedelta(days=3))
    figures.refresh(at=NOW + timedelta(minutes=1), force=True)
    assert stored() == recount(TODAY)
    assert not Figure.objects.filter(measure="inspections_overdue").exists()


def test_rows_that_did_not_change_are_not_written_again():
    World(5).fill(10)
    figures.refresh(at=NOW)
    before = set(Figure.objects.values_list("pk", flat=True))
    figures.refresh(at=NOW, force=True)
    assert set(Figure.objects.values_list("pk", flat=True)) == before


def test_overdue_is_answered_anew_on_a_new_day():
    World(6).fill(25)
    figures.refresh(at=NOW)
    late = NOW + timedelta(days=90)
    figures.refresh(at=late)
    assert stored() == recount(late.date())


def test_nothing_is_computed_when_nothing_changed_but_the_moment_moves_on():
    World(7).fill(3)
    first = figures.refresh(at=NOW)
    assert len(first.measures) == len(sources.BY_MEASURE)
    second = figures.refresh(at=NOW + timedelta(minutes=1))
    assert second.measures == ()
    assert Refresh.objects.get().checked_at == NOW + timedelta(minutes=1)
    assert Refresh.objects.get().refreshed_at == NOW

    Payment.objects.all().delete()
    ViolationCase.objects.update(is_complex=True)
    third = figures.refresh(at=NOW + timedelta(minutes=2))
    assert "cases_opened" in third.measures
    assert "inspections_open" not in third.measures
    assert stored() == recount(TODAY)


@pytest.mark.django_db(transaction=True)
def test_a_second_refresh_at_the_same_time_steps_back():
    from django.db import connections

    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [figures.LOCK])
        assert figures.refresh(at=NOW) is None
        assert not Refresh.objects.exists()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [figures.LOCK])
    other.close()
    assert figures.refresh(at=NOW) is not None
