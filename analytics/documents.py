"""The report on results (BC-KQ) in the official layout; always in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from analytics import svg
from analytics.board import Board
from analytics.cards import Card
from analytics.files import about_lines
from analytics.models import Measure
from analytics.period_words import period_words
from analytics.sections import Section
from analytics.tables import Line, Table
from ecms.core.tiles import render_tile_map
from ecms.documents.parts import Head, Official, head_of, in_town
from ecms.documents.registry import Form, define
from ecms.documents.rendering import Issue, render

REPORT = define(
    Form(
        code="BC-KQ",
        title_vi="BÁO CÁO",
        label=_("Report on results"),
        template="analytics/pdf/report.html",
        book="BC",
        symbol="BC-{agency}",
    )
)
TABLES = ("months", "provinces", "topics", "provisions", "remedies", "sectors", "sizes")
WIDE_COLUMNS = 6
LONGEST_TABLE = 40  # rows; the full ones are in the workbook


@dataclass(frozen=True)
class Chart:
    """A chart with its heading, its finding, and the name of its picture."""

    title: str
    sentence: str
    asset: str


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed: without rows of zeros, cut after so many rows.

    Months are all printed where they fit; of very many the newest with something recorded.
    """

    table: Table

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows that are printed."""
        if self.table.dimension == "month":
            return self._filled[-LONGEST_TABLE:]
        return self._filled[:LONGEST_TABLE]

    @property
    def empty(self) -> int:
        """Rows left out because nothing was recorded."""
        return len(self.table.lines) - len(self._filled)

    @property
    def left_out(self) -> int:
        """Rows left out because the table is long."""
        return max(len(self._filled) - LONGEST_TABLE, 0)

    @property
    def is_wide(self) -> bool:
        """Needs a page across."""
        return len(self.table.columns) > WIDE_COLUMNS

    @property
    def _filled(self) -> tuple[Line, ...]:
        if self.table.dimension == "month" and len(self.table.lines) <= LONGEST_TABLE:
            return self.table.lines
        return tuple(line for line in self.table.lines if any(line.values))


@dataclass(frozen=True, kw_only=True)
class ReportContext(Official):
    """BC-KQ: what the template prints."""

    groups: tuple[tuple[str, tuple[Card, ...]], ...] = ()
    charts: tuple[Chart, ...] = ()
    map: str = ""
    map_sentence: str = ""
    tables: tuple[PrintedTable, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    measures: tuple[Measure, ...] = field(default=())


def report_pdf(board: Board, *, on: date) -> bytes:
    """The PDF of a board made under the Vietnamese language."""
    agency = board.selection.user.agency
    context, assets = _context(board)
    place = agency.place_vi if agency else ""
    return render(REPORT, context, Issue(on=on, place=place), assets)


def _context(board: Board) -> tuple[ReportContext, dict[str, bytes]]:
    sections = [s for s in board.sections.values() if s.has_chart]
    assets = {
        f"{section.code}.svg": svg.draw(section.figure or {}).encode() for section in sections
    }
    context = ReportContext(
        head=_head(board),
        abstract=_abstract(board),
        groups=tuple((group.title, group.cards) for group in board.groups if group.cards),
        charts=tuple(_chart(section) for section in sections),
        map=render_tile_map(board.map_values, palette="pdf"),
        map_sentence=board.map_sentence,
        tables=tuple(PrintedTable(board.tables[c]) for c in TABLES if board.tables[c].lines),
        about=tuple(about_lines(board)),
        measures=tuple(sorted(board.names.measures.values(), key=lambda m: m.order)),
        recipients=("Lưu: VT",),
    )
    return context, assets


def _head(board: Board) -> Head:
    agency = board.selection.user.agency
    return head_of(agency) if agency else Head("", "ECMS", "", "", "")


def _abstract(board: Board) -> str:
    place = board.selection.province
    where = f" – {place.name_vi}" if place else ""
    period = in_town(period_words(board.selection.period))
    return f"Kết quả kiểm tra, thanh tra và xử lý vi phạm pháp luật lao động{where} ({period})"


def _chart(section: Section) -> Chart:
    return Chart(section.title, section.sentence, f"ecms-asset:{section.code}.svg")
