"""The enterprises of a campaign: list, export, adding, dropping, going on despite an overlap."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from campaigns.enums import LIVE, How, State
from campaigns.forms import AddForm, ReasonForm
from campaigns.models import Campaign, Target
from campaigns.presenters import stratum_words
from campaigns.services import opening, preparing
from campaigns.views.base import act, frame, load
from campaigns.workflow import of_own_body
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.components import Tab
from ecms.core.exports import WRITERS, table_response
from ecms.core.listing import export_query
from ecms.core.paging import paginate
from inspections.views.case import REFUSALS, blame, status_of

TO_OPEN, PROBLEM, DROPPED = "to-open", "problem", "dropped"


def _words() -> dict[str, Any]:
    return {
        "": _("All"), **{how.value: how.label for how in How}, TO_OPEN: _("No check yet"),
        PROBLEM: _("Could not be opened"), DROPPED: _("Dropped"),
    }  # fmt: skip


def _rows(request: HttpRequest, campaign: Campaign) -> tuple[Any, str]:
    """The targets that are asked for, and the tab."""
    how = request.GET.get("how", "")
    every = Target.objects.visible_to(request.user).filter(campaign=campaign)
    rows = every.filter(dropped_at__isnull=how != DROPPED)
    if how in How.values:
        rows = rows.filter(how=how)
    elif how in (TO_OPEN, PROBLEM):
        rows = rows.filter(inspection__isnull=True)
        rows = rows.exclude(problem="") if how == PROBLEM else rows
    elif how != DROPPED:
        how = ""
    return rows.select_related("enterprise__ward", "inspection").order_by("order", "pk"), how


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; who plans adds one more below it."""
    campaign = load(request, pk)
    may_change = (
        campaign.state in LIVE
        and request.user.can(Permission.INSPECTION_ASSIGN)
        and bool(of_own_body(campaign, request.user))
    )
    form = AddForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and _added(request, campaign, form):
        return redirect(f"{reverse('campaigns:targets', args=[pk])}?how={How.ADDED.value}")
    rows, how = _rows(request, campaign)
    page = paginate(request, rows)
    url = reverse("campaigns:targets", args=[pk])
    context = frame(
        campaign, "targets", page=page, form=form, how=how, may_change=may_change,
        rows=[{"target": row, "stratum": stratum_words(row.stratum)} for row in page],
        choices=[Tab(words, f"{url}?how={code}", code == how) for code, words in _words().items()],
        may_open=campaign.state == State.RUNNING and request.user.can("inspection.propose"),
        export_query=export_query(request.GET),
    )  # fmt: skip
    return render(request, "campaigns/targets.html", context, status=status_of(request))


def _added(request: HttpRequest, campaign: Campaign, form: AddForm) -> bool:
    data = form.cleaned_data
    try:
        preparing.add(
            campaign, data["tax_code"], data["reason"], by=request.user, at=clock.now()
        )  # fmt: skip
    except REFUSALS as error:
        blame(form, error)
        return False
    messages.success(request, _("Added: %(name)s.") % {"name": data["tax_code"].name})
    return True


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Take one off the list, with a reason."""
    campaign = load(request, pk)
    row = get_object_or_404(Target.objects.select_related("enterprise"), pk=target, campaign=pk)

    def do(form: Any) -> None:
        preparing.drop(row, form.cleaned_data["reason"], by=request.user, at=clock.now())

    return act(
        request, campaign, ReasonForm(request.POST or None), do,
        title=_("Drop %(name)s") % {"name": row.enterprise.name}, submit=_("Drop"),
        done=_("Dropped."), danger=True, back="targets",
    )  # fmt: skip


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def go_on(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Open the check of one target in spite of what it overlaps with."""
    campaign = load(request, pk)
    row = get_object_or_404(Target.objects.select_related("enterprise"), pk=target, campaign=pk)

    def do(form: Any) -> None:
        opening.go_on(row, form.cleaned_data["reason"], by=request.user, at=clock.now())

    return act(
        request, campaign, ReasonForm(request.POST or None), do,
        title=_("Open the check of %(name)s") % {"name": row.enterprise.name},
        submit=_("Open the check"), done=_("The check is proposed."), notes=(row.problem,),
        back="targets",
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_GET
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX."""
    if kind not in WRITERS:
        raise Http404
    campaign = load(request, pk)
    rows, _how = _rows(request, campaign)
    header = [
        _("Campaign"), _("Order"), _("Tax code"), _("Enterprise"), _("Ward or commune"),
        _("Workers"), _("Chosen"), _("Stratum"), _("Risk when drawn"), _("Reason"),
        _("Inspection"), _("State"), _("Minutes signed on"),
    ]  # fmt: skip

    def cells(row: Target) -> list[Any]:
        firm, check = row.enterprise, row.inspection
        return [
            campaign.code, row.order, firm.tax_code, firm.name, str(firm.ward or ""),
            firm.workers, row.get_how_display(), stratum_words(row.stratum), row.score, row.reason,
            check.code if check else "", check.get_state_display() if check else "",
            check.minutes_signed_on if check else None,
        ]  # fmt: skip

    return table_response(kind, f"{campaign.code}-targets", header, bulk.stream(rows, cells))
