"""Plans of a year: list, progress at a date, overlaps, items, decisions, extract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Province, Unit
from accounts.permissions import Permission
from campaigns import documents, presenters_plan, selectors_plan
from campaigns.enums import ItemState, PlanState
from campaigns.forms import ConfirmForm, ReasonForm
from campaigns.forms_plan import BeginForm, DayForm, DaysForm, ItemForm, ResultForm
from campaigns.models import Plan, PlanItem
from campaigns.selectors_strategy import usable_tools
from campaigns.services import planning
from campaigns.views.base import worked
from campaigns.workflow_plan import of_own_body, workflow
from ecms.audit import timeline as events
from ecms.core import citation, clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from ecms.documents.services.reading import latest
from enterprises.models import Sector
from inspections.views.case import REFUSALS, blame, status_of

ITEM_RELATED = ("section", "place", "unit", "proposed_by")


def load(request: HttpRequest, pk: int) -> Plan:
    """The plan through what the user may see; 404 otherwise."""
    related = ("agency__province", "province", "submitted_by", "approved_by", "begun_by")
    row: Plan = get_visible_or_404(Plan.objects.select_related(*related), request.user, pk=pk)
    return row


def _frame(plan: Plan, current: str, **extra: Any) -> dict[str, Any]:
    return {
        "plan": plan, "pill_kind": presenters_plan.state_kind(plan),
        "tabs": presenters_plan.tabs(plan, current), **extra,
    }  # fmt: skip


def _act(
    request: HttpRequest, plan: Plan, form: Any, do: Callable[[Any], Any], *, title: Any,
    submit: Any, done: Any, notes: tuple[Any, ...] = (), danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """Show ``form``; when it is valid call ``do(form)`` and go back to the plan."""
    url = reverse("campaigns:plan", args=[plan.pk])
    if worked(request, form, do):
        messages.success(request, done)
        return redirect(url)
    context = _frame(
        plan, "plan", form=form, title=title, submit=submit, notes=notes, danger=danger,
        cancel_url=url,
    )  # fmt: skip
    return render(request, "campaigns/plan_act.html", context, status=status_of(request))


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Plans, the latest year first."""
    rows = Plan.objects.visible_to(request.user).select_related("agency")
    page = paginate(request, rows)
    context = {
        "page": page,
        "rows": presenters_plan.list_rows(list(page)),
        "may_begin": request.user.can(Permission.INSPECTION_ASSIGN),
    }
    return render(request, "campaigns/plans.html", context)


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin the plan of a year; the one that is there opens."""
    form = BeginForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            plan = planning.begin(
                data["year"], data["purpose"], agency=request.user.agency, by=request.user,
                at=clock.now(),
            )  # fmt: skip
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("campaigns:plan", pk=plan.pk)
    return render(request, "campaigns/plan_new.html", {"form": form}, status=status_of(request))


@access(Permission.INSPECTION_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The items with what was done until a day, the days of the law, the proposals."""
    plan, today = load(request, pk), clock.today()
    form = DayForm({"on": request.GET.get("on") or today})
    asked = form.cleaned_data.get("on") if form.is_valid() else None
    on = min(max(asked or today, plan.days()[0]), plan.days()[1])
    items = list(plan.items.select_related(*ITEM_RELATED))  # type: ignore[attr-defined]
    planned = [item for item in items if item.state == ItemState.ACCEPTED]
    lines = selectors_plan.progress(plan, planned, on=on)
    context = _frame(
        plan, "plan", day=form, on=on, today=today,
        rows=presenters_plan.rows_of(lines),
        total=selectors_plan.together(lines) if lines else None,
        outside=selectors_plan.outside(plan, on=on),
        proposals=presenters_plan.item_rows(i for i in items if i.state == ItemState.PROPOSED),
        given_up=[i for i in items if i.state in (ItemState.DECLINED, ItemState.DROPPED)],
        milestones=_milestones(plan, today), document=latest(plan, documents.PLAN.code),
        actions=presenters_plan.actions(plan, request.user), **_rights(plan, request.user),
    )  # fmt: skip
    return render(request, "campaigns/plan.html", context)


