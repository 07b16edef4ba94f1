"""The device looks after its work: storage that dies, a new version of the page, codes of cards."""

import io

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect

from field import precache
from field.models import Command
from tests.e2e import field_tablet
from tests.e2e.desk import PATIENCE
from tests.e2e.field_world import running, tablet  # noqa: F401 - fixtures
from tests.e2e.test_field_faults import answered, out, stored  # noqa: F401 - fixture and steps

pytestmark = pytest.mark.django_db

# As on a tablet that put the browser to sleep: the connection is closed under the page's feet.
DYING = """() => {
  const real = IDBDatabase.prototype.transaction;
  window.deaths = 0;
  IDBDatabase.prototype.transaction = function (...what) {
    if (window.deaths > 0) {
      window.deaths -= 1;
      this.close();
    }
    return real.apply(this, what);
  };
}"""
LOOK_FOR_NEW = (
    "navigator.serviceWorker.getRegistration('/field/').then(r => r.update()).then(() => 0)"
)
IS_WAITING = "navigator.serviceWorker.getRegistration('/field/').then(r => Boolean(r.waiting))"
KEPT_SHELL = """async () => {
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      if (new URL(request.url).pathname === "/field/")
        return (await (await caches.open(name)).match(request)).text();
    }
  }
  return "";
}"""
CARD = "abcdefgh234567ij"


def test_a_storage_that_died_is_opened_again(out):  # noqa: F811
    out.offline()
    out.page.evaluate(DYING)
    code = out.codes[0]
    out.open_topic(code)
    for number, value in enumerate(("YES", "NA", "YES")):
        out.page.evaluate("window.deaths = 1")
        out.answer(code, value, note=f"Lần {number}")
    assert out.page.evaluate("window.deaths") == 0
    out.close_and_open().unlock().counts(ready=1)
    out.offline(False).send().counts(sent=1, ready=0)
    assert (stored(out).value, stored(out).note) == ("YES", "Lần 2")
    assert Command.objects.filter(checkout__key=out.case).count() == 1


def test_a_storage_that_stays_away_says_not_saved_and_keeps_what_was_typed(out):  # noqa: F811
    out.offline()
    out.page.evaluate(DYING)
    code = out.codes[0]
    block = out.open_topic(code).question(code)
    out.page.evaluate("window.deaths = 1000000")
    block.locator('.ef-option:has([value="YES"])').click()
    expect(block.locator(".ef-saved")).to_contain_text("Chưa lưu được", timeout=PATIENCE)
    block.locator('[data-field="note"] textarea').fill("Ghi khi bộ nhớ hỏng")
    expect(block.locator(".ef-saved")).to_contain_text("Chưa lưu được", timeout=PATIENCE)
    out.page.evaluate("window.deaths = 0")
    block.locator('[data-field="note"] textarea').press_sequentially(".")
    expect(block.locator(".ef-saved")).to_contain_text("trên máy", timeout=PATIENCE)
    assert {fault.split(":")[1].strip() for fault in out.faults} == {"InvalidStateError"}
    out.faults.clear()  # reported, as it should be
    out.close_and_open().unlock()
    out.offline(False).send().counts(sent=1, ready=0)
    assert (stored(out).value, stored(out).note) == ("YES", "Ghi khi bộ nhớ hỏng.")


def test_a_new_version_waits_until_no_form_is_open(out, monkeypatch):  # noqa: F811
    answered(out.offline(), "YES", note="Trước phiên bản mới")
    out.offline(False).send().counts(sent=1, ready=0)
    code = out.codes[0]
    typed = out.open_topic(code).question(code).locator('[data-field="note"] textarea')
    old = precache.shell()
    assert "</body>" in old
    monkeypatch.setattr(
        precache, "shell", lambda: old.replace("</body>", "<!-- the next one --></body>")
    )
    out.page.evaluate("window.isSame = true")
    out.page.evaluate(LOOK_FOR_NEW)
    out.until(lambda: out.page.evaluate(IS_WAITING))
    typed.fill("Đang gõ dở")
    tab = out.context.new_page()  # a page that begins takes the new version where it may
    tab.goto(out.base + "/field/")
    tab.wait_for_selector("[name=pin]")
    assert out.page.evaluate(IS_WAITING)
    assert out.page.evaluate("window.isSame")
    assert typed.input_value() == "Đang gõ dở"
    tab.close()
    out.go("/").shows("Đã có phiên bản ECMS mới")
    with out.page.expect_navigation(timeout=PATIENCE):
        out.page.click("text=Dùng ngay")
    out.unlock()
    assert not out.page.evaluate("Boolean(window.isSame)")
    assert "the next one" in out.page.evaluate(KEPT_SHELL)
    out.send().counts(sent=2, ready=0)
    assert stored(out).note == "Đang gõ dở"


@pytest.fixture
def before_the_camera(tmp_path, monkeypatch):
    """``before_the_camera(text)``: the camera of tablets that start now sees this text as a code."""

    def show(text):
        code = io.BytesIO()
        segno.make(text, error="m").save(code, kind="png", scale=7, border=4)
        scene = Image.new("RGB", (640, 480), "#8a8f94")
        card = Image.open(code).convert("RGB").rotate(8, expand=True, fillcolor="#8a8f94")
        scene.paste(card, (170, 70))
        frame = io.BytesIO()
        scene.save(frame, "JPEG", quality=80)
        film = tmp_path / "camera.mjpeg"
        film.write_bytes(frame.getvalue() * 10)
        flags = [*field_tablet.FAKE_MEDIA, "--use-fake-ui-for-media-stream"]
        flags.append(f"--use-file-for-fake-video-capture={film}")
        monkeypatch.setattr(field_tablet, "FAKE_MEDIA", flags)

    return show


def test_the_card_of_a_worker_is_read_by_the_camera(before_the_camera, tablet, running):  # noqa: F811
    before_the_camera(f"https://ecms.example/b/{CARD}/")
    case = running()
    device = tablet().set_up().take(case).offline()
    device.context.grant_permissions(["camera"])
    device.go("scan").page.click("text=Mở máy ảnh")
    device.shows(f"Đã giữ mã thẻ {CARD}")
    expect(device.page.locator("video")).to_be_hidden()
    device.go("").go("scan")
    expect(device.page.locator(f'a[href="/b/{CARD}/"]')).to_be_visible()


def test_letters_that_are_no_card_are_refused_in_words(out):  # noqa: F811
    out.offline().go("scan").fill(code="không phải mã")
    out.page.click("form button[type=submit]")
    out.shows("Đây không phải mã thẻ người lao động")
    out.fill(code=CARD.upper()).page.click("form button[type=submit]")
    out.shows(f"Đã giữ mã thẻ {CARD}")
