"""Whole lists and files of changes through the engine: verdicts, writing, undo, other provinces."""

import logging
from datetime import date, timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecms.audit.models import AuditEvent
from ecms.core import clock
from ecms.core.secrets import decrypt
from enterprises.enums import ImportKind
from enterprises.models import Badge, Flag, Headcount, ImportJob, ImportRow, Spell, Worker
from enterprises.services import badges
from enterprises.services.imports import jobs, work
from enterprises.services.imports.refusal import Cancelled
from enterprises.services.workforce import committing, spells
from enterprises.services.workforce.counting import SOURCE
from tests.enterprises.workforce.lists import (
    AS_OF,
    checked,
    confirmed,
    done,
    move,
    notes,
    number,
    person,
)
from tests.factories import NOW
from tests.worker_factories import (
    SharedPlaceFactory,
    SharedStayFactory,
    SpellFactory,
    WorkerFactory,
)

pytestmark = pytest.mark.django_db
LATER = AS_OF + timedelta(days=2)


def open_there(firm):
    return Spell.objects.filter(enterprise=firm, ended_on=None)


def moves(rows, by, province, **kwargs):
    return done(rows, by, province, kind=ImportKind.MOVES, **kwargs)


class TestWholeList:
    def test_the_first_list_brings_people_and_employment(self, firm, sites, clerk, province):
        rows = [person(firm, 1, site="a"), person(firm, 2, sex="Nam", identity=number(2, sex="M"))]
        job = done(rows, clerk, province)
        assert (job.new, job.refused) == (2, 0)
        worker = Worker.objects.get(name="Trần Thị Mai 1")
        assert (decrypt(worker.identity), worker.sex) == (number(1), "F")
        assert worker.born_on == date(1990, 5, 17)
        spell = worker.spells.get()
        assert (spell.site, spell.started_on, spell.contract) == (
            sites[0],
            date(2026, 1, 5),
            "INDEF",
        )
        assert (spell.is_insured, spell.is_full_time, spell.job) == (True, True, job)

    def test_it_is_the_headcount_and_makes_the_list_fresh(self, firm, clerk, province):
        child = {"identity": number(3, year=2010), "born": "01/01/2010"}
        done([person(firm, 1), person(firm, 3, **child)], clerk, province)
        count = Headcount.objects.get(enterprise=firm, source=SOURCE)
        assert (count.on, count.total, count.women, count.minors) == (AS_OF, 2, 2, 1)
        firm.refresh_from_db()
        assert (firm.workforce_on, firm.workforce_due_on) == (AS_OF, date(2026, 12, 4))
        assert (firm.workers, firm.workers_on) == (2, AS_OF)
        assert firm.origin("workers")["source"] == SOURCE

    def test_the_same_list_again_changes_nothing_but_freshness(self, firm, clerk, province):
        rows = [person(firm, n) for n in range(1, 4)]
        done(rows, clerk, province)
        before = list(Spell.objects.order_by("pk").values())
        job = done(rows, clerk, province, as_of=LATER)
        assert (job.new, job.changed, job.unchanged) == (0, 0, 3)
        assert list(Spell.objects.order_by("pk").values()) == before
        firm.refresh_from_db()
        assert firm.workforce_on == LATER

    def test_who_is_not_in_it_has_left(self, firm, clerk, province):
        done([person(firm, n) for n in range(1, 4)], clerk, province)
        job = checked([person(firm, 1)], clerk, province, as_of=LATER)
        assert (job.changed, job.summary["gone"]) == (2, 2)
        confirmed(job, clerk)
        assert open_there(firm).count() == 1
        gone = Spell.objects.exclude(ended_on=None).values_list("ended_on", flat=True)
        assert set(gone) == {LATER - timedelta(days=1)}

    def test_a_row_that_cannot_be_read_sends_nobody_away(self, firm, clerk, province):
        done([person(firm, n) for n in range(1, 4)], clerk, province)
        rows = [person(firm, 1), person(firm, 2, identity="07509"), person(firm, 3)]
        job = checked(rows, clerk, province, as_of=LATER)
        assert (job.refused, job.summary["gone"]) == (1, 0)

    def test_changed_facts_show_old_and_new(self, firm, clerk, province):
        done([person(firm, 1)], clerk, province)
        job = checked([person(firm, 1, work="Tổ trưởng", insured="không")], clerk, province)
        row = job.rows.get(verdict="CHANGED")
        assert row.changes == {
            "job_title": ["Công nhân may", "Tổ trưởng"],
            "is_insured": [True, False],
        }
        confirmed(job, clerk)
        spell = Spell.objects.get()
        assert (spell.job_title, spell.is_insured) == ("Tổ trưởng", False)

    def test_another_site_is_a_new_employment_from_that_day(self, firm, sites, clerk, province):
        done([person(firm, 1, site="A")], clerk, province)
        done([person(firm, 1, site="B")], clerk, province, as_of=LATER)
        first, last = Spell.objects.order_by("started_on")
        assert (first.site, first.ended_on) == (sites[0], LATER - timedelta(days=1))
        assert (last.site, last.started_on, last.ended_on) == (sites[1], LATER, None)

    def test_an_older_list_is_refused(self, firm, clerk, province):
        done([person(firm, 1)], clerk, province, as_of=LATER)
        job = checked([person(firm, 1)], clerk, province, as_of=AS_OF)
        assert notes(job)[2][1] == ["older_list"]
        assert job.summary["gone"] == 0

    def test_one_employer_needs_no_tax_code(self, firm, clerk, province):
        job = checked([person(firm, 1, tax_code="")], clerk, province, enterprise=firm)
        assert (job.new, job.refused) == (1, 0)

    def test_a_list_of_one_employer_speaks_of_no_other(self, firm, second, clerk, province):
        job = checked([person(second, 1)], clerk, province, enterprise=firm)
        assert notes(job)[2][1] == ["other_employer"]


