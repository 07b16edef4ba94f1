"""The table behind a chart of the dashboard: asked for when somebody opens it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from analytics.board import Board
from analytics.forms import PeriodForm
from analytics.period_words import period_words
from analytics.tables import Line, Table
from ecms.core import clock
from ecms.core.access import access
from ecms.core.formatting import amount


@access(Permission.DASHBOARD_READ)
@require_GET
def behind(request: HttpRequest, code: str) -> HttpResponse:
    """The table of a section, or ``provinces`` and ``wards``, for the period of the address.

    A part of the dashboard where the page asks for it, else a page of its own.
    """
    form = PeriodForm(request.GET, user=request.user, today=clock.today())
    board = Board(form.selection, linked=True)
    table, title = _found(board, code)
    context = {
        "table": table,
        "caption": _("Table: %(title)s") % {"title": title},
        "rows": [(line.label, _cells(board, table, line)) for line in table.lines],
        "query": request.GET.urlencode(),
        "period": period_words(board.selection.period),
        "place": board.selection.province,
        "as_of": board.as_of,
    }
    part = bool(request.headers.get("HX-Request"))
    name = "analytics/behind.html" if part else "analytics/behind_page.html"
    return render(request, name, context)


def _found(board: Board, code: str) -> tuple[Table, str]:
    if code in board.sections:
        section = board.sections[code]
        return section.table, section.title
    if code in ("provinces", "wards") and code in board.tables:
        return board.tables[code], board.tables[code].title
    raise Http404


def _cells(board: Board, table: Table, line: Line) -> SafeString:
    """The cells of a row; there can be hundreds, which a template would take long to write."""
    return format_html_join("", '<td class="ec-num">{}</td>', _numbers(board, table, line))


def _numbers(board: Board, table: Table, line: Line) -> Iterable[tuple[SafeString | str]]:
    for column, value in zip(table.columns, line.values, strict=True):
        url = board.url(table, column, line) if value else ""
        yield (format_html('<a href="{}">{}</a>', url, amount(value)) if url else amount(value),)
