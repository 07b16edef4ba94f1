"""Pages of the office: devices, what came in from them, conflicts, rejected items."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.paging import paginate
from ecms.core.refusal import Refusal
from ecms.core.scoping import get_visible_or_404
from field.enums import Verdict
from field.forms import DecisionForm, HandleForm, RevokeForm
from field.models import Command, Device
from field.permissions import may_decide, may_handle, may_revoke
from field.presenters import (
    VERDICT_KINDS,
    checkout_state,
    device_lines,
    sides,
    unsent_words,
    written,
)
from field.selectors import RECENT, arrived, checkouts_of, devices_for, uploads_of
from field.services import conflicts, devices, referring
from inspections.models import Inspection
from inspections.views.case import blame, frame, load, status_of


@access(Permission.INSPECTION_READ)
@require_GET
def device_list(request: HttpRequest) -> HttpResponse:
    """One's own devices; who assigns work sees those of the body."""
    page = paginate(request, devices_for(request.user), per_page=25)
    rows = [(line, bool(may_revoke(line.device, request.user)))
            for line in device_lines(page.items, clock.now())]  # fmt: skip
    return render(request, "field/devices.html", {"page": page, "rows": rows})


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def device_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a device: it sends what it has once more and forgets everything."""
    source = Device.objects.select_related("user", "agency")
    device = get_visible_or_404(source, request.user, pk=pk)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            devices.revoke(
                device, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
            )
        except Refusal as error:
            blame(form, error)
        else:
            messages.success(request, _("The device is revoked."))
            return redirect("field:devices")
    context = {
        "title": _("Revoke a device"), "subject": str(device), "form": form,
        "question": _("Should this device forget everything?"),
        "consequences": [
            _("At its next contact it sends what it still has, then wipes itself."),
            unsent_words(device),
            _("Until then nothing on it can be reached from here; it is encrypted with a PIN."),
        ],
        "confirm_label": _("Revoke"), "cancel_url": reverse("field:devices"), "danger": True,
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context, status=status_of(request))


@access(Permission.INSPECTION_READ)
@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """On the case page: who has it checked out, and what has arrived."""
    case = get_visible_or_404(Inspection, request.user, pk=pk)
    now = clock.now()
    held = [(row, *checkout_state(row, now)) for row in checkouts_of(case)[:RECENT]]
    open_items = arrived(case)
    context = {
        "inspection": case,
        "held": held,
        "count": open_items.count(),
        "files": uploads_of(case).filter(state="DONE").count(),
        "undecided": open_items.undecided().count(),
        "referred": open_items.for_supervisor().count(),
        "signatures": case.signatures.select_related("text", "upload__stored"),
    }
    return render(request, "field/panel.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that devices sent for a case, with what became of it."""
    case = load(request, pk)
    page = paginate(request, arrived(case), per_page=50)
    rows = [(row, VERDICT_KINDS[Verdict(row.verdict)]) for row in page.items]
    context = frame(
        case, "detail", page=page, rows=rows,
        uploads=uploads_of(case)[:RECENT],
        held=[(row, *checkout_state(row, clock.now())) for row in checkouts_of(case)[:RECENT]],
    )  # fmt: skip
    return render(request, "field/exchange.html", context)


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int, command: int) -> HttpResponse:
    """One item: a conflict to decide, a rejected one to deal with, or how it went."""
    case = load(request, pk)
    source = Command.objects.filter(inspection=case).select_related(
        "device", "checkout__blueprint", "received_by", "decided_by", "referred_by", "handled_by"
    )
    row = get_visible_or_404(source, request.user, pk=command)
    row.inspection = case
    form, do = _form(request, row)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            told = do(form)
        except Refusal as error:
            form.add_error(None, str(error.reason))
        else:
            (messages.success if told[0] else messages.warning)(request, told[1])
            return redirect("field:item", pk=pk, command=row.pk)
    compared = sides(row) if row.verdict == Verdict.CONFLICT else []
    context = frame(
        case, "detail", command=row, form=form, sides=compared,
        kind=VERDICT_KINDS[Verdict(row.verdict)], written=_written(request, row),
    )  # fmt: skip
    return render(request, "field/item.html", context, status=status_of(request))


def _written(request: HttpRequest, row: Command) -> list[tuple[str, str]]:
    """What a refused item says, for who wrote it and who deals with it."""
    if row.verdict != Verdict.REJECTED:
        return []
    is_theirs = row.received_by == request.user or may_handle(row.inspection, request.user)
    return written(row) if is_theirs else []


def _form(request: HttpRequest, row: Command) -> tuple[Any, Any]:
    """The form that this person may fill in now, and what it does."""
    data, user = request.POST or None, request.user
    if row.verdict == Verdict.CONFLICT and may_decide(row, user):
        form = DecisionForm(data, sides=sides(row), seen=row.result["conflict"]["version"])
        return form, lambda filled: _decide(row, filled, user)
    if row.referred_at and not row.handled_at and may_handle(row.inspection, user):
        return HandleForm(data), lambda filled: _handle(row, filled, user)
    return None, None


def _decide(row: Command, form: DecisionForm, user: Any) -> tuple[bool, str]:
    outcome = conflicts.decide(
        row, form.choices(), seen=form.cleaned_data["seen"],
        submission=form.cleaned_data["submission"], by=user, at=clock.now(),
    )  # fmt: skip
    if outcome.verdict != Verdict.SENT:
        return False, outcome.message
    return True, _("The conflict is decided.")


def _handle(row: Command, form: HandleForm, user: Any) -> tuple[bool, str]:
    referring.handle(row, note=form.cleaned_data["note"], by=user, at=clock.now())
    return True, _("Noted; the inspector sees it at the next contact.")
