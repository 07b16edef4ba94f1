"""Sums on dashboards equal those of the cases that they open; comparisons equal a slow count."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from analytics import figures
from analytics.board import Board
from analytics.enums import Unit
from analytics.numbers import SUMMED, Selection
from analytics.periods import year_of
from analytics.sources import VIETNAM
from ecms.core import clock
from inspections.models import Inspection
from tests.factories import NOW, fresh
from violations.models import Payment, ViolationCase

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(world, director, chief_inspector, ministry_official):
    Inspection.objects.update(is_sensitive=False)
    figures.refresh(at=NOW)
    return {"director": director, "chief": chief_inspector, "ministry": ministry_official}


def listed_sum(client, url):
    """What the rows of all pages of a list add up to, read row by row."""
    total, page = 0, 1
    while True:
        answer = client.get(f"{url}{'&' if '?' in url else '?'}page={page}")
        assert answer.status_code == 200, url
        if "records" in answer.context:
            total += sum(record.amount or 0 for record in answer.context["records"])
        else:
            total += sum(row.outstanding for row in answer.context["page"].items)
        if page * len(answer.context["page"].items or [1]) >= answer.context["page"].total:
            return total
        page += 1
        assert page < 50


@pytest.mark.parametrize("role", ["director", "chief", "ministry"])
def test_the_sum_on_a_card_is_that_of_the_rows_it_opens(readers, sign_in, role):
    client = sign_in(readers[role])
    page = client.get(reverse("analytics:dashboard") + "?period=year&year=2026")
    cards = [card for group in page.context["board"].groups for card in group.cards]
    sums = [card for card in cards if card.url and card.measure.code in SUMMED and card.value]
    assert sum(card.measure.unit == Unit.VND for card in sums) >= 3
    wrong = {
        card.measure.code: (card.value, found)
        for card in sums
        if (found := listed_sum(client, card.url)) != card.value
    }
    assert not wrong


@pytest.mark.parametrize("code", ["months", "provinces", "sectors", "topics", "provisions"])
def test_amounts_in_tables_are_the_sums_of_the_rows_they_open(readers, sign_in, code):
    client = sign_in(readers["ministry"])
    chosen = Selection(fresh(readers["ministry"]), year_of(date(2026, 1, 1)))
    board = Board(chosen, linked=True)
    table, seen, wrong = board.tables[code], 0, []
    for line in table.lines:
        for column, value in zip(table.columns, line.values, strict=True):
            url = board.url(table, column, line) if column.part == "amount" and value else ""
            if url:
                seen += 1
                if (found := listed_sum(client, url)) != value:
                    wrong.append((line.code, column.measure, value, found))
    assert seen
    assert not wrong


def slow(measure, first, last, places):
    """The number by reading every row in Python; ``first`` and ``last`` are days."""
    day = clock.legal_date
    rows = {
        "inspections_opened": [
            (day(row.proposed_at), row.province_id, 1) for row in Inspection.objects.all()
        ],
        "cases_opened": [
            (day(row.opened_at), row.province_id, 1) for row in ViolationCase.objects.all()
        ],
        "fines_decided": [
            (row.decided_on, row.province_id, row.fine_decided or 0)
            for row in ViolationCase.objects.exclude(decided_on=None)
        ],
        "fines_paid": [
            (row.paid_on, row.case.province_id, row.amount)
            for row in Payment.objects.select_related("case")
        ],
    }[measure]
    return sum(number for on, place, number in rows if first <= on <= last and place in places)


MONTHS = [
    ("period=month&month=2026-02", (date(2026, 2, 1), date(2026, 2, 28)),
     (date(2026, 1, 1), date(2026, 1, 31)), (date(2025, 2, 1), date(2025, 2, 28))),
    ("period=month&month=2025-10", (date(2025, 10, 1), date(2025, 10, 31)),
     (date(2025, 9, 1), date(2025, 9, 30)), (date(2024, 10, 1), date(2024, 10, 31))),
    ("period=month&month=2025-02", (date(2025, 2, 1), date(2025, 2, 28)),
     (date(2025, 1, 1), date(2025, 1, 31)), (date(2024, 2, 1), date(2024, 2, 29))),
    ("period=quarter&quarter=2026-Q1", (date(2026, 1, 1), date(2026, 3, 31)),
     (date(2025, 10, 1), date(2025, 12, 31)), (date(2025, 1, 1), date(2025, 3, 31))),
]  # fmt: skip


@pytest.mark.parametrize("role", ["director", "ministry"])
@pytest.mark.parametrize(("query", "now", "before", "ago"), MONTHS)
def test_comparisons_equal_a_slow_count(readers, sign_in, role, query, now, before, ago):
    """Files at the very edges of the months that are compared, 29 February among them."""
    place = readers["director"].agency.province
    own = ViolationCase.objects.filter(province=place).exclude(decided_on=None).order_by("pk")
    edges = [ago[1], ago[0], before[1], now[1]]
    for pk, day in zip(own.values_list("pk", flat=True)[:4], edges, strict=True):
        ViolationCase.objects.filter(pk=pk).update(decided_on=day)
    files = Inspection.objects.filter(province=place).order_by("pk").values_list("pk", flat=True)
    for pk, day in zip(files[:4], edges, strict=True):
        late = datetime(day.year, day.month, day.day, 23, 30, tzinfo=VIETNAM)
        Inspection.objects.filter(pk=pk).update(proposed_at=late)
    figures.refresh(at=NOW)
    reader = fresh(readers[role])
    places = set(ViolationCase.objects.values_list("province_id", flat=True))
    if role == "director":
        places = {reader.agency.province_id}
    page = sign_in(readers[role]).get(f"{reverse('analytics:dashboard')}?{query}")
    cards = {card.measure.code: card for group in page.context["board"].groups
             for card in group.cards}  # fmt: skip
    for code in ("inspections_opened", "cases_opened", "fines_decided", "fines_paid"):
        card = cards[code]
        told = [number or 0 for number in (card.value, card.before, card.year_ago)]
        assert told == [slow(code, *span, places) for span in (now, before, ago)], code
    assert cards["fines_decided"].year_ago
    assert cards["inspections_opened"].year_ago >= 2
