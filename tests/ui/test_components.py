"""Components draw what they are told and refuse what they do not know."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.components import (
    ICONS,
    Action,
    Clock,
    ComponentError,
    Entry,
    FileRow,
    Tab,
    actions_from,
    short_links,
)
from ecms.core.formatting import vnd
from ecms.core.paging import paginate
from ecms.core.templatetags import ecms as library

TODAY = date(2026, 2, 5)
NASTY = '<b onclick="x">&</b>'
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def draw(source, path="/list/?q=g%E1%BB%97&page=3", **context):
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=False, can=lambda permission: False)
    return Template(source).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    "source",
    [
        '{% status_pill "green" "Paid" %}',
        '{% status_pill "success" "" %}',
        '{% notice "loud" %}x{% endnotice %}',
        '{% icon "unicorn" %}',
        '{% button_link "/" "Go" style="huge" %}',
        '{% button_link "" "Go" %}',
        "{% card level=5 %}x{% endcard %}",
        '{% page_header "" %}{% endpage_header %}',
        '{% breadcrumbs "/" "Home" %}',
        '{% sort_header "a" "A" align="middle" %}',
        '{% identity_bar "1" "A" "odd" "B" %}',
        '{% kpi 1 "" %}',
        "{% pagination rows %}",
        '{% chart "x" rows "T" height="xl" %}',
        "{% action_bar two_primary %}",
        "{% timeline odd_entries %}",
    ],
)
def test_a_wrong_option_is_an_error(source):
    two = [Action("A", "#", primary=True), Action("B", "#", primary=True)]
    odd = [Entry(datetime(2026, 1, 1, tzinfo=UTC), "x", kind="purple")]
    with pytest.raises(ComponentError):
        draw(source, rows=[], two_primary=two, odd_entries=odd)


@pytest.mark.parametrize(
    "source", ["{% status_pill 'info' 'x' color='red' %}", "{% page_header %}"]
)
def test_an_unknown_or_missing_argument_is_an_error(source):
    with pytest.raises(TemplateSyntaxError):
        draw(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% status_pill "info" x %}',
        '{% notice "info" title=x %}{{ x }}{% endnotice %}',
        "{% page_header x meta=x kicker=x %}{% endpage_header %}",
        "{% card title=x %}{{ x }}{% endcard %}",
        "{% summary_list %}{% summary_row x source=x %}{{ x }}{% endsummary_row %}{% endsummary_list %}",
        "{% data_table x %}<tr><td>{{ x }}</td></tr>{% enddata_table %}",
        "{% empty_state x text=x %}",
        "{% kpi x x hint=x %}",
        '{% identity_bar x x "info" x %}',
        '{% icon "bell" label=x %}',
        "{% breadcrumbs x x x %}",
        '{% chart "c" figure x summary=x %}',
    ],
)
def test_markup_in_data_is_escaped(source):
    html = draw(source, x=NASTY, figure={"data": [{"name": NASTY}]})
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html or "\\u003Cb onclick" in html


def test_a_pill_is_never_colour_alone():
    html = draw('{% status_pill "danger" "Quá hạn" %}')
    assert "icons.svg#exclamation-octagon" in html
    assert "Quá hạn" in html


def test_refused_actions_carry_their_reason():
    with pytest.raises(ComponentError):
        Action("Close", "#", allowed=False)
    html = draw(
        "{% action_bar actions %}",
        actions=[
            Action("Công bố", "/go/", primary=True),
            Action("Xóa", "/del/", method="post", danger=True, fields={"why": "x"}),
            Action("Kết thúc", "#", allowed=False, reason="Còn hai hành vi chưa xử lý."),
        ],
    )
    assert "Còn hai hành vi chưa xử lý." in html
    assert '<a class="btn btn-primary" href="/go/">' in html
    assert html.count("<form") == 1
    assert 'href="#"' not in html


def test_only_the_first_allowed_primary_step_of_a_workflow_is_primary():
    def offer(verb, allowed, primary):
        return SimpleNamespace(
            transition=SimpleNamespace(verb=verb, label=verb, primary=primary),
            allowed=allowed,
            reason="" if allowed else "no",
        )

    offers = [offer("a", False, True), offer("b", True, True), offer("c", True, True)]
    actions = actions_from(offers, lambda verb: f"/{verb}/")
    assert [(a.url, a.primary) for a in actions] == [("/a/", False), ("/b/", True), ("/c/", False)]


def test_a_case_without_deadline_says_so():
    with translation.override("en"):
        html = draw('{% identity_bar "12" "X" "info" "Open" %}')
        assert "No deadline is running" in html
        html = draw(
            '{% identity_bar "12" "X" "info" "Open" due_on=due today=today %}',
            due=date(2026, 2, 7),
            today=TODAY,
        )
        assert "2 days left" in html
        assert html.count("<h1>") == 1


def test_the_timeline_is_newest_first_and_names_the_system():
    entries = [
        Entry(datetime(2026, 1, 1, 9, 0, tzinfo=UTC), "Cũ", "Nguyễn An"),
        Entry(datetime(2026, 1, 2, 9, 0, tzinfo=UTC), "Mới"),
    ]
    with translation.override("vi"):
        html = draw("{% timeline entries %}", entries=entries)
    assert html.index("Mới") < html.index("Cũ")
    assert "Hệ thống" in html
    assert "01/01/2026 16:00" in html


def test_clocks_show_article_and_state():
    clocks = [
        Clock("Ra quyết định", date(2026, 2, 3), "Điều 66"),
        Clock("Công bố", date(2026, 2, 3), state="paused", note="Chờ giải trình"),
    ]
    with translation.override("vi"):
        html = draw("{% clock_panel clocks today %}", clocks=clocks, today=TODAY)
    assert "quá hạn 2 ngày" in html
    assert "Điều 66" in html
    assert "Tạm dừng" in html
    with pytest.raises(ComponentError):
        Clock("x", TODAY, state="late")


@pytest.mark.parametrize(
    ("path", "aria", "target"),
    [
        ("/?q=a&page=3", "none", "?q=a&amp;sort=name"),
        ("/?sort=name", "ascending", "?sort=-name"),
        ("/?sort=-name", "descending", "?sort=name"),
    ],
)
def test_sorting_says_its_direction_and_starts_again_at_page_one(path, aria, target):
    html = draw('{% sort_header "name" "Tên" %}', path=path)
    assert f'aria-sort="{aria}"' in html
    assert f'href="{target}"' in html


def test_paging_keeps_the_filters():
    request = RequestFactory().get("/?q=gỗ&page=2")
    with translation.override("vi"):
        html = draw(
            "{% pagination page %}", path="/?q=gỗ&page=2", page=paginate(request, range(60))
        )
    assert "26–50 trong 60" in html
    assert 'href="?q=g%E1%BB%97&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_tabs_mark_where_one_is():
    items = [Tab("A", "/a", True), Tab("B", "/b", count=1200)]
    with translation.override("vi"):
        html = draw("{% tabs items 'Phần' %}", items=items)
    assert html.count("aria-current") == 1
    assert "1.200" in html


def test_files_and_progress():
    html = draw("{% file_list files %}", files=[FileRow("a.PDF", "/f/1", 1024)])
    assert "file-earmark-pdf" in html
    assert 'value="50"' in draw("{% progress_bar 50 200 'Đọc' %}")
    assert "value=" not in draw("{% progress_bar 0 0 'Đọc' %}")


def test_the_sprite_and_the_code_know_the_same_icons():
    listed = (Path(settings.BASE_DIR) / "frontend" / "icons.txt").read_text().splitlines()
    assert {name for name in listed if name and not name.startswith("#")} == ICONS


def test_the_catalogue_names_every_tag_and_filter():
    catalogue = (Path(settings.BASE_DIR) / "docs" / "ui.md").read_text()
    inner = {"tile_colours", "message_kind", "total_of"}
    names = (set(library.register.tags) | set(library.register.filters)) - inner
    assert [name for name in sorted(names) if name not in catalogue] == []


INLINE = re.compile(
    r"""\s(?:style|on\w+|hx-on[\w:-]*)\s*=\s*["']|<style|<script(?![^>]*\b(?:src|type)=)"""
)


def pages():
    return [
        p for p in TEMPLATES.rglob("*.html") if "pdf" not in p.parts and "admin" not in p.parts
    ]


@pytest.mark.parametrize("page", pages(), ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_no_template_has_inline_script_or_style(page):
    markup = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", page.read_text(encoding="utf-8"), flags=re.S)
    assert INLINE.search(markup) is None


@given(st.lists(st.text("ab/?=1", min_size=1, max_size=8), min_size=1, max_size=6))
def test_shortened_links_of_a_chart_are_the_same_put_together(links):
    (trace,) = short_links({"data": [{"customdata": links}]})["data"]
    begin, end = trace.get("meta", ["", ""])
    assert [begin + part + end for part in trace["customdata"]] == links


def test_the_unit_of_a_long_amount_may_stand_below_it_in_a_card():
    with translation.override("vi"):
        amount = vnd(2_625_000_000)
    assert "\u00a0" in amount
    assert "2.625.000.000 đồng" in draw("{% kpi x 'Fines' %}", x=amount)