class TestBadRows:
    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ({"identity": number(1, place="003")}, "identity_place"),
            ({"identity": number(1, year=1991)}, "identity_year"),
            ({"identity": "7,50910E+10"}, "identity_rounded"),
            ({"identity": "", "born": ""}, "nobody"),
            ({"born": "35/13/1990"}, "date_wrong"),
            ({"since": "06/10/2026"}, "start_future"),
            ({"tax_code": "3600259787"}, "tax_code_check_digit"),
            ({"tax_code": "9900000104"}, "employer_unknown"),
            ({"name": ""}, "name_missing"),
        ],
    )
    def test_refused_with_a_reason(self, firm, clerk, province, given, reason):
        job = checked([person(firm, 1, **given)], clerk, province)
        assert notes(job)[2] == ("REFUSED", [reason], notes(job)[2][2])

    @pytest.mark.parametrize(
        ("given", "warning"),
        [
            ({"sex": "Nam"}, "identity_sex"),
            ({"identity": number(1)[1:]}, "identity_repaired"),
            ({"identity": ""}, "no_paper"),
            ({"site": "Z9"}, "site_unknown"),
            ({"contract": "???"}, "word_unknown"),
            ({"identity": "C1234567"}, "nationality_missing"),
            ({"identity": number(1, year=2012), "born": "17/05/2012"}, "under_15"),
        ],
    )
    def test_taken_with_a_warning(self, firm, clerk, province, given, warning):
        job = checked([person(firm, 1, **given)], clerk, province)
        assert notes(job)[2] == ("NEW", [], [warning])

    def test_the_same_person_twice_in_a_file(self, firm, clerk, province):
        job = checked([person(firm, 1), person(firm, 1, name="Tran thi mai 1")], clerk, province)
        assert notes(job)[3][:2] == ("REFUSED", ["duplicate_worker"])

    def test_one_number_under_two_spellings_shows_both(self, firm, clerk, province):
        done([person(firm, 1)], clerk, province)
        job = checked([person(firm, 1, name="Trần Thị Mây")], clerk, province)
        row = job.rows.get()
        assert row.warnings == [["other_name", {"known": "Trần Thị Mai 1"}]]
        assert Worker.objects.get().name == "Trần Thị Mai 1"

    def test_another_spelling_of_the_same_name_is_no_news(self, firm, clerk, province):
        done([person(firm, 1)], clerk, province)
        job = checked([person(firm, 1, name="TRAN THI  MAI 1")], clerk, province)
        assert (job.unchanged, job.warned) == (1, 0)

    def test_a_name_of_another_province_is_not_told(self, firm, foreign, clerk, province):
        SpellFactory(enterprise=foreign, worker=WorkerFactory(number=number(1), name="Lê Bí Mật"))
        job = checked([person(firm, 1)], clerk, province)
        row = job.rows.get()
        assert ["other_name_elsewhere", {}] in row.warnings
        assert "Bí Mật" not in str(row.warnings) + row.name

    def test_two_numbers_for_one_name_and_birthday(self, firm, clerk, province):
        done([person(firm, 1)], clerk, province)
        twin = person(firm, 9, name="Trần Thị Mai 1")
        job = checked([person(firm, 1), twin], clerk, province)
        assert notes(job)[3] == ("NEW", [], ["namesake", "namesake_row"])

    def test_an_employer_of_another_province_is_refused(self, foreign, clerk, province):
        job = checked([person(foreign, 1)], clerk, province)
        assert notes(job)[2][1] == ["held_elsewhere"]
        assert job.rows.get().enterprise_id is None

    def test_people_without_papers_are_known_by_name_and_birthday(self, firm, clerk, province):
        rows = [person(firm, 1, identity="")]
        done(rows, clerk, province)
        job = done(rows, clerk, province, as_of=LATER)
        assert (job.new, job.unchanged, Worker.objects.count()) == (0, 1, 1)


