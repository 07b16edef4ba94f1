"""Lists of workers: a whole province at once, then a day's changes, beside COPY of the same rows.

The list is everybody whom the enterprises of the province declare, so that its size follows the
headcounts of the register.
"""

import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.imports import filed, imported, peak
from benchmarks.results import Result, middle, timed

PROVINCE = "75"
CHANGES = 300  # rows of a daily file
TITLES = (
    "Mã số thuế;Số CCCD;Họ và tên;Ngày sinh;Giới tính;Quốc tịch;Chức danh công việc;"
    "Loại hợp đồng;Hợp đồng đến ngày;Toàn thời gian;Tham gia BHXH;Ngày vào làm"
)
DAILY = "Mã số thuế;Số CCCD;Họ và tên;Ngày sinh;Biến động;Ngày biến động;Chức danh công việc"
TABLES = ("enterprises_worker", "enterprises_spell")


def measure(runs: int) -> list[Result]:
    """One whole list, then daily files; COPY puts the same people and employments back."""
    _clear()
    with tempfile.TemporaryDirectory() as folder:
        path = filed(Path(folder) / "workers.csv", [TITLES], everybody())
        count = sum(1 for _ in path.open(encoding="utf-8")) - 1
        checked, written = imported(path, "WORKERS", count, _day(0))
        memory = peak()
        daily = []
        for run, lines in enumerate(_samples(path, count, runs), start=1):
            file = filed(Path(folder) / f"day{run}.csv", [DAILY], _changes(lines, run))
            daily.append(sum(imported(file, "MOVES", CHANGES, _day(run))))
    floor, rows = _copy()
    size = f"{count:,} workers, {memory:.0f} MB at the highest"
    found = [
        Result(what, "rows/s", count / seconds, rows / floor,
               "COPY of workers and employments, same tables and indexes", seconds / floor,
               size=size)
        for what, seconds in (
            ("worker list, check", checked), ("worker list, write", written),
            ("worker list, both", checked + written),
        )
    ]  # fmt: skip
    few = floor / rows * CHANGES
    size = f"{CHANGES} changes on {count:,} open employments, {runs} runs, slowest as p95"
    line = Result("daily file, both", "s", middle(daily), few, "COPY of as many rows",
                  middle(daily) / few, p95=max(daily), size=size)  # fmt: skip
    return [*found, line]


def everybody() -> Iterator[str]:
    """A line for each worker whom an enterprise of the province declares."""
    from enterprises.models import Enterprise

    firms = Enterprise.objects.filter(province__code=PROVINCE, merged_into=None).order_by("pk")
    number = 0
    for code, count in firms.values_list("tax_code", "workers"):
        for _ in range(count or 0):
            number += 1
            yield f"{code};{_person(number)};{_employment(number)}"


def _person(number: int) -> str:
    born = date(1966 + number % 38, 1 + number % 12, 1 + number % 28)
    digit = (born.year - 1900) // 100 * 2 + number % 2
    paper = f"999{digit}{born:%y}{number % 1_000_000:06}"
    sex = "Nữ" if number % 2 else "Nam"
    return f"{paper};Nguyễn Thị Hồng Hạnh {number % 5000};{born:%d/%m/%Y};{sex};Việt Nam"


def _employment(number: int) -> str:
    contract = "Không xác định thời hạn;" if number % 4 else "Xác định thời hạn;31/12/2027"
    insured = "x" if number % 10 else "không"
    began = f"{1 + number % 28:02}/{1 + number % 12:02}/{2015 + number % 10}"
    return f"Công nhân may {number % 7};{contract};x;{insured};{began}"


def _samples(path: Path, count: int, runs: int) -> list[list[str]]:
    """For each day some lines of the list, none of them twice."""
    chosen = random.Random(count).sample(range(1, count + 1), CHANGES * runs)
    day_of = {number: index // CHANGES for index, number in enumerate(chosen)}
    found: list[list[str]] = [[] for _ in range(runs)]
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number in day_of:
                found[day_of[number]].append(line)
    return found


def _changes(lines: list[str], run: int) -> Iterator[str]:
    """A third arrive, a third leave, a third are promoted, at employers all over the province."""
    day = f"{_day(run - 1):%d/%m/%Y}"
    for index, line in enumerate(lines):
        code, paper, name, born = line.split(";")[:4]
        new = f"9991{70 + run:02}{900_000 + index:06}"
        yield (
            f"{code};{new};Trần Văn Mới {index};;Vào làm;{day};Thợ phụ",
            f"{code};{paper};{name};{born};Nghỉ việc;{day};",
            f"{code};{paper};{name};{born};Thay đổi;;Tổ phó lần {run}",
        )[index % 3]


def _day(number: int) -> date:
    """Days in order, the last ones before today."""
    from ecms.core import clock

    return clock.today() - timedelta(days=20 - number)


def _clear() -> None:
    """Nobody works anywhere: the stories of the demonstration are not measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")


def _copy() -> tuple[float, int]:
    """Seconds of COPY putting workers and employments back, and how many employments."""
    from django.db import connection

    with tempfile.TemporaryFile() as people, tempfile.TemporaryFile() as spells:
        kept: list[tuple[str, Any]] = list(zip(TABLES, (people, spells), strict=True))
        with connection.cursor() as cursor:
            for table, file in kept:
                cursor.copy_expert(f"COPY {table} TO STDOUT", file)
                file.seek(0)
            _clear()
            seconds = 0.0
            for table, file in kept:
                seconds += timed(
                    lambda t=table, f=file: cursor.copy_expert(f"COPY {t} FROM STDIN", f)
                )
            return seconds, int(cursor.rowcount)
