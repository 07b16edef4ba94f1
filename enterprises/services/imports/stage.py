"""The temporary table into which the rows of a file are copied before they are judged."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from ecms.core.secrets import decrypt, encrypt

TABLE = "ecms_import_stage"
ANALYSE_FROM = 20_000
SEPARATOR = "\x1f"  # between the cells of a row as it stands in the file
# ``raw`` is ``raw_of(cells)``; ``RAW_OF_REFUSED`` makes JSON of it for those that need it.
BASIC: tuple[tuple[str, str], ...] = (
    ("row_number", "integer NOT NULL"), ("raw", "text NOT NULL"), ("tax_code", "text NOT NULL"),
    ("name", "text NOT NULL"), ("data", "jsonb NOT NULL"), ("reasons", "jsonb NOT NULL"),
    ("warnings", "jsonb NOT NULL"),
)  # fmt: skip


def raw_of(cells: Sequence[str]) -> str:
    """The cells of a row in one text: cheaper than JSON, which only refused rows need."""
    text = SEPARATOR.join(cells)
    if text.count(SEPARATOR) >= len(cells):
        text = SEPARATOR.join([cell.replace(SEPARATOR, " ") for cell in cells])
    return text


def sealed_raw_of(cells: Sequence[str]) -> str:
    """The same, encrypted: for lists whose rows hold identity numbers."""
    return base64.b64encode(encrypt(raw_of(cells))).decode()


def raw_sql(column: str, refused: str, *, sealed: bool = False) -> str:
    """SQL for ``enterprises_importrow.raw``: the cells of refused rows, nothing of others."""
    kept = f"to_jsonb({column})" if sealed else f"to_jsonb(string_to_array({column}, E'\\x1f'))"
    return f"CASE WHEN {refused} THEN {kept} ELSE '[]'::jsonb END"


def cells_of(raw: list[str] | str) -> list[str]:
    """The cells of a stored row, opened where they were sealed.

    Raises:
        ecms.core.secrets.Unreadable: sealed with a key that is not here.
    """
    if isinstance(raw, str):
        return decrypt(base64.b64decode(raw)).split(SEPARATOR)
    return raw


def rows() -> list[dict[str, Any]]:
    """The staged rows of ``BASIC`` in the order of the file, JSON understood: for small lists."""
    names = [name for name, _kind in BASIC]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {TABLE} ORDER BY row_number")  # noqa: S608
        return [_decoded(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("data", "reasons", "warnings"):
        if isinstance(row[name], str):
            row[name] = json.loads(row[name])
    return row


def create(columns: Sequence[tuple[str, str]], *others: str) -> None:
    """A fresh, empty table in this session; ``others`` are temporary tables to drop with it."""
    body = ", ".join(f"{name} {kind}" for name, kind in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join([TABLE, *others])}")
        cursor.execute(f"CREATE TEMP TABLE {TABLE} ({body})")


def analyse_rows(written: int) -> None:
    """Fresh statistics of the judged rows, so that a big list is not counted by a bad plan."""
    if written >= ANALYSE_FROM:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE enterprises_importrow")


def drop(*others: str) -> None:
    """Leave nothing behind in the session."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join([TABLE, *others])}")
