"""The pages of the office: devices, what came in, conflicts, rejected items."""

import pytest
from django.urls import reverse

from field.enums import Verdict
from field.models import Command, Device
from inspections.models import Answer
from tests.factories import TODAY
from tests.field.conftest import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client):
    def as_(user):
        client.force_login(user, backend=BACKEND)
        client.cookies["django_language"] = "en"
        return client

    return as_


def test_the_director_sees_the_devices_of_the_body(mine, other, director, enter):
    page = enter(director).get(reverse("field:devices")).content.decode()
    assert "Máy tính bảng 1" in page
    assert mine.case.code in page
    own = enter(mine.user).get(reverse("field:devices")).content.decode()
    assert "Máy tính bảng 1" in own
    assert "Điện thoại 2" not in own


def test_a_device_is_revoked_once_and_with_a_reason(mine, director, enter):
    url = reverse("field:device_revoke", args=[mine.device.pk])
    browser = enter(director)
    assert browser.post(url, {"reason": " "}).status_code == 422
    assert browser.post(url, {"reason": "Mất máy"}).status_code == 302
    first = Device.objects.get(pk=mine.device.pk)
    assert first.must_wipe
    browser.post(url, {"reason": "Lại"})
    assert Device.objects.get(pk=mine.device.pk).revoked_reason == "Mất máy"


def test_the_case_page_says_who_has_it_and_what_came_in(mine, other, enter):
    mine.answer(value="YES")
    other.answer(value="NO", codes=["TL-18"])
    browser = enter(mine.user)
    panel = browser.get(reverse("field:panel", args=[mine.case.pk])).content.decode()
    assert "Máy tính bảng 1" in panel
    assert "1 conflict between a device and the case" in panel
    page = browser.get(reverse("field:exchange", args=[mine.case.pk])).content.decode()
    assert Command.objects.undecided().get().receipt in page


def test_a_conflict_is_decided_in_the_office(mine, other, enter):
    mine.answer(value="YES", note="A")
    other.answer(value="NO", note="B", codes=["TL-18"])
    clash = Command.objects.undecided().get()
    url = reverse("field:item", args=[mine.case.pk, clash.pk])
    browser = enter(mine.user)
    form = browser.get(url).context["form"]
    sent = {"submission": str(form.initial["submission"]), "seen": form.initial["seen"]}
    assert browser.post(url, sent).status_code == 422
    taken = browser.post(url, sent | {"value": "mine", "note": "both"})
    assert taken.status_code == 302
    row = Answer.objects.get(question__code="CK-001")
    assert (row.value, row.note) == ("NO", "A\nB")
    assert "Decided by" in browser.get(url).content.decode()


def test_a_rejected_item_is_dealt_with_by_who_assigns_work(mine, director, enter):
    wrote = {"visited_on": "2030-01-01", "outcome": "DONE", "met": "Bà Hạnh"}
    bad = mine.send("visit.record", wrote)
    mine.send("to_supervisor", {"of": bad["id"], "why": "Đồng hồ sai"})
    row = Command.objects.for_supervisor().get()
    url = reverse("field:item", args=[mine.case.pk, row.pk])
    assert enter(mine.user).get(url).context["form"] is None
    browser = enter(director)
    seen = browser.get(url).content.decode()
    assert "01/01/2030" in seen  # who deals with it reads what was written
    assert "Bà Hạnh" in seen
    assert browser.post(url, {"note": "Ghi lại bằng tay"}).status_code == 302
    row.refresh_from_db()
    assert row.handled_by == director
    assert str(TODAY.year) in browser.get(url).content.decode()


def test_a_refused_talk_is_read_by_nobody_here(mine, director, enter):
    talk = {"held_on": "2030-01-01", "name": "Trần Văn Bình", "answers": {}, "note": "Trả chậm"}
    bad = mine.send("interview.add", talk)
    mine.send("to_supervisor", {"of": bad["id"], "why": "Sai ngày"})
    row = Command.objects.for_supervisor().get()
    seen = enter(director).get(reverse("field:item", args=[mine.case.pk, row.pk])).content.decode()
    assert "Trần Văn Bình" not in seen
    assert "Trả chậm" not in seen


@pytest.mark.parametrize(
    "odd",
    [{"parts": None}, {"parts": [1]}, {"value": 7}, {"value": {"a": 1}}, {"value": "²"},
     {"question": "\x00"}, {"question": ["CK-001"]}, {"note": 3}],
)  # fmt: skip
def test_a_refused_answer_of_any_shape_is_read(mine, director, enter, odd):
    """What a damaged page sent is refused; the page that tells why opens all the same."""
    wrote = {"question": "CK-001", "value": "NO", "codes": 5, "note": "Sổ lương"} | odd
    bad = mine.send("answer", wrote)
    assert bad["state"] == Verdict.REJECTED
    row = Command.objects.get(key=bad["id"])
    page = enter(director).get(reverse("field:item", args=[mine.case.pk, row.pk]))
    assert page.status_code == 200


def test_only_who_can_have_or_answer_for_devices_is_led_to_them(
    mine, director, province_chair, enter
):
    """A chairman reads cases and has no device: an empty page in the navigation helps nobody."""
    link = f'href="{reverse("field:devices")}"'
    for user, led in ((mine.user, True), (director, True), (province_chair, False)):
        assert (link in enter(user).get(reverse("home")).content.decode()) is led
