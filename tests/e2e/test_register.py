"""The register: workers come in by lists, carry badges, are traced; two records become one."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from ecms.core import clock
from enterprises.enums import ImportState
from enterprises.models import Badge, Duplicate, Enterprise, ImportJob, Merge, Spell, Tracing
from tests.documents.reading import pages_of, text_of

pytestmark = pytest.mark.django_db

CODE, OTHER = "3600259786", "0300588569"
NAME, AGAIN = "Công ty TNHH Điện tử Đồng Nai", "CTY TNHH ĐIỆN TỬ ĐỒNG NAI"
PLACE = "12 Đường số 3, phường Trấn Biên, Đồng Nai"
WORKERS = [
    "Số CCCD,Họ và tên,Ngày sinh,Giới tính,Công việc,Ngày vào làm",
    "075190000001,Trần Thị Mai,17/05/1990,Nữ,Công nhân may,05/01/2026",
    "075190000002,Lê Thị Hoa,02/03/1990,Nữ,Công nhân may,05/01/2026",
    "075190000003,Phạm Thị Lan,20/08/1990,Nữ,Kiểm hàng,05/01/2026",
    "075190000004,Võ Thị Sai Năm,20/08/1985,Nữ,Kiểm hàng,05/01/2026",
    "123,Đỗ Thị Sai Số,20/08/1990,Nữ,Kiểm hàng,05/01/2026",
]
CHANGES = [
    "Mã số thuế,Số CCCD,Họ và tên,Ngày sinh,Biến động,Ngày biến động",
    f"{CODE},075190000005,Ngô Thị Cúc,11/11/1990,Vào làm,01/10/2026",
    f"{CODE},075190000003,Phạm Thị Lan,20/08/1990,Nghỉ việc,30/09/2026",
]


def day(offset=0):
    """A day as people type it."""
    return (clock.today() + timedelta(days=offset)).strftime("%d/%m/%Y")


def table(name, lines):
    content = "\r\n".join(lines).encode("utf-8-sig")
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def the_firm():
    return Enterprise.objects.get(tax_code=CODE)


def at_work():
    there = Spell.objects.filter(enterprise=the_firm(), ended_on__isnull=True)
    return set(there.values_list("worker__name", flat=True))


def test_the_register_from_a_list_to_an_undone_merge(sit, town):
    clerk, phone = sit("clerk.dongnai"), sit("inspector.dongnai", width=390)
    chief, stranger = sit("chief.dongnai"), sit("inspector.hanoi")
    the_clerk_adds_an_enterprise(clerk)
    the_clerk_sends_a_picture_and_is_told_what_to_send(clerk)
    the_clerk_sends_the_list_of_workers(clerk)
    the_next_day_only_the_changes_come(clerk)
    the_clerk_prints_badges(clerk)
    the_inspector_opens_a_badge_on_the_phone(phone)
    the_inspector_reads_the_sheet_for_the_visit(phone)
    the_chief_asks_who_was_there(chief)
    two_records_become_one_and_two_again(clerk, chief)
    nobody_of_another_province_sees_any_of_it(stranger)
    a_finder_of_a_badge_learns_no_name(sit(None, width=390))
    the_list_can_be_taken_back(clerk)


# --- Lists ----------------------------------------------------------------------------------
def the_clerk_adds_an_enterprise(clerk):
    clerk.open("enterprises:list").follow("enterprises:create")
    clerk.fill(tax_code=CODE.replace("6", "7", 1), name=NAME, address=PLACE)
    clerk.fill(reason="Giấy chứng nhận đăng ký doanh nghiệp").button().click()
    clerk.page.wait_for_selector(".ec-error-summary")
    assert clerk.page.input_value('main [name="name"]') == NAME
    clerk.look().fill(tax_code=CODE).send_twice()
    assert Enterprise.objects.count() == 1
    clerk.shows(NAME)


def the_clerk_sends_a_picture_and_is_told_what_to_send(clerk):
    firm = the_firm()
    clerk.open("enterprises:detail", firm.pk).open("enterprises:workforce", firm.pk)
    clerk.open("enterprises:import_new", query=f"?kind=WORKERS&employer={CODE}")
    wrong = {"name": "ảnh.xlsx", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 JFIF"}
    clerk.attach("file", wrong).fill(as_of=day(-5)).send()
    job = ImportJob.objects.get()
    assert job.state == ImportState.REFUSED
    assert clerk.problems() or "XLSX" in clerk.text


def the_clerk_sends_the_list_of_workers(clerk):
    clerk.open("enterprises:import_new", query=f"?kind=WORKERS&employer={CODE}")
    clerk.attach("file", table("lao-dong.csv", WORKERS)).fill(as_of=day(-5)).send()
    job = clerk.key
    clerk.open("enterprises:import_detail", job, query="?tab=REFUSED")
    clerk.shows("Võ Thị Sai Năm", "Đỗ Thị Sai Số", "sinh năm 1990")
    assert not Spell.objects.exists()
    clerk.send_twice(reverse("enterprises:import_confirm", args=[job]))
    assert at_work() == {"Trần Thị Mai", "Lê Thị Hoa", "Phạm Thị Lan"}
    refused = clerk.fetch("enterprises:import_report", job, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(refused)))
    assert len(rows) == 3
    assert "Võ Thị Sai Năm" in refused
    clerk.page.go_back()
    clerk.open("enterprises:import_detail", job)
    assert Spell.objects.count() == 3


def the_next_day_only_the_changes_come(clerk):
    firm = the_firm()
    clerk.open("enterprises:import_new", query="?kind=MOVES")
    clerk.attach("file", table("bien-dong.csv", CHANGES))
    clerk.fill(source="Người sử dụng lao động", as_of=day()).send()
    clerk.send(reverse("enterprises:import_confirm", args=[clerk.key]))
    assert at_work() == {"Trần Thị Mai", "Lê Thị Hoa", "Ngô Thị Cúc"}
    clerk.open("enterprises:workers", firm.pk).shows("Ngô Thị Cúc")
    assert "Phạm Thị Lan" not in clerk.text
    assert "075190000005" not in clerk.page.content()
    clerk.follow("enterprises:worker", Spell.objects.get(worker__name="Ngô Thị Cúc").worker_id)


# --- Badges and the sheet -------------------------------------------------------------------
def the_clerk_prints_badges(clerk):
    firm = the_firm()
    clerk.open("enterprises:badges", firm.pk)
    clerk.send_twice(reverse("enterprises:badge_issue", args=[firm.pk]))
    assert Badge.objects.filter(enterprise=firm).count() == 3
    text = text_of(clerk.fetch("enterprises:badge_sheets", firm.pk, 1))
    for words in ("Trần Thị Mai", "Lê Thị Hoa", "Ngô Thị Cúc", NAME):
        assert words in text, words
    assert "075190000001" not in text


def the_inspector_opens_a_badge_on_the_phone(phone):
    badge = Badge.objects.get(worker__name="Trần Thị Mai")
    phone.open("enterprises:badge_scan").fill(code=badge.token.upper())
    with phone.page.expect_navigation():
        phone.page.press('main [name="code"]', "Enter")
    phone.look().shows("Trần Thị Mai", NAME, "Công nhân may")
    assert "075190000001" not in phone.page.content()


def the_inspector_reads_the_sheet_for_the_visit(phone):
    firm = the_firm()
    phone.open("enterprises:detail", firm.pk).shows(NAME, "3")
    phone.follow("enterprises:sheet", firm.pk).shows(NAME)
    pages = pages_of(phone.fetch("enterprises:sheet_pdf", firm.pk))
    assert len(pages) == 1
    for words in (NAME, CODE, "Trấn Biên"):
        assert words in pages[0], words


# --- Tracing --------------------------------------------------------------------------------
def the_chief_asks_who_was_there(chief):
    firm = the_firm()
    chief.open("enterprises:tracing_list")
    chief.open("enterprises:tracing_new", query=f"?enterprise={firm.pk}")
    chief.choose("purpose", "ACCIDENT").fill(reason="Ngắn", started_on=day(-1), ended_on=day())
    chief.button().click()
    chief.page.wait_for_selector(".ec-error-summary")
    assert not Tracing.objects.exists()
    chief.fill(reason="Điều tra tai nạn máy dập ngày hôm qua").send_twice()
    asked = Tracing.objects.get()
    chief.shows("Trần Thị Mai", "Ngô Thị Cúc", "máy dập")
    export = reverse("enterprises:tracing_export", args=[asked.pk, "csv"])
    with chief.page.expect_download() as started:
        chief.button(export).click()
    listed = Path(started.value.path()).read_text(encoding="utf-8-sig")
    assert "Lê Thị Hoa" in listed
    assert "máy dập" in listed


# --- Duplicates -----------------------------------------------------------------------------
def two_records_become_one_and_two_again(clerk, chief):
    clerk.open("enterprises:create").fill(tax_code=OTHER, name=AGAIN, address=PLACE)
    clerk.fill(reason="Danh sách cũ của huyện").send()
    first, second = the_firm(), Enterprise.objects.get(tax_code=OTHER)
    chief.open("enterprises:duplicates_of", query=f"?enterprise={second.pk}")
    chief.send(reverse("enterprises:duplicates_look", args=[second.pk]))
    pair = Duplicate.objects.get()
    chief.open("enterprises:duplicate_list").follow("enterprises:duplicate_detail", pair.pk)
    side = "left" if pair.first_id == first.pk else "right"
    merge = reverse("enterprises:duplicate_merge", args=[pair.pk])
    chief.choose("keep", side).button(merge).click()
    chief.page.wait_for_selector(".ec-error-summary")
    assert not Merge.objects.exists()
    chief.fill(reason="Một doanh nghiệp, ghi hai lần").send_twice(merge)
    done = Merge.objects.get()
    assert done.survivor_id == first.pk
    chief.open("enterprises:list", query="?q=dien+tu")
    assert AGAIN not in chief.text
    clerk.open("enterprises:detail", second.pk).shows(NAME)  # the old address leads on
    chief.open("enterprises:merge_detail", done.pk)
    chief.send_twice(reverse("enterprises:merge_undo", args=[done.pk]))
    done.refresh_from_db()
    assert done.undone_at
    chief.open("enterprises:detail", second.pk).shows(AGAIN)
    assert at_work() == {"Trần Thị Mai", "Lê Thị Hoa", "Ngô Thị Cúc"}


# --- Others ---------------------------------------------------------------------------------
def nobody_of_another_province_sees_any_of_it(stranger):
    firm, badge = the_firm(), Badge.objects.first()
    stranger.open("enterprises:list", query="?q=dien+tu")
    assert NAME not in stranger.text
    for name in ("detail", "sheet", "sheet_pdf", "workforce", "workers", "sites", "badges"):
        assert stranger.status_of(f"enterprises:{name}", firm.pk) == 404, name
    worker = badge.worker_id
    assert stranger.status_of("enterprises:worker", worker) == 404
    assert stranger.status_of("enterprises:tracing", Tracing.objects.get().pk) in (403, 404)
    assert stranger.status_of("enterprises:duplicate_detail", Duplicate.objects.get().pk) == 404
    stranger.open("badge", badge.token)
    assert badge.worker.name not in stranger.page.content()


def a_finder_of_a_badge_learns_no_name(finder):
    badge = Badge.objects.first()
    finder.open("badge", badge.token).shows("có giá trị")
    assert badge.worker.name not in finder.page.content()
    assert NAME not in finder.page.content()


def the_list_can_be_taken_back(clerk):
    job = ImportJob.objects.filter(kind="MOVES").get()
    clerk.open("enterprises:import_detail", job.pk).follow("enterprises:import_undo", job.pk)
    clerk.send_twice()
    job.refresh_from_db()
    assert job.state == ImportState.UNDONE
    assert at_work() == {"Trần Thị Mai", "Lê Thị Hoa", "Phạm Thị Lan"}
    left = Spell.objects.get(worker__name="Phạm Thị Lan")
    assert (left.started_on, left.ended_on) == (date(2026, 1, 5), None)
