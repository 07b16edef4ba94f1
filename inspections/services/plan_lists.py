"""Lists of what other bodies plan, as a kind of import (Decree 217/2025/NĐ-CP art. 7.2a).

A row is known by body, tax code and year. The register need not know the tax code: such rows are
kept, named as unmatched, and count as soon as the enterprise is registered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecms.core.text import fold, squeeze
from enterprises.enums import ImportKind, RowVerdict
from enterprises.models import Enterprise, ImportJob, ImportRow
from enterprises.rules import tax_code as tax_codes
from enterprises.services.imports import stage
from enterprises.services.imports.adapters import Adapter, Column, Reader, Tick, Undo
from inspections.models import ForeignPlan

Key = tuple[str, str, int]
FACTS = ("name", "month", "content")
LIMITS = {"body": 200, "name": 300, "content": 500}
YEARS = range(2015, 2100)
NOT_IN_REGISTER = "not_in_register"
CHUNK = 2_000
_QUARTER = re.compile(r"\bq(?:uy)?\s*\.?\s*(iv|i{1,3}|[1-4])\b")
_ONLY_ROMAN = re.compile(r"(iv|i{1,3})")  # "IV" in a column of quarters
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBER = re.compile(r"\d+")


def month_of(text: str) -> int | None:
    """The month a list means: 3, "tháng 03/2026", "Quý II" (its first month); None otherwise.

    >>> month_of("Quý III"), month_of("IV"), month_of("tháng 11"), month_of("cả năm")
    (7, 10, 11, None)
    """
    plain = fold(text)
    if quarter := _QUARTER.search(plain) or _ONLY_ROMAN.fullmatch(plain.strip()):
        number = _ROMAN.get(quarter[1]) or int(quarter[1])
        return number * 3 - 2
    numbers = [int(found) for found in _NUMBER.findall(plain)]
    day_first = len(numbers) == 3 and numbers[2] in YEARS
    wanted = numbers[1:2] if day_first else numbers[:1]
    return wanted[0] if wanted and 1 <= wanted[0] <= 12 else None


class PlanReader(Reader):
    """Understands a row; the body is the source of the list where no column names it."""

    def __init__(self, fields: list[str], job: ImportJob) -> None:
        self.fields, self.body, self.year = fields, job.source, job.as_of.year

    def staged(self, number: int, cells: list[str]) -> list[Any]:
        """The columns of ``stage.BASIC``."""
        given = {
            name: squeeze(cell)
            for name, cell in zip(self.fields, cells, strict=False)
            if name and cell
        }
        reasons: list[list[Any]] = []
        warnings: list[list[Any]] = []
        code = tax_codes.read(given.get("tax_code", ""))
        if not given.get("tax_code"):
            reasons.append(["tax_code_missing", {}])
        elif code.problem:
            reasons.append([f"tax_code_{code.problem}", {}])
        data: dict[str, Any] = {
            name: given.get(name, "")[:limit] for name, limit in LIMITS.items()
        }
        data["body"] = data["body"] or self.body
        data["year"] = self._year(given.get("year", ""), reasons)
        data["month"] = month_of(given.get("month", ""))
        if given.get("month") and data["month"] is None:
            warnings.append(["month_unknown", {"value": given["month"][:40]}])
        return [
            number, stage.raw_of(cells), code.text, data["name"], data, reasons, warnings,
        ]  # fmt: skip

    def _year(self, text: str, reasons: list[list[Any]]) -> int:
        if not text:
            return self.year
        numbers = [int(found) for found in _NUMBER.findall(text) if int(found) in YEARS]
        if not numbers:
            reasons.append(["year_unknown", {"value": text[:40]}])
        return numbers[0] if numbers else self.year


class PlanList(Adapter):
    """What other bodies plan: body, tax code, name, month, content."""

    kind = ImportKind.PLANS
    needs = (("tax_code",),)
    row_words: ClassVar[Mapping[str, Any]] = {
        NOT_IN_REGISTER: _("The register does not know this tax code; the plan is kept."),
        "month_unknown": _("“%(value)s” is no month; the plan counts for the whole year."),
        "year_unknown": _("“%(value)s” is no year."),
    }
    reason_titles: ClassVar[Mapping[str, Any]] = {"year_unknown": _("Year not understood")}
    columns = (
        Column("tax_code", _("Tax code"), r"ma so thue|mst|ma so doanh nghiep|ma dn|tax code|tax"),
        Column("body", _("Body"), r"co quan|chu tri|don vi thuc hien|doan|body|agency|authority"),
        Column("content", _("Content"), r"noi dung|pham vi|linh vuc|content|scope|subject"),
        Column("month", _("Month"), r"thang|quy|thoi gian|thoi diem|du kien|month|quarter|time"),
        Column("year", _("Year"), r"nam|nien do|year"),
        Column("name", _("Name"), r"ten|doanh nghiep|don vi|doi tuong|company|enterprise|name"),
    )

    def reader(self, job: ImportJob, fields: list[str]) -> Reader:
        """Rows with the source of the job as the body."""
        return PlanReader(fields, job)

    def judge(self, job: ImportJob, total: int, tick: Tick) -> None:
        """Compare with the plans that are there, and the tax codes with the register."""
        staged = stage.rows()
        known = _known(job, {(row["data"]["body"], row["tax_code"]) for row in staged})
        firms = _firms(row["tax_code"] for row in staged)
        seen: dict[Key, int] = {}
        rows = [_judged(job, row, known, firms, seen) for row in staged]
        ImportRow.objects.bulk_create(rows, batch_size=CHUNK)
        tick(total)

    def found(self, job: ImportJob) -> dict[str, Any]:
        """How many rows the register does not know."""
        rows = job.rows.filter(warnings__contains=[[NOT_IN_REGISTER]])
        return {"unmatched": rows.count()}

    def is_stale(self, job: ImportJob) -> bool:
        """Whether one of the plans came, went or changed since."""
        rows = list(job.rows.exclude(verdict=RowVerdict.REFUSED))
        known = _known(job, {(row.data["body"], row.tax_code) for row in rows})
        for row in rows:
            there = known.get(_key(row))
            changes = _changes(there, row.data) if there else None
            if (there is None) != (row.verdict == RowVerdict.NEW):
                return True
            if there is not None and changes != row.changes:
                return True
        return False

    def carry_out(self, job: ImportJob, *, at: datetime, tick: Tick) -> int:
        """New plans in, changed ones corrected."""
        rows = list(job.rows.filter(verdict__in=(RowVerdict.NEW, RowVerdict.CHANGED)))
        known = _known(job, {(row.data["body"], row.tax_code) for row in rows})
        firms = _firms(row.tax_code for row in rows)
        fresh = [_plan(job, row, firms) for row in rows if row.verdict == RowVerdict.NEW]
        ForeignPlan.objects.bulk_create(fresh, batch_size=CHUNK)
        for row in rows:
            if row.verdict == RowVerdict.CHANGED:
                _write(known[_key(row)], {name: pair[1] for name, pair in row.changes.items()})
        tick(len(rows))
        return len(rows)

    def plan_undo(self, job: ImportJob) -> Undo:
        """What would go, come back, and stay because a later list changed it."""
        return self._undo(job, write=False)

    def undo(self, job: ImportJob, *, by: Any, at: datetime, tick: Tick) -> Undo:
        """Plans of the list out, corrected ones back."""
        result = self._undo(job, write=True)
        tick(result.removed + result.restored)
        return result

    def _undo(self, job: ImportJob, *, write: bool) -> Undo:
        result = Undo()
        rows = list(job.rows.filter(verdict__in=(RowVerdict.NEW, RowVerdict.CHANGED)))
        known = _known(job, {(row.data["body"], row.tax_code) for row in rows})
        for row in rows:
            plan = known.get(_key(row))
            if plan is None:
                continue
            if _changes(plan, row.data):
                result.skip(str(plan), "", "changed_since", count=1)
            elif row.verdict == RowVerdict.NEW:
                result.removed += 1
                if write:
                    plan.delete()
            else:
                result.restored += 1
                if write:
                    _write(plan, {name: pair[0] for name, pair in row.changes.items()})
        return result

    # --- Words --------------------------------------------------------------------------------
    def facts(self, rows: Iterable[Any]) -> list[list[str]]:
        """Body, month and content; old and new values of changed rows."""
        return [_facts_of(row, self) for row in rows]

    def pages(self, job: ImportJob, rows: Iterable[Any]) -> Mapping[int, str]:
        """The dossiers of matched rows."""
        return {
            row.row_number: reverse("enterprises:detail", args=[row.enterprise_id])
            for row in rows
            if row.enterprise_id
        }


# --- Parts ----------------------------------------------------------------------------------
def _known(job: ImportJob, pairs: set[tuple[str, str]]) -> dict[Key, ForeignPlan]:
    """Plans of the province with these tax codes, by body, tax code and year."""
    plans = ForeignPlan.objects.filter(
        province=job.province_id, tax_code__in={code for _body, code in pairs}
    )
    return {(plan.body, plan.tax_code, plan.year): plan for plan in plans}


def _firms(codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Enterprise and province by tax code."""
    rows = Enterprise.objects.filter(tax_code__in={code for code in codes if code})
    return {code: (pk, home) for code, pk, home in rows.values_list("tax_code", "pk", "province")}


