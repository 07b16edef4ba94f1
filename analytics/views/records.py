"""The page behind a number: the rows that were counted."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from analytics import sources
from analytics.circles import find
from analytics.forms import PeriodForm
from analytics.links import may_open
from analytics.names import Names
from analytics.period_words import period_words
from analytics.records import Behind
from ecms.core import clock
from ecms.core.access import access
from ecms.core.paging import paginate


@access(Permission.DASHBOARD_READ)
@require_GET
def index(request: HttpRequest, measure: str) -> HttpResponse:
    """Live rows of a measure in a period, as far as the reader may see them."""
    source = sources.BY_MEASURE.get(measure)
    if source is None:
        raise Http404
    if not may_open(request.user, measure):
        raise PermissionDenied
    today = clock.today()
    behind = _behind(request, source, today)
    rows = behind.rows(today)
    page = paginate(request, rows)
    names = Names()
    context = {
        "page": page,
        "records": [behind.record(row) for row in page],
        "title": names.measure(measure),
        "measure": names.measures.get(measure),
        "narrowed": behind.narrowed(names),
        "place": behind.selection.province,
        "period": period_words(behind.selection.period) if source.day else "",
        "total": behind.total_words(behind.total(rows)),
        "has_amount": behind.total(rows.none()) is not None,
    }
    return render(request, "analytics/records.html", context)


def _behind(request: HttpRequest, source: sources.Source, today: date) -> Behind:
    query = request.GET.copy()
    query["period"] = "custom"
    form = PeriodForm(query, user=request.user, today=today)
    if not form.is_valid():
        raise Http404
    who = request.GET.get("who", "")
    circle = find(request.user, who) if who else None
    if who and circle is None:
        raise Http404
    key, key2, former = (request.GET.get(name, "") for name in ("key", "key2", "former"))
    return Behind(source, form.selection, key, key2, former, circle)
