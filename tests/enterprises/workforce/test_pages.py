"""Pages of workers: who sees what of whom, what is logged, what they cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecms.audit.models import AuditEvent, ReadAccess
from enterprises.models import Spell, Worker
from enterprises.services.workforce import spells
from tests.enterprises.workforce.lists import number
from tests.factories import NOW, TODAY
from tests.worker_factories import SpellFactory, WorkerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return WorkerFactory(number=number(1), name="Trần Thị Bích", folded="tran thi bich")


@pytest.fixture
def spell(firm, worker):
    return SpellFactory(enterprise=firm, worker=worker, is_insured=False, contract="NONE")


def own_pages(spell):
    firm, worker = spell.enterprise_id, spell.worker_id
    return {
        "workforce": [firm], "workforce_panel": [firm], "workers": [firm], "worker": [worker],
        "worker_find": [], "workforce_freshness": [],
    }  # fmt: skip


def edit_pages(spell):
    own = [spell.pk]
    return {
        "worker_arrive": [spell.enterprise_id], "spell_leave": own, "spell_move": own,
        "spell_change": own,
    }  # fmt: skip


class TestScope:
    def test_the_whole_number_is_in_no_page(self, spell, chief_inspector, sign_in):
        client = sign_in(chief_inspector)
        for name, args in (own_pages(spell) | edit_pages(spell)).items():
            answer = client.get(reverse(f"enterprises:{name}", args=args))
            assert answer.status_code == 200, name
            assert number(1) not in answer.content.decode(), name

    def test_masked_in_the_list(self, spell, inspector, sign_in):
        text = (
            sign_in(inspector)
            .get(reverse("enterprises:workers", args=[spell.enterprise_id]))
            .content.decode()
        )
        assert "0751••••••01" in text

    @pytest.mark.parametrize("name", ["workforce", "workforce_panel", "workers", "worker"])
    def test_another_province_answers_404(self, spell, foreign_inspector, sign_in, name):
        url = reverse(f"enterprises:{name}", args=own_pages(spell)[name])
        assert sign_in(foreign_inspector).get(url).status_code == 404

    @pytest.mark.parametrize("name", ["spell_leave", "spell_move", "spell_change"])
    def test_who_may_not_edit_is_refused(self, spell, inspector, sign_in, name):
        url = reverse(f"enterprises:{name}", args=[spell.pk])
        assert sign_in(inspector).get(url).status_code == 403

    def test_without_the_right_nothing_of_workers_is_shown(
        self, spell, ministry_official, sign_in
    ):
        client = sign_in(ministry_official)
        for name, args in own_pages(spell).items():
            answer = client.get(reverse(f"enterprises:{name}", args=args))
            assert answer.status_code == 403
        dossier = client.get(reverse("enterprises:detail", args=[spell.enterprise_id]))
        for secret in (
            "Bích",
            "0751",
            reverse("enterprises:workforce", args=[spell.enterprise_id]),
        ):
            assert secret not in dossier.content.decode()

    def test_employment_elsewhere_is_not_shown(self, spell, foreign, inspector, sign_in):
        SpellFactory(enterprise=foreign, worker=spell.worker)
        page = sign_in(inspector).get(reverse("enterprises:worker", args=[spell.worker_id]))
        assert foreign.name not in page.content.decode()
        assert len(page.context["rows"]) == 1


class TestNumbers:
    def test_shown_with_a_reason_that_is_recorded(self, spell, chief_inspector, sign_in):
        client = sign_in(chief_inspector)
        url = reverse("enterprises:worker_identity", args=[spell.worker_id])
        assert number(1) not in client.get(url).content.decode()
        assert client.post(url, {"reason": ""}).status_code == 422
        answer = client.post(url, {"reason": "Ghi vào biên bản"})
        assert number(1) in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
        log = ReadAccess.objects.filter(object_id=spell.worker_id).latest("pk")
        assert (log.purpose, log.reader) == ("identity: Ghi vào biên bản", chief_inspector)

    def test_not_without_the_right(self, spell, inspector, sign_in):
        client = sign_in(inspector)
        url = reverse("enterprises:worker_identity", args=[spell.worker_id])
        assert client.post(url, {"reason": "Ghi vào biên bản"}).status_code == 403
        page = client.get(reverse("enterprises:worker", args=[spell.worker_id]))
        assert url not in page.content.decode()

    def test_found_by_the_whole_number_only(self, spell, inspector, sign_in):
        client = sign_in(inspector)
        url = reverse("enterprises:worker_find")
        answer = client.post(url, {"identity": number(1)})
        assert answer.url == reverse("enterprises:worker", args=[spell.worker_id])
        assert ReadAccess.objects.filter(purpose="found by number").count() == 1
        assert client.post(url, {"identity": number(1)[:10]}).status_code == 422
        assert client.post(url, {"identity": number(2)}).status_code == 422

    def test_somebody_of_another_province_is_nobody(self, foreign, inspector, sign_in):
        SpellFactory(enterprise=foreign, worker=WorkerFactory(number=number(1)))
        url = reverse("enterprises:worker_find")
        there = sign_in(inspector).post(url, {"identity": number(1)})
        nobody = sign_in(inspector).post(url, {"identity": number(2)})
        assert there.context["form"].errors == nobody.context["form"].errors

    def test_found_within_one_employer(self, spell, second, inspector, sign_in):
        client = sign_in(inspector)
        here = reverse("enterprises:worker_find_here", args=[spell.enterprise_id])
        there = reverse("enterprises:worker_find_here", args=[second.pk])
        worker = reverse("enterprises:worker", args=[spell.worker_id])
        assert client.post(here, {"identity": number(1)}).url == worker
        assert client.post(there, {"identity": number(1)}).url != worker


class TestList:
    def names(self, client, firm, **query):
        page = client.get(reverse("enterprises:workers", args=[firm.pk]), query)
        return [row["worker"].name for row in page.context["rows"]]

    def test_found_without_accents_and_filtered(self, spell, firm, sites, inspector, sign_in):
        SpellFactory(enterprise=firm, site=sites[0], contract_until=date(2026, 9, 30))
        client = sign_in(inspector)
        assert self.names(client, firm, q="tran bich") == ["Trần Thị Bích"]
        assert self.names(client, firm, group="not_insured") == ["Trần Thị Bích"]
        assert self.names(client, firm, group="no_contract") == ["Trần Thị Bích"]
        assert len(self.names(client, firm, group="contract_over")) == 1
        assert len(self.names(client, firm, site=sites[0].pk)) == 1
        assert self.names(client, firm, site="none") == ["Trần Thị Bích"]
        assert self.names(client, firm, gone="1") == []
        assert len(self.names(client, firm)) == 2

    def test_reads_are_logged(self, spell, inspector, sign_in):
        client = sign_in(inspector)
        for name, args in list(own_pages(spell).items())[2:4]:
            client.get(reverse(f"enterprises:{name}", args=args))
        assert set(ReadAccess.objects.values_list("purpose", flat=True)) == {"workers", ""}

    @pytest.mark.parametrize(("name", "most"), [("workers", 14), ("workforce", 14)])
    def test_the_cost_does_not_grow(self, firm, inspector, sign_in, name, most):
        client = sign_in(inspector)
        url = reverse(f"enterprises:{name}", args=[firm.pk])

        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            return len(queries)

        SpellFactory(enterprise=firm)
        client.get(url)
        small = cost()
        SpellFactory.create_batch(20, enterprise=firm)
        assert cost() == small <= most


class TestForms:
    def test_an_arrival(self, firm, clerk, sign_in):
        url = reverse("enterprises:worker_arrive", args=[firm.pk])
        data = {
            "identity": number(5), "name": "Lê Thị Hoa", "born_on": "17/05/1990", "sex": "",
            "nationality": "vn", "started_on": "01/09/2026", "is_full_time": "1",
            "is_insured": "", "contract": "INDEF",
        }  # fmt: skip
        answer = sign_in(clerk).post(url, data)
        worker = Worker.objects.get()
        assert answer.url == reverse("enterprises:worker", args=[worker.pk])
        assert (worker.sex, worker.nationality) == ("F", "VN")
        assert worker.spells.get().is_insured is None

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("identity", "12345"), ("identity", number(5, year=1991)), ("born_on", "01/01/2030"),
            ("started_on", "06/10/2026"), ("nationality", "Việt Nam"), ("name", ""),
        ],
    )  # fmt: skip
    def test_wrong_input_comes_back_with_words(self, firm, clerk, sign_in, field, value):
        url = reverse("enterprises:worker_arrive", args=[firm.pk])
        data = {
            "identity": number(5), "name": "Lê Thị Hoa", "born_on": "17/05/1990",
            "nationality": "VN", "started_on": "01/09/2026", "is_full_time": "1", field: value,
        }  # fmt: skip
        answer = sign_in(clerk).post(url, data)
        assert answer.status_code == 422
        assert not Spell.objects.exists()

    def test_a_departure_and_a_change(self, spell, clerk, sign_in):
        client = sign_in(clerk)
        client.post(
            reverse("enterprises:spell_change", args=[spell.pk]),
            {"contract": "FIXED", "contract_until": "31/12/2026", "is_full_time": "0",
             "is_insured": "1", "job_title": "Thợ may"},
        )  # fmt: skip
        spell.refresh_from_db()
        assert (spell.contract, spell.is_full_time, spell.is_insured) == ("FIXED", False, True)
        client.post(
            reverse("enterprises:spell_leave", args=[spell.pk]), {"ended_on": "05/10/2026"}
        )
        spell.refresh_from_db()
        assert spell.ended_on == TODAY

    def test_nothing_has_changed(self, spell, clerk, inspector, sign_in):
        url = reverse("enterprises:workforce_confirm", args=[spell.enterprise_id])
        assert sign_in(inspector).post(url).status_code == 403
        sign_in(clerk).post(url)
        spell.enterprise.refresh_from_db()
        assert spell.enterprise.workforce_on == TODAY


class TestFreshness:
    @pytest.fixture
    def ages(self, firm, second, foreign):
        for one, day in ((firm, date(2026, 6, 4)), (foreign, date(2026, 6, 4))):
            one.workforce_on, one.workforce_due_on = date(2026, 1, 5), day
            one.save()

    def test_overdue_first_own_province_only(self, ages, firm, second, inspector, sign_in):
        page = sign_in(inspector).get(reverse("enterprises:workforce_freshness"))
        assert [row["firm"] for row in page.context["rows"]] == [firm, second]
        found = {str(figure["count"]) for figure in page.context["figures"]}
        assert found == {"0", "1"}

    @pytest.mark.parametrize(("age", "count"), [("late180", 1), ("overdue", 1), ("never", 1)])
    def test_by_age(self, ages, inspector, sign_in, age, count):
        page = sign_in(inspector).get(reverse("enterprises:workforce_freshness"), {"age": age})
        assert len(page.context["rows"]) == count

    def test_letters_for_the_chosen(self, ages, firm, foreign, clerk, inspector, sign_in):
        url = reverse("enterprises:workforce_letters")
        data = {"firm": [firm.pk, foreign.pk]}
        assert sign_in(inspector).post(url, data).status_code == 403
        answer = sign_in(clerk).post(url, data)
        assert answer.content.startswith(b"%PDF")
        events = AuditEvent.objects.filter(event="workforce.reminded")
        assert [event.object_id for event in events] == [firm.pk]


def test_a_worker_of_two_provinces_is_changed_at_home_only(spell, foreign, clerk, sign_in):
    abroad = SpellFactory(enterprise=foreign, worker=spell.worker)
    url = reverse("enterprises:spell_leave", args=[abroad.pk])
    assert sign_in(clerk).post(url, {"ended_on": "05/10/2026"}).status_code == 404
    assert spells.leave(spell=spell, ended_on=TODAY, by=clerk, at=NOW)
    abroad.refresh_from_db()
    assert abroad.ended_on is None
