"""What goes wrong in the field: each ends with everything on the server exactly once, or on the
device with a reason that a person can read."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from playwright.sync_api import expect

from ecms.core import clock
from field.enums import UploadState
from field.models import Checkout, Command, Device, Upload
from field.services import devices
from inspections.models import Answer, Visit
from law.models import Question
from tests.e2e.desk import PATIENCE
from tests.e2e.field_tablet import PIN, photo
from tests.e2e.field_world import HEAD, MEMBER, lone, running, tablet  # noqa: F401 - fixtures
from tests.e2e.steps import person

pytestmark = pytest.mark.django_db


def taken(device, case):
    """A tablet with one case taken along."""
    device.set_up().take(case)
    device.row = case
    device.codes = [q["id"] for q in device.blueprint(case)["questions"] if q["codes"]]
    return device


@pytest.fixture
def out(tablet, running):  # noqa: F811
    return taken(tablet(HEAD), running())


def answered(device, value="YES", note="", place=0):
    code = device.codes[place]
    return device.open_topic(code).answer(code, value, note=note)


def stored(device, place=0):
    return Answer.objects.get(inspection=device.row, question__code=device.codes[place])


def test_the_reply_is_lost_after_the_commit(out):
    lost = []

    def lose(route):
        answer = route.fetch()  # the server has done it
        lost.append(answer.json())
        route.abort("connectionreset")

    answered(out.offline(), "YES", note="Đủ chữ ký")
    out.go("visit").tick("DONE").fill(met="Ông Bình").save()
    out.context.route("**/field/api/commands", lose, times=1)
    out.offline(False).send().until(lambda: lost).shows("Chưa kết nối được máy chủ")
    assert Command.objects.filter(checkout__key=out.case).count() == 2
    out.send().counts(sent=2, ready=0, sending=0)
    assert Command.objects.filter(checkout__key=out.case).count() == 2
    assert Visit.objects.filter(inspection=out.row).count() == 1
    assert stored(out).version == 1


def test_two_devices_on_one_field(out, tablet):  # noqa: F811
    other = tablet(MEMBER).set_up().take(out.row)
    other.codes, other.row = out.codes, out.row
    answered(out.offline(), "NO", note="Sổ thiếu trang")
    answered(other.offline(), "YES", note="Sổ đủ")
    other.offline(False).send().counts(sent=1, ready=0)
    out.offline(False).send().counts(conflict=1, sent=0)
    out.items("conflict").click()
    out.shows("Chưa đạt", "Sổ thiếu trang", "Sổ đủ", person(MEMBER).full_name)
    assert stored(out).value == "YES"  # nothing was overwritten
    for name, choice in (("value", "mine"), ("note", "both")):
        out.page.locator(f'[data-field="{name}"] .ef-option:has([value="{choice}"])').click()
    out.save().counts(conflict=0, ready=0, sent=1)
    assert stored(out).value == "NO"
    assert "Sổ thiếu trang" in stored(out).note
    assert "Sổ đủ" in stored(out).note


def test_the_sign_in_has_run_out(out):
    out.sign_out()
    answered(out, "YES", note="Viết khi đã đăng xuất")
    out.send().shows("Bạn đã đăng xuất")
    out.counts(sent=0, ready=1)
    out.close_and_open().unlock()
    out.sign_in().send().counts(sent=1, ready=0)
    assert stored(out).note == "Viết khi đã đăng xuất"


def test_somebody_else_signs_in_on_the_same_device(out):
    out.sign_out().sign_in(MEMBER)
    answered(out, "YES")
    out.send().shows("Người khác đang đăng nhập")
    out.counts(sent=0, ready=1)
    assert not Command.objects.filter(checkout__key=out.case).exists()
    out.visit()  # the other person is asked for a PIN of their own and sees nothing of the first
    out.page.wait_for_selector("[name=new-pin]")
    assert out.row.enterprise.name not in out.page.inner_text("body")
    out.sign_out().sign_in(HEAD).visit().unlock()
    out.send().counts(sent=1, ready=0)
    assert stored(out).answered_by == person(HEAD)


def test_the_device_is_revoked(out):
    answered(out.offline(), "NO", note="Trước khi bị thu hồi")
    out.photos(photo(5, 320, 240))
    device = Device.objects.get(checkouts__key=out.case)
    devices.revoke(device, reason="Mất máy", by=person("director.dongnai"), at=clock.now())
    out.offline(False).send()
    out.shows("Cơ quan đã thu hồi thiết bị này")
    assert stored(out).note == "Trước khi bị thu hồi"
    assert Upload.objects.get(checkout__key=out.case, kind="photo").state == UploadState.DONE
    names = out.page.evaluate("indexedDB.databases().then(all => all.map(db => db.name))")
    assert names == []
    device.refresh_from_db()
    assert device.wiped_at is not None


def test_the_checklist_changed_meanwhile(out):
    answered(out.offline(), "NO", note="Theo bản cũ")
    question = Question.objects.get(code=out.codes[0])
    before = question.text_vi
    Question.objects.filter(pk=question.pk).update(text_vi="Câu hỏi đã được viết lại?")
    try:
        out.offline(False).send().counts(sent=1, ready=0, rejected=0)
        assert stored(out).note == "Theo bản cũ"
        content = Checkout.objects.get(key=out.case).blueprint.content
        assert before in [q["text_vi"] for q in content["questions"]]  # the version it was made by
    finally:
        Question.objects.filter(pk=question.pk).update(text_vi=before)


def test_the_clock_is_three_days_wrong(tablet, running):  # noqa: F811
    case = running()
    device = tablet(HEAD)
    device.context.clock.install(time=clock.now() + timedelta(days=3))
    device.set_up().take(case)
    device.go("visit")
    assert device.page.input_value('[data-field="visited_on"] input') == clock.today().isoformat()
    device.tick("DONE").fill(met="Bà Hạnh").save()
    device.send().counts(sent=1, ready=0, rejected=0)
    assert Visit.objects.get(inspection=case).visited_on == clock.today()
    row = Command.objects.get(checkout__key=device.case)
    assert row.received_at < clock.now()
    days = round((row.device_time - row.received_at) / timedelta(days=1))
    assert days == 3  # kept apart: what the device believed
    assert round(row.clock_offset_ms / 86_400_000) == 3
    device.go("/device").shows("Đồng hồ thiết bị lệch")


def test_the_team_changed_meanwhile(out):
    answered(out.offline(), "YES", note="Khi còn trong đoàn")
    out.row.team.filter(user=person(HEAD)).delete()
    out.offline(False).send()
    out.go("/outbox")
    expect(out.page.locator('[data-count="rejected"]')).to_have_text("1", timeout=PATIENCE)
    out.items("rejected").click()
    out.shows("Bị từ chối, vẫn giữ tại đây")
    assert not Answer.objects.filter(inspection=out.row).exists()


def test_a_backup_brings_everything_back(out, tmp_path):
    answered(out.offline(), "NO", note="Chỉ có trong bản sao")
    out.photos(photo(9, 320, 240))
    out.go("/device")
    with out.page.expect_download() as download:
        out.page.click("text=Xuất tệp sao lưu")
    file = tmp_path / "day.backup"
    download.value.save_as(file)
    assert "Chỉ có" not in file.read_text(encoding="utf-8")
    out.page.evaluate(
        "indexedDB.databases().then(all => all.forEach(db => indexedDB.deleteDatabase(db.name)))"
    )
    out.offline(False).visit()
    out.shows("Trình duyệt đã xóa dữ liệu hiện trường")
    out.visit().shows("Trình duyệt đã xóa dữ liệu hiện trường")  # until it is set up anew
    out.set_up().go("/device")
    out.page.click("text=Nhập tệp sao lưu")
    out.page.set_input_files('input[type="file"][accept=".backup"]', file)
    out.fill(pin=PIN).page.click("form button[type=submit]")
    out.shows("Đã khôi phục")
    out.counts(sent=2, ready=0)
    assert stored(out).note == "Chỉ có trong bản sao"


@contextmanager
def held(model):
    """Nobody reads or writes the table meanwhile; gives whether somebody waits for it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {model._meta.db_table} IN ACCESS EXCLUSIVE MODE")

        def is_awaited():
            asked = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
            cursor.execute(asked, [model._meta.db_table])
            return cursor.fetchone()[0] > 0

        yield is_awaited


