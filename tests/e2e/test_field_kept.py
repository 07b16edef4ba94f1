"""What was typed, said and photographed stays, whatever the browser does behind the back of the page:
a save that is not kept, a new version, a screen left in the middle of a talk, a wrong receipt."""

import re

import pytest
from playwright.sync_api import expect

from ecms.documents.files import UploadRefused, kinds
from field import precache
from field.models import Command, Upload
from tests.e2e.desk import PATIENCE
from tests.e2e.field_tablet import photo
from tests.e2e.field_world import running, tablet  # noqa: F401 - fixtures
from tests.e2e.test_field_faults import answered, out  # noqa: F401 - fixture and steps
from tests.e2e.test_field_room import STORED

pytestmark = pytest.mark.django_db

# A write that says it was done and was not.
BROWSER = """() => {
  window.lying = 0;
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...row) {
    if (window.lying > 0 && this.name === "commands" && window.lying--) return this.count();
    return put.apply(this, row);
  };
}"""
CALLED = """() => {
  const post = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (words) {
    window.ecmsCalled(words);
    return post.call(this, words);
  };
}"""
WAITS = "navigator.serviceWorker.getRegistration('/field/').then(r => Boolean(r.waiting))"
LOOK = "navigator.serviceWorker.getRegistration('/field/').then(r => r.update()).then(() => true)"


@pytest.fixture
def moody(out):  # noqa: F811
    """The tablet in a browser that can be told to lose a write."""
    out.context.add_init_script(f"({BROWSER})()")
    out.visit().unlock()
    return out.offline()


def test_a_save_that_was_not_kept_is_told(moody):
    code = moody.codes[0]
    block = moody.open_topic(code).question(code)
    moody.page.evaluate("window.lying = 1")
    block.locator('.ef-option:has([value="YES"])').click()
    expect(block.locator(".ef-saved")).to_contain_text("Chưa lưu", timeout=PATIENCE)
    expect(block.locator(".ef-fault").last).to_contain_text("chưa giữ được")
    assert moody.page.evaluate(STORED, "commands") == 0
    answered(moody, "YES", note="Lần thứ hai")
    expect(block.locator(".ef-fault").last).to_be_hidden()
    moody.go("visit").tick("DONE").fill(met="Bà Hạnh")
    moody.page.evaluate("window.lying = 1")
    moody.page.click("form button[type=submit]")
    moody.shows("chưa giữ được")
    assert moody.page.input_value('[data-field="met"] input') == "Bà Hạnh"  # nothing typed is lost
    moody.save()
    moody.offline(False).send().counts(sent=2, ready=0)
    assert Command.objects.filter(checkout__key=moody.case).count() == 2


def released(monkeypatch, version):
    """The server now has another version of the page."""
    made = re.sub(r'"version": "\w+"', f'"version": "{version}"', precache.worker())
    monkeypatch.setattr(precache, "worker", lambda: made)


def test_a_new_version_is_called_at_the_lock(out, monkeypatch):  # noqa: F811
    """When the browser changes the workers is its own affair: it first lets the old one finish."""
    called = []
    # Not the storage of the page: it is loaded anew while it would be asked.
    out.context.expose_binding("ecmsCalled", lambda _source, words: called.append(words))
    out.context.add_init_script(f"({CALLED})()")
    out.visit().unlock().go("visit").fill(met="Bà Hạnh")
    released(monkeypatch, "next")
    out.page.evaluate(LOOK)
    out.until(lambda: out.page.evaluate(WAITS))
    out.go("/device")
    assert not called
    out.page.click("text=Khóa ngay")
    out.until(lambda: called == ["take over"])


def test_a_new_version_says_why_it_waits(out, monkeypatch):  # noqa: F811
    """Another person may be at work in another tab of the same browser."""
    tab = out.context.new_page()
    tab.goto(out.base + "/field/")
    tab.evaluate("navigator.locks.request('ecms-field-form', () => new Promise(() => {})) && 1")
    released(monkeypatch, "next")
    out.page.evaluate(LOOK)
    out.until(lambda: out.page.evaluate(WAITS))
    out.go("/").page.click("text=Dùng ngay")
    expect(out.page.locator("main")).to_contain_text("đang mở ở thẻ khác", timeout=PATIENCE)
    assert out.page.evaluate(WAITS)


def test_a_recording_is_kept_when_the_screen_is_left(out):  # noqa: F811
    """Left or locked in the middle of a talk: what was said is kept."""
    button = out.offline().go("evidence").page.locator(".ef-actions > button").first
    button.click()
    expect(button).to_contain_text("1 s", timeout=PATIENCE)
    out.go("visit").go("evidence")
    expect(out.page.locator(".ef-photo")).to_have_count(1, timeout=PATIENCE)
    button = out.page.locator(".ef-actions > button").first
    button.click()
    expect(button).to_contain_text("1 s", timeout=PATIENCE)
    hide = "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });"
    out.page.evaluate(hide + "document.dispatchEvent(new Event('visibilitychange'))")
    expect(out.page.locator(".ef-photo")).to_have_count(2, timeout=PATIENCE)
    assert out.page.evaluate(STORED, "blobs") == 2


def test_a_photo_stays_until_the_server_has_the_same(out):  # noqa: F811
    """A receipt for other bytes is none."""

    def of_other_bytes(route):
        answer = route.fetch()
        said = answer.json() | {"sha256": "0" * 64}
        route.fulfill(response=answer, json=said)

    out.offline().photos(photo(4, 320, 240))
    uploads = re.compile(r"/field/api/uploads/[0-9a-f-]+$")
    out.context.route(uploads, of_other_bytes)
    out.offline(False).send().counts(rejected=1, sent=0)
    assert out.page.evaluate(STORED, "blobs") == 1
    out.items("rejected").click()
    out.shows("một nội dung khác")
    out.context.unroute(uploads)
    out.page.click("button:has-text('Thử lại')")
    out.counts(rejected=0, sent=1)
    assert out.page.evaluate(STORED, "blobs") == 0
    assert Upload.objects.filter(checkout__key=out.case).count() == 1


def test_a_refused_photo_is_handed_to_the_supervisor(out, monkeypatch):  # noqa: F811
    def refuse(content, kind, name):
        raise UploadRefused("Ảnh này không được nhận.")

    monkeypatch.setattr(kinds, "recognise", refuse)
    out.photos(photo(3))
    out.send().counts(rejected=1)
    out.items("rejected").first.click()
    out.shows("Ảnh này không được nhận.", "Gửi lại")
    out.fill(why="Ảnh duy nhất của máy cán").save()
    out.send().counts(sent=1, rejected=1)  # the photo itself stays on the device
    row = Command.objects.for_supervisor().get()
    assert row.referred_why == "Ảnh duy nhất của máy cán"
    out.items("rejected").first.click()
    out.shows("Đã chuyển cho người phụ trách")
