"""What a signed report holds, as plain data: one content for page, PDF, XLSX and CSV.

The content is kept with its hash, so the same report of the same cut-off can be proved to give
the same numbers. It is always Vietnamese, as every official document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from analytics import charts, svg
from analytics.suppression import SMALLEST, betrays, suppressed
from analytics.telling import rounded
from ecms.core.formatting import grouped

HIDDEN = "*"  # small, or one from which a small one would follow: how many is not said
FEW = f"< {SMALLEST}"
Row = Sequence[Any]


@dataclass(frozen=True)
class Part:
    """A numbered section: sentences, a chart, one table.

    ``rows`` hold a label and then numbers, texts, or None where nothing can be told.
    """

    code: str
    title: str
    paragraphs: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Row] = ()
    chart: dict[str, Any] | None = None
    note: str = ""

    @property
    def printed(self) -> list[list[str]]:
        """The rows as words."""
        return [[_words(cell) for cell in row] for row in self.rows]

    @property
    def has_chart(self) -> bool:
        """Something to draw."""
        return self.chart is not None and not charts.is_empty(self.chart)


@dataclass(frozen=True)
class Content:
    """A whole report."""

    title: str
    period: str
    place: str
    parts: Sequence[Part] = ()
    method: Sequence[str] = ()
    definitions: Sequence[Row] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        data: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return data

    @property
    def sha256(self) -> str:
        """The hash of everything that is said."""
        text = json.dumps(self.as_data(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def pictures(self) -> dict[str, bytes]:
        """The charts as SVG by name."""
        return {
            f"{part.code}.svg": svg.draw(part.chart or {}).encode()
            for part in self.parts
            if part.has_chart
        }

    def sheets(
        self, facts: Sequence[Row] = ()
    ) -> Iterator[tuple[str, Sequence[str], Sequence[Row]]]:
        """Title, header and rows of every table, then what was said in words, then definitions.

        ``facts``: label and words of what stands on the report besides its content.
        """
        for number, part in enumerate(self.parts, start=1):
            if part.rows:
                yield f"{number}. {part.title}"[:31], part.columns, part.rows
        about: list[Row] = [
            [_("Report"), self.title],
            [_("Period"), self.period],
            [_("Place"), self.place],
        ]
        about += [*facts, *([_("Method"), line] for line in self.method)]
        for number, part in enumerate(self.parts, start=1):  # names of sheets are cut at 31
            said = [line for line in (*part.paragraphs, part.note) if line]
            about += [[f"{number}. {part.title}", line] for line in said or [""]]
        yield _("Method"), [_("About"), ""], about
        yield _("Definitions"), definition_columns(), self.definitions


def definition_columns() -> list[str]:
    """The header of the definitions."""
    return [_("Indicator"), _("Definition"), _("Formula"), _("Unit"), _("Legal source"),
            _("Version")]  # fmt: skip


def read(data: dict[str, Any]) -> Content:
    """The content as it was kept."""
    parts = [Part(**part) for part in data["parts"]]
    return Content(**{**data, "parts": parts})


def protected(part: Part) -> Part:
    """The part with small cells hidden; its last row is the total, told where it betrays nothing.

    Cells that came hidden already stay so.
    """
    if len(part.rows) < 2:
        return part
    body, total = part.rows[:-1], part.rows[-1]
    known = [[cell if isinstance(cell, int) else 0 for cell in row[1:]] for row in body]
    numbers = suppressed(known)
    columns = zip(zip(*numbers, strict=True), zip(*known, strict=True), strict=True)
    sums = [HIDDEN if betrays(told, whole) else cell
            for cell, (told, whole) in zip(total[1:], columns, strict=True)]  # fmt: skip
    rows = [
        [row[0], *(HIDDEN if told is None else cell
                   for cell, told in zip(row[1:], cells, strict=True))]
        for row, cells in zip(body, numbers, strict=True)
    ]  # fmt: skip
    was_hidden = any(HIDDEN in row for row in rows)
    note = part.note
    if was_hidden:
        words = _("* Small numbers, and others from which they could be worked out, are not told.")
        note = f"{note} {words}".strip()
    return Part(part.code, part.title, part.paragraphs, part.columns, [*rows, [total[0], *sums]],
                None if was_hidden else part.chart, note)  # fmt: skip


def _words(cell: Any) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return rounded(cell, 1 if round(cell, 1) == cell else 2)
    return grouped(cell) if isinstance(cell, int) else str(cell)
