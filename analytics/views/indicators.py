"""The scorecard, and one indicator with its trend, its provinces and the records behind it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from analytics import scorecard
from analytics.breakdown import Breakdown
from analytics.coverage import coverage
from analytics.forms import PeriodForm
from analytics.models import Indicator
from analytics.numbers import Selection, as_of
from analytics.period_words import period_words
from ecms.core import clock, replica
from ecms.core.access import access
from ecms.core.exports import table_response
from ecms.core.tiles import build_tile_map


def asked(request: HttpRequest) -> PeriodForm:
    """The period and place that the address names."""
    return PeriodForm(request.GET, user=request.user, today=clock.today())


def frame(form: PeriodForm) -> dict[str, Any]:
    """What every page of figures shows around them."""
    selection = form.selection
    return {
        "form": form, "selection": selection, "as_of": as_of(),
        "period": period_words(selection.period), "place": place_of(selection),
        "lag": replica.words(), "query": form.address,
        "coverage": coverage(selection).sentences,
    }  # fmt: skip


def place_of(selection: Selection) -> str:
    """The province in words; empty for all in reach."""
    return selection.province.name if selection.province else ""


@access(Permission.DASHBOARD_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every indicator with its target and its comparisons."""
    form = asked(request)
    groups = scorecard.scorecard(form.selection)
    missed = [r for group in groups for r in group.results if r.status == scorecard.MISSED]
    judged = sum(r.status != scorecard.OPEN for group in groups for r in group.results)
    context = {**frame(form), "groups": groups, "missed": missed, "judged": judged}
    return render(request, "analytics/indicators.html", context)


@access(Permission.DASHBOARD_READ)
@require_GET
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: month by month, province by province, and what it is made of."""
    form = asked(request)
    found = _breakdown(form.selection, code)
    versions = Indicator.objects.filter(code=code).order_by("-version")
    context = {
        **frame(form), "found": found, "versions": versions,
        "map": build_tile_map(found.map_values, found.map_links()),
    }  # fmt: skip
    return render(request, "analytics/indicator.html", context)


@access(Permission.DASHBOARD_READ)
@require_GET
def table(request: HttpRequest, code: str, part: str, kind: str) -> HttpResponse:
    """The months or provinces of an indicator as CSV or XLSX."""
    found = _breakdown(asked(request).selection, code)
    if part not in ("months", "provinces") or kind not in ("csv", "xlsx"):
        raise Http404
    name = f"ecms-{code}-{part}-{found.selection.period.code}"
    return table_response(kind, name, found.header(part), found.rows(part))


def _breakdown(selection: Selection, code: str) -> Breakdown:
    indicator = Indicator.objects.within(selection.period).filter(code=code).first()
    if indicator is None:
        raise Http404
    return Breakdown(selection, indicator)
