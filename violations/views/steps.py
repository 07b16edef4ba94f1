"""What every page of a step does: load through access, call the service, say what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from ecms.core import clock
from ecms.core.access import Answer, Refused
from ecms.core.kept import refused
from ecms.core.scoping import get_visible_or_404
from ecms.core.workflow import WorkflowRefused
from ecms.documents.files import UploadRefused
from violations.models import ViolationCase
from violations.presenters import state_kind
from violations.services.refusal import Refusal
from violations.workflow import workflow

A_MOMENT = timedelta(minutes=2)
REFUSALS = (Refusal, WorkflowRefused, UploadRefused)


def load(request: HttpRequest, pk: int) -> ViolationCase:
    """The case, seen through what the user may see. Raises Http404."""
    rows = ViolationCase.objects.select_related(
        "enterprise", "province", "agency", "inspection", "signatory__user", "signatory__agency",
        "delegation", "opened_by", "minutes_by",
    ).prefetch_related("inspection__team")  # fmt: skip
    return get_visible_or_404(rows, request.user, pk=pk)


def refuse(request: HttpRequest, case: ViolationCase, verb: str) -> HttpResponse | None:
    """Back to the case with the reason when the step is not possible now, else None.

    What was typed for it stays in sight: see :func:`ecms.core.kept.refused`.
    """
    return back_if(request, case, workflow.answer(case, verb, request.user))


def back_if(request: HttpRequest, case: ViolationCase, answer: Answer) -> HttpResponse | None:
    """Back to the case with the reason of a refusal, else None."""
    if isinstance(answer, Refused):
        return refused(request, answer.reason, reverse("violations:detail", args=[case.pk]))
    return None


def came_twice(request: HttpRequest, case: ViolationCase, stamp: str) -> bool:
    """Whether this person did the step ``stamp`` a moment ago: a form sent twice is done once."""
    by, at = getattr(case, f"{stamp}_by_id"), getattr(case, f"{stamp}_at")
    is_mine = request.method == "POST" and by == request.user.pk
    return is_mine and at is not None and clock.now() - at <= A_MOMENT


def carried_out(form: Any, call: Callable[[], Any]) -> bool:
    """Whether the service did it; its refusal becomes an error of the form."""
    try:
        call()
    except REFUSALS as refusal:
        field = getattr(refusal, "field", "") or None
        form.add_error(field if field in form.fields else None, str(refusal.reason))
        return False
    return True


def saved(request: HttpRequest, form: Any, call: Callable[[], Any]) -> bool:
    """Whether the form was sent, is complete, and the service did it."""
    return request.method == "POST" and form.is_valid() and carried_out(form, call)


def show_step(
    request: HttpRequest, case: ViolationCase, form: Any, *, title: Any, submit: Any, **more: Any
) -> HttpResponse:
    """The page of a step with one form."""
    context = {
        "case": case,
        "form": form,
        "title": title,
        "submit": submit,
        "kind": state_kind(case.state),
        **more,
    }
    status = 422 if form.is_bound else 200
    return render(request, more.pop("template", "violations/step.html"), context, status=status)


def data_of(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent, for the first two arguments of a form; nothing for a GET."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def done_or_back(
    request: HttpRequest, case: ViolationCase, call: Callable[[], Any], words: str
) -> HttpResponseRedirect:
    """Carry out a step without a form and go back to the case, with success or the reason."""
    try:
        call()
    except REFUSALS as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, words)
    return redirect("violations:detail", case.pk)
