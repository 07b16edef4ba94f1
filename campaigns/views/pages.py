"""List, a new campaign, its overview, the choice of enterprises, its decisions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from campaigns.enums import LIVE, PlanState
from campaigns.filters import criteria_of, meant
from campaigns.forms import ApproveForm, CampaignForm, ConfirmForm, LessonsForm, ReasonForm
from campaigns.models import Campaign, PlanItem
from campaigns.presenters import (
    actions,
    criteria_words,
    from_item,
    line_row,
    out_rows,
    places,
    state_kind,
    strata_rows,
)
from campaigns.selectors import against_chance, by_place, frame_of, funnel, population, whole
from campaigns.selectors_strategy import usable_tools
from campaigns.services import opening, preparing
from campaigns.tasks import open_checks
from campaigns.views.base import act, frame, load
from campaigns.wording import frozen_words, verdict_words
from ecms.audit import timeline as events
from ecms.core import clock
from ecms.core.access import access
from ecms.core.chips import chips_with_search
from ecms.core.listing import asked_tab, tab_links
from ecms.core.paging import paginate
from inspections.models import Checklist
from inspections.views.case import REFUSALS, blame, status_of

TABS = ("live", "all")


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Campaigns of the own body, those that run first."""
    tab = asked_tab(request.GET, TABS, "live")
    rows = Campaign.objects.visible_to(request.user).select_related("agency")
    page = paginate(request, rows.filter(state__in=LIVE) if tab == "live" else rows)
    words = {"live": _("Being prepared or running"), "all": _("All")}
    context = {
        "page": page,
        "rows": [{"campaign": row, "kind": state_kind(row)} for row in page],
        "tabs": tab_links(reverse("campaigns:list"), words, tab),
        "may_begin": request.user.can(Permission.INSPECTION_ASSIGN),
    }
    return render(request, "campaigns/list.html", context)


def _checklists() -> Any:
    today = clock.today()
    return Checklist.objects.in_force(today).filter(published_on__lte=today)


