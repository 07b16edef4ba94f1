"""From a red number to the case behind it; from nothing to a signed annual report."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from analytics import figures
from analytics.models import Closing, Paper
from ecms.core import clock
from inspections.models import Inspection
from tests.e2e.sanctions import MONDAY, found
from tests.e2e.steps import words_of

pytestmark = pytest.mark.django_db
REMARK = "Bệnh nghề nghiệp: 12 người, theo báo cáo của ngành y tế."
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]


@pytest.fixture
def late(office):
    """A check of the department that went beyond its last day, and the figures of that morning."""
    if (case := Inspection.objects.first()) is None:  # the town is one for all journeys
        case = found("TL-18", "Công ty May Biên Hòa", workers=20).inspection
    office.on(MONDAY + timedelta(days=14))
    figures.refresh(at=clock.now())
    return case


@pytest.mark.parametrize("width", [1280, 390])
def test_a_director_goes_from_the_red_number_to_the_case_behind_it(office, late, width):
    director = office[f"director@{width}"].open("analytics:dashboard")
    red = director.page.locator(".ec-kpi.ec-danger")
    told = int(red.locator(".ec-kpi-value").first.inner_text())
    with director.page.expect_navigation():
        red.locator("a").first.click()
    director.look().shows(late.enterprise.name)
    rows = director.page.locator("main tbody tr")
    assert rows.count() == told == 1
    director.follow("inspections:detail", late.pk).shows(late.code)
    director.page.go_back()
    director.page.go_back()
    assert director.look().path == reverse("analytics:dashboard")


def test_nobody_of_another_department_finds_the_case(sit, late):
    stranger = sit("director.hanoi").open("analytics:dashboard")
    assert not stranger.page.locator(".ec-kpi.ec-danger").count()
    assert late.code not in stranger.open("inspections:list", query="?overdue=1").text


def test_an_official_goes_from_nothing_to_a_signed_annual_report(office, late, sit):
    office.on(date(2027, 1, 6))
    official = sit("ministry").open("analytics:papers")
    the_months_are_frozen(official)
    paper = the_report_is_made(official)
    it_is_remarked_and_signed(official, paper)
    its_files_say_the_same(official, paper)
    later_corrections_leave_it_as_it_is(official, paper, late)


def the_months_are_frozen(official):
    official.open("analytics:months")
    for month in MONTHS:
        official.follow("analytics:close", month).send_twice()
    assert Closing.objects.count() == len(MONTHS)
    assert not official.page.locator('main a[href*="/confirm/"], main a[href*="2026-"]').count()


def the_report_is_made(official, count=1):
    official.open("analytics:papers").choose("kind", "ANNUAL").choose("period", "year")
    official.choose("year", "2026").send_twice()
    assert Paper.objects.count() == count
    return Paper.objects.latest("pk")


def it_is_remarked_and_signed(official, paper):
    official.fill(remarks=REMARK).send().follow("analytics:paper_sign", paper.pk).send_twice()
    paper.refresh_from_db()
    assert paper.signed_by.username == "ministry"
    official.open("analytics:paper", paper.pk).shows(REMARK, "BC-")
    sign = reverse("analytics:paper_sign", args=[paper.pk])
    assert not official.page.locator(f'main a[href="{sign}"]').count()


def its_files_say_the_same(official, paper):
    printed = words_of(official, "BC-TH")
    assert REMARK in printed
    assert "SỐ 81" in printed.upper()
    book = load_workbook(BytesIO(official.fetch("analytics:paper_file", paper.pk, "xlsx")))
    assert book["Phương pháp"]["B3"].value == "Năm 2026"
    topics = next(sheet for sheet in book if sheet.title.startswith("5."))
    assert list(topics.values)[-1] == ("Tổng cộng", 1, 20, 0, 0)


def later_corrections_leave_it_as_it_is(official, paper, late):
    Inspection.objects.filter(pk=late.pk).update(decided_on=date(2026, 2, 2))
    figures.refresh(at=clock.now())
    again = the_report_is_made(official, count=2)
    assert again.sha256 == paper.sha256
    assert json.dumps(again.content) == json.dumps(paper.content)
    official.open("analytics:months").shows("02/2026")