def _key(row: ImportRow) -> Key:
    return (row.data["body"], row.tax_code, row.data["year"])


def _changes(plan: ForeignPlan, data: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What a row says otherwise; an empty cell takes nothing away."""
    pairs = {name: [getattr(plan, name), data[name]] for name in FACTS}
    return {
        name: pair
        for name, pair in pairs.items()
        if pair[1] not in ("", None) and pair[0] != pair[1]
    }


def _judged(
    job: ImportJob,
    staged: dict[str, Any],
    known: Mapping[Key, ForeignPlan],
    firms: Mapping[str, tuple[int, int]],
    seen: dict[Key, int],
) -> ImportRow:
    data, code = staged["data"], staged["tax_code"]
    row = ImportRow(
        job=job, row_number=staged["row_number"], tax_code=code[:40], name=staged["name"],
        data=data, reasons=list(staged["reasons"]), warnings=list(staged["warnings"]),
    )  # fmt: skip
    key = (data["body"], code, data["year"])
    if not row.reasons and key in seen:
        row.reasons.append(["duplicate", {"row": seen[key]}])
    if row.reasons:
        row.verdict = RowVerdict.REFUSED
        row.raw = staged["raw"].split(stage.SEPARATOR)
        return row
    seen[key] = row.row_number
    firm, home = firms.get(code, (None, None))
    if firm is None:
        row.warnings.append([NOT_IN_REGISTER, {}])
    row.enterprise_id = firm if home == job.province_id else None
    there = known.get(key)
    row.changes = _changes(there, data) if there else {}
    row.verdict = (
        RowVerdict.NEW if there is None
        else RowVerdict.CHANGED if row.changes else RowVerdict.UNCHANGED
    )  # fmt: skip
    return row


def _plan(job: ImportJob, row: ImportRow, firms: Mapping[str, tuple[int, int]]) -> ForeignPlan:
    return ForeignPlan(
        province=job.province, tax_code=row.tax_code, job=job,
        enterprise_id=firms.get(row.tax_code, (None, None))[0],
        **{name: row.data[name] for name in ("body", "year", *FACTS)},
    )  # fmt: skip


def _write(plan: ForeignPlan, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(values))


def _facts_of(row: ImportRow, adapter: PlanList) -> list[str]:
    if row.changes:
        return [
            _now("%(field)s: %(old)s → %(new)s")
            % {"field": adapter.words_of(name), "old": pair[0] or "–", "new": pair[1]}
            for name, pair in row.changes.items()
        ]
    when = f"{row.data['month']:02d}/{row.data['year']}" if row.data.get("month") else ""
    return [text for text in (row.data.get("body"), when, row.data.get("content")) if text]
