"""The dashboard, its tables as files, and the definitions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
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
from analytics.tables import TITLES
from analytics.views.arranging import blocks_of, kept_boards
from analytics.views.work import tabs
from ecms.core import clock, replica
from ecms.core.access import SIGNED_IN, access
from ecms.core.exports import table_response
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
    parts = [
        {"area": _area(board)} if code == "area" else {"section": board.sections[code]}
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


def _area(board: Board) -> dict[str, Any]:
    """The map, with the tables of the provinces and of the wards of one province behind it."""
    table = board.tables["provinces"]
    selection = board.selection
    links = {
        line.code: flow_url(selection, "cases_opened", province=board.places[line.code])
        for line in table.lines
    }
    return {
        "map": build_tile_map(board.map_values, {k: v for k, v in links.items() if v}),
        "sentence": board.map_sentence,
        "tables": [(code, title) for code, title in TITLES.items() if code in board.tables],
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
