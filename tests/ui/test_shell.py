"""The shell: navigation by permission, panels, filters as chips, private pages, error pages."""

from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.template import loader
from django.test import RequestFactory
from django.utils import translation

from ecms.core import nav, panels, views
from ecms.core.chips import chips_for
from ecms.core.components import ComponentError
from ecms.core.forms import DateField, VndField
from ecms.core.middleware import PrivatePagesMiddleware


def person(*permissions):
    return SimpleNamespace(
        is_authenticated=True, can=lambda permission: permission in permissions, pk=1
    )


@pytest.fixture
def empty_registry(monkeypatch):
    monkeypatch.setattr(nav, "_items", {})
    monkeypatch.setattr(nav, "_counters", {})
    monkeypatch.setattr(panels, "_panels", {"place": {}})


def test_one_sees_what_one_may_open(empty_registry):
    nav.register(nav.Item("b", "B", "offline", "b.read", "bell", 20))
    nav.register(nav.Item("a", "A", "home", None, "house", 10))
    assert [link.item.code for link in nav.links_for(person(), "home")] == ["a"]
    links = nav.links_for(person("b.read"), "home")
    assert [(link.item.code, link.current) for link in links] == [("a", True), ("b", False)]


def test_pages_of_a_module_light_its_entry():
    item = nav.Item("e", "E", "enterprises:list", None, "buildings")
    assert item.is_current("enterprises:detail")
    assert not item.is_current("inspections:list")
    matched = nav.Item(
        "i", "I", "enterprises:imports", None, "upload", match=("enterprises:import",)
    )
    assert matched.is_current("enterprises:import")
    assert not matched.is_current("enterprises:list")


def test_an_entry_with_an_unknown_icon_is_refused():
    with pytest.raises(ComponentError):
        nav.Item("x", "X", "home", None, "unicorn")


def test_counters(empty_registry):
    assert nav.count("bell", person()) == 0
    nav.register_counter("bell", lambda user: 7)
    assert nav.count("bell", person()) == 7


def test_panels_come_in_order_and_by_permission(empty_registry):
    panels.register_panel("place", panels.Panel("late", "L", "x", "p", 20))
    panels.register_panel("place", panels.Panel("first", "F", "x", "p", 10))
    panels.register_panel("place", panels.Panel("secret", "S", "x", "q", 5))
    assert [panel.code for panel in panels.panels_for("place", person("p"))] == ["first", "late"]


class Filter(forms.Form):
    q = forms.CharField(label="Tên", required=False)
    state = forms.MultipleChoiceField(
        label="Trạng thái", required=False, choices=[("a", "Mở"), ("b", "Đóng")]
    )
    since = DateField(label="Từ ngày", required=False)
    least = VndField(label="Từ", required=False)
    late = forms.BooleanField(label="Quá hạn", required=False)


def test_every_chosen_filter_is_a_chip_that_takes_only_itself_away():
    query = QueryDict("q=gỗ&state=a&state=b&since=05/02/2026&least=1.500&late=on&sort=-q&page=4")
    with translation.override("vi"):
        chips = chips_for(Filter(query), query)
    assert [(chip.label, chip.value) for chip in chips] == [
        ("Tên", "gỗ"),
        ("Trạng thái", "Mở"),
        ("Trạng thái", "Đóng"),
        ("Từ ngày", "05/02/2026"),
        ("Từ", "1.500"),
        ("Quá hạn", "có"),
    ]
    left = QueryDict(chips[1].remove_url.removeprefix("?"))
    assert left.getlist("state") == ["b"]
    assert left["q"] == "gỗ"
    assert left["sort"] == "-q"
    assert "page" not in left


def test_no_chips_for_an_empty_or_refused_filter():
    assert chips_for(Filter(), QueryDict("")) == []
    bad = QueryDict("since=xx&q=a")
    assert chips_for(Filter(bad), bad) == []


def answer(user, response=None):
    request = RequestFactory().get("/")
    request.user = user
    return PrivatePagesMiddleware(lambda request: response or HttpResponse("x"))(request)


def test_signed_in_pages_are_not_kept_by_caches():
    assert "no-store" in answer(person())["Cache-Control"]
    assert "HX-Request" in answer(person())["Vary"]


def test_public_pages_and_views_that_decide_themselves_are_left_alone():
    assert "Cache-Control" not in answer(SimpleNamespace(is_authenticated=False))
    own = HttpResponse("x", headers={"Cache-Control": "private, max-age=60"})
    assert answer(person(), own)["Cache-Control"] == "private, max-age=60"


def test_the_500_page_needs_no_database_and_no_request():
    with translation.override("vi"):
        response = views.handler500(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


def test_the_500_page_answers_even_when_templates_are_broken(monkeypatch):
    def broken(name):
        raise RuntimeError(name)

    monkeypatch.setattr(loader, "get_template", broken)
    response = views.handler500(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


@pytest.fixture
def stranger_request(rf):
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.messages.storage.fallback import FallbackStorage

    request = rf.get("/x/")
    request.user = AnonymousUser()
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


@pytest.mark.parametrize(
    ("handler", "status", "words"),
    [
        (lambda r: views.handler400(r, Exception()), 400, "Không đọc được yêu cầu"),
        (lambda r: views.handler403(r, PermissionDenied()), 403, "Vai trò của bạn không gồm"),
        (lambda r: views.handler403(r, PermissionDenied("Hồ sơ mật.")), 403, "Hồ sơ mật."),
        (lambda r: views.handler404(r, Exception()), 404, "Không tìm thấy trang"),
        (lambda r: views.csrf_failure(r, "x"), 403, "Trang đã mở quá lâu"),
    ],
)
def test_error_pages_say_what_to_do(stranger_request, handler, status, words):
    with translation.override("vi"):
        response = handler(stranger_request)
    assert response.status_code == status
    html = response.content.decode()
    assert words in html
    assert "data-keep-drafts" in html


def test_the_language_can_be_changed_before_signing_in(client):
    response = client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert response.status_code == 302
    assert response.cookies["django_language"].value == "en"


def test_an_address_for_forms_only_says_so(client):
    response = client.get("/language/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Không có gì để hiển thị" in response.content.decode()
    assert not client.put("/language/").content


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("vi", "Đăng nhập"), ("en", "Sign in")])
def test_the_sign_in_page_speaks_both_languages(client, language, words):
    html = client.get("/accounts/login/", headers={"Accept-Language": language}).content.decode()
    assert f"<h1>{words}</h1>" in html
    assert f'<html lang="{language}">' in html


def test_entries_stand_under_headings_in_order(empty_registry):
    nav.register(nav.Item("f", "F", "home", None, "bar-chart", 1, group="figures"))
    nav.register(nav.Item("r", "R", "home", None, "buildings", 2, group="register"))
    nav.register(nav.Item("w", "W", "home", None, "house", 9, group=""))
    found = nav.groups_for(person(), "home")
    assert [[link.item.code for link in group.links] for group in found] == [["w"], ["r"], ["f"]]
    assert not found[0].label
    with pytest.raises(ComponentError):
        nav.Item("x", "X", "home", None, "house", group="elsewhere")
