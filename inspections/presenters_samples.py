"""A checked sample as tables of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecms.core.formatting import vnd
from inspections.models import Finding, Sample
from inspections.services.figures import Figure, in_words, stored, with_unit
from inspections.services.samples import Checked
from law.rules import samples as rules

COLUMNS = {
    "wage": gettext_lazy("Monthly wage"),
    "wage_hour": gettext_lazy("Hourly wage"),
    "overtime_day": gettext_lazy("Overtime in a day"),
    "overtime_month": gettext_lazy("Overtime in a month"),
    "overtime_year": gettext_lazy("Overtime in a year"),
    "probation_days": gettext_lazy("Length of the probation"),
    "days_late": gettext_lazy("Days the wage was late"),
}
UNITS = {"wage": "vnd", "wage_hour": "vnd", "probation_days": "days", "days_late": "days"}


@dataclass(frozen=True)
class Cell:
    """A figure in words; ``why`` says how it is beyond its limit."""

    words: str
    why: str = ""


@dataclass(frozen=True)
class TableRow:
    """One worker of a sample."""

    number: int
    label: str
    note: str
    cells: tuple[tuple[str, Cell], ...]

    @property
    def is_hit(self) -> bool:
        """Something in the row is beyond a limit."""
        return any(cell.why for _name, cell in self.cells)


def columns_of(sample: Sample) -> list[str]:
    """The columns of figures that the sample uses, in a fixed order."""
    used = {name for row in sample.rows for name in row.get("figures", {})}
    return [name for name in COLUMNS if name in used]


def table(sample: Sample, result: Checked) -> dict[str, Any]:
    """Titles and rows of a sample, each figure marked that is beyond its limit."""
    names = columns_of(sample)
    by = {(hit.row.number, hit.column): hit.verdict for hit in result.hits}
    rows = []
    for row, line in zip(result.rows, sample.rows, strict=True):
        cells = tuple(
            (str(COLUMNS[name]), _cell(name, row.figures.get(name), by.get((row.number, name))))
            for name in names
        )
        rows.append(TableRow(row.number, row.label, str(line.get("note", "")), cells))
    return {"titles": [COLUMNS[name] for name in names], "rows": rows}


def _cell(name: str, figure: int | None, verdict: Any) -> Cell:
    if figure is None:
        return Cell("–")
    words = with_unit(figure, UNITS.get(name, "hours"))
    if verdict is None:
        return Cell(words)
    return Cell(words, _("beyond by %(by)s") % {"by": with_unit(verdict.by, verdict.limit.unit)})


def limits(result: Checked) -> list[str]:
    """The limits that the figures were compared with, with their articles."""
    said = []
    for limit in result.limits.values():
        text = in_words(stored(rules.judge(limit.value, limit), Figure(limit.value)))
        said.append(text.rpartition(": ")[0])
    return said


def proposals(result: Checked, drafted: Mapping[str, Finding]) -> list[dict[str, Any]]:
    """What the sample leads to, and the finding where it was drafted already."""
    return [
        {
            "code": proposal.violation_code,
            "workers": proposal.workers,
            "missing": vnd(proposal.shortfall) if proposal.shortfall else "",
            "finding": drafted.get(proposal.violation_code),
        }
        for proposal in result.proposals
    ]
