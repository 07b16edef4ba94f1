"""A worker process killed in the middle, and two imports of a province at once: for real."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection

from ecms.core import clock
from enterprises.models import Enterprise, Headcount, ImportJob
from enterprises.services.imports import jobs, work
from tests.enterprises.lists import ROWS, checked, csv_bytes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.stack]

# The worker stops in the middle of its transaction, after the enterprises were written.
_WORKER = """
import sys, time
import django
django.setup()
from enterprises.services.imports import flags, work
from ecms.core import clock
def wait(*args):
    print("written", flush=True)
    time.sleep(120)
if sys.argv[2] == "wait":
    flags.raise_for = wait
getattr(work, sys.argv[3])(int(sys.argv[1]), clock=clock.now)
print("done", flush=True)
"""


def _worker(job, how, verb="commit"):
    values = connection.settings_dict
    place = values["OPTIONS"].get("host") or values["HOST"]
    address = f"postgres://{values['USER']}:{values['PASSWORD']}@/{values['NAME']}?host={place}"
    if values["PORT"]:
        address += f"&port={values['PORT']}"
    environment = {
        **os.environ, "ECMS_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "ecms.settings",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(job.pk), how, verb], stdout=subprocess.PIPE,
        env=environment, text=True,
    )  # fmt: skip


@pytest.fixture
def ready(register, clerk):
    job = checked(csv_bytes(), clerk, register)
    jobs.confirm(job=job, by=clerk, at=clock.now())
    return job


def test_killed_in_the_middle_leaves_nothing_and_is_taken_up_again(ready):
    process = _worker(ready, "wait")
    try:
        assert process.stdout.readline() == "written\n"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    for _ in range(50):  # the server notices that the client is gone
        if not _others():
            break
        time.sleep(0.1)
    ready.refresh_from_db()
    assert ready.state == "COMMITTING"
    assert not Enterprise.objects.exists()
    assert not Headcount.objects.exists()
    later = clock.now() + timedelta(minutes=5)
    assert work.sweep(at=later) == ([], [ready.pk], [])
    ImportJob.objects.filter(pk=ready.pk).update(heartbeat_at=None)
    work.commit(ready.pk, clock=clock.now)
    ready.refresh_from_db()
    assert (ready.state, ready.attempts) == ("DONE", 2)
    assert Enterprise.objects.count() == 2
    assert Enterprise.history.count() == 2
    assert Headcount.objects.count() == 2


def test_two_imports_of_a_province_one_after_the_other(register, clerk, ready, monkeypatch):
    """The second waits for the first, and gives itself back when that takes long."""
    second = checked(csv_bytes([[*ROWS[0][:5], "7"]]), clerk, register, source="Khác")
    jobs.confirm(job=second, by=clerk, at=clock.now())
    process = _worker(ready, "wait")
    try:
        assert process.stdout.readline() == "written\n"
        monkeypatch.setattr(work, "PATIENCE", 1)
        work.commit(second.pk, clock=clock.now)
        second.refresh_from_db()
        assert (second.state, second.attempts, second.heartbeat_at) == ("COMMITTING", 0, None)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def _others():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND state = 'idle in transaction'"
        )
        return cursor.fetchone()[0]
