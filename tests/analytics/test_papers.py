"""Signed reports: from frozen months, numbered once, the same numbers for the same cut-off."""

import uuid
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from analytics import figures
from analytics.enums import ReportKind
from analytics.loading import load_indicators
from analytics.models import Paper
from analytics.numbers import Selection
from analytics.periods import month_of
from analytics.services import closing, papers
from ecms.core.refusal import Refusal
from inspections.models import Inspection
from tests.factories import NOW, fresh

pytestmark = pytest.mark.django_db
MONTH = date(2026, 3, 1)


@pytest.fixture
def made(world, ministry_official, measures):
    load_indicators()

    def make(kind=ReportKind.ANNUAL, *, user=None, submission=None):
        user = fresh(user or ministry_official)
        selection = Selection(user, month_of(MONTH))
        asked = {"address": "m=opened&rows=month"} if kind == ReportKind.QUESTION else {}
        return papers.make(
            selection, kind, submission=submission or uuid.uuid4(), by=user, at=NOW, **asked
        )

    return make


def test_a_report_of_open_months_is_provisional_and_cannot_be_signed(made, ministry_official):
    paper = made()
    assert not paper.is_final
    with pytest.raises(Refusal):
        papers.sign(paper, by=fresh(ministry_official), at=NOW)


@pytest.mark.parametrize("kind", ReportKind.values)
def test_the_same_cut_off_gives_the_same_numbers(made, kind, ministry_official):
    user = fresh(ministry_official)
    closing.close(MONTH, by=user, at=NOW)
    paper = made(kind)
    assert paper.is_final
    Inspection.objects.filter(decided_on__month=3).update(decided_on=date(2026, 2, 1))
    figures.refresh(at=NOW + timedelta(minutes=1))
    assert papers.still_true(paper, user)
    assert made(kind).sha256 == paper.sha256


def test_a_double_submit_makes_one_report(made):
    submission = uuid.uuid4()
    assert made(submission=submission) == made(submission=submission)


def test_an_official_goes_from_nothing_to_a_signed_annual_report(
    world, ministry_official, measures, sign_in
):
    load_indicators()
    browser = sign_in(ministry_official)
    assert browser.post(reverse("analytics:close", args=["2026-03"])).status_code == 302
    wish = {"kind": "ANNUAL", "period": "month", "month": "2026-03",
            "submission": str(uuid.uuid4())}  # fmt: skip
    answer = browser.post(reverse("analytics:papers"), wish)
    assert answer.status_code == 302
    paper = Paper.objects.get()
    browser.post(answer.url, {"remarks": "Bệnh nghề nghiệp: 12 người."})
    sign = reverse("analytics:paper_sign", args=[paper.pk])
    assert sign in browser.get(answer.url).content.decode()
    assert browser.post(sign).status_code == 302
    assert browser.post(sign).status_code == 302
    page = browser.get(answer.url).content.decode()
    assert "BC-" in page
    assert sign not in page
    assert browser.post(answer.url, {"remarks": "khác"}).status_code == 422
    book = browser.get(reverse("analytics:paper_file", args=[paper.pk, "xlsx"]))
    sheets = load_workbook(BytesIO(b"".join(book.streaming_content)), read_only=True).sheetnames
    assert len(sheets) > 8
    files = browser.get(reverse("analytics:paper_file", args=[paper.pk, "csv"]))
    assert len(zipfile.ZipFile(BytesIO(b"".join(files.streaming_content))).namelist()) > 8


def test_a_department_reports_for_itself_and_its_head_signs(
    made, director, chief_inspector, foreign_director
):
    paper = made(ReportKind.RESULTS, user=director)
    assert not Paper.objects.visible_to(fresh(foreign_director)).exists()
    with pytest.raises(Refusal):
        papers.sign(paper, by=fresh(chief_inspector), at=NOW)
