"""Tracing: purpose first, within reach, recorded without names, closed after thirty days."""

import csv
import io
import logging
import uuid
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from ecms.audit.models import AuditEvent, ReadAccess
from enterprises.models import Spell, Tracing
from enterprises.services import tracing
from tests.enterprises.tracing.conftest import NUMBER, SECRET
from tests.enterprises.tracing.test_badges import own_events
from tests.factories import NOW, TODAY, fresh
from tests.worker_factories import (
    SharedPlaceFactory,
    SharedStayFactory,
    SiteFactory,
    SpellFactory,
    WorkerFactory,
)

pytestmark = pytest.mark.django_db
REASON = "Điều tra tai nạn ngày 02/10/2026, văn bản số 15/CV"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def wanted(**facts):
    given = {
        "purpose": "ACCIDENT", "reason": REASON, "first": TODAY - timedelta(days=10), "last": TODAY,
    }  # fmt: skip
    return tracing.Wanted(**(given | facts))


def ask(worker, by, **facts):
    submission = facts.pop("submission", None) or uuid.uuid4()
    return tracing.ask_about_worker(worker, wanted(**facts), submission=submission, by=by, at=NOW)


def form(**facts):
    return {
        "purpose": "EXPOSURE", "reason": REASON, "started_on": "25/09/2026",
        "ended_on": "05/10/2026", "submission": str(uuid.uuid4()),
        "kinds": ["SITE", "SHIFT", "HOUSING", "VEHICLE"], **facts,
    }  # fmt: skip


@pytest.fixture
def roommate(firm, worker, colleagues):
    house = SharedPlaceFactory(enterprise=firm, code="Nhà 3")
    for person in (worker, colleagues[2]):
        SharedStayFactory(place=house, worker=person, started_on=TODAY - timedelta(days=4))
    return colleagues[2]


class TestAsking:
    def test_the_same_question_sent_twice_is_one(self, worker, colleagues, chief_inspector):
        key = uuid.uuid4()
        first = ask(worker, chief_inspector, submission=key)
        second = ask(worker, chief_inspector, submission=key)
        assert first == second
        assert Tracing.objects.count() == 1
        assert AuditEvent.objects.count() == 1

    def test_what_is_kept(self, worker, colleagues, chief_inspector):
        row = ask(worker, chief_inspector)
        assert row.found == 4
        assert row.keep_until == TODAY + timedelta(days=30)
        assert row.province == row.enterprise.province

    @pytest.mark.parametrize(
        "first, last, code",
        [
            (date(2026, 7, 1), date(2026, 7, 5), "too_old"),
            (date(2026, 8, 20), date(2026, 10, 1), "too_long"),
            (date(2026, 10, 1), date(2026, 10, 6), "future"),
        ],
    )
    def test_limits_of_the_period(self, worker, chief_inspector, first, last, code):
        with pytest.raises(tracing.NotPossible) as refusal:
            ask(worker, chief_inspector, first=first, last=last)
        assert refusal.value.args == (code,)
        assert not Tracing.objects.exists()

    def test_who_was_not_here_then_cannot_be_traced(self, worker, chief_inspector):
        Spell.objects.update(ended_on=TODAY - timedelta(days=11))
        with pytest.raises(tracing.NotPossible, match="not_employed"):
            ask(worker, chief_inspector)

    def test_who_was_only_elsewhere_cannot_be_traced(self, worker, other_firm, chief_inspector):
        Spell.objects.update(ended_on=TODAY - timedelta(days=11))
        SpellFactory(worker=worker, enterprise=other_firm, started_on=TODAY - timedelta(days=9))
        with pytest.raises(tracing.NotPossible, match="not_employed"):
            ask(worker, chief_inspector)

    def test_audit_and_log_hold_the_purpose_and_no_name(
        self, worker, roommate, chief_inspector, sign_in, caplog
    ):
        caplog.set_level(logging.DEBUG)
        client = sign_in(chief_inspector)
        url = reverse("enterprises:tracing_new")
        response = client.post(f"{url}?worker={worker.pk}", form())
        client.get(response.url)
        row = Tracing.objects.get()
        client.post(reverse("enterprises:tracing_export", args=[row.pk, "csv"]))
        events = own_events()
        assert [event.event for event in events] == ["tracing.asked", "tracing.exported"]
        assert events[0].data["purpose"] == "EXPOSURE"
        text = repr([(event.thing_label, event.data) for event in events]) + caplog.text
        for word in (SECRET, NUMBER, roommate.name, REASON):
            assert word not in text
        reads = ReadAccess.objects.values_list("object_id", "purpose")
        assert (row.pk, "EXPOSURE") in set(reads)
        assert {key for key, purpose in reads if purpose.startswith("tracing")} == {worker.pk}
        assert SECRET not in repr(list(reads))


