"""Finding records that look like one enterprise, and settling what they are.

Blocking in SQL: every record gets a few keys (codes, name without legal form, address,
representative with ward, telephone, e-mail), and only records with a key in common are compared.
A key that more than ``BLOCK`` records share says nothing and is skipped, so that the number of
pairs grows with the register and not with its square. Scoring is ``rules.duplicates``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core.bulk import copy_in
from ecms.core.clock import legal_date
from enterprises.enums import DuplicateState
from enterprises.models import Duplicate, Enterprise
from enterprises.rules.duplicates import (
    LEGAL_WORDS,
    PROPOSED,
    Face,
    Match,
    core_name,
    score,
)
from enterprises.services.merging import MergeRefused

BLOCK = 30  # records that may share a key
BATCH = 5_000
CANDIDATES = 300  # compared with one record when a person asks
FACE_FIELDS = (
    "tax_code", "registration_number", "insurance_code", "former_names", "name", "foreign_name",
    "short_name", "address", "province_id", "representative", "phone", "email",
)  # fmt: skip
_FACE = ", ".join(f"{{0}}.{name}" for name in FACE_FIELDS)
_LEGAL = r"\m(?:" + "|".join(
    w.replace(".", "").replace(",", " ").replace("  ", " ") for w in LEGAL_WORDS
) + r")\M"  # fmt: skip
# The folded text begins with the name, and the address follows the tax code.
_NAME = "split_part(e.folded, ' | ', 1)"
_ADDRESS = "split_part(split_part(e.folded, ' | ' || e.tax_code || ' | ', 2), ' | ', 1)"
_KEYS = f"""
INSERT INTO ecms_duplicate_keys
SELECT k.kind || ':' || k.value, e.id
FROM enterprises_enterprise e
CROSS JOIN LATERAL (VALUES
    ('c', e.registration_number), ('c', e.insurance_code), ('c', e.tax_code),
    ('t', left(e.tax_code, 10)),
    ('n', regexp_replace(regexp_replace({_NAME}, '[^0-9a-z]+', ' ', 'g'), %(legal)s, '', 'g')),
    ('a', CASE WHEN length(e.address) >= 12 THEN e.province_id || ' ' || {_ADDRESS} END),
    ('r', CASE WHEN e.representative <> '' AND e.ward_id IS NOT NULL
               THEN e.ward_id || ' ' || lower(e.representative) END),
    ('p', CASE WHEN length(regexp_replace(e.phone, '[^0-9]', '', 'g')) >= 9
               THEN right(regexp_replace(e.phone, '[^0-9]', '', 'g'), 9) END),
    ('m', lower(e.email))
) k(kind, value)
WHERE e.merged_into_id IS NULL AND e.id > %(low)s AND e.id <= %(high)s
    AND k.value IS NOT NULL AND length(btrim(k.value)) >= 4
"""  # noqa: S608 - our own names only
_FORMER = """
INSERT INTO ecms_duplicate_keys
SELECT CASE WHEN line ~ '^[0-9A-Z-]*[0-9][0-9A-Z-]*$' THEN 'c:' || line ELSE 'n:' ||
    regexp_replace(regexp_replace(lower(unaccent(line)), '[^0-9a-z]+', ' ', 'g'),
        %(legal)s, '', 'g') END, e.id
FROM enterprises_enterprise e, regexp_split_to_table(e.former_names, '\n') line
WHERE e.merged_into_id IS NULL AND e.former_names <> '' AND line <> ''
"""
_TABLES = """
DROP TABLE IF EXISTS ecms_duplicate_keys, ecms_duplicate_blocks, ecms_duplicate_pairs,
    ecms_duplicate_found;
CREATE TEMP TABLE ecms_duplicate_keys (key text, id bigint);
CREATE TEMP TABLE ecms_duplicate_found (a bigint, b bigint, score smallint, reasons jsonb)
"""
_BLOCKS = """
UPDATE ecms_duplicate_keys SET key = btrim(key) WHERE key <> btrim(key);
CREATE TEMP TABLE ecms_duplicate_blocks AS
    SELECT key, array_agg(DISTINCT id) AS ids FROM ecms_duplicate_keys
    GROUP BY key HAVING count(DISTINCT id) BETWEEN 2 AND %(block)s;
CREATE TEMP TABLE ecms_duplicate_pairs AS
    SELECT DISTINCT x.id AS a, y.id AS b
    FROM ecms_duplicate_blocks, unnest(ids) AS x(id), unnest(ids) AS y(id)
    WHERE x.id < y.id;
