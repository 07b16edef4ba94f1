"""A confirmed import into the register: one transaction, in sets, with history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.models import Ward
from ecms.core.bulk import copy_in, json_text
from ecms.core.clock import legal_date
from enterprises.enums import LegalForm, RowVerdict
from enterprises.models import Enterprise, ImportJob, Sector
from enterprises.rules.risk import score
from enterprises.rules.search import search_text
from enterprises.selectors import IMPORT_MARK
from enterprises.services.imports.cells import INFERRED_FORM

DERIVED = "ecms_import_derived"
CHUNK = 10_000
INFERRED = "from_name"  # source code of a legal form that was read from the name
_SEARCHED = ["name", "foreign_name", "short_name", "address", "ward", "representative"]
_SCORED = ["sector", "workers"]

# Enterprises that would now be treated otherwise than the preview said.
_STALE = f"""
SELECT EXISTS (
    SELECT 1 FROM enterprises_importrow r JOIN enterprises_enterprise e ON e.tax_code = r.tax_code
    WHERE r.job_id = %(job)s AND (
        r.verdict = '{RowVerdict.NEW.value}'
        OR (r.verdict = '{RowVerdict.CHANGED.value}' AND e.updated_at > %(checked_at)s))
    LIMIT 1)
"""  # noqa: S608 - our own names only
_HISTORY = [
    field.column
    for field in Enterprise.history.model._meta.concrete_fields
    if field.name in {f.name for f in Enterprise._meta.concrete_fields}
]
_HISTORY_NAMES = ", ".join(_HISTORY)
_REMEMBER = f"""
INSERT INTO enterprises_historicalenterprise ({_HISTORY_NAMES},
    history_date, history_change_reason, history_type, history_user_id)
SELECT {_HISTORY_NAMES}, %(at)s, %(mark)s, %(kind)s, %(by)s FROM written
"""  # noqa: S608 - our own names only
_INSERT = f"""
WITH written AS (
    INSERT INTO enterprises_enterprise (
        tax_code, name, foreign_name, short_name, legal_form, status, address, ward_id,
        province_id, sector_id, representative, representative_title, phone, email, workers,
        women, workers_on, has_union, caution, provenance, risk_score, risk_reasons, risk_on,
        folded, created_at, updated_at)
    SELECT r.tax_code, r.data->>'name', coalesce(r.data->>'foreign_name', ''),
        coalesce(r.data->>'short_name', ''),
        coalesce(r.data->>'legal_form', r.data->>'{INFERRED_FORM}', '{LegalForm.OTHER.value}'),
        coalesce(r.data->>'status', 'ACTIVE'), coalesce(r.data->>'address', ''),
        (r.data->>'ward')::bigint, %(province)s, (r.data->>'sector')::bigint,
        coalesce(r.data->>'representative', ''), coalesce(r.data->>'representative_title', ''),
        coalesce(r.data->>'phone', ''), coalesce(r.data->>'email', ''),
        (r.data->>'workers')::int, (r.data->>'women')::int,
        CASE WHEN r.data ? 'workers' THEN %(as_of)s::date END, (r.data->>'has_union')::boolean,
        '', CASE WHEN r.data ? '{INFERRED_FORM}'
                 THEN %(whole)s::jsonb || %(inferred)s::jsonb ELSE %(whole)s::jsonb END,
        r.risk_score, r.risk_reasons, %(today)s, r.folded, %(at)s, %(at)s
    FROM enterprises_importrow r
    WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.NEW.value}'
        AND r.row_number BETWEEN %(low)s AND %(high)s
    RETURNING *)
{_REMEMBER}
"""  # noqa: S608 - our own names only


def _new(field: str, kind: str = "text") -> str:
    """The column takes the changed value, or stays."""
    cast = "" if kind == "text" else f"::{kind}"
    column = f"{field}_id" if kind == "bigint" else field
    return (
        f"{column} = CASE WHEN r.changes ? '{field}' "
        f"THEN (r.changes->'{field}'->>1){cast} ELSE e.{column} END"
    )


_SETS = ",\n        ".join(
    [
        *(_new(name) for name in (
            "name", "foreign_name", "short_name", "legal_form", "status", "address",
            "representative", "representative_title", "phone", "email")),
        _new("ward", "bigint"), _new("sector", "bigint"), _new("workers", "int"),
        _new("women", "int"), _new("has_union", "boolean"),
    ]
)  # fmt: skip
_UPDATE = f"""
WITH written AS (
    UPDATE enterprises_enterprise e SET
        {_SETS},
        workers_on = CASE WHEN r.changes ?| ARRAY['workers', 'women'] THEN %(as_of)s::date
                          ELSE e.workers_on END,
        provenance = e.provenance || (
            SELECT jsonb_object_agg(k, %(origin)s::jsonb) FROM jsonb_object_keys(r.changes) k),
        folded = coalesce(d.folded, e.folded),
        risk_score = coalesce(d.risk_score, e.risk_score),
        risk_reasons = coalesce(d.risk_reasons, e.risk_reasons),
        risk_on = CASE WHEN d.risk_score IS NULL THEN e.risk_on ELSE %(today)s::date END,
        updated_at = %(at)s
    FROM enterprises_importrow r
    LEFT JOIN {DERIVED} d ON d.enterprise_id = r.enterprise_id
    WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
        AND r.row_number BETWEEN %(low)s AND %(high)s
        AND e.id = r.enterprise_id AND e.province_id = %(province)s
    RETURNING e.*)
{_REMEMBER}
"""  # noqa: S608 - our own names only
_AFFECTED = f"""
SELECT e.id, e.tax_code, e.last_visited_on, e.sector_id, e.workers, e.ward_id,
    e.name, e.foreign_name, e.short_name, e.address, e.representative, r.changes
