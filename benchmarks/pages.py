"""Pages over HTTP from gunicorn with one worker, beside an empty Django view served alike."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from benchmarks.results import Result, middle, timed, worst

WARM_UP = 5
PATIENCE = 60  # seconds until a server must answer
READER = "director.dongnai"
SEARCH = "dien tu"
FLOOR = "empty Django view"


def measure(requests: int) -> list[Result]:
    """Median and p95 of each page for one signed-in director of the province."""
    with ExitStack() as stack:
        bare = stack.enter_context(served("benchmarks.bare:application"))
        ours = stack.enter_context(served("ecms.wsgi:application"))
        floor = middle(asked(bare, "/", requests, {}))
        cookie = {"Cookie": f"sessionid={session()}; django_language=vi"}
        return [_page(what, asked(ours, path, requests, cookie), floor) for what, path in paths()]


def paths() -> list[tuple[str, str]]:
    """The pages that people open all day."""
    from urllib.parse import quote

    from django.urls import reverse

    from inspections.models import Inspection
    from violations.models import ViolationCase

    register = reverse("enterprises:list")
    check = Inspection.objects.order_by("pk").first()
    case = ViolationCase.objects.order_by("pk").first()
    return [
        ("home: my work", reverse("home")),
        ("enterprises, first page", register),
        ("enterprises, sorted by risk, page 20", f"{register}?sort=-risk&page=20"),
        ("search without accents", f"{register}?q={quote(SEARCH)}"),
        ("enterprise dossier", reverse("enterprises:detail", args=[check.enterprise_id])),
        ("inspections, first page", reverse("inspections:list") + "?tab=all"),
        ("check", reverse("inspections:detail", args=[check.pk])),
        ("violation cases, first page", reverse("violations:list") + "?tab=all"),
        ("violation case", reverse("violations:detail", args=[case.pk])),
        ("dashboard", reverse("analytics:dashboard")),
    ]


def _page(what: str, seconds: list[float], floor: float) -> Result:
    value = middle(seconds)
    return Result(
        what, "ms", value * 1000, floor * 1000, FLOOR, value / floor, worst(seconds) * 1000,
        f"{len(seconds)} requests",
    )  # fmt: skip


def session(reader: str = READER) -> str:
    """A signed-in session of the reader."""
    from django.test import Client

    from accounts.models import User

    client = Client()
    client.force_login(
        User.objects.get(username=reader), backend="accounts.backends.DatedAccountBackend"
    )
    return client.cookies["sessionid"].value


def asked(port: int, path: str, requests: int, headers: dict[str, str]) -> list[float]:
    """Seconds of each request, one after the other, the first few left out."""

    def once() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")

    for _ in range(WARM_UP):
        once()
    return [timed(once) for _ in range(requests)]


@contextmanager
def served(application: str, *how: str) -> Iterator[int]:
    """The port of gunicorn serving ``application``, ``how``: by default one worker."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", *(how or ("--workers=1",)),
        "--bind", f"127.0.0.1:{port}", "--log-level", "warning", application,
    ]  # fmt: skip
    environment = dict(os.environ)
    if application.startswith("benchmarks.bare"):
        environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"the server ended with status {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not answer")
