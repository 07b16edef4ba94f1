"""The case page, its documents and its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.audit.models import AuditEvent
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Action, actions_from
from ecms.core.panels import actions_for
from ecms.documents import files
from ecms.documents.services import of as documents_of
from ecms.notifications.models import DueItem
from inspections.enums import Phase
from inspections.models import Inspection
from inspections.next_steps import due_verb
from inspections.open_points import open_points
from inspections.permissions import can_declare, can_work, membership
from inspections.permissions_reinspection import can_reinspect
from inspections.presenters import (
    clocks,
    document_row,
    duration_words,
    entries,
    file_row,
    next_due,
)
from inspections.selectors_checklist import checklist_progress
from inspections.services import team
from inspections.services.refusal import Refusal
from inspections.views.after import context_after
from inspections.views.case import frame, load, refuse
from inspections.views.origins import looked_at_again, order_of, origins_of
from inspections.workflow import ACTS, workflow

FIELDWORK = (Phase.RUNNING, Phase.PAUSED)
EVENTS_SHOWN = 200


@access(Permission.INSPECTION_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who, why, by whom, how far; what may be done now, and what not with the reason."""
    inspection = load(request, pk)
    log_read(inspection, by=request.user, at=clock.now())
    context = frame(inspection, "detail")
    running = inspection.phase in FIELDWORK
    context |= {
        "actions": actions_of(request, inspection, context["items"]),
        "clocks": clocks(inspection, context["items"], clock.today()),
        "duration": duration_words(inspection),
        "can_declare": bool(can_declare(inspection, request.user)),
        "member": membership(inspection, request.user),
        "progress": checklist_progress(inspection) if running else None,
        "origins": origins_of(inspection, request.user),
        "order": order_of(inspection),
        "again": looked_at_again(inspection, request.user) if inspection.concluded_on else [],
        "points": open_points(inspection),
    }
    return render(request, "inspections/detail.html", context)


def actions_of(
    request: HttpRequest, inspection: Inspection, items: Sequence[DueItem] = ()
) -> list[Action]:
    """The verbs of the workflow, then what other modules offer; ``items``: what is due."""

    def url(verb: str) -> str:
        page = ACTS[verb].page if verb in ACTS else ""
        if page:
            return reverse(f"inspections:{page}", args=[inspection.pk])
        return reverse("inspections:step", args=[inspection.pk, verb])

    offers = [
        offer
        for offer in workflow.offers(inspection, request.user)
        if request.user.can(offer.transition.permission)
    ]
    return _next_first(
        [
            *_work(request, inspection),
            *actions_from(offers, url),
            *_again(inspection, request.user),
            *actions_for("inspection", request.user, inspection),
        ],
        url(verb) if (verb := due_verb(inspection, next_due(items))) else "",
    )


def _next_first(actions: list[Action], due: str) -> list[Action]:
    """One main action, in front: work on the checklist, else what the nearest clock asks for."""
    allowed = [action for action in actions if action.allowed]
    main = next((action for action in allowed if action.primary and action.icon), None)
    main = main or next((action for action in allowed if due and action.url == due), None)
    main = main or next((action for action in allowed if action.primary), None)
    if main is None:
        return actions
    rest = [replace(action, primary=False) for action in actions if action is not main]
    return [replace(main, primary=True), *rest]


def _work(request: HttpRequest, inspection: Inspection) -> list[Action]:
    """While questions are open the team's main action is the checklist."""
    if not can_work(inspection, request.user) or checklist_progress(inspection).is_complete:
        return []
    url = reverse("inspections:checklist", args=[inspection.pk])
    return [Action(_("Answer the checklist"), url, primary=True, icon="list-check")]


def _again(inspection: Inspection, user: Any) -> list[Action]:
    """A concluded inspection may be inspected again, while the law allows it."""
    if inspection.concluded_on is None or not can_reinspect(inspection, user, on=clock.today()):
        return []
    url = reverse("inspections:reinspect", args=[inspection.pk])
    return [Action(_("Inspect again"), url, icon="arrow-repeat")]


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed-in member declares no conflict of interest."""
    inspection = load(request, pk)
    try:
        team.declare(inspection, by=request.user, at=clock.now())
    except Refusal as error:
        return refuse(request, error, inspection)
    return redirect("inspections:detail", pk=inspection.pk)


@access(Permission.INSPECTION_READ)
@require_GET
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Official documents of the case, and what was uploaded."""
    inspection = load(request, pk)
    uploads = files.of(inspection).select_related("uploaded_by")
    context = frame(
        inspection,
        "documents",
        documents=[document_row(row) for row in documents_of(inspection)],
        uploads=[file_row(row) for row in uploads],
    )
    return render(request, "inspections/documents.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, newest first."""
    inspection = load(request, pk)
    rows = AuditEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(inspection), object_id=inspection.pk
    )
    with_answers = request.GET.get("answers") == "1"
    if not with_answers:
        rows = rows.exclude(event="inspection.answer")
    context = frame(
        inspection, "timeline", entries=entries(rows[:EVENTS_SHOWN]), with_answers=with_answers
    )
    return render(request, "inspections/timeline.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def done(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """After a step: the reference number, what happens next, whom to ask."""
    inspection = load(request, pk)
    context = context_after(inspection, verb)
    if context is None:
        return redirect("inspections:detail", pk=inspection.pk)
    return render(request, "components/done_page.html", context)
