"""Checklists and procedures in the administration: published ones stand, drafts succeed them."""

import re
from itertools import pairwise

import pytest
from django.contrib.admin.sites import site
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from zeal import zeal_ignore

from inspections.admin_procedure_forms import paper_words
from inspections.loading_procedures import load_procedures, shipped
from inspections.models import Checklist, Procedure
from inspections.models.procedure import definition_of, read_definition
from inspections.procedure_picture import picture
from inspections.services import procedures
from inspections.workflow import label_of
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


@pytest.fixture
def draft(request_of, db):
    load_procedures()
    page = site.get_model_admin(Procedure)
    page.new_version(request_of, Procedure.objects.filter(code="CHECK_217"))
    return Procedure.objects.get(code="CHECK_217", published_on=None)


def filled(page):
    """What the browser would send back of a form of the administration."""
    data = {}
    for form in [page.context["adminform"].form, *(
        form for part in page.context["inline_admin_formsets"]
        for form in (part.formset.management_form, *part.formset.forms)
    )]:  # fmt: skip
        for field in form:
            value = field.value()
            if value not in (None, False):
                data[field.html_name] = value
    return data


def test_a_draft_is_filled_in_by_names_and_loses_nothing(draft, administrator, client):
    client.force_login(administrator)
    url = reverse("admin:inspections_procedure_change", args=[draft.pk])
    page, before = client.get(url), read_definition(draft)
    words = page.content.decode()
    assert '<option value="MINUTES_SIGNED"' in words
    assert str(paper_words("suspension")) in words
    titles = set(re.findall(r'class="inline_label">([^<\n]*)', words))
    with translation.override(page.headers["Content-Language"]):
        assert {str(label_of(before, verb)) for verb in before.verbs} <= titles
    assert not set(before.verbs) & titles
    data = filled(page)
    send = zeal_ignore()(client.post)  # formsets of Django look every row up by itself
    assert send(url, data).status_code == 302
    assert read_definition(Procedure.objects.get(pk=draft.pk)) == before
    step = next(name for name, value in data.items() if value == "withdraw")
    data |= {step.replace("-act", "-sources"): ["PROPOSED"], "first_state": "RETURNED"}
    assert send(url, data).status_code == 302
    after = read_definition(Procedure.objects.get(pk=draft.pk))
    assert after.first == "RETURNED"
    assert after.step("withdraw", "").sources == ("PROPOSED",)


def test_a_removed_state_stays_named_until_another_is_chosen(draft, administrator, client):
    draft.states.get(code="RETURNED").delete()
    client.force_login(administrator)
    page = client.get(reverse("admin:inspections_procedure_change", args=[draft.pk]))
    assert "RETURNED (" in page.content.decode()
    assert any("RETURNED" in line for line in procedures.complaints(draft))


def test_what_is_wrong_is_told_by_names(draft):
    draft.steps.filter(act="close").delete()
    told = " ".join(procedures.complaints(draft))
    assert str(read_definition(draft).state_name("CONCLUDED")) in told
    assert not re.search(r"[A-Z]+_[A-Z]+|CLOSED|REPORTED", told)


def test_a_published_version_is_read_in_words(draft, administrator, client):
    client.force_login(administrator)
    row = Procedure.objects.get(code="CHECK_217", version=1)
    page = client.get(reverse("admin:inspections_procedure_change", args=[row.pk]))
    words = page.content.decode()
    assert str(label_of(definition_of(row.pk), "sign_minutes")) in words
    assert paper_words("minutes") in words


def test_no_words_of_the_picture_lie_on_others():
    for procedure in shipped():
        drawn = str(picture(procedure))
        places = re.findall(r'<text x="(\d+)" y="(\d+)"', drawn)
        assert len(places) == len(set(places))
        lines = sorted(int(y) for x, y in places if x != "20")
        assert all(later - first >= 15 for first, later in pairwise(lines))
        moves = sum(len(step.sources) for step in procedure.steps)
        assert len(lines) == moves