ANALYZE ecms_duplicate_pairs
"""
_READ = f"""
SELECT p.a, p.b, {_FACE.format("x")}, {_FACE.format("y")}
FROM ecms_duplicate_pairs p
JOIN enterprises_enterprise x ON x.id = p.a
JOIN enterprises_enterprise y ON y.id = p.b
WHERE (p.a, p.b) > (%s, %s) ORDER BY p.a, p.b LIMIT %s
"""  # noqa: S608 - our own names only
# Never proposed again: what a person called different, also of records merged since.
_SETTLED = """
SELECT 1 FROM enterprises_duplicate d
JOIN enterprises_enterprise x ON x.id = d.first_id
JOIN enterprises_enterprise y ON y.id = d.second_id
WHERE d.state = 'DIFFERENT'
    AND least(coalesce(x.merged_into_id, x.id), coalesce(y.merged_into_id, y.id)) = f.a
    AND greatest(coalesce(x.merged_into_id, x.id), coalesce(y.merged_into_id, y.id)) = f.b
"""
_STORE = f"""
INSERT INTO enterprises_duplicate (first_id, second_id, score, reasons, state, found_on, note)
SELECT f.a, f.b, f.score, f.reasons, 'OPEN', %(on)s, '' FROM ecms_duplicate_found f
WHERE NOT EXISTS ({_SETTLED})
ON CONFLICT (first_id, second_id) DO UPDATE
    SET score = excluded.score, reasons = excluded.reasons
    WHERE enterprises_duplicate.state = 'OPEN'
        AND (enterprises_duplicate.score, enterprises_duplicate.reasons)
            IS DISTINCT FROM (excluded.score, excluded.reasons)
"""  # noqa: S608 - our own names only
_FORGET = """
DELETE FROM enterprises_duplicate d
WHERE d.state = 'OPEN' AND NOT EXISTS (
    SELECT 1 FROM ecms_duplicate_found f WHERE f.a = d.first_id AND f.b = d.second_id)
"""


def face(row: Enterprise) -> Face:
    """What a record is compared by."""
    return _face([getattr(row, name) for name in FACE_FIELDS])


def _face(values: Any) -> Face:
    tax, registration, insurance, former, *rest = values
    lines = tuple(line for line in former.split("\n") if line)
    return Face(tax, registration, insurance, lines, *rest)


def compare(one: Enterprise, other: Enterprise) -> Match:
    """How much two records look like one enterprise."""
    return score(face(one), face(other))


# --- The whole register -------------------------------------------------------------------------
def find_all(*, on: date) -> int:
    """Compare the whole register, in sets; returns how many pairs look like one enterprise.

    Open pairs that no longer do are forgotten; what a person has decided stays.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        parameters: dict[str, Any] = {"legal": _LEGAL}
        for low, high in _key_ranges():
            cursor.execute(_KEYS, {**parameters, "low": low, "high": high})
        cursor.execute(_FORMER, parameters)
        cursor.execute(_BLOCKS, {"block": BLOCK})
    found = 0
    for rows in _pairs():
        found += _keep(_scored(rows))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE INDEX ON ecms_duplicate_found (a, b)")
        cursor.execute(_FORGET)
        cursor.execute(_STORE, {"on": on})
    return found


def _key_ranges() -> Iterator[tuple[int, int]]:
    last = Enterprise.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for low in range(0, last, 100_000):
        yield low, low + 100_000


def _pairs() -> Iterator[list[tuple[Any, ...]]]:
    a = b = 0
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX ON ecms_duplicate_pairs (a, b)")
        while True:
            cursor.execute(_READ, [a, b, BATCH])
            rows = cursor.fetchall()
            if not rows:
                return
            a, b = rows[-1][:2]
            yield rows


def _scored(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    width = len(FACE_FIELDS)
    for a, b, *values in rows:
        match = score(_face(values[:width]), _face(values[width:]))
        if match.points >= PROPOSED:
            yield a, b, match.points, match.as_json()


def _keep(rows: Iterable[tuple[Any, ...]]) -> int:
    kept = list(rows)
    return copy_in("ecms_duplicate_found", ("a", "b", "score", "reasons"), kept) if kept else 0


# --- One record ---------------------------------------------------------------------------------
def find_for(enterprise: Enterprise, *, by: Any, on: date) -> list[Duplicate]:
    """Compare one record with those like it within reach of ``by``; returns its open pairs."""
    mine = face(enterprise)
    seen = Enterprise.objects.visible_to(by).filter(merged_into__isnull=True)
    others = seen.exclude(pk=enterprise.pk).only("pk", *FACE_FIELDS)
    found: list[tuple[Any, ...]] = []
    for other in _candidates(enterprise, mine, others):
        match = score(mine, face(other))
        if match.points >= PROPOSED:
            pair = sorted((enterprise.pk, other.pk))
            found.append((*pair, match.points, match.as_json()))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TABLES)
        _keep(found)
        cursor.execute(_STORE, {"on": on})
    return list(Duplicate.objects.visible_to(by).of(enterprise).open())


