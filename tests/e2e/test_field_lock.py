"""The lock of a device: it closes by itself, slows guessing down, and opens with the recovery code."""

import re

import pytest
from playwright.sync_api import expect

from ecms.core import clock
from field.models import Command
from tests.e2e.desk import PATIENCE
from tests.e2e.field_tablet import PIN
from tests.e2e.field_world import running, tablet  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

TALK = "Lương tháng 8 trả chậm mười ngày."


def tried(device, pin, *words):
    """Type a PIN that does not open, and read what is said."""
    device.page.fill("[name=pin]", pin)
    device.page.click("form button[type=submit]")
    fault = device.page.locator(".ef-fault")
    for text in words:
        expect(fault).to_contain_text(text, timeout=PATIENCE)
    expect(device.page.locator("form button[type=submit]")).to_be_enabled()


def recovered(device, code, pin):
    """Fill in the form of the forgotten PIN."""
    device.page.fill("#recovery", code)
    for name in ("new-pin", "new-pin-again"):
        device.page.fill(f"[name={name}]", pin)
    device.page.click("form button[type=submit]")


def test_a_forgotten_pin(tablet, running):  # noqa: F811
    case, device = running(), tablet()
    device.context.clock.install(time=clock.now())
    device.set_up().take(case).offline()
    device.go("interview").fill(note=TALK)
    device.context.clock.fast_forward("16:00")  # put down, and forgotten
    device.shows("Đã khóa").page.click(".ef-person")
    device.page.wait_for_selector("[name=pin]")
    assert TALK not in device.page.content()

    for left in (9, 8, 7, 6):
        tried(device, "999999", "PIN sai", f"Còn {left} lần thử")
    for left, minutes in ((5, 1), (4, 5), (3, 15), (2, 30), (1, 60)):
        tried(device, "999999", "PIN sai", "chờ đến", f"Còn {left} lần thử")
        tried(device, PIN, "chưa được thử", f"Còn {left} lần thử")  # the right one, too early
        device.context.clock.fast_forward(minutes * 60_000 + 1000)
    tried(device, "999999", "mã khôi phục")
    device.context.clock.fast_forward("02:00:00")
    tried(device, PIN, "mã khôi phục")  # after the tenth no PIN opens

    device.page.click("text=Quên PIN")
    recovered(device, "AAAAA-BBBBB-CCCCC-DDDDD", "735192")
    device.shows("không phải mã khôi phục")
    recovered(device, re.sub("-", " ", device.code.lower()), "735192")
    device.page.wait_for_selector(".ef-tabs")
    device.go("interview")
    assert device.page.input_value('[data-field="note"] textarea') == TALK
    device.save().close_and_open()
    device.page.wait_for_selector("[name=pin], .ef-person")
    device.page.click(".ef-person")
    tried(device, PIN, "PIN sai")
    device.unlock("735192").offline(False).send().counts(sent=1, ready=0)
    assert Command.objects.get(checkout__key=device.case).kind == "interview.add"


def test_a_pin_that_anybody_would_try(tablet):  # noqa: F811
    device = tablet().sign_in().visit()
    device.page.wait_for_selector("[name=new-pin]")
    for pin in ("123456", "12345678", "0987654", "111111", "121212", "123123", "112233", "110100"):
        device.page.fill("[name=new-pin]", pin)
        device.page.fill("[name=new-pin-again]", pin)
        device.page.click("form button[type=submit]")
        expect(device.page.locator(".ef-fault")).to_contain_text("quá dễ đoán", timeout=PATIENCE)
    device.page.fill("[name=new-pin]", PIN)
    device.page.click("form button[type=submit]")
    expect(device.page.locator(".ef-fault")).to_contain_text("không giống nhau", timeout=PATIENCE)
