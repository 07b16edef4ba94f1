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


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_list_and_add_open_for_the_administrator(model, sign_in, administrator, rows):
    client = sign_in(administrator)
    assert client.get(reverse(name(model, "changelist"))).status_code == 200
    allowed = admin.site._registry[model].has_add_permission
    response = client.get(reverse(name(model, "add")))
    request = response.wsgi_request
    assert response.status_code == (200 if allowed(request) else 403)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_row_opens_with_its_history(model, sign_in, administrator, rows):
    client = sign_in(administrator)
    for row in model.objects.all()[:2]:
        assert client.get(reverse(name(model, "change"), args=[row.pk])).status_code == 200
        assert client.get(reverse(name(model, "history"), args=[row.pk])).status_code == 200


@pytest.mark.parametrize("page", sorted(admin_site._pages))
def test_own_pages_open(page, sign_in, administrator, rows):
    response = sign_in(administrator).get(reverse(f"admin:{page}"))
    assert response.status_code == 200


@pytest.mark.parametrize(
    "persona",
    ["inspector", "chief_inspector", "director", "ministry_official", "clerk", "province_chair"],
)
@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_everybody_else_is_refused(persona, model, sign_in, request):
    client = sign_in(request.getfixturevalue(persona))
    for page in ("changelist", "add"):
        assert client.get(reverse(name(model, page))).status_code == 403
        assert client.post(reverse(name(model, page))).status_code == 403


@pytest.mark.parametrize("page", ["index", *sorted(admin_site._pages)])
def test_other_pages_refuse_everybody_else(page, sign_in, director):
    assert sign_in(director).get(reverse(f"admin:{page}")).status_code == 403


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/roles/matrix/"])
def test_a_stranger_gets_the_sign_in_page(path, stranger):
    response = stranger.get(path)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")
    assert f"next={path}" in response.url


def test_the_own_sign_in_of_django_leads_to_ours(stranger):
    response = stranger.get("/admin/login/?next=/admin/")
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


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
