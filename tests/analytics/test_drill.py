"""Every number of a dashboard opens, by its own address, a list of just as many rows."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from analytics import figures
from analytics.board import Board
from analytics.numbers import Selection
from analytics.periods import Period, month_of, year_of
from inspections.models import Inspection
from tests.analytics.test_pages import text
from tests.factories import NOW, fresh

pytestmark = pytest.mark.django_db
TABLES = ("months", "provinces", "topics", "sectors", "inspections_state", "cases_state")


@pytest.fixture
def readers(world, director, chief_inspector, ministry_official):
    """Readers who may see every case; a sensitive one would be counted and not listed."""
    Inspection.objects.update(is_sensitive=False)
    figures.refresh(at=NOW)
    return {"director": director, "chief": chief_inspector, "ministry": ministry_official}


def rows_behind(client, url):
    """The number of rows that the page of the address announces."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.context["page"].total


@pytest.mark.parametrize("role", ["director", "chief", "ministry"])
@pytest.mark.parametrize("query", ["?period=year&year=2026", "?period=month&month=2026-02"])
def test_every_card_opens_as_many_rows(readers, sign_in, role, query):
    client = sign_in(readers[role])
    page = client.get(reverse("analytics:dashboard") + query)
    cards = [card for group in page.context["board"].groups for card in group.cards if card.url]
    assert len(cards) > 10
    assert any(card.measure.is_stock and card.rows for card in cards)
    wrong = {
        card.measure.code: (card.rows, found)
        for card in cards
        if (found := rows_behind(client, card.url)) != card.rows
    }
    assert not wrong


@pytest.mark.parametrize("role", ["director", "ministry"])
@pytest.mark.parametrize("code", TABLES)
def test_every_cell_of_a_table_opens_as_many_rows(readers, sign_in, role, code):
    client = sign_in(readers[role])
    board = Board(Selection(fresh(readers[role]), year_of(date(2026, 1, 1))), linked=True)
    table, seen, wrong = board.tables[code], 0, []
    for line in table.lines:
        for column, value in zip(table.columns, line.values, strict=True):
            url = board.url(table, column, line)
            if not url or not value or column.part == "amount":
                continue
            seen += 1
            if (found := rows_behind(client, url)) != value:
                wrong.append((line.code, column.measure, value, found))
    assert seen
    assert not wrong


@pytest.mark.parametrize(
    ("day", "before", "last"),
    [
        (date(2024, 2, 29), Period(date(2024, 1, 1), date(2024, 1, 1)), date(2024, 2, 29)),
        (date(2025, 2, 28), Period(date(2025, 1, 1), date(2025, 1, 1)), date(2025, 2, 28)),
        (date(2024, 3, 31), Period(date(2024, 2, 1), date(2024, 2, 1)), date(2024, 3, 31)),
        (date(2025, 1, 1), Period(date(2024, 12, 1), date(2024, 12, 1)), date(2025, 1, 31)),
    ],
)
def test_months_end_on_their_last_day_leap_days_included(day, before, last):
    period = month_of(day)
    assert period.end == last
    assert period.previous == before
    assert period.holds(last)
    assert not period.previous.holds(day)


@pytest.mark.parametrize("role", ["director", "ministry"])
def test_the_table_behind_a_chart_comes_when_it_is_opened(readers, sign_in, role):
    """The page itself stays light; the table has the numbers and the links of the chart."""
    client = sign_in(readers[role])
    query = "?period=year&year=2026"
    page = text(client.get(reverse("analytics:dashboard") + query))
    asked = set(re.findall(r'hx-get="(/analytics/behind/[^"]*)"', page))
    assert len(asked) >= 8
    assert len(page.encode()) < {"director": 60_000, "ministry": 60_500}[role]
    place = readers[role].agency.province if role == "director" else None
    chosen = Selection(fresh(readers[role]), year_of(date(2026, 1, 1)), place)
    board = Board(chosen, linked=True)
    for address in asked:
        part = text(client.get(unescape(address), headers={"HX-Request": "true"}))
        assert "<html" not in part
        code = address.split("/")[3]
        table = board.sections[code].table if code in board.sections else board.tables[code]
        links = [
            board.url(table, column, line)
            for line in table.lines
            for column, value in zip(table.columns, line.values, strict=True)
            if value
        ]
        found = [
            unescape(url) for url in re.findall(r'<td class="ec-num"><a href="([^"]*)"', part)
        ]
        assert found == [url for url in links if url]
        assert part.count("<tr>") == len(table.lines) + 1 + bool(table.total)
        alone = text(client.get(unescape(address)))  # opened without scripts: a page of its own
        assert "<h1" in alone
        assert part.count("<td") == alone.count("<td")


def test_the_table_of_a_foreign_place_is_that_of_ones_own(readers, sign_in, other_agency):
    client = sign_in(readers["director"])
    assert client.get(reverse("analytics:behind", args=["nothing"])).status_code == 404
    asked = reverse("analytics:behind", args=["cases"])
    query = {"period": "year", "year": "2026"}
    foreign = client.get(asked, query | {"province": other_agency.province_id})
    assert foreign.context["rows"] == client.get(asked, query).context["rows"]
    assert foreign.context["place"] == readers["director"].agency.province
