"""The report on results (BC-TH) in the official layout; always in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics import svg
from analytics.board import Board, Card, Section
from analytics.files import about_lines
from analytics.forms import period_words
from analytics.models import Measure
from analytics.tables import Table
from ecms.core.tiles import render_tile_map
from ecms.documents.parts import Head, Official, head_of
from ecms.documents.registry import Form, define
from ecms.documents.rendering import Issue, render

REPORT = define(
    Form(
        code="BC-TH",
        title_vi="BÁO CÁO",
        label=_("Report on results"),
        template="analytics/pdf/report.html",
        book="BC",
        symbol="BC-{agency}",
    )
)
TABLES = ("months", "provinces", "topics", "provisions", "remedies", "sectors", "sizes")
LONGEST_TABLE = 40  # rows; the full ones are in the workbook


@dataclass(frozen=True)
class Chart:
    """A chart with its heading, its finding, and the name of its picture."""

    title: str
    sentence: str
    asset: str


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed: cut after so many rows, with how many were left out."""

    table: Table
    left_out: int

    @property
    def lines(self) -> tuple[Any, ...]:
        """The rows that are printed."""
        return self.table.lines[:LONGEST_TABLE]


@dataclass(frozen=True, kw_only=True)
class ReportContext(Official):
    """BC-TH: what the template prints."""

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
        groups=tuple((group.title, group.cards) for group in board.groups),
        charts=tuple(_chart(section) for section in sections),
        map=render_tile_map(board.map_values, palette="pdf"),
        map_sentence=board.map_sentence,
        tables=tuple(_printed(board.tables[code]) for code in TABLES if board.tables[code].lines),
        about=tuple(about_lines(board)),
        measures=tuple(sorted(board.names.measures.values(), key=lambda m: m.order)),
        recipients=("Như trên", "Lưu: VT"),
    )
    return context, assets


def _head(board: Board) -> Head:
    agency = board.selection.user.agency
    return head_of(agency) if agency else Head("", "ECMS", "", "", "")


def _abstract(board: Board) -> str:
    place = board.selection.province
    where = f" – {place.name_vi}" if place else ""
    period = period_words(board.selection.period)
    return f"Kết quả kiểm tra, thanh tra và xử lý vi phạm pháp luật lao động{where}, kỳ {period}"


def _chart(section: Section) -> Chart:
    return Chart(section.title, section.sentence, f"ecms-asset:{section.code}.svg")


def _printed(table: Table) -> PrintedTable:
    return PrintedTable(table, max(len(table.lines) - LONGEST_TABLE, 0))
