"""What all lists of enterprises have in common; each kind says which facts it is heard on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.history import Values
from enterprises.models import Enterprise, ImportJob
from enterprises.services.imports import committing, judging, stage, undoing
from enterprises.services.imports.adapters import Adapter, Reader, Tick, Undo
from enterprises.services.imports.cells import RowReader
from enterprises.services.imports.facts import KEYS

STAGE = (
    *stage.BASIC, ("folded", "text NOT NULL"), ("risk_score", "smallint"),
    ("risk_reasons", "jsonb NOT NULL"),
)  # fmt: skip
SHOWN = ("address", "ward", "sector", "workers", "insured", "arrears", "status", "status_on")


class EnterpriseList(Adapter):
    """A list with one enterprise a row, known by its tax code.

    ``only_new`` are fields taken for enterprises that the list brings in, and left alone where
    the register has them. ``yields_to`` names kinds of lists whose word on a fact of the
    business register stands: a province's own list does not rename a registered company.
    """

    stage = STAGE
    needs: ClassVar[tuple[tuple[str, ...], ...]] = (("tax_code",), ("name",))
    only_new: ClassVar[frozenset[str]] = frozenset()
    yields_to: ClassVar[tuple[str, ...]] = ()
    by_insurance_code: ClassVar[bool] = False  # rows may be known by it instead

    def reader(self, job: ImportJob, fields: list[str]) -> Reader:
        """Cells of the row in the province of the job."""
        books = judging.books_for(job)
        return RowReader(fields, books, job.as_of, known_otherwise=self.by_insurance_code)

    def judge(self, job: ImportJob, total: int, tick: Tick) -> None:
        """Compare with the register in sets."""
        judging.judge(job, self, total, tick)

    def found(self, job: ImportJob) -> dict[str, Any]:
        """Rows that say how many people work there; enterprises that others hold."""
        return judging.found(job)

    def has_work(self, job: ImportJob) -> bool:
        """Also where only headcounts are confirmed, or other provinces must be told."""
        found = job.summary
        return super().has_work(job) or bool(found.get("counted") or found.get("elsewhere"))

    def is_stale(self, job: ImportJob) -> bool:
        """Whether an enterprise came, went or changed since."""
        return committing.is_stale(job)

    def carry_out(self, job: ImportJob, *, at: datetime, tick: Tick) -> int:
        """New and changed enterprises, headcounts, states, flags."""
        return committing.carry_out(job, at=at, tick=tick)

    def finish(self, job: ImportJob, written: int) -> None:
        """Fresh statistics after many rows."""
        committing.tidy(written)

    def plan_undo(self, job: ImportJob) -> Undo:
        """What would come back, go, and stay."""
        return undoing.plan(job)

    def undo(self, job: ImportJob, *, by: Any, at: datetime, tick: Tick) -> Undo:
        """Values back, enterprises of the import out, as far as nothing hangs on them."""
        return undoing.carry_out(job, by=by, at=at, tick=tick)

    # --- Words --------------------------------------------------------------------------------
    def facts(self, rows: Iterable[Any]) -> list[list[str]]:
        """Old and new values of changed rows, some facts of others."""
        rows = list(rows)
        values = self._values(rows)
        return [self._facts_of(row, values) for row in rows]

    def _facts_of(self, row: Any, values: Values) -> list[str]:
        if row.changes:
            return [
                _("%(field)s: %(old)s → %(new)s")
                % {
                    "field": self.words_of(field),
                    "old": values.words(field, old),
                    "new": values.words(field, new),
                }
                for field, (old, new) in row.changes.items()
            ]
        return [values.words(name, row.data[name]) for name in SHOWN if name in row.data]

    def _values(self, rows: list[Any]) -> Values:
        found: dict[str, set[Any]] = {field: set() for field in KEYS}
        for row in rows:
            for field, keys in found.items():
                keys.update([row.data.get(field), *row.changes.get(field, [])])
        return Values(found)

    def value_words(self, field_name: str, values: set[Any]) -> Mapping[Any, str]:
        """Stored values of a field in words."""
        known = Values({field_name: values} if field_name in KEYS else {})
        return {value: known.words(field_name, value) for value in values}

    def pages(self, job: ImportJob, rows: Iterable[Any]) -> Mapping[int, str]:
        """The dossiers that rows speak of."""
        rows = list(rows)
        codes = {row.tax_code for row in rows if row.tax_code}
        here = Enterprise.objects.filter(province=job.province_id)
        by_code = dict(here.filter(tax_code__in=codes).values_list("tax_code", "pk"))
        found = {row.row_number: row.enterprise_id or by_code.get(row.tax_code) for row in rows}
        return {
            number: reverse("enterprises:detail", args=[pk]) for number, pk in found.items() if pk
        }
