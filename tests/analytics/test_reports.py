"""Reports: the same figures in all three files and on the page, made once, for one person."""

import csv
import io
import re
import uuid
import zipfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from analytics.board import Board
from analytics.documents import LONGEST_TABLE, PrintedTable
from analytics.enums import ReportFormat, ReportState
from analytics.models import ReportJob
from analytics.numbers import Selection
from analytics.periods import asked as asked_months
from analytics.periods import month_code, year_of
from analytics.services import reports
from analytics.tables import Line, Table
from ecms.audit.models import AuditEvent
from ecms.core.formatting import grouped
from ecms.notifications.models import Delivery
from inspections.models import Inspection
from tests.factories import NOW, fresh
from violations.models import ViolationCase

pytestmark = pytest.mark.django_db
YEAR = year_of(date(2026, 1, 1))


def asked(user, kind, province=None):
    return reports.request(
        Selection(user, YEAR, province), kind=kind, language="vi", submission=uuid.uuid4(),
        by=user, at=NOW,
    )  # fmt: skip


def made(user, kind):
    job = asked(user, kind)
    assert reports.make(job.pk, now=lambda: NOW)
    job.refresh_from_db()
    assert job.state == ReportState.DONE
    return job


@pytest.fixture
def board(world, ministry_official):
    with translation.override("vi"):
        board = Board(Selection(ministry_official, YEAR))
        board.cards, board.tables  # noqa: B018 - computed under the language
    return board


def test_the_workbook_holds_the_figures_as_numbers(board, ministry_official):
    job = made(ministry_official, ReportFormat.XLSX)
    book = openpyxl.load_workbook(job.file.path)
    assert book.sheetnames[0] == "Tổng hợp"
    rows = {row[0]: row[2:4] for row in book["Tổng hợp"].iter_rows(min_row=2, values_only=True)}
    for card in board.cards:
        assert rows[card.measure.name] == (card.value, card.before)
    for table in board.tables.values():
        sheet = list(book[table.title].iter_rows(values_only=True))
        assert list(sheet[0]) == table.header
        assert [list(row) for row in sheet[1:]] == [list(row) for row in table.rows()]
    assert job.done_steps == job.all_steps


def test_the_lists_hold_what_the_person_may_see(board, ministry_official):
    book = openpyxl.load_workbook(made(ministry_official, ReportFormat.XLSX).file.path)
    listed = {row[0] for row in book["Danh sách kiểm tra"].iter_rows(min_row=2, values_only=True)}
    visible = Inspection.objects.visible_to(ministry_official)
    expected = {
        case.code for case in visible
        if any(moment and moment.year == 2026
               for moment in (case.proposed_at.astimezone(NOW.tzinfo), case.decided_on,
                              case.closed_at and case.closed_at.astimezone(NOW.tzinfo)))
    }  # fmt: skip
    assert listed == expected
    assert visible.count() < Inspection.objects.count()  # the sensitive ones are not his to read


def test_a_formula_in_a_name_stays_text(board, ministry_official):
    case = ViolationCase.objects.visible_to(ministry_official).filter(decided_on__year=2026)[0]
    case.subject = {"name": '=HYPERLINK("http://x")'}
    case.save()
    book = openpyxl.load_workbook(made(ministry_official, ReportFormat.XLSX).file.path)
    row = next(r for r in book["Danh sách vụ vi phạm"].iter_rows() if r[0].value == case.code)
    assert row[1].data_type == "s"
    assert row[1].quotePrefix
    with zipfile.ZipFile(made(ministry_official, ReportFormat.CSV).file.path) as archive:
        name = next(n for n in archive.namelist() if n.endswith("violation-cases.csv"))
        assert "'=HYPERLINK" in archive.read(name).decode("utf-8-sig")


def test_the_csv_files_hold_the_same_figures(board, ministry_official):
    with zipfile.ZipFile(made(ministry_official, ReportFormat.CSV).file.path) as archive:
        names = archive.namelist()
        assert names[0] == "01-summary.csv"
        for code, table in board.tables.items():
            name = next(n for n in names if n.endswith(f"-{code}.csv"))
            raw = archive.read(name)
            assert raw.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
            assert rows[1:] == [[str(cell) for cell in row] for row in table.rows()], code


def test_the_pdf_prints_the_same_figures(board, ministry_official):
    reader = PdfReader(made(ministry_official, ReportFormat.PDF).file.path)
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    with translation.override("vi"):
        for card in board.cards:
            if card.value is not None:
                line = rf"{re.escape(str(card.measure.get_unit_display()))} {re.escape(grouped(card.value))}"
                assert re.search(line, text), card.measure.code
        for line in board.tables["topics"].lines:
            assert " ".join(grouped(value) for value in line.values) in text
    for words in ("BÁO CÁO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hoàng Sa", "Trường Sa",
                  "05/10/2026 09:00", "PHƯƠNG PHÁP VÀ ĐỊNH NGHĨA"):  # fmt: skip
        assert words in text
    assert reader.pages[1].extract_text().rstrip().endswith("2")


