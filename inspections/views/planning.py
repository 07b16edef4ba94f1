"""My days: other work, my activity, the calendar and its feed, loads of a body."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import PUBLIC, access
from ecms.core.components import Tab
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise
from inspections.agenda import agenda
from inspections.enums import WorkKind
from inspections.forms.planning import OtherWorkForm
from inspections.models import CalendarFeed, OtherWork
from inspections.services import feeds, other_work
from inspections.services.refusal import Refusal
from inspections.views.case import blame, status_of
from inspections.workload import activity as activity_of
from inspections.workload import loads

VIEWS = ("week", "month")


# --- Other work -----------------------------------------------------------------------------
@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def work(request: HttpRequest) -> HttpResponse:
    """Two clicks: the link from a dossier or from anywhere, then the button of the kind."""
    key = request.GET.get("enterprise")
    firm = get_visible_or_404(Enterprise, request.user, pk=key) if key else None
    form = OtherWorkForm(request.POST or None, on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            row = other_work.record(
                **form.cleaned_data, enterprise=firm, by=request.user, at=clock.now()
            )
        except Refusal as error:
            blame(form, error)
        else:
            messages.success(request, _("Recorded: %(kind)s.") % {"kind": row.get_kind_display()})
            return redirect(_back(firm))
    context = {"form": form, "firm": firm, "kinds": WorkKind.choices}
    return render(request, "inspections/other_work.html", context, status=status_of(request))


def _back(firm: Enterprise | None) -> str:
    if firm is not None:
        return reverse("enterprises:detail", args=[firm.pk])
    return reverse("inspections:activity")


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def work_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was recorded by mistake."""
    row = get_object_or_404(OtherWork, pk=pk, recorded_by=request.user)
    try:
        other_work.take_back(row, by=request.user, at=clock.now())
    except Refusal as error:
        messages.error(request, str(error.reason))
    return redirect("inspections:activity")


@access(Permission.INSPECTION_CONDUCT)
@require_GET
def activity(request: HttpRequest) -> HttpResponse:
    """My own work in a month; nobody else sees this page."""
    first, last = _month(_day_of(request))
    mine = activity_of(request.user, first, last)
    context = {
        "activity": mine,
        "other": [(label, mine.other[kind]) for kind, label in WorkKind.choices],
        "first": first,
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
        "today": clock.today(),
    }
    return render(request, "inspections/activity.html", context)


# --- Calendar -------------------------------------------------------------------------------
@access(Permission.INSPECTION_READ)
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """A week or a month of mine, or of my body."""
    view = request.GET.get("view", "week")
    view = view if view in VIEWS else "week"
    on = _day_of(request)
    whole = request.GET.get("who") == "body"
    first, last = _month(on) if view == "month" else _week(on)
    shown = (_week(first)[0], _week(last)[1])  # whole weeks, also at the ends of a month
    found = agenda(request.user, *shown, whole=whole)
    days = [
        {
            "on": day,
            "rows": [one for one in found if one.on == day],
            "outside": not first <= day <= last,
        }
        for day in (shown[0] + timedelta(days=n) for n in range((shown[1] - shown[0]).days + 1))
    ]
    context = {
        "days": days,
        "first": first,
        "last": last,
        "view": view,
        "tabs": _calendar_tabs(view, on, whole),
        "before": f"?{_query(view, first - timedelta(days=1), whole)}",
        "after": f"?{_query(view, last + timedelta(days=1), whole)}",
        "today": clock.today(),
        "may_plan": request.user.can(Permission.INSPECTION_CONDUCT),
        "feed": CalendarFeed.objects.visible_to(request.user).first(),
        "address": request.session.pop("calendar_address", ""),
    }
    return render(request, "inspections/calendar.html", context)


def _query(view: str, on: date, whole: bool) -> str:
    return f"view={view}&on={on:%Y-%m-%d}&who={'body' if whole else 'me'}"


def _calendar_tabs(view: str, on: date, whole: bool) -> list[Tab]:
    words = {
        ("week", False): _("My week"), ("month", False): _("My month"),
        ("week", True): _("Week of the body"), ("month", True): _("Month of the body"),
    }  # fmt: skip
    return [
        Tab(label, f"?{_query(kind, on, body)}", (kind, body) == (view, whole))
        for (kind, body), label in words.items()
    ]


def _day_of(request: HttpRequest) -> date:
    """The day in the address; today where it is not a day."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()
    return day if 2000 <= day.year <= 2100 else clock.today()


def _week(on: date) -> tuple[date, date]:
    first = on - timedelta(days=on.weekday())
    return first, first + timedelta(days=6)


def _month(on: date) -> tuple[date, date]:
    return on.replace(day=1), on.replace(day=months.monthrange(on.year, on.month)[1])


@access(Permission.INSPECTION_READ)
@require_POST
def feed_renew(request: HttpRequest) -> HttpResponse:
    """Make a new secret address, shown once on the next page."""
    token = feeds.renew(user=request.user, at=clock.now())
    path = reverse("calendar_feed", args=[token])
    request.session["calendar_address"] = request.build_absolute_uri(path)
    return redirect("inspections:calendar")


@access(Permission.INSPECTION_READ)
@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """End the address."""
    feeds.revoke(user=request.user, at=clock.now())
    messages.success(request, _("The address of your calendar does not work any more."))
    return redirect("inspections:calendar")


@access(PUBLIC)
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address, for calendar programs; 404 for any other."""
    content = feeds.fetch(token, at=clock.now())
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="ecms.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


# --- Loads ----------------------------------------------------------------------------------
@access(Permission.INSPECTION_ASSIGN)
@require_GET
def workload(request: HttpRequest) -> HttpResponse:
    """Loads and lateness by person of the own body."""
    agency = request.user.agency
    rows = loads(agency, on=clock.today()) if agency else []
    context = {"rows": rows, "agency": agency, "most": max((row.total for row in rows), default=0)}
    return render(request, "inspections/workload.html", context)
