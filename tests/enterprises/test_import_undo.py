"""A whole import taken back: the register is what it was, except for what others did since."""

import random
from datetime import date, timedelta

import pytest

from ecms.audit.models import AuditEvent
from ecms.core import clock
from enterprises.models import Enterprise, Flag, Headcount, ImportJob, Site, StatusChange
from enterprises.rules.search import search_text
from enterprises.rules.tax_code import check_digit
from enterprises.services import register as verbs
from enterprises.services.imports import jobs, work
from enterprises.services.imports.adapters import adapter_for
from tests.enterprises.lists import ROWS, TITLES, carried_out, checked, csv_bytes
from tests.factories import NOW, ProvinceFactory

pytestmark = pytest.mark.django_db

LATER = date(2026, 9, 30)
# What an undo may leave different: when it happened, and the stated score, which is counted
# anew from everything that is known on the day.
MOVES = {"updated_at", "risk_on", "risk_score", "risk_reasons", "risk_model"}


def undone(job, by):
    jobs.undo(job=job, by=by, at=clock.now())
    work.undo(job.pk, clock=clock.now)
    return ImportJob.objects.get(pk=job.pk)


def picture():
    """Every fact of the register."""
    firms = {
        row["tax_code"]: {k: v for k, v in row.items() if k not in MOVES}
        for row in Enterprise.objects.values()
    }
    return (
        firms,
        sorted(Headcount.objects.values_list(
            "enterprise", "on", "source", "total", "women", "insured", "job")),
        sorted(StatusChange.objects.values_list("enterprise", "on", "status", "source")),
        sorted(Flag.objects.values_list("enterprise", "kind", "settled_at", "facts__insured")),
    )  # fmt: skip


def differences(before, after):
    """What is not as it was, named."""
    found = [(code, field, was, after[0].get(code, {}).get(field))
             for code, row in before[0].items()
             for field, was in row.items() if after[0].get(code, {}).get(field) != was]  # fmt: skip
    found += [("more", code) for code in after[0].keys() - before[0].keys()]
    for was, now in zip(before[1:], after[1:], strict=True):
        found += [("only before", row) for row in was if row not in now]
        found += [("only after", row) for row in now if row not in was]
    return found


def codes(count):
    found = []
    for number in range(360070000, 360079999):
        if digit := check_digit(str(number)):
            found.append(f"{number}{digit}")
        if len(found) == count:
            return found
    raise AssertionError


FULL = [*TITLES, "Nữ", "Tình trạng", "Công đoàn", "Lao động đóng BHXH", "Điện thoại"]


