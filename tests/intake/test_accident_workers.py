"""A victim is linked with the worker of the register: who, how, and what is noted as read."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from ecms.audit.models import ReadAccess
from enterprises.rules import identity as papers
from enterprises.rules.workforce import name_key
from enterprises.services.workforce import people
from intake.models import Victim
from intake.services.accidents import victims, workers
from intake.services.accidents.refusal import Refusal
from tests.factories import NOW, TODAY, EnterpriseFactory, fresh
from tests.intake.accident_cases import declared
from tests.intake.reference import _django_db_helper, lists  # noqa: F401 - fixtures
from tests.worker_factories import SpellFactory, WorkerFactory

pytestmark = pytest.mark.django_db
NAME = "Trần Văn Bình"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def accident(inspector):
    return declared(inspector)


@pytest.fixture
def firm(accident):
    return accident.enterprise


@pytest.fixture
def victim(accident, inspector):
    return victims.save(
        accident, victims.Person(name=NAME), submission=uuid.uuid4(), by=inspector, at=NOW
    )


@pytest.fixture
def worker(accident, firm):
    row = WorkerFactory(name=NAME, folded=name_key(NAME), born_on=date(1990, 5, 2), sex="M")
    SpellFactory(
        worker=row, enterprise=firm, province=firm.province, job_title="Thợ hàn",
        started_on=accident.occurred_on - timedelta(days=366), ended_on=None,
    )  # fmt: skip
    return row


def test_the_namesake_of_the_employer_is_offered_and_noted_as_read(victim, worker, inspector):
    other = EnterpriseFactory(province=victim.accident.province)
    SpellFactory(worker=WorkerFactory(name=NAME, folded=name_key(NAME)), enterprise=other,
                 province=other.province)  # fmt: skip
    found = workers.candidates(victim, by=fresh(inspector), at=NOW)
    assert [spell.worker for spell in found] == [worker]
    read = ReadAccess.objects.get(object_id=worker.pk, content_type__model="worker")
    assert victim.accident.code in read.purpose


def test_who_left_before_the_accident_is_not_offered(victim, worker, inspector):
    worker.spells.update(ended_on=victim.accident.occurred_on - timedelta(days=1))
    assert workers.candidates(victim, by=fresh(inspector), at=NOW) == []


def test_linking_fills_what_is_empty_and_replaces_nothing(victim, worker, inspector):
    victim.job = "Thợ mộc"
    victim.save()
    for _again in range(2):
        row = workers.link(victim, worker, by=fresh(inspector), at=NOW)
    assert (row.worker, row.job) == (worker, "Thợ mộc")
    assert (row.birth_year, row.sex, row.seniority_months) == (1990, "M", 12)
    person = victims.Person(name=NAME, job="Thợ mộc")
    victims.save(row.accident, person, submission=row.submission, victim=row, by=inspector, at=NOW)
    row.refresh_from_db()
    assert row.worker == worker  # a correction does not lose the link
    workers.unlink(row, by=fresh(inspector), at=NOW)
    assert Victim.objects.get(pk=row.pk).worker is None


def test_a_person_is_one_victim_only(victim, worker, inspector):
    second = victims.save(
        victim.accident, victims.Person(name=NAME), submission=uuid.uuid4(), by=inspector, at=NOW
    )
    workers.link(victim, worker, by=fresh(inspector), at=NOW)
    with pytest.raises(Refusal):
        workers.link(second, worker, by=fresh(inspector), at=NOW)


def test_somebody_out_of_reach_is_answered_as_nobody(victim, inspector, foreign_inspector):
    there = EnterpriseFactory(province=foreign_inspector.agency.province)
    stranger = WorkerFactory(name=NAME, folded=name_key(NAME))
    SpellFactory(worker=stranger, enterprise=there, province=there.province)
    with pytest.raises(Refusal) as hidden:
        workers.find(victim, papers_of(stranger), by=fresh(inspector), at=NOW)
    with pytest.raises(Refusal) as nobody:
        workers.find(victim, papers.read("075190123456", on=TODAY), by=fresh(inspector), at=NOW)
    assert str(hidden.value.reason) == str(nobody.value.reason)
    with pytest.raises(Refusal):
        workers.link(victim, stranger, by=fresh(inspector), at=NOW)


def papers_of(worker):
    return papers.read(people.number_of(worker), on=TODAY)


def test_the_page_masks_numbers_and_links(client, victim, worker, inspector, foreign_inspector):
    url = reverse("intake:accident_worker", args=[victim.accident_id, victim.pk])
    client.force_login(foreign_inspector)
    assert client.get(url).status_code == 404
    client.force_login(inspector)
    page = client.get(url).content.decode()
    assert NAME in page
    number = people.number_of(worker)
    assert number not in page
    assert client.post(url, {"identity": "12"}).status_code == 422
    assert client.post(url, {"worker": worker.pk}).status_code == 302
    victim.refresh_from_db()
    assert victim.worker == worker
    shown = client.get(reverse("intake:accident_victims", args=[victim.accident_id]))
    assert reverse("enterprises:worker", args=[worker.pk]) in shown.content.decode()
