"""What the pages and papers say of a fine that can no longer be executed (LHAV arts. 74, 75)."""

import dataclasses
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests.violations.conftest import at
from tests.violations.execution_world import again
from violations import schedules
from violations.documents import samples_records
from violations.presenters_ledger import ledger_of
from violations.services import lapse

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(executing, days):
    """Decided on 13 October, due on the 23rd, 80 million; today is the 20th."""
    row = executing("TL-18")
    days(7)
    return again(row)


def test_a_lapsed_fine_is_shown_as_no_longer_owed(case, director, days, sign_in):
    days(359)  # 14 October 2027, the year is over
    lapse.lapse(again(case), by=director, at=at())
    grown = schedules.surcharge(again(case), at().date())
    assert grown == 14_200_000  # 355 days of 40,000: 24 October 2026 to 13 October 2027
    days(90)
    found = again(case)
    assert schedules.surcharge(found, at().date()) == grown  # it grows no more
    entries, late = ledger_of(found, at().date())
    assert [entry.balance for entry in entries] == [80_000_000, 80_000_000 + grown, 0]
    assert late[-1]["run"].last < date(2027, 10, 14)
    client = sign_in(director)
    page = client.get(reverse("violations:execution", args=[case.pk])).content.decode()
    owed = page[page.index('id="owed"') : page.index('id="open"')]
    assert "Điều 74" in owed
    assert "không còn phải thi hành" in owed
    assert "0\xa0đồng" in owed.split("Còn phải nộp")[1]
    page = client.get(reverse("violations:detail", args=[case.pk])).content.decode()
    assert "không còn phải thi hành" in page
    page = client.get(reverse("violations:ledger", args=[case.pk])).content.decode()
    assert "Đã hết thời hiệu thi hành (Điều 74)" in page


def test_minutes_of_handing_over_ask_for_no_lapsed_fine():
    context = dataclasses.replace(samples_records._handed_over(), fine_over=True)
    words = render_to_string("violations/pdf/execution_hand_over.html", {"doc": context})
    assert "không còn phải thi hành" in words
    assert "đã nộp" not in words
