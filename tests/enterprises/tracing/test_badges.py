"""Badges: one in use a worker, no name for strangers, sheets to print."""

import io
import logging
import subprocess
from datetime import timedelta

import pytest
import segno
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from ecms.audit.models import AuditEvent, ReadAccess
from enterprises.models import Badge, Spell
from enterprises.services import badge_sheets, badges
from tests.enterprises.tracing.conftest import NUMBER, SECRET
from tests.factories import NOW, TODAY
from tests.worker_factories import SpellFactory, WorkerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def badge(firm, worker, clerk):
    badges.issue(firm, [worker.pk], by=clerk, at=NOW)
    return Badge.objects.get(worker=worker)


def page(badge):
    return reverse("badge", args=[badge.token])


def own_events():
    """Without the signing in of the tests."""
    return AuditEvent.objects.exclude(event__startswith="account.").order_by("pk")


def body(response):
    return response.content.decode()


class TestIssuing:
    def test_everybody_gets_one_and_the_second_time_nobody(self, firm, worker, colleagues, clerk):
        assert badges.missing(firm) == 5
        assert badges.issue(firm, by=clerk, at=NOW) == 5
        assert badges.issue(firm, by=clerk, at=NOW) == 0
        assert badges.missing(firm) == 0
        tokens = set(Badge.objects.values_list("token", flat=True))
        assert len(tokens) == 5
        assert {len(token) for token in tokens} == {16}

    def test_only_whoever_works_there(self, firm, worker, colleagues, other_firm, clerk):
        elsewhere = SpellFactory(enterprise=other_firm).worker
        left = SpellFactory(enterprise=firm, ended_on=TODAY - timedelta(days=1)).worker
        wanted = [colleagues[0].pk, elsewhere.pk, left.pk]
        assert badges.issue(firm, wanted, by=clerk, at=NOW) == 1
        assert Badge.objects.get().worker == colleagues[0]

    def test_two_employments_at_one_enterprise_are_one_badge(self, firm, worker, clerk):
        SpellFactory(worker=worker, enterprise=firm, started_on=TODAY)
        assert badges.missing(firm) == 1
        assert badges.issue(firm, by=clerk, at=NOW) == 1

    def test_the_database_refuses_a_second_one_in_use(self, badge, clerk):
        with pytest.raises(IntegrityError), transaction.atomic():
            Badge.objects.create(
                worker=badge.worker, enterprise=badge.enterprise, token="x" * 16, issued_at=NOW,
                issued_by=clerk,
            )  # fmt: skip

    def test_many_at_once_in_few_statements(self, firm, clerk, django_assert_max_num_queries):
        for person in WorkerFactory.create_batch(60):
            SpellFactory(worker=person, enterprise=firm)
        with django_assert_max_num_queries(12):
            assert badges.issue(firm, by=clerk, at=NOW) == 60


class TestRevoking:
    def test_once(self, badge, clerk):
        assert badges.revoke(badge, by=clerk, at=NOW, reason="LOST") is True
        assert badges.revoke(badge, by=clerk, at=NOW, reason="DAMAGED") is False
        badge.refresh_from_db()
        assert (badge.reason, badge.revoked_by) == ("LOST", clerk)

    def test_whoever_leaves_loses_it(self, badge, firm, worker, clerk):
        assert badges.revoke_for(worker=worker, enterprise=firm, by=clerk, at=NOW) is True
        assert badges.revoke_for(worker=worker, enterprise=firm, by=clerk, at=NOW) is False
        badge.refresh_from_db()
        assert badge.reason == "LEFT"

    def test_a_list_of_departures(self, firm, worker, colleagues, clerk):
        badges.issue(firm, by=clerk, at=NOW)
        gone = [worker.pk, colleagues[0].pk]
        Spell.objects.filter(worker__in=gone).update(ended_on=TODAY)
        assert badges.revoke_departed(enterprise=firm, by=clerk, at=NOW) == 2
        assert badges.revoke_departed(enterprise=firm, by=clerk, at=NOW) == 0
        assert set(badges.in_use(firm).values_list("worker", flat=True)).isdisjoint(gone)
        assert badges.in_use(firm).count() == 3

    def test_a_new_one_has_another_code(self, badge, clerk):
        fresh = badges.reissue(badge, by=clerk, at=NOW, reason="LOST")
        assert fresh.token != badge.token
        again = badges.reissue(badge, by=clerk, at=NOW, reason="LOST")
        assert again == fresh
        assert Badge.objects.filter(worker=badge.worker).count() == 2

    def test_whoever_left_gets_no_new_one(self, badge, clerk):
        Spell.objects.update(ended_on=TODAY)
        with pytest.raises(badges.NotEmployed):
            badges.reissue(badge, by=clerk, at=NOW, reason="LOST")
        badge.refresh_from_db()
        assert badge.revoked_at is None


