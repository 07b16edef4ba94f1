"""Many rows at once: COPY into tables, a lock by name, and a second connection for progress."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection as default_connection

# The backslash first: what the others become begins with one.
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("\x00", ""))
_SPECIAL = re.compile(r"[\\\t\n\r\x00]")
_BROKEN = re.compile(r"[\n\r\x00]")
NULL = "\\N"
# Tuples, because a union of types is built anew for each of millions of values.
_AS_JSON, _AS_DATE = (dict, list, tuple), (datetime, date)
_CHUNK = 64 * 1024
_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=DjangoJSONEncoder().default
)


def copy_text(value: Any) -> str:
    """One value in the text format of COPY; lists and dicts become JSON, NUL is left out."""
    if value is None:
        return NULL
    if isinstance(value, str):
        return _escaped(value) if _SPECIAL.search(value) else value
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, _AS_JSON):
        return json_text(value).replace("\\", "\\\\")  # JSON holds no bare tab or line break
    if isinstance(value, _AS_DATE):
        return value.isoformat()
    return str(value)


def copy_line(row: Sequence[Any]) -> str:
    """A row in the text format of COPY; looks for what must be escaped once a row if it can."""
    parts = [
        value if value.__class__ is str else NULL if value is None else copy_text(value)
        for value in row
    ]
    text = "\t".join(parts)
    is_plain = (
        text.count("\t") == len(parts) - 1
        and text.count("\\") == row.count(None)
        and not _BROKEN.search(text)
    )
    return text if is_plain else "\t".join([copy_text(value) for value in row])


def _escaped(text: str) -> str:
    for sign, written in _ESCAPES:
        text = text.replace(sign, written)
    return text


def json_text(value: Any) -> str:
    """Compact JSON; NUL, which jsonb refuses, is left out."""
    if not value and isinstance(value, list | tuple):
        return "[]"
    text = _encoder.encode(value)
    return text.replace("\\u0000", "") if "\\u0000" in text else text


class _Stream(io.RawIOBase):
    """A file that COPY reads: lines made while it reads, never all at once."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._rows = iter(rows)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = size if size and size > 0 else _CHUNK
        parts, length = [self._rest], len(self._rest)
        while length < wanted and (row := next(self._rows, None)) is not None:
            line = f"{copy_line(row)}\n".encode()
            parts.append(line)
            length += len(line)
        data = b"".join(parts)
        self._rest = data[wanted:]
        return data[:wanted]


def copy_in(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, connection: Any = None
) -> int:
    """COPY ``rows`` into ``table``; returns how many. Table and columns are our own names."""
    quote = default_connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    sql = f"COPY {quote(table)} ({names}) FROM STDIN"
    with (connection or default_connection).cursor() as cursor:
        cursor.copy_expert(sql, _Stream(rows))
        return int(cursor.rowcount)


def _lock_keys(name: str, number: int) -> list[int]:
    return [zlib.crc32(name.encode()) - 2**31, number % 2**31]


def lock_for_transaction(name: str, number: int) -> None:
    """Wait for the lock ``name``/``number`` and hold it until the transaction ends."""
    with default_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", _lock_keys(name, number))


def try_lock_for_transaction(name: str, number: int) -> bool:
    """Take the lock if it is free; True when it is held now."""
    with default_connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", _lock_keys(name, number))
        return bool(cursor.fetchone()[0])


@contextmanager
def side_connection() -> Iterator[Any]:
    """A second connection in autocommit: what it writes is seen while a long transaction runs.

    Rows that the long transaction has locked must not be touched through it.
    """
    connection = default_connection.copy()
    try:
        yield connection
    finally:
        connection.close()


def in_batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """``rows`` in lists of at most ``size``."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def stream(queryset: Any, make: Callable[[Any], Sequence[Any]], size: int = 2000) -> Iterator[Any]:
    """Rows of a queryset for an export, through a cursor of the server, in flat memory."""
    for thing in queryset.iterator(chunk_size=size):
        yield make(thing)
