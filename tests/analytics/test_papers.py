"""Signed reports: from frozen months, numbered once, the same numbers for the same cut-off."""

import json
import uuid
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.permissions import Permission
from analytics import figures
from analytics.contents import HIDDEN
from analytics.enums import ReportKind
from analytics.loading import load_indicators
from analytics.models import Paper
from analytics.numbers import Selection
from analytics.periods import month_of
from analytics.services import closing, papers
from analytics.suppression import SMALLEST
from ecms.core.refusal import Refusal
from inspections.models import Inspection
from intake.enums.accident import CodeKind
from intake.models import Accident, AccidentCode, Victim
from tests.analytics.world_intake import Intake
from tests.factories import NOW, fresh
from violations.models import Payment

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


def test_numbers_of_indicators_are_numbers_in_the_workbook(made, ministry_official, sign_in):
    paper = made(ReportKind.RESULTS)
    browser = sign_in(ministry_official)
    book = browser.get(reverse("analytics:paper_file", args=[paper.pk, "xlsx"]))
    sheet = load_workbook(BytesIO(b"".join(book.streaming_content))).worksheets[0]
    values = [cell for row in sheet.iter_rows(min_row=2, min_col=3, max_col=6) for cell in row]
    told = [cell.value for cell in values if cell.value is not None]
    assert len(told) > 20
    assert all(isinstance(value, int | float) for value in told)
    assert sheet.column_dimensions["A"].width > 25


def test_the_accident_report_holds_the_official_table(made, world):
    Intake(world).fill(20)
    figures.refresh(at=NOW, force=True)
    codes = [AccidentCode.objects.create(kind=CodeKind.CAUSE, code=code, name_vi=code,
                                         name_en=code) for code in ("1.1", "1.2")]  # fmt: skip
    happened = Accident.objects.counted().filter(occurred_on__year=MONTH.year,
                                                 occurred_on__month=MONTH.month)  # fmt: skip
    assert happened
    happened.update(cause=codes[0], cost_medical=1_000_000)
    parts = {part["code"]: part for part in made(ReportKind.ACCIDENTS).content["parts"]}
    first, second, total = parts["annex-live-causes"]["rows"]
    assert (first[1], second[1], total[1]) == (len(happened), 0, len(happened))
    victims = Victim.objects.filter(accident__in=happened).count()
    assert first[4] == total[4] == victims
    assert parts["annex-live-damage"]["rows"][1][1] == 1_000_000 * len(happened)


def test_a_reader_who_opens_no_accident_is_not_told_that_there_were_none(
    made, world, ministry_official, monkeypatch
):
    """Months that are open are counted from the files, which this reader may not see."""
    Intake(world).fill(20)
    figures.refresh(at=NOW, force=True)
    whole = annex(made(ReportKind.ACCIDENTS))
    assert whole["annex-live-provinces"][-1][1] > 0
    real = type(ministry_official).can

    def can(user, permission):
        return permission != Permission.ACCIDENT_READ and real(user, permission)

    monkeypatch.setattr(type(ministry_official), "can", can)
    told = annex(made(ReportKind.ACCIDENTS))
    assert told.keys() == whole.keys()
    for code, rows in whole.items():
        assert told[code][-1] == [few(cell) for cell in rows[-1]]


def few(cell):
    """What a reader who may not open the files is shown: few are hidden, never none."""
    return HIDDEN if isinstance(cell, int) and 0 < cell < SMALLEST else cell


@pytest.fixture
def frozen_accidents(world, ministry_official, measures):
    """Accidents of a month that is frozen; no name is kept with them."""
    Intake(world).fill(20)
    figures.refresh(at=NOW, force=True)
    kept = closing.close(MONTH, by=fresh(ministry_official), at=NOW).accidents
    names = Victim.objects.exclude(name="").values_list("name", flat=True)
    assert kept
    assert not [name for name in names if name in json.dumps(kept, ensure_ascii=False)]
    return kept


def annex(paper):
    return {
        part["code"]: part["rows"]
        for part in paper.content["parts"]
        if part["code"].startswith("annex-")
    }


def test_corrections_after_the_freeze_do_not_change_the_official_table(
    made, frozen_accidents, ministry_official
):
    paper = made(ReportKind.ACCIDENTS)
    told = annex(paper)
    assert told["annex-causes"][-1][1] == len(frozen_accidents)
    Accident.objects.update(cost_medical=9_000_000, occurred_on=date(2026, 2, 2))
    Victim.objects.update(days_lost=99)
    assert annex(made(ReportKind.ACCIDENTS)) == told
    assert papers.still_true(paper, fresh(ministry_official))


def test_a_province_reads_the_frozen_accidents_of_its_own(made, frozen_accidents, director):
    own = [case for case in frozen_accidents if case["province"] == director.agency.province.code]
    assert 0 < len(own) < len(frozen_accidents)
    assert annex(made(ReportKind.ACCIDENTS, user=director))["annex-causes"][-1][1] == len(own)


def test_small_numbers_of_accidents_are_hidden_from_who_may_not_open_them(
    made, frozen_accidents, ministry_official, monkeypatch
):
    whole = annex(made(ReportKind.ACCIDENTS))
    real = type(ministry_official).can

    def can(user, permission):
        return permission != Permission.ACCIDENT_READ and real(user, permission)

    monkeypatch.setattr(type(ministry_official), "can", can)
    hidden = annex(made(ReportKind.ACCIDENTS))
    for code, rows in hidden.items():
        if code == "annex-damage":
            continue
        for told, total in zip(rows[-1], whole[code][-1], strict=True):
            assert told in (total, HIDDEN)
        for row, known in zip(rows[:-1], whole[code][:-1], strict=True):
            for told, number in zip(row[1:], known[1:], strict=True):
                assert told in (number, HIDDEN)
                assert not 0 < number < SMALLEST or told == HIDDEN


def test_the_page_counts_once_more_and_says_so(made, ministry_official, sign_in):
    paper = made(ReportKind.RESULTS)
    address = reverse("analytics:paper", args=[paper.pk])
    browser = sign_in(ministry_official)
    assert browser.get(address).context["proof"] is None
    assert browser.get(address, {"recount": "1"}).context["proof"] is True
    Payment.objects.all().delete()
    figures.refresh(at=NOW + timedelta(minutes=1))
    assert browser.get(address, {"recount": "1"}).context["proof"] is False


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
