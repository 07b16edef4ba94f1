"""The plans of the hottest statements, taken from what the pages themselves ask.

Every statement of every page is explained; a scan of a big table ends the run.
"""

import json
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from benchmarks.national import BIG, DAYS, READERS, paths
from benchmarks.pages import session

SHOWN = 10
MOST = 50_000  # rows of a big table that a page may read from its start: a sample, no more
Statement = tuple[float, str, Any]


def plans() -> list[tuple[str, str]]:
    """(page, plan) of the dearest statement of the ten dearest pages, of the whole country."""
    dearest = []
    for reader in READERS.values():
        for what, statements in _asked_by(reader):
            for _seconds, sql, values in statements:
                _refuse_scans(what, sql, values)
            if reader == READERS["country"] and statements:
                dearest.append((what, max(statements, key=lambda one: one[0])))
    dearest.sort(key=lambda one: one[1][0], reverse=True)
    found = []
    for what, (_seconds, sql, values) in dearest[: SHOWN - 1]:
        plan = _explained(sql, values, "EXPLAIN (ANALYZE, BUFFERS)")
        found.append((what, plan))
    return [*found, ("tracing", _tracing())]


def _asked_by(reader: str) -> list[tuple[str, list[Statement]]]:
    """The reading statements of each page, asked for a second time."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"accept-language": "vi"})
    client.cookies["sessionid"] = session(reader)
    asked = []
    for what, path in paths():
        client.get(path)
        asked.append((what, _recorded(lambda path=path: client.get(path))))
    return asked


def _recorded(call: Callable[[], object]) -> list[Statement]:
    from django.db import connection

    found: list[Statement] = []

    def note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        started = perf_counter()
        try:
            return execute(sql, values, many, context)
        finally:
            if sql.lstrip(" (").startswith(("SELECT", "WITH")):
                found.append((perf_counter() - started, sql, values))

    with connection.execute_wrapper(note):
        call()
    return found


def _explained(sql: str, values: Any, how: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"{how} {sql}", values)
        return "\n".join(row[0][:200] for row in cursor.fetchall())


def _refuse_scans(what: str, sql: str, values: Any) -> None:
    """End the run where a statement reads a big table from its start, as it was carried out."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values)
        found = cursor.fetchone()[0]
    [top] = json.loads(found) if isinstance(found, str) else found
    for node in _nodes(top["Plan"]):
        if node["Node Type"].endswith("Seq Scan") and node["Relation Name"] in BIG:
            each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
            if each * node["Actual Loops"] > MOST:
                raise SystemExit(f"{what}: scans {node['Relation Name']}\n{sql}")


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def _tracing() -> str:
    """The statement of tracing for one worker."""
    from datetime import timedelta

    from accounts.models import User
    from ecms.core import clock
    from enterprises import selectors_tracing as tracing
    from enterprises.models import Spell

    today = clock.today()
    spell = Spell.objects.order_by("-pk").first()
    if spell is None:
        return ""
    question = tracing.Question(today - timedelta(days=DAYS), today, worker=spell.worker_id)
    scope = User.objects.get(username=READERS["country"]).scope
    values = tracing.parameters(question, scope, limit=25, offset=0, most=tracing.MOST_PER_SPOT)
    _refuse_scans("tracing", tracing.statement(question), values)
    return _explained(tracing.statement(question), values, "EXPLAIN (ANALYZE, BUFFERS)")