class TestPages:
    def answer(self, client, row, **query):
        return client.get(reverse("enterprises:tracing", args=[row.pk]), query)

    def test_the_purpose_is_demanded_first(self, worker, chief_inspector, sign_in):
        client = sign_in(chief_inspector)
        url = f"{reverse('enterprises:tracing_new')}?worker={worker.pk}"
        for missing in ("purpose", "reason", "kinds"):
            response = client.post(url, {k: v for k, v in form().items() if k != missing})
            assert response.status_code == 422
            assert missing in response.context["form"].errors
        assert client.post(url, form(reason="tai nạn")).status_code == 422
        assert not Tracing.objects.exists()

    def test_by_a_number_typed_in(self, worker, colleagues, chief_inspector, sign_in):
        client, url = sign_in(chief_inspector), reverse("enterprises:tracing_new")
        assert client.post(url, form(number="075190999999")).status_code == 422
        response = client.post(url, form(number="075 190 004 711"))
        assert Tracing.objects.get().worker == worker
        assert response.url == reverse("enterprises:tracing", args=[Tracing.objects.get().pk])

    def test_a_number_of_another_province_is_unknown(self, worker, foreign_inspector, sign_in):
        response = sign_in(foreign_inspector).post(
            reverse("enterprises:tracing_new"), form(number=NUMBER)
        )
        assert response.status_code == 422
        assert "number" in response.context["form"].errors

    def test_strongest_first_with_masked_numbers(
        self, worker, roommate, colleagues, chief_inspector, sign_in
    ):
        response = self.answer(sign_in(chief_inspector), ask(worker, chief_inspector))
        rows = response.context["rows"]
        assert rows[0]["person"].worker == roommate
        assert rows[0]["person"].contact.days == {"HOUSING": 5, "SITE": 11}
        assert rows[0]["person"].contact.strength == 5 * 8 + 11
        assert len(rows) == 4
        assert "0751••••••" in response.content.decode()
        assert NUMBER not in response.content.decode()

    def test_kinds_not_asked_for_are_not_told(self, worker, roommate, chief_inspector, sign_in):
        row = ask(worker, chief_inspector, kinds=("HOUSING",))
        rows = self.answer(sign_in(chief_inspector), row).context["rows"]
        assert [item["person"].worker for item in rows] == [roommate]
        assert [int(days) for _, days in rows[0]["days"]] == [5]

    def test_pages(self, firm, site, worker, chief_inspector, sign_in):
        for person in WorkerFactory.create_batch(60):
            SpellFactory(worker=person, enterprise=firm, site=site)
        client, row = sign_in(chief_inspector), ask(worker, chief_inspector)
        seen = [
            item["person"].worker.pk
            for page in (1, 2)
            for item in self.answer(client, row, page=page).context["rows"]
        ]
        assert len(seen) == len(set(seen)) == 60
        beyond = self.answer(client, row, page=99)
        assert beyond.context["page"].number == 2
        assert len(beyond.context["rows"]) == 10

    def test_other_provinces_are_counted_only(self, firm, worker, other_firm, chief_inspector,
                                              sign_in):  # fmt: skip
        bus = SharedPlaceFactory(enterprise=firm, kind="VEHICLE", code="60B12345")
        there = SharedPlaceFactory(enterprise=other_firm, kind="VEHICLE", code="60B12345")
        away = SpellFactory(enterprise=other_firm).worker
        for place, person in ((bus, worker), (there, away)):
            SharedStayFactory(place=place, worker=person, started_on=TODAY - timedelta(days=3))
        client, row = sign_in(chief_inspector), ask(worker, chief_inspector)
        response = self.answer(client, row)
        assert (response.context["answer"].found, response.context["answer"].elsewhere) == (0, 1)
        assert away.name not in response.content.decode()
        export = client.post(reverse("enterprises:tracing_export", args=[row.pk, "csv"]))
        assert away.name not in b"".join(export.streaming_content).decode()

    def test_who_was_on_site_with_the_shift(self, firm, site, worker, colleagues, chief_inspector,
                                            sign_in):  # fmt: skip
        SpellFactory(enterprise=firm, site=SiteFactory(enterprise=firm))
        shift = SharedPlaceFactory(enterprise=firm, kind="SHIFT", code="Ca A")
        SharedStayFactory(place=shift, worker=worker, started_on=date(2026, 9, 1))
        client = sign_in(chief_inspector)
        url = f"{reverse('enterprises:tracing_new')}?enterprise={firm.pk}"
        facts = form(site=site.pk, started_on="02/10/2026", ended_on="02/10/2026")
        response = client.post(url, facts)
        rows = client.get(response.url).context["rows"]
        assert {item["person"].worker for item in rows} == {worker, *colleagues}
        shifts = {item["person"].worker: item["person"].shifts for item in rows}
        assert shifts[worker] == "Ca A"
        assert Tracing.objects.get().found == 5
        client.post(url, form(started_on="02/10/2026", ended_on="02/10/2026"))
        assert Tracing.objects.first().found == 6

    def test_closed_after_thirty_days(self, worker, colleagues, chief_inspector, sign_in):
        row = ask(worker, chief_inspector)
        with time_machine.travel(NOW + timedelta(days=30), tick=False):
            client = sign_in(chief_inspector)
            assert self.answer(client, row).context["open"]
        with time_machine.travel(NOW + timedelta(days=31), tick=False):
            client = sign_in(chief_inspector)
            response = self.answer(client, row)
            assert not response.context["open"]
            for person in (worker, *colleagues):
                assert person.name not in response.content.decode()
            url = reverse("enterprises:tracing_export", args=[row.pk, "csv"])
            assert client.post(url).url == reverse("enterprises:tracing", args=[row.pk])
            assert not AuditEvent.objects.filter(event="tracing.exported").exists()
            assert "4" in response.content.decode()

    def test_the_list(self, worker, chief_inspector, foreign_inspector, sign_in):
        ask(worker, chief_inspector)
        url = reverse("enterprises:tracing_list")
        assert len(sign_in(chief_inspector).get(url).context["rows"]) == 1
        assert len(sign_in(foreign_inspector).get(url).context["rows"]) == 0

    def test_another_province_answers_404(self, worker, firm, chief_inspector, foreign_inspector,
                                          sign_in):  # fmt: skip
        row = ask(worker, chief_inspector)
        client = sign_in(foreign_inspector)
        assert self.answer(client, row).status_code == 404
        url = reverse("enterprises:tracing_export", args=[row.pk, "csv"])
        assert client.post(url).status_code == 404
        new = reverse("enterprises:tracing_new")
        assert client.get(f"{new}?worker={worker.pk}").status_code == 404
        assert client.get(f"{new}?enterprise={firm.pk}").status_code == 404

    def test_inspectors_and_clerks_do_not_trace(self, worker, inspector, clerk, sign_in):
        for user in (inspector, clerk):
            assert sign_in(fresh(user)).get(reverse("enterprises:tracing_list")).status_code == 403


