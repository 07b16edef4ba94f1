"""One change by a person: locked, recorded without names, harmless when sent twice."""

from datetime import date, timedelta

import pytest

from ecms.audit.models import AuditEvent
from ecms.notifications.models import DueItem
from enterprises.models import Badge, Flag, Spell, Worker
from enterprises.rules import identity as papers
from enterprises.services import badges
from enterprises.services.workforce import people, reminding, spells
from tests.enterprises.workforce.lists import number
from tests.factories import NOW, TODAY, EnterpriseFactory
from tests.worker_factories import SpellFactory, WorkerFactory

pytestmark = pytest.mark.django_db
START = date(2026, 9, 1)


def somebody(serial=1, **given):
    paper = papers.read(number(serial), on=TODAY) if serial else None
    values = {"name": "Trần Thị Mai", "paper": paper, "born_on": date(1990, 5, 17), **given}
    return people.Person(**values)


@pytest.fixture
def arrived(firm, clerk):
    def _arrived(person=None, **given):
        values = {
            "enterprise": firm, "person": person or somebody(), "started_on": START, "facts": {},
            "by": clerk, "at": NOW, **given,
        }  # fmt: skip
        return spells.arrive(**values)

    return _arrived


class TestArrive:
    def test_a_new_person(self, arrived, firm):
        spell = arrived(facts={"job_title": "Thợ may", "is_insured": True})
        assert (spell.worker.sex, spell.worker.folded) == ("F", "tran thi mai")
        assert people.masked(spell.worker) == "0751••••••01"
        assert (spell.job_title, spell.province_id) == ("Thợ may", firm.province_id)

    def test_twice_is_once(self, arrived):
        assert arrived() == arrived()
        assert (Worker.objects.count(), Spell.objects.count()) == (1, 1)
        assert AuditEvent.objects.filter(event="worker.arrived").count() == 1

    def test_somebody_known_elsewhere_is_the_same_worker(self, arrived, foreign):
        known = SpellFactory(enterprise=foreign, worker=WorkerFactory(number=number(1))).worker
        assert arrived().worker == known

    def test_the_event_names_nobody(self, arrived):
        spell = arrived()
        event = AuditEvent.objects.get(event="worker.arrived")
        text = f"{event.data}{event.thing_label}"
        assert "Mai" not in text
        assert number(1) not in text
        assert event.thing_label == f"#{spell.worker_id}"

    @pytest.mark.parametrize(("day", "code"), [(TODAY + timedelta(days=1), "start_future")])
    def test_not_in_the_future(self, arrived, day, code):
        with pytest.raises(spells.NotPossible) as refused:
            arrived(started_on=day)
        assert refused.value.code == code

    def test_not_while_an_earlier_one_lasted(self, arrived, clerk):
        spells.leave(spell=arrived(), ended_on=date(2026, 9, 20), by=clerk, at=NOW)
        with pytest.raises(spells.NotPossible):
            arrived(started_on=date(2026, 9, 20))
        assert arrived(started_on=date(2026, 9, 21)).ended_on is None

    def test_a_site_of_another_employer(self, arrived, second, sites):
        with pytest.raises(spells.NotPossible):
            arrived(enterprise=second, site=sites[0])

    def test_two_full_time_jobs_flag_both(self, arrived, firm, second):
        arrived()
        arrived(enterprise=second)
        flagged = Flag.objects.filter(kind="TWO_JOBS").values_list("enterprise", flat=True)
        assert set(flagged) == {firm.pk, second.pk}


class TestLeave:
    def test_once(self, arrived, firm, clerk):
        spell = arrived()
        badges.issue(firm, by=clerk, at=NOW)
        assert spells.leave(spell=spell, ended_on=TODAY, by=clerk, at=NOW)
        assert not spells.leave(spell=spell, ended_on=START, by=clerk, at=NOW)
        spell.refresh_from_db()
        assert spell.ended_on == TODAY
        assert Badge.objects.get().reason == badges.LEFT

    @pytest.mark.parametrize(
        ("day", "code"),
        [
            (START - timedelta(days=1), "end_before_start"),
            (TODAY + timedelta(days=1), "end_future"),
        ],
    )
    def test_days_that_cannot_be(self, arrived, clerk, day, code):
        with pytest.raises(spells.NotPossible) as refused:
            spells.leave(spell=arrived(), ended_on=day, by=clerk, at=NOW)
        assert refused.value.code == code


