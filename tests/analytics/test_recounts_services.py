"""Figures equal a slow recount after services merged and parted enterprises, and reopened cases."""

from datetime import timedelta

import pytest

from accounts.permissions import Permission
from analytics import figures, sources
from analytics.models import Figure
from enterprises.services import merging
from inspections.models import Inspection, Visit
from inspections.services import closing
from inspections.workflow import workflow
from tests.analytics.recount import recount
from tests.analytics.test_figures import stored
from tests.factories import NOW, TODAY, fresh

pytestmark = pytest.mark.django_db


def visited_cells():
    """Cells of the enterprises visited, by province and keys: (count, amount)."""
    rows = Figure.objects.filter(measure=sources.VISITED)
    return sorted(rows.values_list("province", "month", "key", "key2", "count", "amount"))


def two_firms():
    """Two enterprises of one province of the world that both have files with visits."""
    visits = Visit.objects.filter(inspection__province__code="75", outcome="DONE").order_by("pk")
    found = list(dict.fromkeys(visit.inspection.enterprise for visit in visits))
    return found[0], found[1]


def test_files_of_merged_enterprises_stay_counted_once_and_come_back(world, chief_inspector):
    by = fresh(chief_inspector)
    assert by.can(Permission.ENTERPRISE_MERGE)
    kept, gone = two_firms()
    counted, visited = stored(), visited_cells()
    files = Inspection.objects.filter(enterprise=gone).count()
    assert files

    row = merging.merge(
        survivor=kept, merged=gone, choices={}, reason="Trùng mã số", by=by, at=NOW
    )
    figures.refresh(at=NOW + timedelta(minutes=1), force=True)
    assert not Inspection.objects.filter(enterprise=gone).exists()
    assert stored() == recount(TODAY)
    assert visited_cells() != visited  # one enterprise where there were two

    merging.undo(row, by=by, at=NOW + timedelta(minutes=2))
    figures.refresh(at=NOW + timedelta(minutes=3), force=True)
    assert Inspection.objects.filter(enterprise=gone).count() == files
    assert stored() == recount(TODAY) == counted
    assert visited_cells() == visited


def test_a_case_that_is_followed_up_again_is_open_and_closed_no_more(world, director):
    by = fresh(director)
    closed = Inspection.objects.filter(agency=by.agency, closed_at__isnull=False).order_by("pk")
    total = closed.count()
    case = next(row for row in closed if workflow.answer(row, "reopen", by))
    counted = stored()
    closing.reopen(case, reason="Có đơn mới", by=by, at=NOW)
    figures.refresh(at=NOW + timedelta(minutes=1))
    assert closed.all().count() == total - 1
    assert stored() == recount(TODAY) != counted
