"""The dashboard, its tables as files, and the definitions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from analytics import scorecard
from analytics.board import Board
from analytics.cards import CardGroup
from analytics.enums import IndicatorGroup, MeasureGroup
from analytics.forms import PeriodForm
from analytics.links import flow_url
from analytics.models import Indicator, Measure
from analytics.numbers import as_of
from analytics.period_words import period_words
from analytics.periods import month_of
from analytics.sections import Section
from analytics.tables import Table
from analytics.views.arranging import blocks_of, kept_boards
from analytics.views.work import tabs
from ecms.core import clock, replica
from ecms.core.access import SIGNED_IN, access
from ecms.core.exports import table_response
from ecms.core.formatting import amount
from ecms.core.tiles import build_tile_map


@access(Permission.DASHBOARD_READ)
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Numbers, charts and tables of a period; every number opens the list behind it."""
    form = PeriodForm(request.GET, user=request.user, today=clock.today())
    board = Board(form.selection, linked=True)
    boards = kept_boards(request.user)
    blocks = blocks_of(request.GET.get("board", ""), boards)
    charts = [code for code in blocks if code in board.sections or code == "area"]
    area = _area(board)
    parts = [
        {"area": area} if code == "area" else _section(board, board.sections[code])
        for code in charts
    ]
    context = {
        **tabs(request.user),
        "groups": _groups(board, blocks),
        "missed": _missed(board) if "missed" in blocks else [],
        "boards": boards,
        "address": form.address,
        "lag": replica.words(),
        "form": form,
        "board": board,
        "period": period_words(board.selection.period),
        "before": period_words(board.selection.period.previous),
        "left": parts[0::2],
        "right": parts[1::2],
        "query": _query(request),
        "may_export": request.user.can(Permission.REPORT_EXPORT),
        "national": request.user.scope.national,
    }
    return render(request, "analytics/dashboard.html", context)


def _groups(board: Board, blocks: list[str]) -> list[CardGroup]:
    """Groups with cards, in the order of the parts."""
    codes = {"now": "now"} | {
        f"{group.value}-cards": group.value for group in MeasureGroup if group != MeasureGroup.NOW
    }
    by_code = {group.code: group for group in board.groups if group.cards}
    return [by_code[codes[code]] for code in blocks if codes.get(code) in by_code]


def _missed(board: Board) -> list[scorecard.Result]:
    """Indicators whose target is missed: the red numbers, each with the way to its cases."""
    found = Indicator.objects.within(board.selection.period).filter(target__isnull=False)
    rows = scorecard.results(board.selection, found, compared=False)
    return [row for row in rows if row.status == scorecard.MISSED]


def _section(board: Board, section: Section) -> dict[str, Any]:
    return {"section": section, "table": _linked(board, section.table, section.title)}


def _linked(board: Board, table: Table, title: str = "") -> dict[str, Any]:
    """A table with the address behind each number; ``title`` tells it from the others."""
    rows = [
        {
            "label": line.label,
            "cells": _cells(
                (value, board.url(table, column, line) if value else "")
                for column, value in zip(table.columns, line.values, strict=True)
            ),
        }
        for line in table.lines
    ]
    total = [
        (value, column.money) for column, value in zip(table.columns, table.total, strict=False)
    ]
    caption = _("Table: %(title)s") % {"title": title or table.title}
    return {"table": table, "rows": rows, "total": total, "caption": caption}


def _cells(numbers: Iterable[tuple[int, str]]) -> SafeString:
    """The cells of a row; a page has hundreds, which a template would take tens of ms to write."""
    return format_html_join(
        "",
        '<td class="ec-num">{}</td>',
        (
            (format_html('<a href="{}">{}</a>', url, amount(value)) if url else amount(value),)
            for value, url in numbers
        ),
    )


def _area(board: Board) -> dict[str, Any]:
    """The map, with the provinces behind it, or the wards of one province."""
    table = board.tables["provinces"]
    selection = board.selection
    links = {
        line.code: flow_url(selection, "cases_opened", province=board.places[line.code])
        for line in table.lines
    }
    wards = board.tables.get("wards")
    return {
        "map": build_tile_map(board.map_values, {k: v for k, v in links.items() if v}),
        "sentence": board.map_sentence,
        "provinces": _linked(board, table),
        "wards": _linked(board, wards) if wards else None,
    }


def _query(request: HttpRequest) -> str:
    """The filters of the page, for links to files."""
    return request.GET.urlencode()


@access(Permission.DASHBOARD_READ)
@require_GET
def table(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One table of the dashboard as CSV or XLSX."""
    form = PeriodForm(request.GET, user=request.user, today=clock.today())
    board = Board(form.selection)
    found = board.tables.get(code)
    if found is None or kind not in ("csv", "xlsx"):
        raise Http404
    name = f"ecms-{code}-{board.selection.period.code}"
    return table_response(kind, name, found.header, found.rows())


@access(SIGNED_IN)
@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    """What every number means."""
    measures = list(Measure.objects.all())
    groups = [
        (group.label, [measure for measure in measures if measure.group == group])
        for group in MeasureGroup
    ]
    today = clock.today()
    indicators = list(Indicator.objects.within(month_of(today)))
    context = {
        "groups": groups,
        "indicator_groups": [
            (group.label, [row for row in indicators if row.group == group])
            for group in IndicatorGroup
        ],
        "may_see": request.user.can(Permission.DASHBOARD_READ),
        "as_of": as_of(),
    }
    return render(request, "analytics/definitions.html", context)