def _candidates(enterprise: Enterprise, mine: Face, others: Any) -> list[Enterprise]:
    codes = list(mine.codes)
    rows = {row.pk: row for row in others.filter(tax_code__in=codes)}
    rows |= {row.pk: row for row in others.filter(registration_number__in=codes)[:CANDIDATES]}
    rows |= {row.pk: row for row in others.filter(insurance_code__in=codes)[:CANDIDATES]}
    head = enterprise.tax_code[:10]
    rows |= {row.pk: row for row in others.filter(tax_code__startswith=head)[:CANDIDATES]}
    for name in mine.names:
        if len(name) >= 3:
            rows |= {row.pk: row for row in others.filter(folded__contains=name)[:CANDIDATES]}
    alike = others.similar(core_name(enterprise.name))
    rows |= {row.pk: row for row in alike[:CANDIDATES]}
    return list(rows.values())


# --- Deciding -----------------------------------------------------------------------------------
def propose(one: Enterprise, other: Enterprise, *, by: Any, at: datetime) -> Duplicate:
    """Put two records before a person side by side, whatever they score; the pair is kept once.

    Raises:
        MergeRefused: the same record, or one that was merged already.
    """
    if one.pk == other.pk:
        raise MergeRefused(_("A record cannot be merged with itself."))
    for row in (one, other):
        if row.merged_into_id is not None:
            raise MergeRefused(
                _("%(code)s has been merged into another record already.") % {"code": row.tax_code}
            )
    first, second = sorted((one, other), key=lambda row: row.pk)
    match = compare(first, second)
    pair, _created = Duplicate.objects.get_or_create(
        first=first, second=second,
        defaults={
            "score": match.points, "reasons": match.as_json(), "found_on": legal_date(at),
        },
    )  # fmt: skip
    return pair


def settle_different(pair: Duplicate, *, note: str, by: Any, at: datetime) -> Duplicate:
    """Two enterprises: never proposed again. A repeat does nothing.

    Raises:
        MergeRefused: no right, decided otherwise meanwhile, or no note.
    """
    if not note.strip():
        raise MergeRefused(_("Say why they are different."))
    with transaction.atomic():
        row = _locked(pair, by)
        if row.state == DuplicateState.DIFFERENT:
            return row
        if row.state != DuplicateState.OPEN:
            raise MergeRefused(_("Somebody else has decided this pair meanwhile."))
        row.state, row.note = DuplicateState.DIFFERENT, note.strip()[:500]
        row.decided_at, row.decided_by = at, by
        row.save(update_fields=["state", "note", "decided_at", "decided_by"])
        for firm, other in ((row.first, row.second), (row.second, row.first)):
            data = {"other": other.pk, "tax_code": other.tax_code, "note": row.note}
            log("enterprise.found_different", firm, by=by, at=at, data=data)
    return row


def reopen(pair: Duplicate, *, by: Any, at: datetime) -> Duplicate:
    """Take "different enterprises" back; a repeat does nothing.

    Raises:
        MergeRefused: no right, or the pair was merged.
    """
    with transaction.atomic():
        row = _locked(pair, by)
        if row.state == DuplicateState.OPEN:
            return row
        if row.state == DuplicateState.MERGED:
            raise MergeRefused(_("These records were merged; undo the merge instead."))
        row.state, row.note, row.decided_at, row.decided_by = DuplicateState.OPEN, "", None, None
        row.save(update_fields=["state", "note", "decided_at", "decided_by"])
        log("enterprise.pair_reopened", row.first, by=by, at=at, data={"other": row.second_id})
    return row


def _locked(pair: Duplicate, by: Any) -> Duplicate:
    if not by.can(Permission.ENTERPRISE_MERGE):
        raise MergeRefused(_("You have no right to merge these two records."))
    rows = Duplicate.objects.visible_to(by).select_for_update(of=("self",))
    return rows.select_related("first", "second").get(pk=pair.pk)
