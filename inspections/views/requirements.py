"""Requirements of a case: the list, one of them with all its evidence, and every step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from inspections.enums import Phase
from inspections.forms.followup import (
    DecideExtensionForm,
    ExtensionForm,
    RectifiedForm,
    ReplaceForm,
)
from inspections.forms.steps import ReasonForm
from inspections.models import DueExtension, Requirement
from inspections.presenters_followup import actions_of_requirements, requirement_row
from inspections.services import extensions, reminders
from inspections.services import requirements as services
from inspections.states_followup import ExtensionState
from inspections.views.acting import act, post
from inspections.views.case import frame, load

RELATED = ("finding__answer__question", "author", "assignee", "accepted_by", "replaced_by")


@access(Permission.INSPECTION_READ)
@require_GET
def requirements(request: HttpRequest, pk: int) -> HttpResponse:
    """What must be put right, by when, how far it is, and the checks that look again."""
    inspection = load(request, pk)
    if inspection.phase == Phase.REPORTING:
        return redirect("inspections:result", pk=pk)
    rows = inspection.requirements.select_related(*RELATED).prefetch_related(
        "extensions", "reminders"
    )
    context = frame(
        inspection,
        "requirements",
        rows=[requirement_row(row, inspection, request.user, clock.today()) for row in rows],
        checks=inspection.follow_ups.visible_to(request.user),
        actions=actions_of_requirements(inspection, request.user, clock.today()),
    )
    return render(request, "inspections/requirements.html", context)


def _load(request: HttpRequest, pk: int, requirement: int) -> Requirement:
    source = Requirement.objects.select_related(*RELATED).prefetch_related(
        "extensions__decided_by", "reminders", "fulfilments__files",
        "fulfilments__recorded_by", "fulfilments__judged_by",
    )  # fmt: skip
    row: Requirement = get_visible_or_404(source, request.user, pk=requirement, inspection=pk)
    return row


def _url(row: Requirement) -> str:
    return reverse("inspections:requirement", args=[row.inspection_id, row.pk])


@access(Permission.INSPECTION_READ)
@require_GET
def requirement(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """One requirement: what was asked, every piece of evidence, requests for more time."""
    inspection = load(request, pk)
    row = _load(request, pk, requirement)
    row.inspection = inspection
    context = frame(
        inspection,
        "requirements",
        row=requirement_row(row, inspection, request.user, clock.today()),
        requirement=row,
        part_title=_("Requirement"),
    )
    return render(request, "inspections/requirement.html", context)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """Record what the enterprise did, with evidence and sums."""
    inspection, row = load(request, pk), _load(request, pk, requirement)
    form = RectifiedForm(
        request.POST or None, request.FILES or None, requirement=row, on=clock.today()
    )
    return act(
        request, inspection, form,
        lambda form: services.submit(
            row, report=form.report, uploads=form.uploads,
            submission=form.cleaned_data["submission"], by=request.user, at=clock.now(),
        ),
        back=_url(row), tab="requirements", title=_("Record what was done"), submit=_("Record"),
        done=_("Recorded. It waits to be judged."), subject=row.text,
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_POST
def accept(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """Accept the evidence, in full or in part; the service checks who."""
    row = _load(request, pk, requirement)
    partly = "partly" in request.POST
    done = _("Accepted in part; the rest stays open.") if partly else _("It is accepted.")
    return post(
        request,
        lambda: services.accept(row, partly=partly, by=request.user, at=clock.now()),
        back=_url(row),
        done=done,
    )


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """The evidence does not suffice: say why."""
    inspection, row = load(request, pk), _load(request, pk, requirement)
    return act(
        request, inspection, ReasonForm(request.POST or None),
        lambda form: services.send_back(
            row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        ),
        back=_url(row), tab="requirements", title=_("Send back"), submit=_("Send back"),
        done=_("The requirement is open again."), subject=row.text, notes=(row.evidence_note,),
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """The signatory takes a requirement back."""
    inspection, row = load(request, pk), _load(request, pk, requirement)
    return act(
        request, inspection, ReasonForm(request.POST or None),
        lambda form: services.withdraw(
            row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        ),
        back=_url(row), tab="requirements", title=_("Withdraw the requirement"),
        submit=_("Withdraw"), done=_("The requirement is withdrawn."), subject=row.text,
        danger=True,
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """The signatory puts another requirement in its place."""
    inspection, row = load(request, pk), _load(request, pk, requirement)
    form = ReplaceForm(request.POST or None, initial={"text": row.text})
    return act(
        request, inspection, form,
        lambda form: services.replace(
            row, by=request.user, at=clock.now(), **form.cleaned_data
        ),
        back=_url(row), tab="requirements", title=_("Replace the requirement"),
        submit=_("Replace"), done=_("The requirement is replaced."), subject=row.text,
    )  # fmt: skip


# --- More time ------------------------------------------------------------------------------
@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def extension_ask(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """Record that the enterprise asks for more time."""
    inspection, row = load(request, pk), _load(request, pk, requirement)
    form = ExtensionForm(request.POST or None, initial={"asked_on": clock.today()})
    return act(
        request, inspection, form,
        lambda form: extensions.ask(row, form.wish, by=request.user, at=clock.now()),
        back=_url(row), tab="requirements", title=_("More time asked for"), submit=_("Record"),
        done=_("Recorded. The signatory is told."), subject=row.text,
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def extension_decide(
    request: HttpRequest, pk: int, requirement: int, extension: int
) -> HttpResponse:
    """The signatory gives or refuses more time; a letter is issued."""
    inspection, row = load(request, pk), _load(request, pk, requirement)
    source = DueExtension.objects.select_related("requirement")
    made = get_visible_or_404(source, request.user, pk=extension, requirement=row)
    if made.state != ExtensionState.ASKED:
        messages.info(request, _("This request was already decided."))
        return redirect(_url(row))
    return act(
        request, inspection, DecideExtensionForm(request.POST or None),
        lambda form: _decide(made, form.cleaned_data, request.user),
        back=_url(row), tab="requirements", title=_("Decide on more time"),
        submit=_("Sign the answer"), done=_("The answer is signed and issued as a letter."),
        subject=row.text, notes=(made.reason,),
    )  # fmt: skip


def _decide(made: DueExtension, data: dict[str, Any], by: Any) -> Any:
    verb = extensions.grant if data["verdict"] == "grant" else extensions.refuse
    return verb(made, reason=data["reason"], by=by, at=clock.now())


# --- Reminder -------------------------------------------------------------------------------
@access(Permission.INSPECTION_APPROVE)
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one reminder letter for all that is late or nearly late in this case."""
    inspection = load(request, pk)
    return post(
        request,
        lambda: reminders.send(inspection, by=request.user, at=clock.now()),
        back=reverse("inspections:requirements", args=[pk]),
        done=_("The reminder letter is signed; find it among the documents."),
    )
