"""200 inspectors save answers of checklists at once, over HTTP, beside one empty view.

``python -m benchmarks.checklists`` on the database of ``ECMS_DATABASE_URL``, which needs checks in
progress (``seed``); it writes answers into them. The floor is measured in the same run: as many
clients against an empty Django view on the same number of workers.
"""

from __future__ import annotations

import argparse
import http.client
import os
import sys
import threading
import time
from collections.abc import Callable
from statistics import quantiles
from urllib.parse import urlencode

from benchmarks.pages import PATIENCE, served

PEOPLE, ANSWERS = 200, 5


def main() -> int:
    """Measure and print a line each for the floor, one inspector, and all of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checklists", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--answers", type=int, default=ANSWERS, help="each")
    options = parser.parse_args()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ecms.settings", "ECMS_DEBUG": "0", "ECMS_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    import django

    django.setup()
    jobs = prepared(options.people)
    with served("benchmarks.bare:application") as bare, served("ecms.wsgi:application") as ours:
        rows = [
            ("empty view, one client", run(bare, jobs[:1], 40, empty)),
            ("save an answer, one inspector", run(ours, jobs[:1], 40, save)),
            (f"empty view, {len(jobs)} clients", run(bare, jobs, options.answers, empty)),
            (f"save an answer, {len(jobs)} inspectors", run(ours, jobs, options.answers, save)),
        ]
    for what, (seconds, errors, took) in rows:
        print(line(what, seconds, errors, took))
    return 0


def line(what: str, seconds: list[float], errors: int, took: float) -> str:
    """One row of the table: median, p95, requests a second, errors."""
    cuts = quantiles(seconds, n=20) if len(seconds) > 1 else seconds * 19
    return (
        f"| {what} | {cuts[9] * 1000:.0f} ms | {cuts[18] * 1000:.0f} ms "
        f"| {len(seconds) / took:.0f} | {errors} |"
    )


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
    from inspections.models import CaseQuestion, Inspection
    from inspections.services import composition
    from law.models import AnswerType

    sessions: dict[int, tuple[str, str]] = {}
    jobs: list[Job] = []
    for case in Inspection.objects.filter(state=State.IN_PROGRESS).exclude(checklist=None):
        head = case.team.get(role=TeamRole.HEAD).user
        composition.freeze(case, by=head, at=clock.now())
        cookie, token = sessions.setdefault(head.pk, _session(head))
        known = {row.question_id: row.version for row in case.answers.all()}
        asked = CaseQuestion.objects.filter(
            inspection=case, question__answer_type=AnswerType.YES_NO, question__limit_key=""
        )
        for row in asked:
            path = reverse("inspections:answer", args=[case.pk, 1, row.question_id])
            prefix = f"q{row.question_id}"
            jobs.append(Job(cookie, token, path, prefix, known.get(row.question_id, 0)))
    if len(jobs) < people:
        raise SystemExit(f"only {len(jobs)} questions of checks in progress: seed more cases")
    step = len(jobs) // people
    return jobs[::step][:people]


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


def run(
    port: int, jobs: list[Job], turns: int, ask: Callable[[int, Job, int], int]
) -> tuple[list[float], int, float]:
    """Seconds of each request, errors, and how long all took, one thread an inspector."""
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
    return seconds, len(errors), time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