def a_row(chance, code):
    """A row with some cells empty, as lists are."""
    workers = chance.randint(40, 400)
    cells = [
        code,
        f"Công ty TNHH {chance.choice(['Ánh Dương', 'Đức Phát', 'Hòa Bình'])} {code[-3:]}",
        chance.choice(["", f"Số {chance.randint(1, 9)} đường Trần Phú"]),
        chance.choice(["", "Trấn Biên", "Tam Hiệp"]),
        chance.choice(["", "C", "26"]),
        chance.choice(["", str(workers)]),
        "",
        chance.choice(["", "Đang hoạt động", "Tạm ngừng"]),
        chance.choice(["", "Có", "Không"]),
        chance.choice(["", str(chance.randint(1, 400))]),
        chance.choice(["", "0251 3822 222"]),
    ]
    if cells[5]:
        cells[6] = chance.choice(["", str(workers // 2)])
    return cells


@pytest.mark.parametrize("seed", range(6))
def test_undo_of_random_changes_gives_the_register_back(register, clerk, seed):
    chance = random.Random(seed)
    known = codes(24)
    carried_out(csv_bytes([a_row(chance, c) for c in known[:16]], FULL), clerk, register)
    before = picture()
    # Mostly the same enterprises with other facts, some new ones, some rows sent twice.
    rows = [a_row(chance, code) for code in chance.sample(known, 18)]
    source = chance.choice(["Cơ quan thuế", "Bảo hiểm xã hội"])
    as_of = chance.choice([LATER, date(2026, 6, 30)])
    job = carried_out(csv_bytes([*rows, rows[0]], FULL), clerk, register, as_of=as_of,
                      source=source)  # fmt: skip
    assert job.state == "DONE"
    assert picture() != before
    job = undone(job, clerk)
    assert (job.state, job.problem) == ("UNDONE", {})
    assert differences(before, picture()) == []
    for firm in Enterprise.objects.all():
        assert firm.folded == search_text(firm.search_parts())


class TestUndo:
    @pytest.fixture
    def first(self, register, clerk):
        return carried_out(csv_bytes(), clerk, register)

    def test_plan_says_and_does_nothing(self, register, clerk, first):
        before = picture()
        plan = adapter_for(first.kind).plan_undo(first)
        assert (plan.removed, plan.restored, plan.kept_count) == (2, 0, 0)
        assert picture() == before

    def test_it_runs_once_and_is_recorded(self, register, clerk, first):
        assert jobs.undo(job=first, by=clerk, at=clock.now())
        assert not jobs.undo(job=first, by=clerk, at=clock.now())
        for _ in range(2):
            work.undo(first.pk, clock=clock.now)
        assert not jobs.undo(job=first, by=clerk, at=clock.now())
        first.refresh_from_db()
        assert (first.state, first.undone_by) == ("UNDONE", clerk)
        assert not Enterprise.objects.exists()
        assert Enterprise.history.filter(history_type="-").count() == 2
        event = AuditEvent.objects.get(event="import.undone")
        assert event.data["removed"] == 2

    def test_only_a_finished_import_can_be_undone(self, register, clerk):
        job = checked(csv_bytes(), clerk, register)
        with pytest.raises(jobs.NotPossible):
            jobs.undo(job=job, by=clerk, at=NOW)

    def test_enterprises_with_something_on_them_stay_and_are_named(self, register, clerk, first):
        firm = Enterprise.objects.get(tax_code="3600259786")
        Site.objects.create(enterprise=firm, name="Xưởng 2", province=register)
        job = undone(first, clerk)
        assert Enterprise.objects.get() == firm
        assert job.summary["undo"]["removed"] == 1
        name, url, code, params = job.summary["undo"]["kept"][0]
        assert (name, code, params) == (firm.name, "in_use", {"what": "enterprises.site"})
        assert url.endswith(f"/{firm.pk}/")

    def test_facts_changed_since_stay_and_are_listed(self, register, clerk, first):
        rows = [[*ROWS[1][:2], "KCN Amata", *ROWS[1][3:5], "90"]]
        second = carried_out(csv_bytes(rows), clerk, register, as_of=LATER)
        firm = Enterprise.objects.get(tax_code="3600259786")
        verbs.correct(
            enterprise=firm, values={"phone": "0251 3999 999"}, reason="x", by=clerk,
            at=clock.now(),
        )  # fmt: skip
        Enterprise.objects.filter(pk=firm.pk).update(address="Số 9 đường Mới")
        job = undone(second, clerk)
        firm.refresh_from_db()
        assert (firm.workers, firm.address, firm.phone) == (85, "Số 9 đường Mới", "0251 3999 999")
        skipped = job.summary["undo"]["skipped"]
        assert [(row[2], row[3]) for row in skipped] == [("changed_since", {"field": "address"})]
        assert firm.origin("workers")["job"] == first.pk

    def test_a_later_import_keeps_its_word(self, register, clerk, first):
        rows = [[*ROWS[1][:5], "90"]]
        second = carried_out(csv_bytes(rows), clerk, register, as_of=LATER)
        third = carried_out(
            csv_bytes([[*ROWS[1][:5], "95"]]), clerk, register, as_of=LATER + timedelta(days=9)
        )
        undone(second, clerk)
        firm = Enterprise.objects.get(tax_code="3600259786")
        assert firm.workers == 95
        undone(third, clerk)
        firm.refresh_from_db()
        assert firm.workers == 85  # not 90, which the third list found and nobody believes now
        assert firm.origin("workers")["job"] == first.pk
        head = firm.headcounts.get()
        assert (head.total, head.job) == (85, first)

    def test_figures_of_one_day_and_source_go_back_past_what_was_undone(
        self, register, clerk, first
    ):
        second = carried_out(csv_bytes([[*ROWS[1][:5], "90"]]), clerk, register)
        third = carried_out(csv_bytes([[*ROWS[1][:5], "95"]]), clerk, register)
        undone(second, clerk)
        undone(third, clerk)
        head = Headcount.objects.get(enterprise__tax_code="3600259786")
        assert (head.total, head.job) == (85, first)

    def test_an_enterprise_that_moved_away_is_left_alone(self, register, clerk, first):
        second = carried_out(csv_bytes([[*ROWS[1][:5], "90"]]), clerk, register, as_of=LATER)
        away = ProvinceFactory(code="01")
        Enterprise.objects.filter(tax_code="3600259786").update(province=away)
        job = undone(second, clerk)
        assert Enterprise.objects.get(province=away).workers == 90
        assert job.summary["undo"]["skipped_count"] == 1

    def test_failure_in_the_middle_leaves_the_import_standing(
        self, register, clerk, first, monkeypatch
    ):
        before = picture()

        def explode(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr("enterprises.services.imports.ties.remove", explode)
        job = undone(first, clerk)
        assert (job.state, job.problem["code"], job.undone_at) == ("DONE", "undo_failed", None)
        assert picture() == before

    def test_cancelled_before_a_worker_came(self, register, clerk, first):
        jobs.undo(job=first, by=clerk, at=clock.now())
        assert jobs.cancel(job=first, by=clerk, at=clock.now())
        work.undo(first.pk, clock=clock.now)
        first.refresh_from_db()
        assert (first.state, first.undone_at) == ("DONE", None)
        assert Enterprise.objects.count() == 2
        assert first.rows.count() == 2

    def test_sweeper_hands_a_broken_undo_out_again(self, register, clerk, first):
        jobs.undo(job=first, by=clerk, at=NOW)
        assert work.sweep(at=NOW + timedelta(minutes=5)) == ([], [], [first.pk])
        ImportJob.objects.filter(pk=first.pk).update(attempts=3)
        assert work.sweep(at=NOW + timedelta(minutes=5)) == ([], [], [])
        first.refresh_from_db()
        assert (first.state, first.problem["code"]) == ("DONE", "worker_lost")