def test_the_server_is_killed_in_the_middle(tablet, running, lone):  # noqa: F811
    """Twice: between two files, and between two commands of the batch that it has in its hands."""
    out = taken(tablet(HEAD, base=lone.url), running())
    answered(out.offline(), "NO", note="Không có sổ")
    out.go("visit").tick("DONE").fill(met="Ông Bình").save()
    out.photos(*[photo(n, 320, 240) for n in (1, 2, 3)])
    seen = []

    def kill_at_the_second(route):
        seen.append(route.request.url)
        if len(seen) == 2:
            lone.kill()
        route.continue_()

    out.context.route(re.compile(r"/field/api/uploads/[0-9a-f-]+$"), kill_at_the_second)
    out.offline(False).send().until(lambda: not lone.is_alive)
    done = Upload.objects.filter(checkout__key=out.case, state=UploadState.DONE)
    assert done.count() == 1
    out.shows("Chưa kết nối được máy chủ").counts(ready=3, sending=1, sent=1)
    with held(Visit) as is_awaited:
        lone.start()
        out.send().until(is_awaited)
        lone.kill()
    assert Command.objects.get(checkout__key=out.case).kind == "answer"  # done, its reply lost
    lone.start()
    out.send().counts(sent=5, ready=0, sending=0)
    assert done.values("sha256").distinct().count() == done.count() == 3
    assert (stored(out).value, stored(out).version) == ("NO", 1)
    assert Visit.objects.filter(inspection=out.row).count() == 1