class TestNoPersonalData:
    def test_the_code_is_an_address_and_a_random_token(self, badge, settings):
        settings.SITE_URL = "https://ecms.example.vn/"
        assert badge_sheets.address(badge.token) == f"https://ecms.example.vn/b/{badge.token}/"
        plain = io.BytesIO()
        segno.make(f"https://ecms.example.vn/b/{badge.token}/", error="m").save(
            plain, kind="svg", border=0, xmldecl=False, svgns=True
        )
        assert badge_sheets.qr_svg(badge.token) == plain.getvalue()

    def test_a_stranger_sees_valid_or_not_and_the_door(self, badge, stranger):
        response = stranger.get(page(badge))
        assert response.status_code == 200
        for word in (SECRET, "Sao Mai", "Công nhân", NUMBER[:4]):
            assert word not in body(response)
        assert reverse("account_login") + "?next=" in body(response)
        assert "ec-success" in body(response)

    def test_a_stranger_sees_a_revoked_badge_as_not_valid(self, badge, stranger, clerk):
        badges.revoke(badge, by=clerk, at=NOW, reason="LOST")
        response = stranger.get(page(badge))
        assert SECRET not in body(response)
        assert "ec-danger" in body(response)
        assert "ec-success" not in body(response)

    def test_an_unknown_code(self, badge, stranger):
        assert stranger.get("/b/aaaaaaaaaaaaaaaa/").status_code == 404

    def test_another_province_sees_what_a_stranger_sees(self, badge, foreign_inspector, sign_in):
        response = sign_in(foreign_inspector).get(page(badge))
        assert SECRET not in body(response)
        assert "worker" not in response.context
        assert not ReadAccess.objects.exists()

    def test_an_account_without_the_right_too(self, badge, province_chair, sign_in):
        assert SECRET not in body(sign_in(province_chair).get(page(badge)))

    def test_neither_audit_nor_log_holds_a_name(self, badge, firm, clerk, sign_in, caplog):
        caplog.set_level(logging.DEBUG)
        client = sign_in(clerk)
        client.get(page(badge))
        client.get(reverse("enterprises:badges", args=[firm.pk]))
        client.post(
            reverse("enterprises:badge_revoke", args=[badge.pk]),
            {"reason": "LOST", "replace": "on"},
        )
        events = list(own_events().values_list("event", "thing_label", "data"))
        assert {event for event, _, _ in events} == {"badge.issued", "badge.revoked"}
        assert SECRET not in repr(events)
        assert badge.token not in repr(events)
        assert SECRET not in caplog.text


class TestOpening:
    def test_an_inspector_sees_what_the_gate_asks(self, badge, inspector, sign_in):
        Spell.objects.update(
            contract="FIXED", contract_until=TODAY + timedelta(days=30), is_insured=True,
            trained_until=TODAY - timedelta(days=1),
        )  # fmt: skip
        response = sign_in(inspector).get(page(badge))
        text = body(response)
        for word in (
            SECRET,
            "Công ty Giày Sao Mai",
            "Xưởng may 2",
            "Công nhân lắp ráp",
            "04/11/2026",
        ):
            assert word in text
        assert NUMBER not in text
        assert "0751••••••11" in text
        assert response.context["untrained"]
        read = ReadAccess.objects.get()
        assert (read.reader, read.object_id) == (inspector, badge.worker_id)

    def test_a_revoked_badge_warns(self, badge, inspector, clerk, sign_in):
        badges.revoke(badge, by=clerk, at=NOW, reason="MISUSED")
        text = body(sign_in(inspector).get(page(badge)))
        assert "ec-danger" in text
        assert "ec-success" not in text.split("<main")[1].split('id="employment"')[0]

    def test_whoever_left_is_not_shown_as_working(self, badge, inspector, sign_in):
        Spell.objects.update(ended_on=TODAY - timedelta(days=1))
        response = sign_in(inspector).get(page(badge))
        assert response.context["working"] is False

    @pytest.mark.parametrize(
        "born, kind",
        [((2011, 10, 6), "danger"), ((2009, 1, 1), "warning"), ((1990, 1, 1), "neutral"),
         ((1960, 1, 1), "info")],
    )  # fmt: skip
    def test_age_classes(self, badge, worker, inspector, sign_in, born, kind):
        worker.born_on = TODAY.replace(*born)
        worker.save()
        assert sign_in(inspector).get(page(badge)).context["age_kind"] == kind

    def test_strangers_are_throttled_inspectors_less(self, badge, client, inspector):
        for _ in range(20):
            assert client.get(page(badge)).status_code == 200
        refused = client.get(page(badge))
        assert (refused.status_code, refused["Retry-After"]) == (429, "60")
        client.force_login(inspector, backend="accounts.backends.DatedAccountBackend")
        assert client.get(page(badge)).status_code == 200

    @pytest.mark.parametrize("form", ["{t}", "{g}", "http://x.vn/b/{t}/", " {u} "])
    def test_a_code_typed_or_pasted(self, badge, inspector, sign_in, form):
        groups = "-".join(badge.token[n : n + 4] for n in range(0, 16, 4)).upper()
        typed = form.format(t=badge.token, g=groups, u=badge.token.upper())
        response = sign_in(inspector).get(reverse("enterprises:badge_scan"), {"code": typed})
        assert response.url == page(badge)

    def test_something_else_typed(self, inspector, sign_in):
        response = sign_in(inspector).get(reverse("enterprises:badge_scan"), {"code": "abc"})
        assert response.status_code == 200
        assert "ec-warning" in body(response)


