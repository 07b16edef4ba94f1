"""200 inspectors save answers of checklists at once, over HTTP, beside one empty view.

Part of ``make bench``; ``make bench ARGS="--only checklists"`` prints it alone. It needs checks in
progress (``seed``) and writes answers into them. The floor is measured in the same run: as many
clients against an empty Django view on the same number of workers and threads, which are those of
``docker/entry``.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from benchmarks.pages import FLOOR, served
from benchmarks.results import Result, middle, worst

OURS = "ecms.wsgi:application"
WEB = ("--workers=2", "--threads=4")  # what docker/entry starts by default
ALONE = 40  # answers of one inspector alone
PATIENCE = 300  # seconds; two hundred wait for each other, the first for the whole application


def measure(people: int, answers: int) -> list[Result]:
    """One inspector alone, then ``people`` at once; each row beside the empty view."""
    jobs = prepared(people)
    found = []
    with served("benchmarks.bare:application", *WEB) as bare, served(OURS, *WEB) as ours:
        for clients, turns in ((jobs[:1], ALONE), (jobs, answers)):
            floor, ran = run(bare, clients, turns, empty), run(ours, clients, turns, save)
            found.append(_result(len(clients), turns, floor, ran))
    return found


def _result(clients: int, turns: int, floor: Run, ran: Run) -> Result:
    """Median and p95 of saving an answer, requests a second, errors."""
    value, beside = middle(ran.seconds) * 1000, middle(floor.seconds) * 1000
    who = "one inspector" if clients == 1 else f"{clients} inspectors at once"
    size = (
        f"{turns} answers each, {len(ran.seconds) / ran.took:.0f} a second, "
        f"{ran.errors} errors (floor: {len(floor.seconds) / floor.took:.0f} a second)"
    )
    return Result(
        f"save an answer, {who}", "ms", value, beside, f"{FLOOR}, as many clients", value / beside,
        worst(ran.seconds) * 1000, size,
    )  # fmt: skip


@dataclass(frozen=True)
class Run:
    """Seconds of each request, how many were refused, and how long all took."""

    seconds: list[float]
    errors: int
    took: float


class Job:
    """One inspector with a question of a running check: what is needed to save an answer."""

    def __init__(self, cookie: str, token: str, path: str, prefix: str, version: int) -> None:
        self.cookie, self.token, self.path = cookie, token, path
        self.prefix, self.version = prefix, version


def prepared(people: int) -> list[Job]:
    """Sessions of the heads of running checks, each with a yes/no question of their own."""
    from django.urls import reverse

    from ecms.core import clock
    from inspections.enums import State, TeamRole
    from inspections.models import Inspection
    from inspections.services import composition

    sessions: dict[int, tuple[str, str]] = {}
    jobs: list[Job] = []
    for case in Inspection.objects.filter(state=State.IN_PROGRESS).exclude(checklist=None):
        head = case.team.get(role=TeamRole.HEAD).user
        composition.freeze(case, by=head, at=clock.now())
        cookie, token = sessions.setdefault(head.pk, _session(head))
        known = {row.question_id: row.version for row in case.answers.all()}
        for row in _open_questions(case):
            path = reverse("inspections:answer", args=[case.pk, 1, row.question_id])
            prefix = f"q{row.question_id}"
            jobs.append(Job(cookie, token, path, prefix, known.get(row.question_id, 0)))
    if len(jobs) < people:
        raise SystemExit(f"only {len(jobs)} questions of checks in progress: seed more cases")
    step = len(jobs) // people
    return jobs[::step][:people]


def _open_questions(case: Any) -> Any:
    """Yes/no questions of a case that take another answer at any time."""
    from inspections.enums import FindingState
    from inspections.models import CaseQuestion, Finding
    from law.models import AnswerType

    asked = CaseQuestion.objects.filter(
        inspection=case, question__answer_type=AnswerType.YES_NO, question__limit_key=""
    )
    # The answer behind a confirmed finding stands until the finding is dropped.
    kept = Finding.objects.filter(
        inspection=case, state=FindingState.CONFIRMED, answer__isnull=False
    )
    return asked.exclude(question__in=kept.values("answer__question"))


def _session(user: object) -> tuple[str, str]:
    """Cookies of a signed-in session and its token against forged requests."""
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client

    client = Client()
    client.force_login(user, backend="accounts.backends.DatedAccountBackend")  # type: ignore[arg-type]
    secret = _get_new_csrf_string()
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={secret}", secret


def empty(port: int, job: Job, turn: int) -> int:
    """Ask for nothing."""
    return _sent(port, "GET", "/", "", {})


def save(port: int, job: Job, turn: int) -> int:
    """Save an answer as the page does: alternately complied with and not applicable."""
    body = urlencode(
        {f"{job.prefix}-version": job.version, f"{job.prefix}-value": ("YES", "NA")[turn % 2],
         f"{job.prefix}-note": f"{time.time_ns()}"}
    )  # fmt: skip
    headers = {
        "Cookie": job.cookie, "X-CSRFToken": job.token, "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    status = _sent(port, "POST", job.path, body, headers)
    job.version += status == 200
    return status


def _sent(port: int, method: str, path: str, body: str, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def run(port: int, jobs: list[Job], turns: int, ask: Callable[[int, Job, int], int]) -> Run:
    """Let every inspector send ``turns`` requests, one thread an inspector."""
    seconds: list[float] = []
    errors: list[int] = []
    for job in jobs[:1]:
        ask(port, job, 0)  # the first request of a server compiles templates

    def work(job: Job) -> None:
        for turn in range(1, turns + 1):
            started = time.perf_counter()
            try:
                status = ask(port, job, turn)
            except OSError:
                status = 0
            seconds.append(time.perf_counter() - started)
            if status != 200:
                errors.append(status)

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Run(seconds, len(errors), time.perf_counter() - started)
