"""BC-TH: the layout of statistical reports, filled by whoever has the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ecms.documents.parts import Official
from ecms.documents.registry import Form, define

REPORT = define(
    Form("BC-TH", "Báo cáo", _("Statistical report"), "pdf/report.html", book="BC",
         symbol="BC-{agency}")
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """A numbered section: sentences, one figure (name of an asset), one table of words.

    The first column of ``rows`` is text; the others hold figures already written out, or words.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    figure: str = ""
    figure_words: str = ""
    note: str = ""

    @property
    def lines(self) -> list[list[tuple[str, bool]]]:
        """``rows`` with whether each cell stands in a column of figures, which are set right."""
        figures = [
            place > 0 and 2 * sum(any(map(str.isalpha, cell)) for cell in column) <= len(column)
            for place, column in enumerate(zip(*self.rows, strict=True))
        ]
        return [list(zip(row, figures, strict=True)) for row in self.rows]


@dataclass(frozen=True, kw_only=True)
class Report(Official):
    """A report: period, coverage and as-of time of the figures, sections, method."""

    period: str
    coverage: str = ""
    as_of: datetime | None = None
    sections: tuple[Section, ...] = ()
    method: tuple[str, ...] = ()