FROM enterprises_importrow r JOIN enterprises_enterprise e ON e.id = r.enterprise_id
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
    AND r.row_number BETWEEN %(low)s AND %(high)s AND r.changes ?| %(fields)s
"""  # noqa: S608 - our own names only
_DERIVED_TABLE = f"""
DROP TABLE IF EXISTS {DERIVED};
CREATE TEMP TABLE {DERIVED} (enterprise_id bigint PRIMARY KEY, folded text, risk_score smallint,
    risk_reasons jsonb) ON COMMIT DROP
"""


def is_stale(job: ImportJob) -> bool:
    """Whether the register moved since the rows were judged."""
    with connection.cursor() as cursor:
        cursor.execute(_STALE, {"job": job.pk, "checked_at": job.checked_at})
        return bool(cursor.fetchone()[0])


def carry_out(job: ImportJob, *, at: datetime, tick: Any) -> int:
    """Write new and changed enterprises with their history; returns how many.

    Runs inside the caller's transaction. ``tick(done)`` reports and may raise to stop all.
    """
    common = _parameters(job, at)
    derive = _Deriver(job, at)
    done = 0
    with connection.cursor() as cursor:
        cursor.execute(_DERIVED_TABLE)
        for low, high in _ranges(job):
            span = {**common, "low": low, "high": high}
            cursor.execute(_INSERT, {**span, "kind": "+"})
            done += cursor.rowcount
            derive.fill(span)
            cursor.execute(_UPDATE, {**span, "kind": "~"})
            done += cursor.rowcount
            tick(done)
    return done


def _parameters(job: ImportJob, at: datetime) -> dict[str, Any]:
    origin = {
        "source": job.source, "as_of": job.as_of.isoformat(), "by": str(job.uploaded_by),
        "job": job.pk,
    }  # fmt: skip
    return {
        "job": job.pk, "province": job.province_id, "as_of": job.as_of, "at": at,
        "today": legal_date(at), "mark": f"{IMPORT_MARK}{job.pk}", "by": job.confirmed_by_id,
        "origin": json_text(origin), "whole": json_text({"*": origin}),
        "inferred": json_text({"legal_form": {**origin, "source": INFERRED}}),
    }  # fmt: skip


def _ranges(job: ImportJob) -> Iterator[tuple[int, int]]:
    """Row numbers in ranges, blank ranges between far rows included."""
    rows = job.rows.exclude(verdict__in=[RowVerdict.UNCHANGED, RowVerdict.REFUSED])
    first = rows.order_by("row_number").values_list("row_number", flat=True).first()
    last = rows.order_by("-row_number").values_list("row_number", flat=True).first()
    if first is None or last is None:
        return
    for low in range(first, last + 1, CHUNK):
        yield low, low + CHUNK - 1


class _Deriver:
    """Search text and stated score of enterprises whose facts change: by the same Python."""

    def __init__(self, job: ImportJob, at: datetime) -> None:
        self.on = legal_date(at)
        self.wards = dict(
            Ward.objects.filter(province=job.province_id).values_list("pk", "name_vi")
        )
        self.sections = {sector.pk: sector.section for sector in Sector.objects.all()}

    def fill(self, span: dict[str, Any]) -> None:
        """Compute the rows of a range into the temporary table."""
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {DERIVED}")
            cursor.execute(_AFFECTED, {**span, "fields": [*_SEARCHED, *_SCORED]})
            rows = [self._row(row) for row in cursor.fetchall()]
        if rows:
            copy_in(DERIVED, ("enterprise_id", "folded", "risk_score", "risk_reasons"), rows)

    def _row(self, row: tuple[Any, ...]) -> list[Any]:
        pk, tax_code, visited, sector, workers, ward, *texts, changes = row
        name, foreign, short, address, person = texts
        held = {
            "sector": sector, "workers": workers, "ward": ward, "name": name,
            "foreign_name": foreign, "short_name": short, "address": address,
            "representative": person,
        }  # fmt: skip
        now = {**held, **{field: pair[1] for field, pair in _decoded(changes).items()}}
        folded = search_text(
            [now["name"], now["foreign_name"], now["short_name"], tax_code, now["address"],
             self.wards.get(now["ward"], ""), now["representative"]]
        )  # fmt: skip
        stated = score(
            section=self.sections.get(now["sector"], ""), workers=now["workers"],
            last_visited_on=visited, on=self.on,
        )  # fmt: skip
        return [pk, folded, stated.points, stated.as_json()]


def _decoded(value: Any) -> dict[str, Any]:
    """jsonb comes decoded or as text, as the driver is set."""
    return json.loads(value) if isinstance(value, str) else value


def analyse() -> None:
    """Fresh statistics and a tidy index after many rows, so that the next search is fast."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE enterprises_enterprise")
        cursor.execute("SELECT gin_clean_pending_list('enterprise_search')")
