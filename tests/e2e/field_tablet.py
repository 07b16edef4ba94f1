"""A tablet in the hands of an inspector: a browser with its own profile, which can be closed and
opened again, cut off from the network, and given a wrong clock."""

import re
import struct
import time
import zlib

from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from field.models import Checkout
from scripts.system import find_chromium
from tests.e2e.desk import BACKEND, PATIENCE

FAKE_MEDIA = ["--use-fake-device-for-media-stream"]
PIN = "284619"
PLACE = {"latitude": 10.95, "longitude": 106.82, "accuracy": 12}


def photo(seed=1, width=640, height=480):
    """The bytes of a PNG; another ``seed``, another picture."""
    rows = b"".join(
        b"\0" + bytes((x * seed + y * 3 + c * 40) % 256 for x in range(width) for c in range(3))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return {"name": f"{seed}.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + body}


class Tablet:
    """``folder`` holds the profile; ``flags`` start the browser."""

    def __init__(self, chromium, flags, base, folder, username):
        self.kind, self.flags, self.base = chromium.browser_type, flags, base
        self.folder, self.username = folder, username
        self.faults = []
        self.case = None
        self.is_off = False
        self.start()

    # --- The browser ------------------------------------------------------------------------
    def start(self):
        """Open the browser with what it kept."""
        self.context = self.kind.launch_persistent_context(
            self.folder, executable_path=find_chromium(), args=[*self.flags, *FAKE_MEDIA],
            viewport={"width": 390, "height": 844}, geolocation=PLACE,
            permissions=["geolocation", "microphone"], accept_downloads=True,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0]
        self._watch(self.page)

    def _watch(self, page):
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", self._heard)

    def _heard(self, message):
        known = ("Failed to load resource", "net::ERR", "status of 4", "status of 5")
        if message.type == "error" and not any(words in message.text for words in known):
            self.faults.append(f"console: {message.text}")

    def close(self):
        """Close the browser; its profile stays."""
        self.context.close()

    def sign_in(self, username=None):
        """A session of the server, as after the sign-in page."""
        client = Client()
        user = User.objects.get(username=username or self.username)
        client.force_login(user, backend=BACKEND)
        cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "vi"}
        until = time.time() + 300 * 86_400  # outlives the browser, as in production
        self.context.add_cookies(
            [
                {"name": n, "value": v, "url": self.base, "expires": until}
                for n, v in cookies.items()
            ]
        )
        return self

    def sign_out(self):
        """The session has run out."""
        self.context.clear_cookies(name="sessionid")
        return self

    def offline(self, is_off=True):
        """Cut the network or give it back."""
        self.context.set_offline(is_off)
        self.is_off = is_off
        return self

    # --- The page ---------------------------------------------------------------------------
    def visit(self):
        """Type the address of the page."""
        self.page.goto(self.base + "/field/")
        return self

    def set_up(self):
        """The first time: a PIN, the recovery code, and the shell kept for later."""
        self.sign_in().visit()
        self.page.fill("[name=new-pin]", PIN)
        self.page.fill("[name=new-pin-again]", PIN)
        self.page.click("form button[type=submit]")
        self.code = self.page.inner_text("[data-recovery]")
        self.page.click("section > .ef-actions .ef-primary")
        self.page.wait_for_selector(".ef-tabs")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return self

    def unlock(self, pin=PIN):
        """Choose the person where asked, and type the PIN."""
        self.page.wait_for_selector("[name=pin], .ef-person")
        if self.page.locator(".ef-person").count():
            self.page.click(".ef-person")
        self.page.fill("[name=pin]", pin)
        self.page.click("form button[type=submit]")
        self.page.wait_for_selector(".ef-tabs")
        return self

    def take(self, case):
        """Check a case out."""
        self.page.click(f'button[aria-label$="{case.code}"]')
        self.page.wait_for_selector(".ef-tasks")
        self.case = re.search(r"case/([0-9a-f-]{36})", self.page.url).group(1)
        return self

    def go(self, where):
        """A screen of the case, or one of the others with a leading slash."""
        path = where[1:] if where.startswith("/") else f"case/{self.case}/{where}".rstrip("/")
        self.page.evaluate("path => { location.hash = '#/' + path }", path)
        expect(self.page.locator(".ef-main")).to_have_attribute(
            "data-path", path, timeout=PATIENCE
        )
        return self

    def close_and_open(self):
        """The browser is closed and started again; it finds the page without asking the network."""
        is_off = self.is_off
        self.close()
        self.start()
        if is_off:
            self.offline()
        return self.visit()

    def blueprint(self, case):
        """The compiled checklist that the device has of a case."""
        return case.checkouts.get(key=self.case).blueprint.content

    def open_topic(self, code):
        """The topic in which a question stands."""
        content = Checkout.objects.get(key=self.case).blueprint.content
        topics = list(dict.fromkeys(q["topic"] for q in content["questions"]))
        topic = next(q["topic"] for q in content["questions"] if q["id"] == code)
        return self.go(f"checklist/{topics.index(topic)}")

    # --- Work -------------------------------------------------------------------------------
    def question(self, code):
        return self.page.locator(f'article[data-question="{code}"]')

    def answer(self, code, value, note=""):
        """Tap an answer in the topic that is open; it is saved before this returns."""
        block = self.question(code)
        block.locator(f'.ef-option:has([value="{value}"])').click()
        if note:
            block.locator('[data-field="note"] textarea').fill(note)
        expect(block.locator(".ef-saved")).to_contain_text("trên máy", timeout=PATIENCE)
        self.leave_topic()
        return self

    def leave_topic(self):
        """Leaving saves what was typed last."""
        path = self.page.evaluate("document.querySelector('.ef-main').dataset.path")
        self.go("checklist")
        self.go(path.split("/", 2)[2])

    def photos(self, *files, code=None):
        """Take photos, for a question or for the case."""
        if code is None:
            self.go("evidence")
        place = self.question(code) if code else self.page
        button = place.locator(".ef-camera").first
        button.locator("input").set_input_files(list(files))
        expect(button).to_contain_text(f"Đã lưu {len(files)}", timeout=120_000)
        return self

    def sound(self):
        """Record a little."""
        self.go("evidence")
        button = self.page.locator(".ef-actions > button").first
        button.click()
        expect(button).to_contain_text("1 s", timeout=PATIENCE)
        button.click()
        expect(button).to_contain_text("Đã lưu 1", timeout=PATIENCE)
        return self

    def fill(self, **values):
        """Fields of the form by their names."""
        for name, value in values.items():
            self.page.fill(f'[data-field="{name}"] :is(input, textarea)', str(value))
        return self

    def tick(self, *values):
        for value in values:
            self.page.locator(f'.ef-option:has([value="{value}"])').first.click()
        return self

    def save(self, then=None):
        """Send the form of the screen; it goes on by itself to ``then``."""
        before = self.page.url
        self.page.click("form button[type=submit]")
        expect(self.page).not_to_have_url(before, timeout=PATIENCE)
        return self

    def sign(self):
        """Draw on the glass."""
        glass = self.page.locator("canvas.ef-pad")
        glass.scroll_into_view_if_needed()
        box = glass.bounding_box()
        self.page.mouse.move(box["x"] + 40, box["y"] + 60)
        self.page.mouse.down()
        for step in range(20):
            self.page.mouse.move(box["x"] + 40 + step * 8, box["y"] + 60 + step % 4 * 15)
        self.page.mouse.up()
        return self

    # --- The outbox -------------------------------------------------------------------------
    def send(self):
        """Press the button."""
        self.go("/outbox")
        self.page.click("text=Gửi ngay")
        return self

    def counts(self, wait=90, **wanted):
        """Wait until the outbox shows these numbers by state; at most ``wait`` seconds each."""
        self.go("/outbox")
        for state, number in wanted.items():
            expect(self.page.locator(f'[data-count="{state}"]')).to_have_text(
                str(number), timeout=wait * 1000
            )
        return self

    def shows(self, *words):
        for text in words:
            expect(self.page.locator("body")).to_contain_text(text, timeout=PATIENCE)
        return self

    def until(self, happens, wait=90):
        """Wait, while the page goes on, until ``happens()``; at most ``wait`` seconds."""
        last = time.monotonic() + wait
        while not happens():
            assert time.monotonic() < last, "what was waited for did not happen"
            self.page.wait_for_timeout(50)
        return self

    def items(self, state):
        return self.page.locator(f'a[data-state="{state}"]')

    def address(self, name, *args):
        return self.base + reverse(name, args=args)

    def end(self):
        """Leave; nothing may have gone wrong in the page."""
        self.close()
        assert not self.faults, "\n".join(self.faults)
