"""A worker process killed in the middle, a cancel in the middle, two imports at once: for real."""

from datetime import timedelta

import pytest

from ecms.core import clock
from enterprises.models import Enterprise, Headcount, ImportJob, Spell, Worker
from enterprises.services.imports import jobs, work
from tests.enterprises.lists import ROWS, checked, csv_bytes, sent
from tests.enterprises.processes import go_on, worker
from tests.enterprises.workforce import lists as people
from tests.factories import EnterpriseFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.stack]

WRITTEN = "enterprises.services.imports.flags.raise_for"  # called after enterprises were written
EMPLOYED = "enterprises.services.workforce.counting.refresh"  # … after employment was
JUDGED = "enterprises.services.imports.summary.counts"  # … after the rows were judged


@pytest.fixture
def ready(register, clerk):
    job = checked(csv_bytes(), clerk, register)
    jobs.confirm(job=job, by=clerk, at=clock.now())
    return job


@pytest.fixture
def staff(province, clerk):
    """A confirmed list of two workers."""
    firm = EnterpriseFactory(province=province, tax_code="3600259786")
    job = people.checked([people.person(firm, 1), people.person(firm, 2)], clerk, province)
    jobs.confirm(job=job, by=clerk, at=clock.now())
    return job


def swept(job):
    """What the sweeper finds some minutes later; the heartbeat is then as good as gone."""
    found = work.sweep(at=clock.now() + timedelta(minutes=5))
    ImportJob.objects.filter(pk=job.pk).update(heartbeat_at=None)
    return found


def test_killed_in_the_middle_leaves_nothing_and_is_taken_up_again(ready):
    with worker(ready, "commit", WRITTEN):
        pass
    ready.refresh_from_db()
    assert ready.state == "COMMITTING"
    assert not Enterprise.objects.exists()
    assert not Headcount.objects.exists()
    assert swept(ready) == ([], [ready.pk], [])
    work.commit(ready.pk, clock=clock.now)
    ready.refresh_from_db()
    assert (ready.state, ready.attempts) == ("DONE", 2)
    assert Enterprise.objects.count() == 2
    assert Enterprise.history.count() == 2
    assert Headcount.objects.count() == 2


def test_a_check_killed_in_the_middle_is_done_again_from_the_file(register, clerk):
    job = sent(csv_bytes(), clerk, register)
    with worker(job, "check", JUDGED):
        pass
    job.refresh_from_db()
    assert job.state == "CHECKING"
    assert swept(job) == ([job.pk], [], [])
    work.check(job.pk, clock=clock.now)
    job.refresh_from_db()
    assert (job.state, job.new, job.rows.count()) == ("READY", 2, 2)


def test_a_list_of_workers_killed_in_the_middle(staff):
    with worker(staff, "commit", EMPLOYED):
        pass
    assert (Worker.objects.count(), Spell.objects.count()) == (0, 0)
    assert swept(staff) == ([], [staff.pk], [])
    work.commit(staff.pk, clock=clock.now)
    assert (Worker.objects.count(), Spell.objects.count()) == (2, 2)


def test_an_undo_killed_in_the_middle(staff, clerk):
    work.commit(staff.pk, clock=clock.now)
    jobs.undo(job=staff, by=clerk, at=clock.now())
    with worker(staff, "undo", "enterprises.services.workforce.counting.take_back"):
        pass
    assert (Worker.objects.count(), Spell.objects.count()) == (2, 2)
    assert swept(staff) == ([], [], [staff.pk])
    work.undo(staff.pk, clock=clock.now)
    staff.refresh_from_db()
    assert (staff.state, Worker.objects.count(), Spell.objects.count()) == ("UNDONE", 0, 0)


def test_cancelled_by_a_person_while_another_process_writes(ready, clerk):
    with worker(ready, "commit", WRITTEN) as process:
        assert jobs.cancel(job=ready, by=clerk, at=clock.now())
        go_on(process)
    ready.refresh_from_db()
    assert ready.state == "CANCELLED"
    assert not Enterprise.objects.exists()


def test_who_was_taken_for_dead_writes_nothing_over_the_one_after(ready):
    """A worker that hangs longer than its heartbeat, and comes back."""
    with worker(ready, "commit", WRITTEN) as process:
        ImportJob.objects.filter(pk=ready.pk).update(attempts=2, heartbeat_at=clock.now())
        go_on(process)
    ready.refresh_from_db()
    assert (ready.state, ready.attempts) == ("COMMITTING", 2)
    assert not Enterprise.objects.exists()


def test_two_imports_of_a_province_one_after_the_other(register, clerk, ready, monkeypatch):
    """The second waits for the first, and gives itself back when that takes long."""
    second = checked(csv_bytes([[*ROWS[0][:5], "7"]]), clerk, register, source="Khác")
    jobs.confirm(job=second, by=clerk, at=clock.now())
    with worker(ready, "commit", WRITTEN) as process:
        monkeypatch.setattr(work, "PATIENCE", 1)
        work.commit(second.pk, clock=clock.now)
        second.refresh_from_db()
        assert (second.state, second.attempts, second.heartbeat_at) == ("COMMITTING", 0, None)
        go_on(process)
    work.commit(second.pk, clock=clock.now)  # the register moved: to be looked at again
    second.refresh_from_db()
    assert (second.state, second.problem["code"]) == ("READY", "changed_meanwhile")
