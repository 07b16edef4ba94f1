"""A day in factories without a network: taken along, filled in, sent, and on the case page once."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ecms.core import clock
from enterprises.models import Headcount
from field.enums import UploadKind, UploadState
from field.models import Checkout, Command, Signature, Upload
from inspections.models import Answer, Finding, Interview, Visit
from tests.e2e.desk import PATIENCE
from tests.e2e.field_tablet import photo
from tests.e2e.field_world import running, tablet  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def test_a_day_without_a_network(tablet, running, sit):  # noqa: F811
    case = running()
    device = tablet("inspector.dongnai").set_up().take(case)
    questions = device.blueprint(case)["questions"]
    first, second = [q["id"] for q in questions if q["codes"]][:2]
    counted = next(q["id"] for q in questions if q["rule"]["number"] == "needed")
    device.offline().close_and_open().unlock().shows(case.code)
    read_what_was_taken_along(device, case)
    answer_the_checklist(device, first, second, counted)
    device.sound().photos(photo(2), photo(3))
    note_the_visit(device)
    find_by_own_words(device)
    sign_what_was_read(device)
    device.close_and_open().unlock()
    assert not Command.objects.exists()  # all of that without the server
    device.go("finish").shows("Nguyễn Thị Hạnh", "Chưa ký: Đại diện đoàn")
    device.tick("yes").save().counts(sent=0, ready=15)
    device.go("").shows("chỉ đọc")  # finished: the copy is read only

    device.offline(False).send().counts(ready=0, sending=0, conflict=0, rejected=0, sent=15)
    expect(device.page.locator(".ef-receipt")).to_have_count(15, timeout=PATIENCE)
    assert "TB-" in device.page.inner_text("main")
    assert "TD-" in device.page.inner_text("main")
    device.send().counts(sent=15)  # once more changes nothing
    everything_is_there_once(case, first, counted)
    the_office_sees_it(sit("inspector.dongnai"), case)


def read_what_was_taken_along(device, case):
    device.go("dossier").shows(case.enterprise.name, "lúc nhận về máy")
    device.go("clock")
    expect(device.page.locator(".ef-cards > li")).not_to_have_count(0)
    device.go("minutes")
    expect(device.page.locator(".ef-minutes p")).not_to_have_count(0)


def answer_the_checklist(device, first, second, counted):
    """With its rules: a "no" that must say how many is kept as a draft until it does."""
    device.open_topic(first).answer(first, "NO", note="Thiếu chữ ký")
    device.photos(photo(1), code=first)
    device.open_topic(second).answer(second, "YES")
    block = device.open_topic(counted).question(counted)
    block.locator('.ef-option:has([value="NO"])').click()
    expect(block.locator(".ef-saved")).to_contain_text("chưa đầy đủ", timeout=PATIENCE)
    expect(block.locator(".ef-fault").last).to_contain_text("ít nhất là 1")
    block.locator('[data-field="number"] input').fill("12")
    expect(block.locator(".ef-saved")).to_contain_text("Đã lưu trên máy", timeout=PATIENCE)
    device.leave_topic()


def note_the_visit(device):
    device.go("headcount").fill(total="1.200", women=1300)
    device.page.click("form button[type=submit]")
    device.shows("Có vấn đề cần sửa")  # more women than people: refused here as on the server
    device.fill(women=700).save()
    device.go("interview").fill(
        note="Lương tháng 8 trả chậm 10 ngày.", name="Trần Văn Bình"
    ).save()
    device.go("visit").tick("DONE").fill(met="Bà Hạnh", workers_present="1180").save()
    device.go("scan").fill(code="abcdefghijklmnop").page.click("form button[type=submit]")
    device.shows("abcdefghijklmnop")


def find_by_own_words(device):
    device.go("finding/new")
    device.page.fill("#violation-search", "tang ca")  # as people say it, not the catalogue
    device.page.locator(".ef-hit").first.click()
    device.save()


def sign_what_was_read(device):
    device.go("minutes").fill(by="Bà Hạnh").save()
    device.go("sign").tick("SUBJECT").fill(name="Nguyễn Thị Hạnh", title="Giám đốc").sign().save()


def everything_is_there_once(case, first, counted):
    assert Answer.objects.filter(inspection=case).count() == 3
    answer = Answer.objects.get(inspection=case, question__code=first)
    assert (answer.value, answer.note) == ("NO", "Thiếu chữ ký")
    assert Answer.objects.get(inspection=case, question__code=counted).value == "12"
    assert Visit.objects.get(inspection=case).met == "Bà Hạnh"
    assert Visit.objects.get(inspection=case).visited_on == clock.today()
    assert Interview.objects.get(inspection=case).note.startswith("Lương tháng 8")
    assert Headcount.objects.filter(enterprise=case.enterprise, total=1200, women=700).count() == 1
    assert Finding.objects.filter(inspection=case, answer=None).count() == 1
    done = Upload.objects.filter(checkout__inspection=case, state=UploadState.DONE)
    assert done.filter(kind=UploadKind.PHOTO).count() == 3
    assert done.filter(kind=UploadKind.SOUND).count() == 1
    assert done.filter(kind=UploadKind.PHOTO, latitude=None).count() == 0
    assert Signature.objects.get(inspection=case).name == "Nguyễn Thị Hạnh"
    assert Checkout.objects.get(inspection=case).finished_at is not None


def the_office_sees_it(desk, case):
    desk.open("inspections:findings", case.pk)
    desk.open("inspections:visits", case.pk).shows("Bà Hạnh")
    desk.open("inspections:evidence", case.pk)
    desk.open("field:exchange", case.pk).shows("TD-", "Bà Hạnh")
    desk.open("field:devices").shows("Đã gửi hết")
    desk.open("inspections:detail", case.pk)
    expect(desk.page.locator("main")).to_contain_text("Nguyễn Thị Hạnh", timeout=PATIENCE)
    assert reverse("field:exchange", args=[case.pk]) in desk.page.content()
