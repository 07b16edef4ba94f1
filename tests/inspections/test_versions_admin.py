"""Checklists and procedures in the administration: published ones stand, drafts succeed them."""

import pytest
from django.contrib.admin.sites import site
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from inspections.models import Checklist, Procedure
from tests.factories import ChecklistFactory, ProcedureFactory, QuestionFactory


@pytest.fixture
def request_of(administrator):
    asked = RequestFactory().post("/")
    asked.user, asked.session = administrator, {}
    asked._messages = FallbackStorage(asked)
    return asked


@pytest.fixture(params=["procedure", "checklist"])
def version(request, db):
    if request.param == "procedure":
        return ProcedureFactory()
    return ChecklistFactory(questions=[QuestionFactory()])


def test_a_published_version_only_gets_its_last_day(version, request_of):
    page = site.get_model_admin(type(version))
    fixed = page.get_readonly_fields(request_of, version)
    assert "valid_to" not in fixed
    assert {"code", "version", "valid_from", "published_on"} <= set(fixed)
    assert not page.has_delete_permission(request_of, version)
    for inline in page.get_inline_instances(request_of, version):
        assert not inline.has_change_permission(request_of, version)
        assert not inline.has_add_permission(request_of, version)


def test_a_new_version_is_begun_and_may_be_edited(version, request_of):
    model = type(version)
    page = site.get_model_admin(model)
    page.new_version(request_of, model.objects.filter(pk=version.pk))
    draft = model.objects.get(code=version.code, version=version.version + 1)
    assert draft.published_on is None
    assert "published_on" in page.get_readonly_fields(request_of, draft)
    assert "code" not in page.get_readonly_fields(request_of, draft)
    assert [str(one) for one in request_of._messages]


def test_what_may_not_be_published_is_told(request_of, db):
    empty = Checklist.objects.create(code="RONG", version=1, name_vi="Rỗng")
    site.get_model_admin(Checklist).publish(request_of, Checklist.objects.filter(pk=empty.pk))
    empty.refresh_from_db()
    assert empty.published_on is None
    assert "RONG" in str(next(iter(request_of._messages))) or "Rỗng" in str(empty)
    assert Procedure.objects.count() == 0
