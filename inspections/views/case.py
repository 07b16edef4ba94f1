"""What every page of a case shares: loading it, its head, and answers to refusals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ecms.core import clock
from ecms.core.kept import refused
from ecms.core.scoping import get_visible_or_404
from ecms.core.workflow import WorkflowRefused
from ecms.notifications.services import due
from inspections.enums import OUTCOME_PHASES
from inspections.models import Inspection
from inspections.presenters import due_words, next_due, state_kind
from inspections.presenters_tabs import parts
from inspections.selectors import next_rectification
from inspections.services.refusal import Refusal

RELATED = (
    "enterprise", "enterprise__ward", "enterprise__sector", "agency", "unit", "province",
    "procedure", "checklist", "proposed_by", "decided_by",
)  # fmt: skip
REFUSALS = (WorkflowRefused, Refusal)


def load(request: HttpRequest, pk: int) -> Inspection:
    """The case with its team, through what the user may see; 404 otherwise."""
    source = Inspection.objects.select_related(*RELATED).prefetch_related("team__user")
    inspection: Inspection = get_visible_or_404(source, request.user, pk=pk)
    return inspection


def sent_before(request: HttpRequest) -> Inspection | None:
    """The case that this very form opened already: the button was pressed twice."""
    try:
        submission = UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    return Inspection.objects.filter(submission=submission, proposed_by=request.user.pk).first()


def frame(inspection: Inspection, current: str, **extra: Any) -> dict[str, Any]:
    """Context of a page of the case: identity bar with the next deadline, sub-navigation."""
    items = due.of(inspection)
    nearest = next_due(items)
    if nearest is None and inspection.phase in OUTCOME_PHASES:
        nearest = next_rectification(inspection)
        items = [nearest] if nearest else []
    return {
        "inspection": inspection,
        "pill_kind": state_kind(inspection),
        "parts": parts(inspection, current),
        "items": items,
        "due_on": nearest.due_on if nearest else None,
        "due_label": due_words(nearest) if nearest else "",
        "today": clock.today(),
        **extra,
    }


def refuse(request: HttpRequest, error: Exception, inspection: Inspection) -> HttpResponse:
    """Say why it was not possible, and go back to the case: nothing was changed or swallowed."""
    back = reverse("inspections:detail", args=[inspection.pk])
    return refused(request, error.reason, back)  # type: ignore[attr-defined]


def blame(form: Any, error: Exception) -> None:
    """Put a refusal into the form, at its field where it names one."""
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, str(error.reason))  # type: ignore[attr-defined]


def status_of(request: HttpRequest) -> int:
    """422 for a form that comes back with errors."""
    return 422 if request.method == "POST" else 200