def _items(user: Any) -> Any:
    """What approved plans of the own bodies hold, of this year and the next."""
    return (
        PlanItem.objects.planned()
        .filter(plan__state=PlanState.APPROVED, plan__agency__in=user.scope.agency_ids,
                plan__year__gte=clock.today().year)
        .select_related("plan")
    )  # fmt: skip


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What it is about; the enterprises are chosen on the next page."""
    items = _items(request.user)
    form = CampaignForm(
        request.POST or None, checklists=_checklists(), items=items,
        tools=usable_tools(request.user),
        given=from_item(items.filter(pk=_number(request.GET.get("item"))).first()),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            campaign = preparing.begin(
                form.facts(), submission=form.cleaned_data["submission"],
                agency=request.user.agency, by=request.user, at=clock.now(),
            )  # fmt: skip
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("campaigns:select", pk=campaign.pk)
    return render(request, "campaigns/new.html", {"form": form}, status=status_of(request))


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts while it is prepared."""
    campaign = load(request, pk)
    form = CampaignForm(
        request.POST or None, checklists=_checklists(), campaign=campaign,
        tools=usable_tools(request.user),
        items=_items(request.user) | PlanItem.objects.filter(pk=campaign.item_id),
    )  # fmt: skip
    return act(
        request, campaign, form,
        lambda form: preparing.change(campaign, form.facts(), by=request.user, at=clock.now()),
        title=_("Change the campaign"), submit=_("Save"), done=_("Saved."),
        notes=(_("A new number of enterprises counts from the next draw on."),),
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What, why, how far, and whether choosing by risk beats chance."""
    campaign = load(request, pk)
    lines = funnel(campaign)
    total = whole(lines)
    context = frame(
        campaign, "detail",
        actions=actions(campaign, request.user),
        criteria=criteria_words(campaign, request.user),
        out=out_rows(campaign.facts.get("out", {})),
        strata=strata_rows(campaign.facts.get("strata", {})),
        lines=[line_row(line, campaign) for line in [*lines, *([total] if total else [])]],
        total=total,
        verdict=verdict_words(against_chance(lines)),
        problems=campaign.targets.to_open().exclude(problem="").count(),  # type: ignore[attr-defined]
    )  # fmt: skip
    return render(request, "campaigns/detail.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was done to it."""
    campaign = load(request, pk)
    context = frame(campaign, "timeline", entries=events.of(campaign))
    return render(request, "campaigns/timeline.html", context)


# --- Choosing ---------------------------------------------------------------------------------
@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def select(request: HttpRequest, pk: int) -> HttpResponse:
    """The criteria stand in the address; the numbers say what they mean before the draw."""
    campaign = load(request, pk)
    if request.method == "POST":
        return _draw(request, campaign)
    query = request.GET if request.GET else QueryDict(campaign.criteria)
    form = criteria_of(query.urlencode(), request.user)
    rows = population(campaign, meant(query.urlencode(), request.user))
    counted = frame_of(rows)
    url = reverse("campaigns:select", args=[campaign.pk])
    context = frame(
        campaign, "detail", form=form, counted=counted, query=query.urlencode(),
        chips=chips_with_search(form, query), out=out_rows(counted.out),
        strata=strata_rows(counted.strata), clear_url=f"{url}?q=",
        where=places(by_place(rows, province=campaign.province_id), campaign, query.urlencode()),
    )  # fmt: skip
    return render(request, "campaigns/select.html", context)


def _draw(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    query = QueryDict(request.POST.get("query", "")).urlencode()
    try:
        rows = meant(query, request.user)
        preparing.select(campaign, query, rows, by=request.user, at=clock.now())
    except REFUSALS as error:
        messages.error(request, str(error.reason))
        return redirect(f"{reverse('campaigns:select', args=[campaign.pk])}?{query}")
    messages.success(request, _("The enterprises were drawn. Look at them before you go on."))
    return redirect("campaigns:targets", pk=campaign.pk)


# --- Decisions --------------------------------------------------------------------------------
@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the list."""
    campaign = load(request, pk)
    given = request.POST if request.method == "POST" else None
    form = ApproveForm(given, mark=preparing.mark(campaign))

    def do(form: Any) -> None:
        seen = form.cleaned_data["seen"]
        preparing.approve(campaign, by=request.user, at=clock.now(), seen=seen)

    return act(
        request, campaign, form, do,
        title=_("Approve the campaign"), submit=_("Approve"), done=_("The campaign is approved."),
        notes=(frozen_words(funnel(campaign), campaign),
               _("The list of enterprises is frozen: from now on, adding or dropping one needs "
                 "a reason that everybody sees."),),
    )  # fmt: skip


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def open_checks_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: a proposal for each enterprise."""
    campaign = load(request, pk)

    def do(form: Any) -> None:
        opening.start(campaign, by=request.user, at=clock.now())
        job = partial(open_checks.delay, campaign.pk, request.user.pk)
        transaction.on_commit(job, robust=True)

    return act(
        request, campaign, ConfirmForm(request.POST), do,
        title=_("Open all checks"), submit=_("Open the checks"),
        done=_("The checks are being opened. Load this page again to see how far it is."),
        notes=(_("For every enterprise a team is drawn by load, way, experience and rotation, and "
                 "a check is proposed with everything filled in. The director decides each one."),
               _("What overlaps with another check or plan is not opened but shown with its "
                 "reason.")),
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it with its lessons."""
    campaign = load(request, pk)

    def do(form: Any) -> None:
        preparing.close(
            campaign, form.cleaned_data["lessons"], by=request.user, at=clock.now(),
            criteria=criteria_words(campaign, request.user),
        )  # fmt: skip

    return act(
        request, campaign, LessonsForm(request.POST or None), do, title=_("Close the campaign"),
        submit=_("Close the campaign"), done=_("The campaign is closed."),
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    campaign = load(request, pk)

    def do(form: Any) -> None:
        preparing.cancel(campaign, form.cleaned_data["reason"], by=request.user, at=clock.now())

    return act(
        request, campaign, ReasonForm(request.POST or None), do, title=_("Cancel the campaign"),
        submit=_("Cancel the campaign"), done=_("The campaign is cancelled."), danger=True,
    )  # fmt: skip
