"""No measure and no indicator without a second, slow count; the rest of the measures counted."""

import pytest
from django.db.models import Sum

from analytics import figures, sources
from analytics.loading import load_indicators
from analytics.models import Figure, Indicator, Measure
from analytics.periods import month_of
from inspections.models import Inspection
from intake.models import Complaint
from tests.analytics.recount_more import recount_more
from tests.analytics.slow import expected
from tests.analytics.test_figures import COUNTED
from tests.analytics.world import World
from tests.analytics.world_flaws import Flaws
from tests.analytics.world_intake import Intake, merge_provinces
from tests.factories import NOW, TODAY
from violations.models import Recovery

pytestmark = pytest.mark.django_db


@pytest.fixture
def flawed(measures):
    made = World(31)
    made.fill(45)
    Intake(made).fill(30)
    Flaws(made).make()
    figures.refresh(at=NOW, force=True)
    return made


def stored(measure):
    cells = Figure.objects.filter(measure=measure).values("province", "month", "key")
    return {(cell["province"], cell["month"], cell["key"]): (cell["n"], cell["total"])
            for cell in cells.annotate(n=Sum("count"), total=Sum("amount"))}  # fmt: skip


def compare():
    counted = recount_more(TODAY)
    for measure, cells in counted.items():
        assert stored(measure) == cells, measure
    return counted


def test_flaws_claims_and_submissions_equal_a_slow_recount(flawed):
    assert [measure for measure, cells in compare().items() if not cells] == []


def test_and_after_corrections_and_a_merger_of_provinces(flawed):
    """Files reopened, receipts corrected, complaints reopened, two provinces made one."""
    before = recount_more(TODAY)
    Inspection.objects.filter(state="CLOSED").update(
        state="CONCLUDED", phase="CONCLUDED", closed_at=None, closed_by=None
    )
    Recovery.objects.filter(cancelled_at=None).update(amount=1)
    Complaint.objects.filter(state="CLOSED").update(state="DECIDED")
    _first, second = merge_provinces(flawed)
    figures.refresh(at=NOW, force=True)
    after = compare()
    changed = {"dq_no_visit", "claims_paid", "complaints_state"}
    assert {measure for measure in changed if before[measure] != after[measure]} == changed
    assert second.pk not in {province for cells in after.values() for province, *_ in cells}


def test_every_measure_and_every_indicator_has_a_recount(measures):
    """A new one must bring its slow count: see ``recount``, ``slow`` and ``recount_more``."""
    load_indicators()
    slow = expected(month_of(TODAY), set(), TODAY).keys()
    indicators = Indicator.objects.all()
    assert {indicator.code for indicator in indicators} == slow
    through = {term.measure for indicator in indicators for term in indicator.parsed.terms}
    counted = COUNTED | {sources.VISITED} | through | recount_more(TODAY).keys()
    assert set(sources.BY_MEASURE) - counted == set()
    assert set(Measure.objects.values_list("code", flat=True)) == set(sources.BY_MEASURE)