def test_of_ten_years_the_newest_months_with_figures_are_printed():
    period = asked_months(date(2016, 1, 1), date(2025, 12, 1))
    for filled in (0, 12, 40, 120):
        recorded = set(period.months[-filled:] if filled else ())
        lines = tuple(
            Line(month_code(month), month_code(month), (int(month in recorded),))
            for month in period.months
        )
        table = Table("months", "By month", "Month", "month", (), lines, (filled,))
        printed = PrintedTable(table)
        assert printed.lines == lines[120 - min(filled, LONGEST_TABLE) :]
        assert printed.empty + printed.left_out + len(printed.lines) == 120
    year = Table("months", "By month", "Month", "month", (), lines[:12], (0,))
    assert PrintedTable(year).lines == lines[:12]  # a month without anything is news as well


def test_a_heading_without_a_number_is_not_printed(board, ministry_official):
    empty = [group.title for group in board.groups if not group.cards]
    assert empty
    job = made(ministry_official, ReportFormat.PDF)
    words = " ".join(PdfReader(job.file.path).pages[0].extract_text().split())
    words += " ".join(PdfReader(job.file.path).pages[1].extract_text().split())
    assert not [title for title in empty if title in words]


def test_a_double_submit_asks_once(
    board, ministry_official, sign_in, django_capture_on_commit_callbacks
):
    client = sign_in(ministry_official)
    data = {"period": "year", "year": "2026", "format": "csv", "submission": str(uuid.uuid4())}
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(reverse("analytics:export"), data)
    with django_capture_on_commit_callbacks(execute=True):
        second = client.post(reverse("analytics:export"), data)
    assert first.status_code == 302
    assert first.url == second.url
    job = ReportJob.objects.get()
    assert job.state == ReportState.DONE
    page = client.get(first.url).content.decode()
    assert reverse("analytics:download", args=[job.pk]) in page
    file = client.get(reverse("analytics:download", args=[job.pk]))
    assert b"".join(file)[:2] == b"PK"
    assert file["Content-Disposition"] == f'attachment; filename="{job.file_name}"'
    assert Delivery.objects.filter(kind="report.ready", recipient=ministry_official).count() == 1
    assert AuditEvent.objects.filter(event="report.made").count() == 1


def test_a_wrong_form_is_answered_with_its_errors(board, ministry_official, sign_in):
    client = sign_in(ministry_official)
    page = client.post(reverse("analytics:export"), {"period": "custom", "from": "2026-05",
                                                     "to": "2026-01", "format": "exe"})  # fmt: skip
    assert page.status_code == 422
    assert not ReportJob.objects.exists()


def test_nobody_else_gets_the_report(board, ministry_official, director, inspector, sign_in):
    job = made(ministry_official, ReportFormat.CSV)
    for name in ("report", "report_progress", "download"):
        url = reverse(f"analytics:{name}", args=[job.pk])
        assert sign_in(director).get(url).status_code == 404
        assert sign_in(inspector).get(url).status_code == 403


def test_making_it_twice_changes_nothing(board, ministry_official):
    job = made(ministry_official, ReportFormat.CSV)
    assert not reports.make(job.pk, now=lambda: NOW)
    assert Delivery.objects.filter(kind="report.ready").count() == 1


def test_a_lost_worker_is_noticed_and_the_report_made_again(board, ministry_official, media):
    job = asked(ministry_official, ReportFormat.CSV)
    ReportJob.objects.filter(pk=job.pk).update(
        state=ReportState.RUNNING, beat_at=NOW, attempts=1, requested_at=NOW
    )
    assert not reports.make(job.pk, now=lambda: NOW + timedelta(minutes=1))  # still alive
    assert reports.sweep(at=NOW + timedelta(minutes=2)) == []
    later = NOW + timedelta(minutes=6)
    assert reports.sweep(at=later) == [job.pk]
    assert reports.make(job.pk, now=lambda: later)
    job.refresh_from_db()
    assert job.state == ReportState.DONE
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_after_three_attempts_it_has_failed(board, ministry_official):
    job = asked(ministry_official, ReportFormat.CSV)
    ReportJob.objects.filter(pk=job.pk).update(state=ReportState.RUNNING, beat_at=NOW, attempts=3)
    assert reports.sweep(at=NOW + timedelta(minutes=6)) == []
    job.refresh_from_db()
    assert (job.state, job.error) == (ReportState.FAILED, "silent")
    assert job.error_words
    assert Delivery.objects.filter(kind="report.failed").count() == 1


def test_an_error_is_tried_again_and_then_told(board, ministry_official, monkeypatch):
    def broken(*args):
        raise RuntimeError("disk full")

    monkeypatch.setattr(reports.files, "write_csv", broken)
    job = asked(ministry_official, ReportFormat.CSV)
    for _attempt in range(3):
        with pytest.raises(RuntimeError):
            reports.make(job.pk, now=lambda: NOW)
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (ReportState.FAILED, "error", 3)


def test_who_lost_the_right_gets_no_report(board, ministry_official):
    job = asked(ministry_official, ReportFormat.CSV)
    ministry_official.grants.all().delete()
    assert not reports.make(job.pk, now=lambda: NOW)
    job.refresh_from_db()
    assert (job.state, job.error) == (ReportState.FAILED, "rights")
    assert not ReportJob.objects.visible_to(fresh(ministry_official)).exists()


def test_files_are_kept_for_thirty_days(board, ministry_official):
    job = made(ministry_official, ReportFormat.CSV)
    path = job.file.path
    reports.sweep(at=NOW + timedelta(days=29))
    assert ReportJob.objects.filter(pk=job.pk).exists()
    reports.sweep(at=NOW + timedelta(days=31))
    assert not ReportJob.objects.filter(pk=job.pk).exists()
    assert not Path(path).exists()