class TestExport:
    def lines(self, client, row, kind="csv"):
        response = client.post(reverse("enterprises:tracing_export", args=[row.pk, kind]))
        content = b"".join(response.streaming_content)
        if kind == "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(content)).active
            return [[cell.value for cell in line] for line in sheet.iter_rows()]
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_the_purpose_stands_on_top(self, worker, roommate, chief_inspector, sign_in, kind):
        row = ask(worker, chief_inspector)
        lines = self.lines(sign_in(chief_inspector), row, kind)
        assert lines[0][1] == str(row.get_purpose_display())
        assert any(REASON in line for line in lines[:6])
        names = [line[0] if line else "" for line in lines]
        assert names.index(roommate.name) == len(lines) - 4
        strong = lines[names.index(roommate.name)]
        assert strong[1].startswith("0751••")
        assert "5" in [str(cell) for cell in strong]

    def test_it_is_a_post_and_recorded(self, worker, chief_inspector, sign_in):
        row = ask(worker, chief_inspector)
        url = reverse("enterprises:tracing_export", args=[row.pk, "csv"])
        assert sign_in(chief_inspector).get(url).status_code == 405
        bad = reverse("enterprises:tracing_export", args=[row.pk, "exe"])
        assert sign_in(chief_inspector).post(bad).status_code == 404
