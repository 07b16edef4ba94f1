"""Importing an employer list, beside COPY of the finished rows into the same table."""

import io

from benchmarks.results import Result, middle, timed

TITLES = "Mã số thuế;Tên doanh nghiệp;Địa chỉ;Phường/xã;Ngành nghề;Số lao động"
CLERK = "clerk.dongnai"
MINE = "FROM enterprises_enterprise WHERE tax_code LIKE '88%'"  # nobody else's codes begin so


def measure(rows: int, runs: int) -> list[Result]:
    """The whole import: checked, judged, confirmed and written, with history and audit."""
    content = employers(rows)
    checked, written, copied = [], [], []
    for _ in range(runs):
        check, write = _import(content, rows)
        checked.append(check)
        written.append(write)
        copied.append(_copy(rows))
    whole = [check + write for check, write in zip(checked, written, strict=True)]
    floor = middle(copied)
    size = f"{rows:,} rows, {runs} runs"
    return [
        Result(what, "rows/s", rows / middle(values), rows / floor, "COPY, same table and indexes",
               middle(values) / floor, size=size)
        for what, values in (
            ("import, check", checked), ("import, write", written), ("import, both", whole),
        )
    ]  # fmt: skip


def employers(rows: int) -> bytes:
    """A list as a province keeps it; every tax code is valid and new."""
    from accounts.models import Ward
    from enterprises.rules.tax_code import check_digit

    here = Ward.objects.filter(province__code="75", valid_to__isnull=True)[:40]
    wards = [ward.name_vi for ward in here]
    lines, number = [TITLES], 0
    while len(lines) <= rows:
        number += 1
        nine = f"88{number:07d}"
        digit = check_digit(nine)
        if digit is not None:
            ward = wards[number % len(wards)]
            name = f"Công ty TNHH Sản xuất Thương mại {number}"
            lines.append(f"{nine}{digit};{name};Số {number} đường 3;{ward};C;{number % 900 + 1}")
    return "\r\n".join(lines).encode("utf-8-sig")


def _import(content: bytes, rows: int) -> tuple[float, float]:
    """Seconds to check and to write."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from accounts.models import User
    from ecms.core import clock
    from enterprises.models import ImportJob
    from enterprises.services.imports import jobs, work

    clerk = User.objects.get(username=CLERK)
    job, _ = jobs.upload(
        file=SimpleUploadedFile("bench.csv", content), province=clerk.agency.province,
        source="bench", as_of=clock.today(), by=clerk, at=clock.now(),
    )  # fmt: skip
    check = timed(lambda: work.check(job.pk, clock=clock.now))
    jobs.confirm(job=job, by=clerk, at=clock.now())
    write = timed(lambda: work.commit(job.pk, clock=clock.now))
    done = ImportJob.objects.get(pk=job.pk)
    if (done.state, done.new) != ("DONE", rows):
        raise SystemExit(
            f"the import ended as {done.state} with {done.new} new, {done.refused} refused"
        )
    return check, write


def _copy(rows: int) -> float:
    """Seconds of COPY putting the imported rows back; afterwards they are gone."""
    from django.db import connection

    kept = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT * {MINE}) TO STDOUT", kept)
        _remove(cursor)
        kept.seek(0)
        seconds = timed(lambda: cursor.copy_expert("COPY enterprises_enterprise FROM STDIN", kept))
        if cursor.rowcount != rows:
            raise SystemExit(f"COPY put back {cursor.rowcount} rows")
        _remove(cursor)
    return seconds


def _remove(cursor) -> None:
    cursor.execute(f"DELETE {MINE}")
    cursor.execute("VACUUM enterprises_enterprise")