class TestTwoJobs:
    def test_both_employers_are_flagged_without_a_name(
        self, firm, second, foreign, clerk, province
    ):
        SpellFactory(enterprise=foreign, worker=WorkerFactory(number=number(1)))
        job = done([person(firm, 1)], clerk, province)
        assert notes(job)[2] == ("NEW", [], ["other_name_elsewhere", "two_full_time"])
        flags = Flag.objects.filter(kind="TWO_JOBS")
        assert {flag.enterprise_id for flag in flags} == {firm.pk, foreign.pk}
        assert all(flag.facts == {"workers": 1} for flag in flags)

    def test_part_time_is_no_second_full_time(self, firm, second, clerk, province):
        done([person(firm, 1)], clerk, province)
        done([person(second, 1, full="bán thời gian")], clerk, province)
        assert not Flag.objects.exists()


class TestChangesOnly:
    @pytest.fixture
    def there(self, firm, sites, clerk, province):
        done([person(firm, n, site="A") for n in (1, 2, 3)], clerk, province)
        return firm

    def test_arrived_left_moved_changed(self, there, sites, clerk, province):
        rows = [
            move(there, 7, "Vào làm"), move(there, 1, "Nghỉ việc"),
            move(there, 2, "Điều chuyển", site="B"), move(there, 3, "Thay đổi", site="B"),
        ]  # fmt: skip
        job = moves(rows, clerk, province, as_of=LATER)
        assert (job.new, job.changed, job.refused) == (1, 3, 0)
        assert Worker.objects.get(name="Trần Thị Mai 7").spells.get().started_on == date(
            2026, 9, 20
        )
        assert Spell.objects.get(worker__name="Trần Thị Mai 1").ended_on == date(2026, 9, 20)
        assert open_there(there).filter(site=sites[1]).count() == 2
        assert Headcount.objects.get(enterprise=there, on=LATER).total == 3

    def test_it_says_nothing_of_anybody_else(self, there, clerk, province):
        moves([move(there, 7, "Tăng")], clerk, province, as_of=LATER)
        assert open_there(there).count() == 4

    def test_twice_sent_is_once_done(self, there, clerk, province):
        rows = [move(there, 7, "Tăng"), move(there, 1, "Giảm")]
        moves(rows, clerk, province, as_of=LATER)
        again = moves(rows, clerk, province, as_of=LATER)
        assert (again.new, again.changed, again.unchanged) == (0, 0, 2)

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ((9, "Nghỉ việc"), "not_there"),
            ((1, "Nghỉ việc", "01/01/2026"), "end_before_start"),
            ((1, "Nghỉ việc", "06/10/2026"), "end_future"),
            ((1, "Điều chuyển", "20/09/2026", "Z"), "site_unknown"),
            ((1, "hát"), "event_unknown"),
        ],
    )
    def test_refused(self, there, clerk, province, row, reason):
        job = checked([move(there, *row)], clerk, province, kind=ImportKind.MOVES)
        assert notes(job)[2][1] == [reason]

    def test_without_a_whole_list_nothing_is_counted(self, firm, clerk, province):
        job = moves([move(firm, 7, "Tăng")], clerk, province)
        firm.refresh_from_db()
        assert (firm.workforce_on, firm.workers) == (None, 120)
        assert job.summary["unlisted"] == 1

    def test_who_left_lives_and_rides_there_no_more(self, there, clerk, province):
        worker = Worker.objects.get(name="Trần Thị Mai 1")
        stay = SharedStayFactory(place=SharedPlaceFactory(enterprise=there), worker=worker)
        badges.issue(there, [worker.pk], by=clerk, at=NOW)
        job = moves([move(there, 1, "Giảm")], clerk, province, as_of=LATER)
        stay.refresh_from_db()
        assert stay.ended_on == date(2026, 9, 20)
        assert Badge.objects.get().revoked_at is not None
        jobs.undo(job=job, by=clerk, at=clock.now())
        work.undo(job.pk, clock=clock.now)
        stay.refresh_from_db()
        assert (stay.ended_on, Badge.objects.get().revoked_at) == (None, None)

    def test_the_cost_does_not_grow_with_the_file(self, there, clerk, province):
        def cost(serials):
            rows = [move(there, n, "Tăng") for n in serials]
            with CaptureQueriesContext(
                connection,
            ) as queries:
                moves(rows, clerk, province, as_of=LATER)
            return len(queries)

        small = cost(range(100, 102))
        assert cost(range(200, 260)) == small


