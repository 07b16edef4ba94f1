"""What the board says equals a recount of the period, for every reader."""

import statistics
from datetime import date

import pytest

from analytics import figures, links, sources
from analytics.board import Board
from analytics.numbers import DAYS, SUMMED, Selection
from analytics.periods import Period, month_of, quarter_of, year_of
from analytics.records import Behind
from inspections.enums import VisitOutcome
from inspections.models import Inspection, Visit
from tests.analytics.recount import recount, visited
from tests.factories import NOW, TODAY, fresh
from violations.models import ViolationCase

pytestmark = pytest.mark.django_db
PERIODS = [month_of(date(2026, 2, 1)), quarter_of(date(2026, 5, 1)), year_of(date(2025, 1, 1)),
           Period(date(2025, 11, 1), date(2026, 3, 1))]  # fmt: skip


def expected(measure, period, provinces):
    """The number of a measure from the slow recount."""
    cells = [
        cell
        for (name, place, month, _key, _key2), cell in recount(TODAY).items()
        if name == measure and place in provinces and (month is None or period.holds(month))
    ]
    return sum(cell[measure in SUMMED] for cell in cells)


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.code)
def test_cards_equal_a_recount(world, director, ministry_official, period):
    places = {agency.province_id for agency, *_ in world.places}
    for user, provinces in ((director, {director.agency.province_id}),
                            (ministry_official, places)):  # fmt: skip
        board = Board(Selection(fresh(user), period))
        for card in board.cards:
            code = card.measure.code
            if code == sources.VISITED:
                assert card.value == visited(period.start, period.end, provinces)
            elif code not in DAYS:
                assert card.value == expected(code, period, provinces), code
                if not card.measure.is_stock:
                    assert card.before == expected(code, period.previous, provinces), code


def test_the_median_is_that_of_the_cases(world, ministry_official):
    period = year_of(date(2025, 1, 1))
    board = Board(Selection(ministry_official, period))
    days = [
        max((case.decided_on - case.minutes_on).days, 0)
        for case in ViolationCase.objects.filter(decided_on__range=(period.start, period.end))
    ]
    value = {card.measure.code: card.value for card in board.cards}["days_to_decision"]
    assert days
    assert value == statistics.median_low(days)


def test_an_enterprise_visited_in_two_months_counts_once(world, ministry_official):
    case = Inspection.objects.first()
    for month in (2, 2, 5, 11):
        Visit.objects.create(
            inspection=case, visited_on=date(2025, month, 3), outcome=VisitOutcome.DONE,
            recorded_at=NOW, recorded_by=case.proposed_by,
        )  # fmt: skip
    figures.refresh(at=NOW, force=True)
    whole = Board(Selection(ministry_official, year_of(date(2025, 1, 1))))
    months = [Board(Selection(ministry_official, month_of(month)))
              for month in year_of(date(2025, 1, 1)).months]  # fmt: skip
    total = sum(board.numbers.total(sources.VISITED).count for board in months)
    counted = visited(
        date(2025, 1, 1), date(2025, 12, 31), {p.province_id for p, *_ in world.places}
    )
    assert whole.numbers.total(sources.VISITED).count == counted
    assert total >= counted + 2


def test_tables_add_up_to_the_cards(world, ministry_official):
    board = Board(Selection(ministry_official, year_of(date(2026, 1, 1))))
    cards = {card.measure.code: card.value for card in board.cards}
    for code in ("months", "provinces", "topics", "provisions", "sectors", "sizes", "remedies"):
        table = board.tables[code]
        for column, total in zip(table.columns, table.total, strict=True):
            if column.measure != "acts_decided":
                assert total == cards[column.measure], (code, column.measure)


def test_a_province_reads_its_own_figures_only(world, director, foreign_director):
    period = year_of(date(2026, 1, 1))
    own = Board(Selection(director, period))
    theirs = Board(Selection(foreign_director, period))
    asked = Board(Selection(director, period, foreign_director.agency.province))
    assert [line.code for line in own.tables["provinces"].lines] == ["75"]
    assert [line.code for line in theirs.tables["provinces"].lines] == ["01"]
    assert all(not card.value for card in asked.cards)
    assert own.map_values.keys() == {"75"}


def test_nobody_without_dashboards_reads_figures(world, administrator):
    board = Board(Selection(administrator, year_of(date(2026, 1, 1))))
    assert all(not card.value for card in board.cards)


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.code)
def test_the_list_behind_a_number_has_as_many_rows(world, director, ministry_official, period):
    Inspection.objects.update(is_sensitive=False)
    for user in (fresh(director), fresh(ministry_official)):
        selection = Selection(user, period)
        board = Board(selection)
        for card in board.cards:
            if card.measure.is_stock:
                continue
            behind = Behind(sources.BY_MEASURE[card.measure.code], selection)
            rows = behind.rows(TODAY)
            assert rows.count() == card.rows, card.measure.code
            if card.measure.code in SUMMED:
                assert behind.total(rows) == card.value, card.measure.code


def test_the_list_behind_a_cell_has_as_many_rows(world, ministry_official):
    Inspection.objects.update(is_sensitive=False)
    selection = Selection(ministry_official, year_of(date(2026, 1, 1)))
    board = Board(selection)
    seen = 0
    for code in ("topics", "provisions", "sectors", "sizes", "remedies"):
        table = board.tables[code]
        for line in table.lines:
            for column, value in zip(table.columns, line.values, strict=True):
                if not line.code or column.part == "amount":
                    continue
                rows = Behind(
                    sources.BY_MEASURE[column.measure], selection, **{table.dimension: line.code}
                ).rows(TODAY)
                assert rows.count() == value, (code, line.code, column.measure)
                seen += bool(value)
    assert seen > 15


def test_sensitive_cases_are_counted_but_not_listed(world, ministry_official):
    selection = Selection(ministry_official, Period(date(2024, 1, 1), date(2026, 12, 1)))
    hidden = Inspection.objects.filter(is_sensitive=True).count()
    listed = Behind(sources.BY_MEASURE["inspections_opened"], selection).rows(TODAY).count()
    assert hidden
    assert Board(selection).numbers.total("inspections_opened").count == listed + hidden


def test_no_link_where_the_list_may_not_be_read(world, clerk):
    selection = Selection(clerk, year_of(date(2026, 1, 1)))
    board = Board(selection, linked=True)
    linked = {card.measure.code for card in board.cards if card.url}
    assert not [code for code in linked if sources.BY_MEASURE[code].models[0] is Inspection]
    assert not links.may_open(clerk, "inspections_opened")
    assert links.may_open(clerk, "fines_paid")  # the clerk keeps the ledger
