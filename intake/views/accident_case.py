"""What every page of an accident shares: loading it, its head, and answers to refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ecms.core import clock
from ecms.core.kept import refused
from ecms.core.scoping import get_visible_or_404
from ecms.core.workflow import WorkflowRefused
from ecms.documents.files import FileFrozen, UploadRefused
from intake.accident_presenters import (
    class_kind,
    due_words,
    items_of,
    state_kind,
    tabs,
)
from intake.models import Accident
from intake.permissions.accident import sees_people
from intake.services.accidents.refusal import Refusal

RELATED = (
    "enterprise", "enterprise__ward", "enterprise__sector", "agency", "province", "ward",
    "officer__unit", "received_by", "decided_by", "cause", "factor",
)  # fmt: skip
REFUSALS = (WorkflowRefused, Refusal, UploadRefused, FileFrozen)


def load(request: HttpRequest, pk: int) -> Accident:
    """The accident, seen through what the user may see; 404 otherwise."""
    source = Accident.objects.select_related(*RELATED).prefetch_related("members__user")
    accident: Accident = get_visible_or_404(source, request.user, pk=pk)
    return accident


def load_people(request: HttpRequest, pk: int) -> Accident:
    """The accident for those who handle it; for others its persons do not exist."""
    accident = load(request, pk)
    if not sees_people(accident, request.user):
        raise Http404("persons of an accident")
    return accident


def frame(request: HttpRequest, accident: Accident, current: str, **extra: Any) -> dict[str, Any]:
    """Context of a page of the case: identity bar with the next deadline, sub-navigation."""
    items = items_of(accident)
    nearest = next((item for item in items if item.paused_at is None), None)
    people = sees_people(accident, request.user)
    return {
        "accident": accident,
        "people": people,
        "pill_kind": state_kind(accident.state),
        "class_kind": class_kind(accident.class_code),
        "tabs": tabs(accident, current, people=people),
        "items": items,
        "due_on": nearest.due_on if nearest else None,
        "due_label": due_words(nearest) if nearest else "",
        "today": clock.today(),
        **extra,
    }


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, bad: bool = False
) -> HttpResponse:
    """Render; 422 for a form that comes back with errors."""
    return render(request, template, context, status=422 if bad else 200)


def carried_out(form: Any, call: Callable[[], Any]) -> bool:
    """Whether the service did it; its refusal becomes an error of the form."""
    try:
        call()
    except REFUSALS as refusal:
        field = getattr(refusal, "field", "") or None
        reason = str(getattr(refusal, "reason", refusal))
        form.add_error(field if field in form.fields else None, reason)
        return False
    return True


def refuse(request: HttpRequest, error: Any, accident: Accident) -> HttpResponse:
    """Say why it was not possible, and go back to the case: nothing was changed or swallowed."""
    back = reverse("intake:accident", args=[accident.pk])
    return refused(request, getattr(error, "reason", error), back)


def by_form(
    request: HttpRequest, accident: Accident, form: Any, call: Callable[[Any], Any], *,
    title: Any, submit: Any, back: str, template: str = "intake/accident_form.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """A page with one form: validate, call the service, go back to ``back`` (a URL name)."""
    done = request.method == "POST" and form.is_valid()
    if done and carried_out(form, lambda: call(form)):
        return redirect(f"intake:{back}", pk=accident.pk)
    context = frame(request, accident, back, form=form, title=title, submit=submit, back=back)
    return page(request, template, context | more, bad=request.method == "POST")
