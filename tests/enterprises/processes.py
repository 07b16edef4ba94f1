"""A worker as a process of its own, stopped in the middle of an import."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

# ``place`` names what the worker is about to call when it stops: a function of a module.
_WORKER = """
import importlib, sys
import django
django.setup()
from enterprises.services.imports import work
from ecms.core import clock
pk, verb, place = int(sys.argv[1]), sys.argv[2], sys.argv[3]
module, _, name = place.rpartition(".")
module = importlib.import_module(module)
real = getattr(module, name)
def wait(*args, **kwargs):
    print("there", flush=True)
    sys.stdin.readline()
    return real(*args, **kwargs)
setattr(module, name, wait)
getattr(work, verb)(pk, clock=clock.now)
print("done", flush=True)
"""


@contextmanager
def worker(job, verb, place):
    """A worker that has come to ``place``; killed at the end if it still lives."""
    process = subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(job.pk), verb, place],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(), text=True,
    )  # fmt: skip
    try:
        assert process.stdout.readline() == "there\n"
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdin.close()
        process.stdout.close()
        _forgotten()


def go_on(process):
    """Let it finish."""
    process.stdin.write("\n")
    process.stdin.flush()
    assert "done\n" in process.stdout.readlines()  # beside what it logs


def _environment():
    values = connection.settings_dict
    place = values["OPTIONS"].get("host") or values["HOST"]
    address = f"postgres://{values['USER']}:{values['PASSWORD']}@/{values['NAME']}?host={place}"
    if values["PORT"]:
        address += f"&port={values['PORT']}"
    return {
        **os.environ, "ECMS_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "ecms.settings",
        "ECMS_MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }  # fmt: skip


def _forgotten():
    """The server notices that the client is gone."""
    for _ in range(50):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.1)