class TestPages:
    def test_list_issue_and_print(self, firm, worker, colleagues, clerk, sign_in):
        client = sign_in(clerk)
        url = reverse("enterprises:badges", args=[firm.pk])
        assert SECRET in body(client.get(url))
        chosen = {"worker": [worker.pk, colleagues[0].pk], "then": "print"}
        for _ in range(2):  # sent twice
            response = client.post(reverse("enterprises:badge_issue", args=[firm.pk]), chosen)
        assert Badge.objects.count() == 2
        pdf = client.get(response.url)
        assert pdf["Content-Type"] == "application/pdf"
        text = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=pdf.content, capture_output=True, check=True
        ).stdout.decode()
        assert SECRET in text
        assert colleagues[0].name in text
        assert colleagues[1].name not in text
        assert "Sao Mai" in text
        assert NUMBER[-6:] not in text

    def test_search_and_those_without(self, firm, worker, colleagues, clerk, sign_in):
        badges.issue(firm, [worker.pk], by=clerk, at=NOW)
        client, url = sign_in(clerk), reverse("enterprises:badges", args=[firm.pk])
        found = client.get(url, {"q": "bi mat"}).context["rows"]
        assert [row["spell"].worker for row in found] == [worker]
        without = client.get(url, {"show": "without"}).context["rows"]
        assert {row["spell"].worker for row in without} == set(colleagues)

    def test_the_list_costs_the_same_for_more_people(self, firm, clerk, sign_in,
                                                     django_assert_max_num_queries):  # fmt: skip
        for person in WorkerFactory.create_batch(55):
            SpellFactory(worker=person, enterprise=firm)
        client = sign_in(clerk)
        with django_assert_max_num_queries(14):
            client.get(reverse("enterprises:badges", args=[firm.pk]))

    def test_parts_of_a_big_enterprise(
        self, monkeypatch, firm, worker, colleagues, clerk, sign_in
    ):
        monkeypatch.setattr(badge_sheets, "MOST", 2)
        badges.issue(firm, by=clerk, at=NOW)
        client = sign_in(clerk)
        page = client.get(reverse("enterprises:badges", args=[firm.pk]))
        assert page.context["parts"] == [(1, "1–2"), (2, "3–4"), (3, "5–5")]
        printed = []
        monkeypatch.setattr(
            badge_sheets, "render", lambda firm, rows: printed.extend(rows) or b"%PDF-"
        )
        for part in (1, 2, 3):
            client.get(reverse("enterprises:badge_sheets", args=[firm.pk, part]))
        assert len(printed) == len(set(printed)) == 5
        beyond = client.get(reverse("enterprises:badge_sheets", args=[firm.pk, 4]))
        assert beyond.status_code == 302

    def test_revoking_asks_why(self, badge, clerk, sign_in):
        client, url = sign_in(clerk), reverse("enterprises:badge_revoke", args=[badge.pk])
        assert client.post(url, {}).status_code == 422
        for _ in range(2):
            assert client.post(url, {"reason": "LOST", "replace": "on"}).status_code == 302
        assert Badge.objects.filter(worker=badge.worker).count() == 2
        assert Badge.objects.filter(worker=badge.worker, revoked_at=None).count() == 1

    def test_an_inspector_looks_and_changes_nothing(self, badge, firm, inspector, sign_in):
        client = sign_in(inspector)
        assert client.get(reverse("enterprises:badges", args=[firm.pk])).status_code == 200
        assert client.post(reverse("enterprises:badge_issue", args=[firm.pk])).status_code == 403
        assert client.get(reverse("enterprises:badge_revoke", args=[badge.pk])).status_code == 403

    def test_another_province_answers_404(self, badge, firm, foreign_inspector, sign_in):
        client = sign_in(foreign_inspector)
        assert client.get(reverse("enterprises:badges", args=[firm.pk])).status_code == 404
        assert (
            client.get(reverse("enterprises:badge_sheets", args=[firm.pk, 1])).status_code == 404
        )
        assert client.post(reverse("enterprises:badge_revoke", args=[badge.pk])).status_code == 404
