"""Rows for COPY made from models: explicit values, defaults for the rest."""

from __future__ import annotations

from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

from ecms.core.bulk import copy_in


class Table:
    """Collects rows of one model with primary keys of our own and loads them by COPY."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.columns = [field.column for field in model._meta.concrete_fields]
        self.names = [field.attname for field in model._meta.concrete_fields]
        self.blank = {field.attname: _default(field) for field in model._meta.concrete_fields}
        self.next_pk = (model._default_manager.aggregate(top=Max("pk"))["top"] or 0) + 1
        self.rows: list[list[Any]] = []
        self.loaded = 0

    def add(self, **values: Any) -> int:
        """Add a row; unknown names fail loudly. Returns its primary key."""
        unknown = values.keys() - self.blank.keys()
        if unknown:
            raise AttributeError(f"{self.model.__name__} has no {', '.join(sorted(unknown))}")
        pk = self.next_pk
        self.next_pk += 1
        merged = {**self.blank, **values, "id": pk}
        self.rows.append([merged[name] for name in self.names])
        return pk

    def flush(self) -> None:
        """COPY what was collected."""
        if self.rows:
            self.loaded += copy_in(self.model._meta.db_table, self.columns, self.rows)
            self.rows = []

    def finish(self) -> int:
        """Load the rest and move the sequence past it; returns the rows loaded in all."""
        self.flush()
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [self.model]):
                cursor.execute(sql)
        return self.loaded


def _default(field: Any) -> Any:
    if field.has_default():
        return field.get_default()
    return (
        "" if isinstance(field, models.CharField | models.TextField) and not field.null else None
    )
