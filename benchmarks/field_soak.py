"""Devices come back from the field all at once, while the server is killed and started again.

``python -m benchmarks.field_soak --devices 50 --visits 20 --photos 10 --restarts 2`` on a database
with checks in progress (``seed``); it writes visits, answers and photos into them. Each device
registers, checks a case out and sends everything with repeats, as the page does: a visit, one more
change of the question that is its own, and the photos. Afterwards the database is counted: every
visit and every photo is there exactly once, with the hash taken on the device, and every answer
stands at the version that the last of its changes made.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import io
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

PIECE = 256 * 1024
PATIENCE = 3600  # seconds until a device gives up
MOST = 12  # simple questions that a case must have at least, so that each device has its own
PAUSE = 0.3  # between two attempts while the server is away


class Server:
    """Gunicorn on one port, which can be killed and started again."""

    def __init__(self, port: int, workers: int) -> None:
        self.port, self.workers = port, workers
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start in a process group of its own."""
        command = [
            sys.executable, "-m", "gunicorn", f"--workers={self.workers}", "--threads=4",
            f"--bind=127.0.0.1:{self.port}", "--log-level=critical", "ecms.wsgi:application",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, start_new_session=True)

    def kill(self) -> None:
        """As when the power fails: no worker finishes what it does."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Tally:
    """What the devices sent, and what they went through."""

    visits: list[str] = field(default_factory=list)
    answers: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)
    photos: dict[str, str] = field(default_factory=dict)
    repeats: int = 0
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Device:
    """One simulated device: everything is repeated until the server has answered it."""

    def __init__(
        self, port: int, cookie: str, token: str, case: int, place: int, tally: Tally
    ) -> None:
        """``place``: which of the questions of the case is this device's own."""
        self.port, self.case, self.place, self.tally = port, case, place, tally
        self.key, self.out = str(uuid.uuid4()), str(uuid.uuid4())
        self.head = {"Cookie": cookie, "X-CSRFToken": token, "X-Field-Device": self.key}
        self.until = time.monotonic() + PATIENCE

    def ask(self, method: str, path: str, body: bytes, **head: str) -> dict[str, Any]:
        """One request, repeated while the server is away, busy or asks to wait."""
        while time.monotonic() < self.until:
            try:
                status, told, wait = self._once(method, path, body, head)
            except (OSError, http.client.HTTPException, ValueError):
                status, told, wait = 0, {}, PAUSE
            if status in (200, 201, 409, 422):
                return told | {"status": status}
            with self.tally.lock:
                self.tally.repeats += 1
            time.sleep(wait)
        raise TimeoutError(f"{method} {path}")

    def _once(
        self, method: str, path: str, body: bytes, head: dict[str, str]
    ) -> tuple[int, dict[str, Any], float]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, f"/field/api/{path}", body, self.head | head)
            answer = connection.getresponse()
            told = json.loads(answer.read())
            return answer.status, told, float(answer.getheader("Retry-After") or PAUSE)
        finally:
            connection.close()

    def post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        """JSON."""
        body = json.dumps(data).encode()
        return self.ask("POST", path, body, **{"Content-Type": "application/json"})

    def work(self, visits: int, photos: int, size: int) -> None:
        """A whole stay in the field, sent."""
        try:
            self.post("devices", {"id": self.key, "label": "soak"})
            bundle = self.post("checkouts", {"id": self.out, "case": self.case})
            self.begin(bundle)
            for _visit in range(visits):
                self.visit()
                self.answer()
                for _photo in range(photos):
                    self.photo(size)
        except (TimeoutError, KeyError, IndexError) as error:  # the count at the end tells
            with self.tally.lock:
                self.tally.failed.append(repr(error))

    def begin(self, bundle: dict[str, Any]) -> None:
        """The question of this device, and the version at which its answer stands."""
        found = {row["question"] for row in bundle["live"]["findings"]}  # held by their findings
        rows = bundle["blueprint"]["questions"]
        simple = [row["id"] for row in rows if _is_simple(row) and row["id"] not in found]
        self.question = simple[self.place % len(simple)]
        answers = {row["question"]: row["version"] for row in bundle["live"]["answers"]}
        self.version = answers.get(self.question, 0)

    def visit(self) -> None:
        """A visit of its own."""
        from ecms.core import clock

        key = str(uuid.uuid4())
        facts = {"visited_on": str(clock.today()), "outcome": "NOBODY", "note": key}
        if self.command("visit.record", facts, key) is not None:
            with self.tally.lock:
                self.tally.visits.append(key)

    def answer(self) -> None:
        """The other answer to its question, with a note of its own."""
        key = str(uuid.uuid4())
        value = "YES" if self.version % 2 else "NA"
        facts = {"question": self.question, "value": value, "note": key}
        told = self.command("answer", facts, key, base_version=self.version)
        if told is None:
            return
        with self.tally.lock:
            if told["version"] != self.version + 1:
                self.tally.failed.append(f"{self.question}: {told['version']}")
            self.tally.answers[(self.case, self.question)] = (told["version"], key)
        self.version = told["version"]

    def command(
        self, kind: str, body: dict[str, Any], key: str, **more: Any
    ) -> dict[str, Any] | None:
        """One command, sent until it has its receipt; None where it was not taken."""
        item = {"id": key, "kind": kind, "checkout": self.out, "body": body, **more}
        while not (told := self.post("commands", {"commands": [item]})["results"][0]).get(
            "receipt"
        ):
            time.sleep(PAUSE)
        if told["state"] == "sent":
            return told
        with self.tally.lock:
            self.tally.failed.append(str(told))
        return None

    def photo(self, size: int) -> None:
        """A photo in pieces, from where the server says it stands."""
        content = picture(size)
        key, digest = str(uuid.uuid4()), hashlib.sha256(content).hexdigest()
        facts = {"id": key, "checkout": self.out, "kind": "photo", "name": f"{key}.jpg",
                 "mime": "image/jpeg", "size": len(content), "sha256": digest}  # fmt: skip
        told = self.post("uploads", facts)
        while told.get("state") == "OPEN" or told["status"] == 409:
            place = int(told["offset"])
            kind = {"Content-Type": "application/octet-stream", "Upload-Offset": str(place)}
            told = self.ask("PATCH", f"uploads/{key}", content[place : place + PIECE], **kind)
        with self.tally.lock:
            if told.get("state") == "DONE" and told["sha256"] == digest:
                self.tally.photos[key] = digest
            else:
                self.tally.failed.append(str(told))


