"""Search text and stated score of enterprises whose facts an import changes: by our own Python."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.models import Ward
from ecms.core.bulk import copy_in
from ecms.core.clock import legal_date
from enterprises.enums import RowVerdict
from enterprises.models import ImportJob, Sector
from enterprises.rules.risk import MODEL, NOTHING, Facts, score
from enterprises.rules.search import search_text
from enterprises.services import risk
from enterprises.services.imports.facts import SCORED, SEARCHED
from enterprises.services.sites import texts_of

TABLE = "ecms_import_derived"
CREATE = f"""
DROP TABLE IF EXISTS {TABLE};
CREATE TEMP TABLE {TABLE} (enterprise_id bigint PRIMARY KEY, folded text, risk_score smallint,
    risk_reasons jsonb) ON COMMIT DROP
"""
_NAMES = (
    "sector_id", "workers", "ward_id", "name", "foreign_name", "short_name", "address",
    "representative", "registration_number", "insurance_code", "former_names",
)  # fmt: skip
_AFFECTED = f"""
SELECT e.id, e.tax_code, e.last_visited_on, r.changes, {", ".join(f"e.{n}" for n in _NAMES)}
FROM enterprises_importrow r JOIN enterprises_enterprise e ON e.id = r.enterprise_id
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
    AND r.row_number BETWEEN %(low)s AND %(high)s AND r.changes ?| %(fields)s
"""  # noqa: S608 - our own names only


_OF = f"""
SELECT e.id, e.tax_code, e.last_visited_on, '{{}}'::jsonb, {", ".join(f"e.{n}" for n in _NAMES)}
FROM enterprises_enterprise e WHERE e.id IN (#keys#)
"""  # noqa: S608 - our own names only
_WRITE = f"""
UPDATE enterprises_enterprise e SET folded = d.folded, risk_score = d.risk_score,
    risk_reasons = d.risk_reasons, risk_on = %s, risk_model = %s
FROM {TABLE} d WHERE d.enterprise_id = e.id
"""  # noqa: S608 - our own names only


class Deriver:
    """Computes what follows from the facts, for a range of rows at a time."""

    def __init__(self, job: ImportJob, at: datetime) -> None:
        self.on = legal_date(at)
        self.wards = dict(
            Ward.objects.filter(province=job.province_id).values_list("pk", "name_vi")
        )
        self.sections = {sector.pk: sector.section for sector in Sector.objects.all()}

    def fill(self, span: dict[str, Any]) -> None:
        """Compute the rows of a range into the temporary table."""
        self._compute(_AFFECTED, {**span, "fields": [*SEARCHED, *SCORED]})

    def renew(self, keys: str, values: dict[str, Any]) -> None:
        """Compute and write the enterprises that ``keys``, a query, names; facts as they are."""
        self._compute(_OF.replace("#keys#", keys), values)
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [self.on, MODEL])

    def _compute(self, statement: str, values: dict[str, Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {TABLE}")
            cursor.execute(statement, values)
            found = cursor.fetchall()
        keys = [row[0] for row in found]
        facts, sites = risk.facts_of(keys, on=self.on), texts_of(keys)
        rows = [self._row(row, facts.get(row[0], NOTHING), sites.get(row[0], [])) for row in found]
        if rows:
            copy_in(TABLE, ("enterprise_id", "folded", "risk_score", "risk_reasons"), rows)

    def _row(self, row: tuple[Any, ...], facts: Facts, sites: list[str]) -> list[Any]:
        pk, tax_code, visited, changes, *held = row
        now = dict(zip((name.removesuffix("_id") for name in _NAMES), held, strict=True))
        changed = _decoded(changes)
        if "name" in changed:
            now["former_names"] = f"{now['former_names']}\n{now['name']}".lstrip("\n")
        now |= {field: pair[1] for field, pair in changed.items()}
        folded = search_text(
            [now["name"], now["foreign_name"], now["short_name"], tax_code, now["address"],
             self.wards.get(now["ward"], ""), now["representative"], now["registration_number"],
             now["insurance_code"], now["former_names"].replace("\n", " "),
             *sites]
        )  # fmt: skip
        stated = score(
            section=self.sections.get(now["sector"], ""), workers=now["workers"],
            last_visited_on=visited, on=self.on, facts=facts,
        )  # fmt: skip
        return [pk, folded, stated.points, stated.as_json()]


def _decoded(value: Any) -> dict[str, Any]:
    """jsonb comes decoded or as text, as the driver is set."""
    return json.loads(value) if isinstance(value, str) else value
