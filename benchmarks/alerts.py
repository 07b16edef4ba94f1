"""The alert job over 300,000 open inspections, beside the bare writing of the same rows.

Part of ``make bench``; ``make bench ARGS="--only alerts"`` prints it alone. Inspections in
progress of the seed are multiplied with their teams, each with one date. The floor copies as many
messages into a table with the same indexes in one statement, in the same run.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from benchmarks.results import Result, timed

CASES = 300_000
FLOOR = "one statement that copies as many rows into a table with the same indexes"
_PLAN = """
    CREATE TEMP TABLE twin AS
    SELECT source.id AS old, copy AS n,
           nextval(pg_get_serial_sequence('inspections_inspection', 'id')) AS new
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place
          FROM inspections_inspection WHERE state = 'IN_PROGRESS') source
    CROSS JOIN generate_series(1, %s) AS copy
    ORDER BY copy, place LIMIT %s"""
_DUE = """
    INSERT INTO notifications_dueitem (kind, content_type_id, object_id, label, legal_basis,
                                       due_on, opened_at, runs_from, outcome, province_id)
    SELECT 'inspection.check_end', %s, twin.new, 'KT-' || twin.new, '',
           %s::date + (twin.n %% 60 - 20)::int, %s, %s::date - 60, '', NULL
    FROM twin"""


def measure(cases: int = CASES) -> list[Result]:
    """A day like any other, the day after a week's outage, all of it at once, nothing to tell."""
    from ecms.core import clock

    _multiply(cases)
    today = clock.today()
    everything = today + timedelta(days=40)
    while everything.weekday() != 2:  # a Wednesday, when everything is overdue
        everything += timedelta(days=1)
    _claim(today - timedelta(days=8))  # what was told before
    return [
        _run("a working day after a week’s outage", today, cases),
        _run("nothing to tell", today, cases),
        _run("the next days", today + timedelta(days=2), cases),
        _run("all overdue at once", everything, cases),
    ]


def _multiply(cases: int) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    from ecms.core import clock
    from inspections.models import Inspection, TeamMember

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE notifications_dueitem CASCADE")  # what was told of them goes too
        cursor.execute(_PLAN, [cases, cases])
        _copy(cursor, Inspection, "id", {"id": "twin.new", "code": "'B' || twin.new"})
        fresh = "nextval(pg_get_serial_sequence('inspections_teammember', 'id'))"
        _copy(cursor, TeamMember, "inspection_id", {"id": fresh, "inspection_id": "twin.new"})
        kind = ContentType.objects.get_for_model(Inspection).pk
        now, today = clock.now(), clock.today()
        cursor.execute(_DUE, [kind, today, now, today])
        cursor.execute("ANALYZE")


def _copy(cursor: Any, model: Any, key: str, other: dict[str, str]) -> None:
    """Rows of ``model`` for every twin; unique columns of their own are made anew."""
    columns = [field.column for field in model._meta.concrete_fields]
    for field in model._meta.concrete_fields:
        if field.unique and field.column not in other:
            anew = "gen_random_uuid()" if field.get_internal_type() == "UUIDField" else "NULL"
            other[field.column] = anew
    values = ", ".join(other.get(column, f'source."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} source "
        f"JOIN twin ON twin.old = source.{key}"
    )


def _claim(today: date) -> int:
    from ecms.notifications.services.claiming import claim_due

    at = datetime.combine(today, datetime.min.time()).astimezone() + timedelta(hours=8)
    return claim_due(today=today, at=at)


def _run(what: str, today: date, cases: int) -> Result:
    from ecms.notifications.models import Delivery

    last = Delivery.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    told: list[int] = []
    seconds = timed(lambda: told.append(_claim(today)))
    floor = _floor(last)
    size = f"{cases} open cases, {told[0]} messages"
    ratio = seconds / floor if told[0] else 0.0
    return Result(f"alerts, {what}", "s", seconds, floor, FLOOR, ratio, None, size)


def _floor(last: int) -> float:
    """Seconds to copy the messages after ``last`` into a table with the same indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_delivery (LIKE notifications_delivery INCLUDING ALL)")
        copy = "INSERT INTO bench_delivery SELECT * FROM notifications_delivery WHERE id > %s"
        seconds = timed(lambda: cursor.execute(copy, [last]))
        cursor.execute("DROP TABLE bench_delivery")
    return seconds
