"""ECMS in a process of its own on the test database, which a test kills and starts again."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

from ecms.core import clock

PATIENCE = 60  # seconds until a process that was started must answer


class LoneServer:
    """``start``, ``kill`` (as when the power fails), ``start`` again at the same address."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        """Start, and wait until it answers."""
        self.kill()
        facts = connection.settings_dict
        environment = os.environ | {
            "ECMS_TEST_DATABASE": facts["NAME"], "ECMS_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.e2e.lone_server", str(self.port)]
        self.process = subprocess.Popen(
            [*command, clock.now().isoformat()], env=environment, cwd=settings.BASE_DIR
        )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, "the server ended by itself"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)
        return self

    def _answers(self):
        try:
            return urlopen(f"{self.url}/field/", timeout=10).status == 200
        except OSError:
            return False

    @property
    def is_alive(self):
        """Whether the process runs."""
        return self.process.poll() is None

    def kill(self):
        """At once: nothing that runs in it is finished."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def serve(port, moment):
    """The server itself; its clock starts at ``moment`` and ticks, as that of the tests."""
    import pytest  # noqa: F401 - settings take this process for one of the tests
    import time_machine

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecms.settings")
    import django
    from django.conf import settings as chosen

    chosen.DATABASES["default"]["NAME"] = os.environ["ECMS_TEST_DATABASE"]
    chosen.MIDDLEWARE = [name for name in chosen.MIDDLEWARE if not name.startswith("zeal.")]
    chosen.ALLOWED_HOSTS = ["127.0.0.1"]
    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import WSGIServer, run
    from django.core.wsgi import get_wsgi_application

    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        handler = StaticFilesHandler(get_wsgi_application())
        run("127.0.0.1", port, handler, threading=True, server_cls=WSGIServer)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