def _milestones(plan: Plan, today: date) -> list[dict[str, Any]]:
    def day(moment: Any) -> date | None:
        return clock.legal_date(moment) if moment else None

    found = selectors_plan.milestones(
        plan, submitted_on=day(plan.submitted_at), approved_on=day(plan.approved_at)
    )
    return [
        {"words": each.words, "due_on": each.due_on, "done_on": each.done_on,
         "basis": citation.shown(each.basis), "late": each.is_late(today)}
        for each in found
    ]  # fmt: skip


def _rights(plan: Plan, user: Any) -> dict[str, bool]:
    own = bool(of_own_body(plan, user))
    draft, approved = plan.state == PlanState.DRAFT, plan.state == PlanState.APPROVED
    assigns, approves = (
        user.can(Permission.INSPECTION_ASSIGN), user.can(Permission.INSPECTION_APPROVE),
    )  # fmt: skip
    return {
        "may_propose": own and (
            (draft and user.can(Permission.INSPECTION_PROPOSE)) or (approved and approves)
        ),
        "may_change": own and ((draft and assigns) or (approved and approves)),
        "may_answer": own and draft and assigns,
        "may_launch": own and approved and assigns,
    }  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_GET
def overlaps(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside the plans of other bodies and what was visited the year before."""
    plan = load(request, pk)
    items = list(plan.items.planned().select_related("section", "place"))  # type: ignore[attr-defined]
    page = paginate(request, selectors_plan.clashes(plan))
    context = _frame(plan, "overlaps", lines=selectors_plan.overlaps(plan, items), page=page)
    return render(request, "campaigns/plan_overlaps.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was done to it, with the reasons."""
    plan = load(request, pk)
    context = _frame(plan, "timeline", entries=events.of(plan))
    return render(request, "campaigns/plan_timeline.html", context)


# --- Items ------------------------------------------------------------------------------------
def _choices(plan: Plan, user: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "tool": usable_tools(user),
        "section": Sector.objects.in_force(today).filter(scheme="VSIC2025", level=1),
        "unit": Unit.objects.in_force(today).filter(agency=plan.agency_id),
    } | ({} if plan.province_id else {"place": Province.objects.in_force(today)})


def _item_form(request: HttpRequest, plan: Plan, item: PlanItem | None = None) -> ItemForm:
    return ItemForm(
        request.POST or None, plan=plan, choices=_choices(plan, request.user), item=item,
        needs_reason=plan.state == PlanState.APPROVED,
    )  # fmt: skip


@access(Permission.INSPECTION_PROPOSE, Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a theme."""
    plan = load(request, pk)
    return _act(
        request, plan, _item_form(request, plan),
        lambda form: planning.add_item(
            plan, form.facts(), submission=form.cleaned_data["submission"], reason=form.why,
            by=request.user, at=clock.now(),
        ),
        title=_("Propose a theme"), submit=_("Save"), done=_("Saved."),
    )  # fmt: skip


def _item(plan: Plan, item: int) -> PlanItem:
    row: PlanItem = get_object_or_404(
        PlanItem.objects.select_related("plan", *ITEM_RELATED), pk=item, plan=plan
    )
    return row


@access(Permission.INSPECTION_PROPOSE, Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Other facts; after approval with the reason."""
    plan = load(request, pk)
    row = _item(plan, item)
    return _act(
        request, plan, _item_form(request, plan, row),
        lambda form: planning.change_item(
            row, form.facts(), reason=form.why, by=request.user, at=clock.now()
        ),
        title=_("Change “%(title)s”") % {"title": row.title}, submit=_("Save"), done=_("Saved."),
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["POST"])
def take(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take a proposal up."""
    plan = load(request, pk)
    try:
        planning.answer_item(
            _item(plan, item), take=True, reason="", by=request.user, at=clock.now()
        )
    except REFUSALS as error:
        messages.error(request, str(error.reason))
    else:
        messages.success(request, _("Taken up."))
    return redirect("campaigns:plan", pk=plan.pk)


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Decline a proposal, with the reason."""
    plan = load(request, pk)
    row = _item(plan, item)
    return _act(
        request, plan, ReasonForm(request.POST or None),
        lambda form: planning.answer_item(
            row, take=False, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        ),
        title=_("Decline “%(title)s”") % {"title": row.title}, submit=_("Decline"),
        done=_("Declined."), danger=True,
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an item out of the plan, with the reason."""
    plan = load(request, pk)
    row = _item(plan, item)
    return _act(
        request, plan, ReasonForm(request.POST or None),
        lambda form: planning.drop_item(
            row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        ),
        title=_("Take out “%(title)s”") % {"title": row.title}, submit=_("Take out of the plan"),
        done=_("Taken out."), danger=True,
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["POST"])
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose again what the plan of the year before held."""
    plan = load(request, pk)
    try:
        count = planning.carry_over(plan, by=request.user, at=clock.now())
    except REFUSALS as error:
        messages.error(request, str(error.reason))
    else:
        words = _("Proposed again from the year before: %(n)d.") % {"n": count}
        messages.success(request, words)
    return redirect("campaigns:plan", pk=plan.pk)


# --- Decisions --------------------------------------------------------------------------------
@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the draft in."""
    plan = load(request, pk)
    return _act(
        request, plan, ConfirmForm(request.POST),
        lambda form: planning.submit(plan, by=request.user, at=clock.now()),
        title=workflow["submit"].label, submit=_("Submit"), done=_("The plan is submitted."),
        notes=(_("Until the answer nobody changes it."),),
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the draft."""
    plan = load(request, pk)
    return _act(
        request, plan, ReasonForm(request.POST or None),
        lambda form: planning.give_back(
            plan, form.cleaned_data["reason"], by=request.user, at=clock.now()
        ),
        title=workflow["return"].label, submit=_("Return"), done=_("The plan is returned."),
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve and issue."""
    plan = load(request, pk)
    return _act(
        request, plan, ConfirmForm(request.POST),
        lambda form: planning.approve(plan, by=request.user, at=clock.now()),
        title=workflow["approve"].label, submit=_("Approve and issue"),
        done=_("The plan is issued."),
        notes=(_("The plan gets its number and is kept as a document. Afterwards a change needs "
                 "its reason."),),
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def days(request: HttpRequest, pk: int) -> HttpResponse:
    """Days of opinion, sending and publication."""
    plan = load(request, pk)
    return _act(
        request, plan, DaysForm(request.POST or None, plan=plan, today=clock.today()),
        lambda form: planning.record_days(
            plan, form.cleaned_data, by=request.user, at=clock.now()
        ),
        title=workflow["dates"].label, submit=_("Save"), done=_("Saved."),
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the year with its result."""
    plan = load(request, pk)
    return _act(
        request, plan, ResultForm(request.POST or None),
        lambda form: planning.close(
            plan, form.cleaned_data["result"], by=request.user, at=clock.now()
        ),
        title=workflow["close"].label, submit=_("Close the plan"), done=_("The plan is closed."),
    )  # fmt: skip


# --- Files ------------------------------------------------------------------------------------
@access(Permission.INSPECTION_READ)
@require_GET
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """The extract for the public, as PDF; of an approved plan only."""
    plan = load(request, pk)
    document = latest(plan, documents.PLAN.code)
    if document is None:
        messages.warning(request, _("There is an extract once the plan is approved."))
        return redirect("campaigns:plan", pk=plan.pk)
    pdf = documents.extract(plan, document.reference, by=request.user, on=clock.today())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{plan.code}-extract.pdf"'
    return response


@access(Permission.INSPECTION_READ)
@require_GET
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The items with their progress today, as CSV or XLSX."""
    if kind not in WRITERS:
        raise Http404
    plan = load(request, pk)
    items = list(documents.items_of(plan))
    lines = selectors_plan.progress(plan, items, on=clock.today())
    header, cells = presenters_plan.sheet(plan)
    return table_response(kind, plan.code, header, (cells(line) for line in lines))
