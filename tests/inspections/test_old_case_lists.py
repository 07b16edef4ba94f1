"""Inspections of the former laws from a spreadsheet: rows judged, in, and out again."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from enterprises.enums import ImportKind, ImportState, RowVerdict
from enterprises.models import ImportJob
from enterprises.services.imports import jobs, work
from inspections.enums import Kind, Phase
from inspections.models import CaseStep, Inspection
from inspections.services import closing
from inspections.services.old_case_rows import ground_of
from tests.enterprises.lists import carried_out, checked, csv_bytes, reasons, warnings, xlsx_bytes
from tests.factories import NOW, DeadlineRuleFactory, EnterpriseFactory, LegacyProcedureFactory

TITLES = [
    "STT", "Mã số thuế", "Tên doanh nghiệp", "Số quyết định", "Ngày quyết định", "Hình thức",
    "Nội dung", "Trưởng đoàn", "Ngày công bố", "Ngày biên bản", "Số kết luận", "Ngày kết luận",
    "Ngày đóng",
]  # fmt: skip
KNOWN = "0300588569"
AS = {"kind": ImportKind.CASES, "as_of": date(2026, 1, 15), "source": "Sổ theo dõi thanh tra"}


def line(number="12/QĐ-TTr", decided="15/05/2023", head="", **more):
    facts = {"code": KNOWN, "kind": "Theo kế hoạch", "started": "", "minutes": "", "paper": "",
             "concluded": "", "closed": ""} | more  # fmt: skip
    return [
        "1", facts["code"], "Công ty Sữa", number, decided, facts["kind"], "Tiền lương", head,
        facts["started"], facts["minutes"], facts["paper"], facts["concluded"], facts["closed"],
    ]  # fmt: skip


DONE = line("1/QĐ", "10/03/2020", "Người đã nghỉ", started="16/03/2020", minutes="20/03/2020",
            paper="9/KL", concluded="15/04/2020", closed="30/09/2020")  # fmt: skip
FOLLOWED = line("2/QĐ", "10/03/2021", started="16/03/2021", minutes="20/03/2021", paper="8/KL",
                concluded="15/04/2021", kind="Đột xuất")  # fmt: skip


@pytest.fixture
def firm(agency):
    return EnterpriseFactory(province=agency.province, tax_code=KNOWN, name="Công ty Sữa")


@pytest.fixture
def ready(transactional_db, frozen, firm):
    LegacyProcedureFactory()
    for number in (38, 39, 40):
        DeadlineRuleFactory(number=number)
    with translation.override("en"):
        yield


@pytest.fixture
def open_row(inspector):
    return line("3/QĐ", "15/05/2023", inspector.full_name.upper())


@pytest.fixture
def came_in(ready, open_row, chief_inspector, agency):
    rows = csv_bytes([DONE, FOLLOWED, open_row], TITLES)
    return carried_out(rows, chief_inspector, agency.province, **AS)


@pytest.mark.parametrize(
    ("text", "ground"),
    [("Theo kế hoạch", "PLAN"), ("", "PLAN"), ("ĐỘT XUẤT", "AD_HOC"), ("do chỉ đạo", "DIRECTED"),
     ("xyz", None)],
)  # fmt: skip
def test_grounds_as_lists_write_them(text, ground):
    assert ground_of(text) == ground


BAD = [
    (line(code="3600259786", head="?"), "firm_unknown"),
    (line(number="", head="?"), "decision_missing"),
    (line(decided="", head="?"), "decided_on_missing"),
    (line(decided="31/02/2023", head="?"), "day_unknown"),
    (line(decided="01/07/2025", head="?"), "law_of_today"),
    (line(decided="15/05/2009", head="?"), "law_unknown"),
    (line(), "head_missing"),
    (line(head="Không Có Ai"), "head_unknown"),
    (line(closed="01/01/2024", head="?"), "closed_without_conclusion"),
    (line(concluded="01/01/2024"), "followed_without"),
    (line(started="01/01/2024", minutes="01/12/2023", concluded="05/01/2024"), "days_backwards"),
    (line(concluded="01/01/2099", closed="02/01/2099"), "day_to_come_case"),
    (line(kind="không rõ", head="?"), "ground_unknown"),
    (line(number="9" * 60, head="?"), "text_too_long"),
]


def test_every_mistake_is_told_in_its_row(ready, chief_inspector, agency):
    job = checked(csv_bytes([row for row, _code in BAD], TITLES), chief_inspector,
                  agency.province, **AS)  # fmt: skip
    found = reasons(job)
    for number, (_row, code) in enumerate(BAD, start=2):
        assert code in found[number], (number, code, found[number])
    assert not Inspection.objects.exists()


@pytest.mark.parametrize("made", [csv_bytes, xlsx_bytes])
def test_a_list_is_judged(ready, open_row, chief_inspector, agency, made):
    job = checked(made([DONE, FOLLOWED, open_row, open_row], TITLES), chief_inspector,
                  agency.province, **AS)  # fmt: skip
    assert (job.state, job.new, job.refused) == (ImportState.READY, 3, 1)
    assert reasons(job) == {5: ["duplicate_case"]}
    assert "head_gone" in warnings(job)[2]
    assert "still_followed" in warnings(job)[3]


def test_finished_followed_and_open_cases_come_in(came_in, inspector, agency):
    done, followed, goes_on = Inspection.objects.order_by("decided_on")
    assert (done.phase, done.kind, str(done.closed_at.astimezone().date())) == (
        Phase.CLOSED, Kind.LEGACY, "2020-09-30",
    )  # fmt: skip
    assert (followed.phase, followed.ground, followed.announced_on) == (
        Phase.FOLLOW_UP, "AD_HOC", date(2021, 3, 16),
    )  # fmt: skip
    assert (goes_on.phase, goes_on.head.user) == (Phase.DECIDED, inspector)
    assert {case.agency for case in (done, followed, goes_on)} == {agency}
    assert len({case.code for case in (done, followed, goes_on)}) == 3


def test_the_same_list_again_brings_nothing(came_in, open_row, chief_inspector, agency):
    again = checked(xlsx_bytes([DONE, FOLLOWED, open_row], TITLES), chief_inspector,
                    agency.province, **AS)  # fmt: skip
    assert (again.new, again.unchanged) == (0, 3)
    assert Inspection.objects.count() == 3


def test_undone_except_what_somebody_went_on_with(came_in, chief_inspector, director):
    followed = Inspection.objects.get(state="CONCLUDED")
    closing.close(followed, by=chief_inspector, at=NOW)
    job = ImportJob.objects.get(pk=came_in.pk)
    assert jobs.undo(job=job, by=chief_inspector, at=NOW)
    work.undo(job.pk, clock=lambda: NOW)
    job.refresh_from_db()
    assert job.state == ImportState.UNDONE
    assert list(Inspection.objects.all()) == [followed]
    assert CaseStep.objects.exclude(inspection=followed).count() == 0


def test_the_preview_says_what_each_row_is(came_in, client, chief_inspector):
    client.force_login(chief_inspector)
    page = client.get(reverse("enterprises:import_detail", args=[came_in.pk])).content.decode()
    assert came_in.rows.filter(verdict=RowVerdict.NEW).count() == 3
    assert "9/KL" in page or "1/QĐ" in page


def test_another_province_knows_neither_firm_nor_case(ready, open_row, foreign_inspector):
    job = checked(csv_bytes([open_row], TITLES), foreign_inspector,
                  foreign_inspector.agency.province, **AS)  # fmt: skip
    assert reasons(job) == {2: ["firm_unknown"]}
