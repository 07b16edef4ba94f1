"""Enterprises that an import made, and what hangs on them by now: only free ones are removed."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField

from enterprises.models import Duplicate, Enterprise, Flag, Headcount, ImportRow, StatusChange
from enterprises.services.imports import committing
from enterprises.services.references import Link, links

NEW = "ecms_undo_new"
CHUNK = 5_000
# Made by the import itself or by machines beside it; they go with the enterprise.
_OWN = {
    Headcount: "x.job_id IS DISTINCT FROM %(job)s OR x.verified_at IS NOT NULL",
    Flag: "x.settled_at IS NOT NULL AND x.note <> 'closed'",
    StatusChange: "x.recorded_at <> %(written_at)s OR x.verified_at IS NOT NULL",
    Duplicate: "x.state <> 'OPEN'",
}  # fmt: skip
_FIND = f"""
CREATE TEMP TABLE {NEW} ON COMMIT DROP AS
SELECT e.id, e.name, CASE WHEN e.merged_into_id IS NOT NULL THEN 'merged'
    WHEN e.updated_at > %(written_at)s THEN 'changed_since' END AS reason
FROM enterprises_historicalenterprise h JOIN enterprises_enterprise e ON e.id = h.id
WHERE h.history_date = %(written_at)s AND h.history_change_reason = %(made)s
    AND h.history_type = '+';
CREATE UNIQUE INDEX ON {NEW} (id);
ANALYZE {NEW}
"""  # noqa: S608 - our own names only
_REMEMBER = f"""
WITH written AS (
    SELECT e.* FROM enterprises_enterprise e JOIN {NEW} n ON n.id = e.id
    WHERE n.reason IS NULL AND n.id BETWEEN %(low)s AND %(high)s)
{committing.REMEMBER}
"""  # noqa: S608 - our own names only


def find(cursor: Any, common: dict[str, Any]) -> None:
    """The new enterprises of an import into a temporary table, with what keeps each of them."""
    cursor.execute(_FIND, common)
    for link in links():
        if not _is_ours(link):
            cursor.execute(_tied(link), {**common, **_kind(link)})


def _is_ours(link: Link) -> bool:
    """Notes about an enterprise that keep nobody: history, audit, rows of imports."""
    meta = link.model._meta
    return (
        link.model is ImportRow
        or meta.app_label == "audit"
        or str(meta.model_name).startswith("historical")
        or meta.label == "admin.LogEntry"
    )


def _kind(link: Link) -> dict[str, int]:
    return {"type": ContentType.objects.get_for_model(Enterprise).pk} if link.type_name else {}


def _tied(link: Link) -> str:
    """Names the first thing that hangs on each enterprise."""
    meta = link.model._meta
    field: Any = meta.get_field(link.name)
    key = "n.id::text" if isinstance(field, CharField) else "n.id"
    parts = [f'x."{field.column}" = {key}']
    if link.type_name:
        kind: Any = meta.get_field(link.type_name)
        parts.append(f'x."{kind.column}" = %(type)s')
    if link.model in _OWN:
        parts.append(f"({_OWN[link.model]})")
    return (
        f"UPDATE {NEW} n SET reason = '{meta.label_lower}' WHERE n.reason IS NULL "  # noqa: S608
        f'AND EXISTS (SELECT FROM "{meta.db_table}" x WHERE {" AND ".join(parts)})'
    )


def counts(cursor: Any) -> tuple[int, int]:
    """How many may go, and how many stay."""
    cursor.execute(f"SELECT count(*) FILTER (WHERE reason IS NULL), count(reason) FROM {NEW}")  # noqa: S608
    free, kept = cursor.fetchone()
    return int(free), int(kept)


def kept(cursor: Any, most: int) -> list[tuple[int, str, str]]:
    """Key, name and reason of enterprises that stay."""
    cursor.execute(
        f"SELECT id, name, reason FROM {NEW} WHERE reason IS NOT NULL ORDER BY name, id LIMIT %s",  # noqa: S608
        [most],
    )
    return list(cursor.fetchall())


def remove(cursor: Any, common: dict[str, Any], tick: Any) -> None:
    """Take the free ones out of the register; their history says so."""
    cursor.execute(f"SELECT min(id), max(id) FROM {NEW} WHERE reason IS NULL")  # noqa: S608
    low, last = cursor.fetchone()
    done = 0
    while low is not None and low <= last:
        span = {**common, "low": low, "high": low + CHUNK - 1, "kind": "-"}
        cursor.execute(_REMEMBER, span)
        for model in _OWN:
            for column in _columns(model):
                cursor.execute(
                    f'DELETE FROM "{model._meta.db_table}" WHERE "{column}" IN '  # noqa: S608
                    f"(SELECT id FROM {NEW} WHERE reason IS NULL "
                    "AND id BETWEEN %(low)s AND %(high)s)",
                    span,
                )
        cursor.execute(
            f"DELETE FROM enterprises_enterprise WHERE id IN (SELECT id FROM {NEW} "  # noqa: S608
            "WHERE reason IS NULL AND id BETWEEN %(low)s AND %(high)s)",
            span,
        )
        done += cursor.rowcount
        low += CHUNK
        tick(done)


def _columns(model: Any) -> list[str]:
    """The columns of a model that name an enterprise."""
    return [f.column for f in model._meta.concrete_fields if f.related_model is Enterprise]
