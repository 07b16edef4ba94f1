"""Importing an employer list, beside COPY of the finished rows into the same table."""

import resource
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from benchmarks.results import Result, middle, timed

TITLES = "Mã số thuế;Tên doanh nghiệp;Địa chỉ;Phường/xã;Ngành nghề;Số lao động"
CLERK = "clerk.dongnai"
MINE = "FROM enterprises_enterprise WHERE tax_code LIKE '88%'"  # nobody else's codes begin so


def measure(rows: int, runs: int) -> list[Result]:
    """The whole import: checked, judged, confirmed and written, with history and audit."""
    checked, written, copied = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = filed(Path(folder) / "employers.csv", [TITLES], employers(rows))
        for run in range(runs):
            if run:
                _remove()
            check, write = imported(path, "EMPLOYERS", rows)
            checked.append(check)
            written.append(write)
            memory = peak()
            copied.append(_copy(rows))
    whole = [check + write for check, write in zip(checked, written, strict=True)]
    floor = middle(copied)
    size = f"{rows:,} rows, {runs} runs, {memory:.0f} MB at the highest"
    return [
        Result(what, "rows/s", rows / middle(values), rows / floor, "COPY, same table and indexes",
               middle(values) / floor, size=size)
        for what, values in (
            ("import, check", checked), ("import, write", written), ("import, both", whole),
        )
    ]  # fmt: skip


def peak() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def filed(path: Path, head: list[str], lines: Iterable[str]) -> Path:
    """A list in a file, written line by line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in chain(head, lines))
    return path


def employers(rows: int) -> Iterator[str]:
    """A list as a province keeps it; every tax code is valid and new."""
    from accounts.models import Ward
    from enterprises.rules.tax_code import check_digit

    here = Ward.objects.filter(province__code="75", valid_to__isnull=True)[:40]
    wards = [ward.name_vi for ward in here]
    made = number = 0
    while made < rows:
        number += 1
        nine = f"88{number:07d}"
        digit = check_digit(nine)
        if digit is not None:
            made += 1
            ward = wards[number % len(wards)]
            name = f"Công ty TNHH Sản xuất Thương mại {number}"
            yield f"{nine}{digit};{name};Số {number} đường 3;{ward};C;{number % 900 + 1}"


def imported(path: Path, kind: str, rows: int, as_of: date | None = None) -> tuple[float, float]:
    """Seconds to check and to write a list, every row of which must be new or change something."""
    from django.core.files.base import File

    from accounts.models import User
    from ecms.core import clock
    from enterprises.models import ImportJob
    from enterprises.services.imports import jobs, work

    clerk = User.objects.get(username=CLERK)
    with path.open("rb") as handle:
        job, _ = jobs.upload(
            file=File(handle, name=path.name), province=clerk.agency.province, source="bench",
            as_of=as_of or clock.today(), by=clerk, at=clock.now(), kind=kind,
        )  # fmt: skip
    check = timed(lambda: work.check(job.pk, clock=clock.now))
    jobs.confirm(job=job, by=clerk, at=clock.now())
    write = timed(lambda: work.commit(job.pk, clock=clock.now))
    done = ImportJob.objects.get(pk=job.pk)
    if (done.state, done.new + done.changed) != ("DONE", rows):
        raise SystemExit(
            f"the list ended as {done.state} with {done.new} new, {done.changed} changed, "
            f"{done.refused} refused"
        )
    return check, write


def _copy(rows: int) -> float:
    """Seconds of COPY of the imported rows into a table with the same indexes and references."""
    from django.db import connection

    with tempfile.TemporaryFile() as kept, connection.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT * {MINE}) TO STDOUT", kept)
        kept.seek(0)
        cursor.execute("CREATE TABLE ecms_floor (LIKE enterprises_enterprise INCLUDING ALL)")
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = 'enterprises_enterprise'::regclass AND contype = 'f'"
        )
        for (reference,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE ecms_floor ADD {reference}")
        seconds = timed(lambda: cursor.copy_expert("COPY ecms_floor FROM STDIN", kept))
        if cursor.rowcount != rows:
            raise SystemExit(f"COPY put back {cursor.rowcount} rows")
        cursor.execute("DROP TABLE ecms_floor")
    return seconds


def _remove() -> None:
    """Every reference to each row is looked for: slow for a million, so not after the last run."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("headcount", "flag"):
            cursor.execute(
                f"DELETE FROM enterprises_{table} WHERE enterprise_id IN (SELECT id {MINE})"
            )
        cursor.execute(f"DELETE {MINE}")
        cursor.execute("VACUUM enterprises_enterprise, enterprises_headcount")
