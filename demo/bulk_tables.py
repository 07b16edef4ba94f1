"""Tables without their indexes and foreign keys while many rows go in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

# Foreign keys both ways would be checked row by row; put back, they are checked in sets.
_CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint
WHERE conrelid = ANY(%(tables)s::regclass[]) AND contype IN ('f', 'u')
ORDER BY contype = 'f', conname"""
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i
WHERE i.indrelid = ANY(%(tables)s::regclass[]) AND NOT i.indisprimary
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid
                  AND c.contype IN ('p', 'u', 'x'))
ORDER BY 1"""


@contextmanager
def without_indexes(*kinds: type[models.Model]) -> Iterator[None]:
    """Inside one transaction: load rows into the tables of ``kinds``, then index them whole.

    Whatever goes wrong rolls back with the transaction, so that no index is ever lost.
    """
    tables = {"tables": [kind._meta.db_table for kind in kinds]}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '768MB'")
        constraints = _rows(cursor, _CONSTRAINTS, tables)
        indexes = _rows(cursor, _INDEXES, tables)
        for table, name, _definition in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def _rows(cursor: Any, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    cursor.execute(sql, values)
    return list(cursor.fetchall())
