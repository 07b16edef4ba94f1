"""Every page of the administration opens for the administrator and for nobody else."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import SharedCase
from ecms.core import admin_site
from tests.factories import (
    DeadlineRuleFactory,
    FrameFactory,
    PositionFactory,
    RoleFactory,
    WardFactory,
)

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [m for m in MODELS if m._meta.app_label in ("accounts", "law")]
OTHERS = ["inspector", "chief_inspector", "director", "ministry_official", "clerk",
          "province_chair"]  # fmt: skip


def name(model, page):
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


@pytest.fixture
def rows(agency, unit, inspector, administrator):
    """One row of every record of ours that a factory makes."""
    PositionFactory(user=inspector)
    FrameFactory()
    DeadlineRuleFactory()
    WardFactory()
    RoleFactory(code="inspector")


def test_every_list_and_add_page_opens_for_the_administrator(sign_in, administrator, rows):
    client = sign_in(administrator)
    for model in MODELS:
        assert client.get(reverse(name(model, "changelist"))).status_code == 200, model
        response = client.get(reverse(name(model, "add")))
        allowed = admin.site._registry[model].has_add_permission(response.wsgi_request)
        assert response.status_code == (200 if allowed else 403), model


def test_every_row_opens_with_its_history(sign_in, administrator, rows):
    client = sign_in(administrator)
    opened = 0
    for model in OURS:
        for row in model.objects.all()[:1]:
            assert client.get(reverse(name(model, "change"), args=[row.pk])).status_code == 200
            assert client.get(reverse(name(model, "history"), args=[row.pk])).status_code == 200
            opened += 1
    assert opened >= 8


@pytest.mark.parametrize("persona", OTHERS)
def test_everybody_else_is_refused(persona, sign_in, request, rows):
    client = sign_in(request.getfixturevalue(persona))
    for model in MODELS:
        for page in ("changelist", "add"):
            url = reverse(name(model, page))
            assert client.get(url).status_code == 403, url
            assert client.post(url).status_code == 403, url
    for model in OURS:
        for row in model.objects.all()[:1]:
            for page in ("change", "delete", "history"):
                url = reverse(name(model, page), args=[row.pk])
                assert client.get(url).status_code == 403, url


# Pages about one thing. These are not there: who may look at them hears so.
ARGS = {"decree_draft": [0], "decree_template": ["nothing"]}


def own(page):
    return reverse(f"admin:{page}", args=ARGS.get(page))


def test_own_pages_open(sign_in, administrator, rows):
    client = sign_in(administrator)
    for page in sorted(admin_site._pages):
        assert client.get(own(page)).status_code == (404 if page in ARGS else 200), page


@pytest.mark.parametrize("page", ["index", *sorted(admin_site._pages)])
def test_other_pages_refuse_everybody_else(page, sign_in, director):
    assert sign_in(director).get(own(page)).status_code == 403


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/roles/matrix/"])
def test_a_stranger_gets_the_sign_in_page(path, stranger):
    response = stranger.get(path, follow=True)
    assert response.redirect_chain[-1] == (f"/accounts/login/?next={path}", 302)


def test_the_own_sign_in_of_django_leads_to_ours(stranger):
    response = stranger.get("/admin/login/?next=https://elsewhere.example/")
    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/admin/"


def test_the_index_stands_in_the_order_of_the_work(sign_in, administrator):
    response = sign_in(administrator).get("/admin/")
    codes = [app["app_label"] for app in response.context["app_list"]]
    assert codes[:3] == ["people", "bodies", "law"]
    people = [model["object_name"] for model in response.context["app_list"][0]["models"]]
    assert people[:2] == ["User", "Role"]


def test_outside_the_admin_an_administrator_holds_no_model_permission(administrator):
    assert administrator.is_staff
    assert not administrator.has_perm("accounts.change_user")
    assert not administrator.has_perm("inspections.share_inspection")


def test_shared_cases_are_a_record(sign_in, administrator):
    model_admin = admin.site._registry[SharedCase]
    request = sign_in(administrator).get("/admin/accounts/sharedcase/").wsgi_request
    assert not model_admin.has_change_permission(request)
    assert not model_admin.has_delete_permission(request)
