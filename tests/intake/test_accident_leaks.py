"""Who was hurt, who called, who spoke under protection: found nowhere but with who handles it."""

import json
import logging
import subprocess
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from ecms.core.refusal import Refusal
from ecms.documents.models import GeneratedDocument
from enterprises.briefs import parts_for
from intake.models import Accident, Statement, Victim
from intake.services.accidents import declaring, fieldwork, minutes
from tests.factories import NOW, TODAY, EnterpriseFactory
from tests.intake import accident_cases as told
from tests.intake.reference import _django_db_helper, lists  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
NAMES = (told.NAME, told.WITNESS, told.CALLER, "0900 000 001", "0900000001")
OUTSIDERS = ("ministry_official", "administrator", "province_chair")


@pytest.fixture
def frozen():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(frozen, inspector, director, chief_inspector):
    """A fatal accident with its papers, sent."""
    firm = EnterpriseFactory(province=inspector.agency.province, name="Công ty Thép Bình An")
    accident = told.declared(inspector, firm=firm, dead=1, injured=0)
    told.victim(accident, inspector, outcome="DEAD", died_on=TODAY, wage=10_000_000)
    accident = told.investigated(Accident.objects.get(pk=accident.pk), inspector, director)
    told.found(accident, inspector)
    accident = told.signed(Accident.objects.get(pk=accident.pk), inspector)
    return told.announced(accident, inspector)


def leaks(text, where, names=NAMES):
    found = [word for word in names if word.casefold() in text.casefold()]
    assert not found, f"{where} shows {found}"


def _addresses(case):
    with_pk = ("accident", "accident_measures", "accident_timeline", "accident_victims",
               "accident_scene", "accident_conclusion", "accident_documents",
               "accident_done")  # fmt: skip
    victim = case.victims.get()
    return [
        *(reverse(f"intake:{name}", args=[case.pk]) for name in with_pk),
        reverse("intake:accident_victim", args=[case.pk, victim.pk]),
        reverse("intake:accident_draft", args=[case.pk, "minutes"]),
        reverse("intake:accidents"),
        reverse("intake:accidents") + "?q=Nan",
        reverse("intake:accident_export", args=["csv"]),
        reverse("intake:accident_statistics"),
        reverse("intake:accident_statistics_export", args=["csv"]),
        reverse("intake:accident_panel", args=[case.enterprise_id]),
        reverse("enterprises:detail", args=[case.enterprise_id]),
        reverse("audit:of_thing", args=["intake", "accident", case.pk]),
        reverse("audit:list"),
        reverse("home"),
        reverse("notifications:list"),
    ]


def test_outsiders_read_no_name(case, sign_in, request, caplog):
    """The whole country, the administrator, the chair: pages, exports, search, audit, timeline."""
    caplog.set_level(logging.DEBUG)
    for name in OUTSIDERS:
        client = sign_in(request.getfixturevalue(name))
        for url in _addresses(case):
            answer = client.get(url, follow=True)
            content = answer.getvalue() if answer.streaming else answer.content
            leaks(content.decode(errors="replace"), f"{url} for {name}")
    leaks(caplog.text, "the log")


def test_another_province_finds_nothing(case, sign_in, foreign_inspector):
    client = sign_in(foreign_inspector)
    for url in _addresses(case)[:10]:
        assert client.get(url).status_code == 404, url
    assert case.code not in client.get(reverse("intake:accidents")).content.decode()


def test_what_everybody_reads_names_nobody_even_for_the_team(case, sign_in, inspector):
    client = sign_in(inspector)
    shared = [url for url in _addresses(case) if not any(
        part in url for part in ("victims", "scene", "draft", "documents", "conclusion"))]  # fmt: skip
    for url in shared[1:]:  # the case page itself shows the caller to the team
        answer = client.get(url)
        content = answer.getvalue() if answer.streaming else answer.content
        leaks(content.decode(errors="replace"), url)


def test_a_protected_witness_is_in_no_paper(case):
    papers = list(GeneratedDocument.objects.all())
    assert {paper.form_code for paper in papers} == {"QD-DTTN", "BB-DTTN", "BB-CBTN"}
    for paper in papers:
        leaks(json.dumps(paper.context, ensure_ascii=False), paper.form_code, (told.WITNESS,))
        with paper.file.open("rb") as pdf:
            text = subprocess.run(
                ["pdftotext", "-", "-"], input=pdf.read(), capture_output=True, check=True
            ).stdout.decode()  # fmt: skip
        leaks(" ".join(text.split()), paper.form_code, (told.WITNESS, told.CALLER))


def test_at_rest_no_name_outside_the_papers(case):
    papers = {"GeneratedDocument"}  # the minutes name the victim by law; only the team opens them
    for model in apps.get_models():
        if model.__name__ in papers:
            continue
        sealed = {"name", "caller", "caller_phone", "text"} if model in (
            Accident, Victim, Statement) else set()  # fmt: skip
        for row in model._default_manager.all()[:300]:
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                if field.name not in sealed and value is not None:
                    leaks(str(value), f"{model.__name__}.{field.name}", (told.NAME, told.WITNESS))


def test_papers_open_for_who_handles_the_case_only(case, sign_in, inspector, ministry_official):
    paper = GeneratedDocument.objects.get(form_code="BB-DTTN")
    url = reverse("documents:download", args=[paper.pk])
    assert sign_in(ministry_official).get(url).status_code == 404
    answer = sign_in(inspector).get(url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"


def test_the_sheet_carried_into_the_enterprise_names_nobody(case, inspector):
    parts = {part.code: part for part in parts_for(inspector, case.enterprise)}
    lines = " ".join(parts["accidents"].lines)
    assert case.get_class_code_display() in lines
    assert case.code not in lines
    leaks(lines, "the sheet")


@pytest.mark.parametrize("name", [told.NAME, told.WITNESS, told.CALLER])
def test_what_travels_further_may_not_name_anybody(case, inspector, director, name):
    at, by = NOW, inspector
    with pytest.raises(Refusal) as refused:
        minutes.send(case, on=TODAY, note=f"Gửi gia đình bà {name}", by=by, at=at)
    assert refused.value.field == "note"
    with pytest.raises(Refusal):
        minutes.dismiss(case, reason=f"{name} khai lại", by=director, at=at)


def test_facts_and_measures_are_checked_while_they_are_written(frozen, case, inspector, director):
    other = told.declared(inspector, firm=case.enterprise, dead=1, injured=0)
    told.victim(other, inspector, outcome="DEAD", died_on=TODAY)
    other = told.investigated(Accident.objects.get(pk=other.pk), inspector, director)
    with pytest.raises(Refusal):
        fieldwork.recommend(
            other, text=f"Thay ca cho {told.NAME}", responsible="Giám đốc",
            due_on=TODAY + timedelta(days=9), submission=uuid.uuid4(), by=inspector, at=NOW,
        )  # fmt: skip
    names = {f.name for f in declaring.Facts.__dataclass_fields__.values()}
    values = {name: getattr(other, name, "") for name in names}
    values |= {"enterprise": None, "measures": f"Đưa {told.NAME} đi cấp cứu"}
    with pytest.raises(Refusal) as refused:
        declaring.complete(other, declaring.Facts(**values), by=inspector, at=NOW)
    assert refused.value.field == "measures"