class TestMove:
    def test_the_old_employment_ends_the_day_before(self, arrived, sites, clerk):
        spell = arrived(site=sites[0], facts={"job_title": "Thợ may"})
        day = date(2026, 9, 15)
        now = spells.move(spell=spell, site=sites[1], on=day, by=clerk, at=NOW)
        spell.refresh_from_db()
        assert (spell.site, spell.ended_on) == (sites[0], date(2026, 9, 14))
        assert (now.site, now.started_on, now.job_title) == (sites[1], day, "Thợ may")

    def test_on_the_first_day_it_is_a_correction(self, arrived, sites, clerk):
        spells.move(spell=arrived(site=sites[0]), site=sites[1], on=START, by=clerk, at=NOW)
        assert Spell.objects.get().site == sites[1]

    @pytest.mark.parametrize("shift", [-1, 100])
    def test_days_that_cannot_be(self, arrived, sites, clerk, shift):
        with pytest.raises(spells.NotPossible):
            spells.move(
                spell=arrived(), site=sites[1], on=START + timedelta(days=shift), by=clerk, at=NOW
            )
        assert Spell.objects.get().site is None


class TestChangeAndConfirm:
    def test_only_what_differs(self, arrived, clerk):
        spell = arrived(facts={"job_title": "Thợ may"})
        facts = {"job_title": "Thợ may", "contract": "INDEF"}
        assert spells.change(spell=spell, facts=facts, by=clerk, at=NOW) == ["contract"]
        assert spells.change(spell=spell, facts=facts, by=clerk, at=NOW) == []

    def test_one_click_a_day(self, arrived, firm, clerk):
        arrived()
        assert spells.confirm(enterprise=firm, by=clerk, at=NOW)
        assert not spells.confirm(enterprise=firm, by=clerk, at=NOW)
        firm.refresh_from_db()
        assert (firm.workforce_on, firm.workforce_due_on, firm.workers) == (
            TODAY,
            date(2026, 12, 4),
            1,
        )

    def test_changes_alone_make_no_list(self, arrived, firm):
        arrived()
        firm.refresh_from_db()
        assert firm.workforce_on is None


class TestReminders:
    @pytest.fixture
    def late(self, province):
        return EnterpriseFactory(
            province=province, workforce_on=date(2026, 1, 5), workforce_due_on=date(2026, 6, 4)
        )

    def test_one_item_for_the_province(self, late, province):
        EnterpriseFactory(province=province, workforce_due_on=date(2026, 6, 4))
        assert reminding.expect(today=TODAY, at=NOW) == 1
        assert reminding.expect(today=TODAY, at=NOW) == 1
        item = DueItem.objects.get(kind=reminding.KIND)
        assert (item.due_on, item.closed_at) == (date(2026, 6, 18), None)
        assert "145/2020" in item.legal_basis

    def test_done_when_the_letters_are_printed_until_the_next_report(self, late, clerk):
        reminding.expect(today=TODAY, at=NOW)
        reminding.written([late], by=clerk, at=NOW)
        assert reminding.expect(today=TODAY, at=NOW) == 0
        after = date(2026, 12, 5)
        assert reminding.expect(today=after, at=NOW) == 1

    def test_done_when_nobody_is_late(self, late, clerk):
        reminding.expect(today=TODAY, at=NOW)
        late.workforce_due_on = TODAY
        late.save(update_fields=["workforce_due_on"])
        assert reminding.expect(today=TODAY, at=NOW) == 0
        assert DueItem.objects.get(kind=reminding.KIND).outcome == "done"
