"""A person at a browser: opens pages, fills forms in, and notices what is wrong with a page."""

import re
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse
from playwright.sync_api import expect

from accounts.models import User

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BACKEND = "accounts.backends.DatedAccountBackend"
PATIENCE = 30_000  # milliseconds; the machine may be busy, and nothing is measured here


class Desk:
    """One signed-in person, or a stranger where ``username`` is None.

    ``seen`` holds the pages whose accessibility was looked at, so that each is examined once a
    width; ``faults`` collects what is wrong, and is asserted to be empty by the journey.
    """

    def __init__(self, browser, base, username, *, width=1280, language="vi", seen=None):
        self.base, self.width, self.username = base, width, username
        self.seen = set() if seen is None else seen
        self.faults = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.add_cookies(self._cookies(language))
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)

    def _cookies(self, language):
        cookies = {"django_language": language}
        if self.username:
            client = Client()
            client.force_login(User.objects.get(username=self.username), backend=BACKEND)
            cookies["sessionid"] = client.cookies["sessionid"].value
        return [{"name": n, "value": v, "url": self.base} for n, v in cookies.items()]

    def _heard(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console on {self.path}: {message.text}")

    def _answered(self, response):
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")

    # --- Going ------------------------------------------------------------------------------
    def open(self, name, *args, query=""):
        """Type an address; the page must be there."""
        response = self.page.goto(f"{self.base}{reverse(name, args=args)}{query}")
        assert response.status == 200, f"{response.status} {response.url}"
        return self.look()

    def status_of(self, name, *args):
        """The answer to an address, without looking at the page."""
        return self.page.goto(f"{self.base}{reverse(name, args=args)}").status

    def follow(self, name, *args):
        """Click the link to a page, which must stand in the content."""
        url = reverse(name, args=args)
        with self.page.expect_navigation():
            self.page.locator(f'main a[href="{url}"], main a[href^="{url}?"]').first.click()
        return self.look()

    @property
    def path(self):
        """Where the browser is now."""
        return self.page.url.removeprefix(self.base)

    @property
    def key(self):
        """The number in the address of the page."""
        return int(re.search(r"/(\d+)/", self.path).group(1))

    # --- Forms ------------------------------------------------------------------------------
    def fill(self, **values):
        """Type into fields by their names."""
        for name, value in values.items():
            self.page.fill(f'main [name="{name}"]:not([type=hidden])', str(value))
        return self

    def choose(self, name, *values):
        """Tick radio buttons or boxes, or choose from a list."""
        for value in values:
            field = self.page.locator(f'main [name="{name}"]').first
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(str(value))
            elif value is True:
                field.check()
            else:
                self.page.check(f'main [name="{name}"][value="{value}"]')
        return self

    def attach(self, name, *files):
        """Put files into a file field; each is {name, mimeType, buffer}."""
        self.page.set_input_files(f'main [name="{name}"]', list(files))
        return self

    def button(self, action=None):
        """The button that sends the form of the page, or the one that goes to ``action``."""
        form = f'form[action="{action}"]' if action else "form[method=post]"
        return self.page.locator(f"main {form} button[type=submit]").first

    def send(self, action=None):
        """Send the form; the page that comes must be no error."""
        with self.page.expect_navigation() as navigation:
            self.button(action).click()
        status = navigation.value.status
        assert status == 200, f"{status} {self.path}: {self.problems()}"
        return self.look()

    def send_twice(self, action=None):
        """Double click on the button."""
        with self.page.expect_navigation():
            self.button(action).dblclick()
        self.page.wait_for_load_state("load")
        assert not self.page.locator(".ec-error-summary").count(), self.problems()
        return self.look()

    def problems(self):
        """What the error summary says."""
        summary = self.page.locator(".ec-error-summary, .ec-danger")
        return [text.strip() for text in summary.all_inner_texts()]

    # --- Looking ----------------------------------------------------------------------------
    def look(self):
        """Wait until the page is whole and examine it, once for each view and width."""
        self.page.wait_for_load_state("load")
        view = (resolve(self.path.split("?")[0].split("#")[0]).view_name, self.width)
        if view not in self.seen:
            self.seen.add(view)
            self.page.wait_for_load_state("networkidle")
            self._examine(view)
        return self

    def _examine(self, view):
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, preload: false}).then(r => r.violations)",
            RULES,  # preloading would write style elements, which the policy of the page forbids
        )
        self.faults += [
            f"axe {view}: {v['id']} {[node['target'] for node in v['nodes']][:3]}" for v in found
        ]
        if self.page.evaluate("document.documentElement.scrollWidth") > self.width:
            self.faults.append(f"{view} is wider than the screen")

    @property
    def text(self):
        """What the content of the page says, on one line."""
        return re.sub(r"\s+", " ", self.page.inner_text("main"))

    def shows(self, *words):
        """The words must appear, waiting for what is loaded later."""
        for word in words:
            expect(self.page.locator("main")).to_contain_text(str(word), timeout=PATIENCE)
        return self

    def fetch(self, name, *args, query=""):
        """The bytes behind an address, with the person's session."""
        response = self.context.request.get(f"{self.base}{reverse(name, args=args)}{query}")
        assert response.status == 200, f"{response.status} {response.url}"
        return response.body()

    def insist(self, name, *args, **fields):
        """Send a form that the page does not offer; the status of the answer."""
        token = next(c["value"] for c in self.context.cookies() if c["name"] == "csrftoken")
        url = f"{self.base}{reverse(name, args=args)}"
        return self.context.request.post(
            url, form={"csrfmiddlewaretoken": token, **fields}, headers={"Referer": url}
        ).status

    def close(self):
        """Leave; nothing may have gone wrong."""
        self.context.close()
        assert not self.faults, "\n".join([str(self.username), *self.faults])