def _is_simple(question: dict[str, Any]) -> bool:
    """Whether yes or not applicable is a whole answer to it."""
    rule = question["rule"]
    return rule["value"] == "choice" and {"YES", "NA"} <= set(rule["choices"])


def picture(size: int) -> bytes:
    """A small JPEG of noise, never twice the same."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (size, size), random.randbytes(size * size * 3)).save(out, "JPEG")
    return out.getvalue()


def fleet(server: Server, count: int, tally: Tally) -> list[Device]:
    """Devices of members of teams of checks in progress."""
    from benchmarks.checklists import _session
    from ecms.core import clock
    from field.blueprints import compiled
    from inspections.enums import Phase
    from inspections.models import Inspection, TeamMember

    rows = TeamMember.objects.filter(inspection__phase=Phase.RUNNING).select_related("user")
    cases = [
        case.pk
        for case in Inspection.objects.filter(phase=Phase.RUNNING)
        if sum(map(_is_simple, compiled(case, on=clock.today())["questions"])) > MOST
    ]
    rows = rows.filter(inspection__in=cases).order_by("pk")
    members = [row for row in rows if row.user.can("inspection.conduct")]
    if not members:
        raise SystemExit("no check in progress: seed first")
    made: list[Device] = []
    for number in range(count):
        member = members[number % len(members)]
        cookie, token = _session(member.user)
        place = sum(device.case == member.inspection_id for device in made)
        made.append(Device(server.port, cookie, token, member.inspection_id, place, tally))
    return made


def counted(tally: Tally, visits: int, photos: int) -> list[str]:
    """What is wrong in the database; nothing, where so many items are there, each once."""
    from ecms.documents.models import StoredFile
    from field.models import Upload
    from inspections.models import Answer, Visit

    wrong = list(tally.failed)
    if (len(tally.visits), len(tally.photos)) != (visits, photos):
        wrong.append(f"{len(tally.visits)} of {visits} visits, {len(tally.photos)} photos sent")
    answers = {
        (row.inspection_id, row.question.code): (row.version, row.note)
        for row in Answer.objects.filter(
            inspection__in=[case for case, _question in tally.answers]
        ).select_related("question")
    }
    lost = [key for key, last in tally.answers.items() if answers.get(key) != last]
    if lost:
        wrong.append(f"{len(lost)} of {len(tally.answers)} answers: {lost[:3]}")
    kept = Visit.objects.filter(submission__in=tally.visits).count()
    if kept != len(tally.visits):
        wrong.append(f"{kept} of {len(tally.visits)} visits")
    rows = Upload.objects.filter(key__in=tally.photos).select_related("stored")
    stored = {str(row.key): row.stored.original_sha256 for row in rows if row.stored}
    if stored != tally.photos:
        wrong.append(f"{len(stored)} of {len(tally.photos)} photos")
    names = [f"{key}.jpg" for key in tally.photos]
    if StoredFile.objects.filter(original_name__in=names).count() != len(names):
        wrong.append("a photo is there twice")
    return wrong


def main() -> int:
    """Run, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("devices", 50), ("visits", 20), ("photos", 10), ("restarts", 2),
                        ("size", 300), ("workers", 2), ("port", 8790)):  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecms.settings")
    import django

    django.setup()
    tally, server = Tally(), Server(options.port, options.workers)
    devices = fleet(server, options.devices, tally)
    server.start()
    started = time.perf_counter()
    work = (options.visits, options.photos, options.size)
    threads = [threading.Thread(target=device.work, args=work) for device in devices]
    for thread in threads:
        thread.start()
    _restart(server, options, threads, tally)
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    server.kill()
    visits = options.devices * options.visits
    wrong = counted(tally, visits, visits * options.photos)
    print(
        f"{options.devices} devices, {len(tally.visits)} visits, as many changes of "
        f"{len(tally.answers)} answers, {len(tally.photos)} photos in {took:.0f} s, "
        f"{options.restarts} restarts, {tally.repeats} requests repeated: "
        + ("every item once" if not wrong else "; ".join(wrong[:10]))
    )
    return 1 if wrong else 0


def _restart(
    server: Server, options: argparse.Namespace, threads: list[threading.Thread], tally: Tally
) -> None:
    """Kill the server when a share of the photos has arrived, and start it again."""
    expected = options.devices * options.visits * max(options.photos, 1)
    for number in range(1, options.restarts + 1):
        share = expected * number // (options.restarts + 1)
        while len(tally.photos) < share and any(thread.is_alive() for thread in threads):
            time.sleep(0.05)
        server.kill()
        time.sleep(1)
        server.start()


if __name__ == "__main__":
    sys.exit(main())
