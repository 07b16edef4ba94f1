"""The style guide in a real browser under the strict policy: axe, focus, drafts, charts."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from scripts.system import find_chromium

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.django_db(transaction=True)]
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def chromium():
    # Playwright keeps an event loop in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture
def complaints():
    """What the browser's console said was wrong."""
    return []


@pytest.fixture
def visit(chromium, live_server, complaints):
    """Open a path; afterwards nothing may have broken the policy or thrown."""
    contexts = []

    def go(path, *, width=1280, theme="light", language="vi"):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=theme, locale="en-US"
        )
        contexts.append(context)
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.goto(f"{live_server.url}{path}")
        page.wait_for_load_state("networkidle")
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(result => result.violations)", RULES
    )
    return [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_component_is_accessible_and_nothing_overflows(visit, width, theme):
    page = visit("/_components/?bad=1&q=g%E1%BB%97&state=no", width=width, theme=theme)
    assert page.evaluate("document.documentElement.dataset.bsTheme") == theme
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/accounts/login/", "/offline/", "/accounts/password/reset/"])
def test_pages_before_signing_in_are_accessible(visit, path):
    assert violations(visit(path, width=390)) == []


def test_a_refused_form_takes_the_focus_and_leads_to_each_field(visit):
    page = visit("/_components/?bad=1")
    assert page.title().startswith("Lỗi:")
    expect(page.locator(".ec-error-summary")).to_be_focused()
    page.click(".ec-error-summary a[href='#id_fine']")
    expect(page.locator("#id_fine")).to_be_focused()
    expect(page.locator("#id_fine")).to_have_value("1,5")


def test_a_chart_is_drawn_without_inline_styles_and_its_points_are_links(visit):
    page = visit("/_components/")
    svg = page.locator("[data-chart] svg.main-svg").first
    expect(svg).to_be_visible()
    assert svg.evaluate("node => getComputedStyle(node).position") == "absolute"
    assert page.locator("[data-chart] .point").count() == 6
    page.locator("[data-chart] .nsewdrag").first.scroll_into_view_if_needed()
    box = page.locator("[data-chart] .point").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(200)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/_components/?q=1")


def test_a_form_is_sent_once(visit):
    page = visit("/_components/")
    sent = []

    def hold(route):
        if route.request.method == "POST":
            sent.append(route.request.url)
            route.fulfill(status=204)  # the page stays, as it does while an answer is awaited
        else:
            route.continue_()

    page.route("**/_components/", hold)
    button = page.locator("form[data-autosave] button[type=submit]")
    button.click()
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    page.wait_for_timeout(200)
    assert len(sent) == 1


def test_what_was_typed_survives_a_reload_until_it_is_discarded(visit):
    page = visit("/_components/")
    page.fill("#id_note", "Biên bản làm việc dài")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator("#id_note")).to_have_value("Biên bản làm việc dài")
    page.click("[data-draft-discard]")
    expect(page.locator("#id_note")).to_have_value("")
    page.reload()
    expect(page.locator("#id_note")).to_have_value("")


def test_the_calendar_writes_days_first_even_in_an_american_browser(visit):
    page = visit("/_components/")
    page.evaluate(
        """() => {
            const picker = document.querySelector("#id_held_on").parentNode.querySelector(".ec-picker");
            picker.value = "2026-02-05";
            picker.dispatchEvent(new Event("change"));
        }"""
    )
    expect(page.locator("#id_held_on")).to_have_value("05/02/2026")


def test_the_chosen_appearance_is_kept(visit):
    page = visit("/_components/", theme="light")
    page.click("header details.ec-menu > summary")
    page.click("header button[value=dark]")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    page.click("header details.ec-menu > summary")
    page.keyboard.press("Escape")
    expect(page.locator("header details.ec-menu > summary")).to_be_focused()


def test_the_first_tab_stop_skips_to_the_content(visit):
    page = visit("/_components/")
    page.keyboard.press("Tab")
    expect(page.locator(".ec-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


FRAGMENT = "<title>Kết quả mới</title><h2>Kết quả</h2><p data-announce>3 dòng</p>"
CHECKLIST = """
<h2>Danh mục</h2>
<form>
  <fieldset data-hotkeys>
    <label><input type="radio" name="q1" value="yes" data-hotkey="y"> Có</label>
    <label><input type="radio" name="q1" value="no" data-hotkey="n"> Không</label>
  </fieldset>
  <fieldset data-hotkeys>
    <label><input type="radio" name="q2" value="yes" data-hotkey="y"> Có</label>
    <label><input type="radio" name="q2" value="no" data-hotkey="n"> Không</label>
  </fieldset>
  <div id="why" data-show-when="q1=no|partly"><label>Lý do <input name="reason"></label></div>
</form>
"""


def load_by_htmx(page, *, trigger="click", status=200, body=FRAGMENT):
    """A link on the page that fetches a fragment, as the working pages have them."""
    page.route(
        "**/_fragment/",
        lambda route: route.fulfill(
            status=status,
            content_type="text/html",
            body=body,
        ),
    )
    page.evaluate(
        """trigger => {
            const box = document.createElement("div");
            box.id = "box";
            box.innerHTML = `<a id="go" href="/x/" hx-get="/_fragment/" hx-target="#box"
                hx-trigger="${trigger}">Xem</a>`;
            document.querySelector("#main").prepend(box);
            htmx.process(box);
        }""",
        trigger,
    )


def test_after_a_swap_the_focus_is_on_the_new_heading_and_the_title_is_new(visit):
    page = visit("/_components/")
    load_by_htmx(page)
    page.click("#go")
    expect(page.locator("#box h2")).to_be_focused()
    expect(page).to_have_title("Kết quả mới")
    expect(page.locator("#live")).to_have_text("3 dòng")


def test_what_loads_by_itself_does_not_move_the_focus(visit):
    page = visit("/_components/")
    page.focus("#id_note")
    load_by_htmx(page, trigger="load")
    expect(page.locator("#box h2")).to_be_visible()
    expect(page.locator("#id_note")).to_be_focused()


def test_a_failed_request_says_so_in_words(visit, complaints):
    page = visit("/_components/")
    load_by_htmx(page, status=503)
    page.click("#go")
    expect(page.locator("#page-failure")).to_be_visible()
    expect(page.locator("#page-failure")).to_contain_text("Chưa có gì thay đổi")
    expect(page.locator("#go")).to_be_visible()
    # The browser itself reports the 503; nothing else went wrong.
    assert complaints
    assert all("503" in text for text in complaints)
    complaints.clear()


def test_a_checklist_is_answered_by_keys_and_shows_what_depends_on_the_answer(visit):
    page = visit("/_components/")
    load_by_htmx(page, body=CHECKLIST)
    page.click("#go")
    expect(page.locator("#why")).to_be_hidden()
    expect(page.locator("[name=reason]")).to_be_disabled()
    page.keyboard.press("n")
    expect(page.locator("[name=q1][value=no]")).to_be_checked()
    expect(page.locator("#why")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("y")
    expect(page.locator("[name=q2][value=yes]")).to_be_checked()
    page.fill("[name=reason]", "")
    page.locator("[name=reason]").press_sequentially("yn")
    expect(page.locator("[name=reason]")).to_have_value("yn")
    expect(page.locator("[name=q2][value=yes]")).to_be_checked()