class TestUndo:
    def state(self):
        fields = [f.attname for f in Spell._meta.concrete_fields if f.name != "updated_at"]
        return list(Spell.objects.order_by("pk").values(*fields)), Worker.objects.count()

    def undone(self, job, by):
        jobs.undo(job=job, by=by, at=clock.now())
        work.undo(job.pk, clock=clock.now)
        return ImportJob.objects.get(pk=job.pk)

    def test_everything_is_as_before(self, firm, sites, clerk, province):
        done([person(firm, n, site="A") for n in (1, 2, 3)], clerk, province)
        before = self.state()
        rows = [
            person(firm, 1, site="B"), person(firm, 2, site="A", work="Tổ phó"), person(firm, 8),
        ]  # fmt: skip
        job = done(rows, clerk, province, as_of=LATER)
        assert self.state() != before
        assert self.undone(job, clerk).state == "UNDONE"
        assert self.state() == before
        firm.refresh_from_db()
        assert (firm.workforce_on, firm.workers, firm.workers_on) == (AS_OF, 3, AS_OF)

    def test_the_first_list_leaves_nothing(self, firm, clerk, province):
        job = done([person(firm, 1)], clerk, province)
        self.undone(job, clerk)
        assert self.state() == ([], 0)
        firm.refresh_from_db()
        assert (firm.workforce_on, firm.workforce_due_on) == (None, None)

    def test_what_others_changed_since_stays(self, firm, clerk, province, monkeypatch):
        job = done([person(firm, 1), person(firm, 2)], clerk, province)
        spell = Spell.objects.get(worker__name="Trần Thị Mai 1")
        at = NOW + timedelta(hours=1)
        spells.change(spell=spell, facts={"job_title": "Tổ trưởng"}, by=clerk, at=at)
        job = self.undone(job, clerk)
        assert [row.worker.name for row in open_there(firm)] == ["Trần Thị Mai 1"]
        assert job.summary["undo"]["skipped_count"] == 1


class TestSafety:
    def test_a_change_after_the_check_sends_it_back(self, firm, clerk, province):
        done([person(firm, 1)], clerk, province)
        job = checked([person(firm, 1, work="Tổ trưởng")], clerk, province, as_of=LATER)
        at = NOW + timedelta(hours=1)
        spells.leave(spell=Spell.objects.get(), ended_on=AS_OF, by=clerk, at=at)
        job = confirmed(job, clerk)
        assert (job.state, job.problem["code"]) == ("READY", "changed_meanwhile")

    def test_cancelled_in_the_middle_leaves_nothing(self, firm, clerk, province, monkeypatch):
        job = checked([person(firm, 1)], clerk, province)

        def stopped(*args, **kwargs):
            raise Cancelled

        monkeypatch.setattr(committing.counting, "refresh", stopped)
        job = confirmed(job, clerk)
        assert job.state == "CANCELLED"
        assert (Spell.objects.count(), Worker.objects.count()) == (0, 0)

    def test_a_failure_in_the_middle_leaves_nothing(self, firm, clerk, province, monkeypatch):
        job = checked([person(firm, 1)], clerk, province)

        def broken(*args, **kwargs):
            raise RuntimeError(number(1))

        monkeypatch.setattr(committing.counting, "flag_arrivals", broken)
        job = confirmed(job, clerk)
        assert (job.state, Spell.objects.count()) == ("FAILED", 0)
        assert number(1) not in str(job.problem)

    def test_numbers_stand_nowhere_in_the_clear(self, firm, clerk, province, caplog):
        caplog.set_level(logging.DEBUG)
        bad = number(2, place="003")
        rows = [person(firm, 1), person(firm, 2, identity=bad)]
        job = done(rows, clerk, province)
        encode = DjangoJSONEncoder().encode
        stored = encode(list(ImportRow.objects.filter(job=job).values()))
        stored += encode(ImportJob.objects.filter(pk=job.pk).values()[0])
        stored += encode(list(AuditEvent.objects.values("data", "thing_label")))
        stored += "".join(str(value) for row in Worker.objects.values() for value in row.values())
        for secret in (number(1), bad):
            assert secret not in stored + caplog.text
        assert job.rows.get(verdict="REFUSED").raw[1] == "0031••••••02"
