"""Stop-work orders of a case: ordering, evidence, lifting or keeping."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from inspections.forms.aftermath import StopEvidenceForm, StopForm
from inspections.forms.steps import ReasonForm
from inspections.models import StopOrder
from inspections.permissions_followup import can_lift, can_record_stop
from inspections.presenters_followup import STOP_KINDS
from inspections.services import stop_orders
from inspections.states_followup import StopState
from inspections.views.acting import act
from inspections.views.case import frame, load


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop work at once; the service checks who."""
    inspection = load(request, pk)
    return act(
        request, inspection, StopForm(request.POST or None, inspection=inspection),
        lambda form: stop_orders.order(
            inspection, form.order, submission=form.cleaned_data["submission"], by=request.user,
            at=clock.now(),
        ),
        back=lambda made: reverse("inspections:stop_order", args=[pk, made.pk]), tab="aftermath",
        title=_("Stop work because of immediate danger"), submit=_("Sign the stop-work order"),
        done=_("The order is signed. Hand it over at once."), danger=True,
        notes=(_("Work may go on only after a second person has lifted the order."),),
    )  # fmt: skip


def _load(request: HttpRequest, pk: int, order: int) -> StopOrder:
    source = StopOrder.objects.select_related(
        "site", "ordered_by", "submitted_by", "lifted_by", "inspection"
    ).prefetch_related("files")
    row: StopOrder = get_visible_or_404(source, request.user, pk=order, inspection=pk)
    return row


@access(Permission.INSPECTION_READ)
@require_GET
def detail(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """What is stopped, why, until when, by whom it was lifted."""
    inspection, row = load(request, pk), _load(request, pk, order)
    lift = can_lift(inspection, row.submitted_by_id, request.user)
    waiting = row.state == StopState.EVIDENCE
    context = frame(
        inspection,
        "aftermath",
        order=row,
        kind=STOP_KINDS[StopState(row.state)],
        can_record=row.is_in_force and bool(can_record_stop(inspection, request.user)),
        can_lift=waiting and bool(lift),
        cannot_lift="" if not waiting or lift else lift.reason,  # type: ignore[union-attr]
    )
    return render(request, "inspections/stop_order.html", context)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Record what was done about the danger."""
    inspection, row = load(request, pk), _load(request, pk, order)
    return act(
        request, inspection, StopEvidenceForm(request.POST or None, request.FILES or None),
        lambda form: stop_orders.submit(
            row, note=form.cleaned_data["note"], uploads=form.uploads,
            submission=form.cleaned_data["submission"], by=request.user, at=clock.now(),
        ),
        back=reverse("inspections:stop_order", args=[pk, order]), tab="aftermath",
        title=_("What was done about the danger"), submit=_("Record"),
        done=_("Recorded. A second person must lift the order."), subject=row.subject,
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Let work go on: a notice is signed."""
    inspection, row = load(request, pk), _load(request, pk, order)
    return act(
        request, inspection, ReasonForm(request.POST or None),
        lambda form: stop_orders.lift(
            row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        ),
        back=reverse("inspections:stop_order", args=[pk, order]), tab="aftermath",
        title=_("Lift the stop-work order"), submit=_("Sign: work may go on"),
        done=_("The order is lifted."), subject=row.subject, notes=(row.evidence_note,),
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """The evidence does not suffice: work stays stopped."""
    inspection, row = load(request, pk), _load(request, pk, order)
    return act(
        request, inspection, ReasonForm(request.POST or None),
        lambda form: stop_orders.keep(
            row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        ),
        back=reverse("inspections:stop_order", args=[pk, order]), tab="aftermath",
        title=_("Keep the stop-work order"), submit=_("Work stays stopped"),
        done=_("Work stays stopped; the reason is recorded."), subject=row.subject,
    )  # fmt: skip
