"""The half-year and yearly report on screen, as XLSX, CSV and PDF; who has not reported."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Province
from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from ecms.core.paging import paginate
from enterprises.models import Enterprise
from enterprises.selectors import reachable
from intake import accident_tables as tables
from intake.enums.accident import ReportPeriod
from intake.forms.accident_steps import ReportForm
from intake.rules.accident_terms import report_due
from intake.selectors.accident_statistics import Statistics, not_reported, statistics
from intake.services.accidents import reports
from intake.views.accident_case import carried_out
from intake.views.accident_returns import asked_period, state_of

YEARS = 4


def _province(request: HttpRequest) -> Province | None:
    """A chosen province, for those who see the whole country."""
    code = request.GET.get("province", "")
    if not code.isalnum() or not request.user.scope.national:
        return None
    return Province.objects.present().filter(code=code).first()


def _figures(request: HttpRequest) -> tuple[Statistics, Province | None]:
    year, part = asked_period(request)
    province = _province(request)
    return statistics(request.user, year, part, province), province


@access(Permission.ACCIDENT_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Tables of Annex XII, rates, coverage, definitions."""
    found, province = _figures(request)
    today = clock.today()
    context = {
        "found": found,
        "tables": tables.of(found),
        "head": tables.HEAD,
        "rates": tables.rates(found),
        "damage": tables.damage(found),
        "sentence": tables.sentence(found),
        "definitions": tables.definitions(),
        "periods": ReportPeriod.choices,
        "years": range(today.year, today.year - YEARS, -1),
        "province": province,
        "provinces": Province.objects.present().order_by("code")
        if request.user.scope.national
        else [],
        "as_of": clock.now(),
        "today": today,
        "sending": state_of(request, found.year, found.part),
        "query": request.GET.urlencode(),
        "part_words": dict(ReportPeriod.choices)[found.part],
        "may_export": request.user.can(Permission.ACCIDENT_READ),
    }
    return render(request, "intake/accident_statistics.html", context)


@access(Permission.ACCIDENT_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same figures as XLSX, CSV or PDF."""
    found, province = _figures(request)
    name = f"accidents-{found.year}-{found.part.lower()}"
    if kind == "pdf":
        pdf = tables.as_pdf(found, agency=request.user.agency, province=province, at=clock.now())
        answer = HttpResponse(pdf, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        return answer
    if kind not in WRITERS:
        raise Http404
    return table_response(kind, name, tables.flat_header(), tables.flat(found))


# --- Reports of employers -----------------------------------------------------------------------
@access(Permission.ACCIDENT_READ)
@require_GET
def missing(request: HttpRequest) -> HttpResponse:
    """Active enterprises whose report of the period has not come, the biggest first."""
    year, part = asked_period(request)
    rows = not_reported(request.user, year, part, _province(request))
    found = paginate(request, rows.select_related("province", "ward"))
    context = {
        "page": found, "year": year, "part": part, "due": report_due(year, part),
        "part_words": dict(ReportPeriod.choices)[part],
        "may_record": request.user.can(Permission.ACCIDENT_EDIT),
    }  # fmt: skip
    return render(request, "intake/accident_missing.html", context)


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the report of an employer."""
    firm = reachable(pk, request.user)
    if firm is None:
        raise Http404("Enterprise not found")
    year, part = asked_period(request)
    form = ReportForm(request.POST or None, initial=_first(firm, year, part))
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            data = form.cleaned_data
            reports.record(
                firm, data["year"], data["part"], form.figures(), by=request.user, at=clock.now()
            )

        if carried_out(form, save):
            messages.success(request, _("The report was recorded."))
            return redirect("enterprises:detail", pk=firm.pk)
    context = {"form": form, "firm": firm}
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/accident_report.html", context, status=status)


def _first(firm: Enterprise, year: int, part: str) -> dict[str, Any]:
    kept = firm.accident_reports.filter(year=year, part=part).first()
    names = [name for name in ReportForm.base_fields if name not in ("year", "part")]
    values = {name: getattr(kept, name) for name in names} if kept else {
        "received_on": clock.today(), "workers": firm.workers,
        **dict.fromkeys(("cases", "fatal_cases", "victims", "dead", "serious", "days_lost",
                         "costs"), 0),
    }  # fmt: skip
    return {"year": year, "part": part, **values}
