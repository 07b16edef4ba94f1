"""One small form, one service: the shape that most steps of the follow-up share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ecms.documents.files import UploadRefused
from inspections.models import Inspection
from inspections.views.case import REFUSALS, blame, frame, status_of


def carry_out(form: Any, do: Callable[[], Any], *, file_field: str = "files") -> Any:
    """What ``do`` answers. A refusal goes into the form (``form.errors``), with what was typed."""
    try:
        return do()
    except UploadRefused as error:
        form.add_error(file_field, str(error.reason))
    except REFUSALS as error:
        blame(form, error)
    return None


def act(
    request: HttpRequest,
    inspection: Inspection,
    form: Any,
    do: Callable[[Any], Any],
    *,
    back: Any,
    tab: str,
    title: Any,
    submit: Any,
    done: Any,
    subject: Any = "",
    notes: tuple[Any, ...] = (),
    danger: bool = False,
) -> HttpResponse:
    """Show ``form``; when it is valid call ``do(form)`` and go to ``back`` (an address, or a
    function of what ``do`` answered). A refusal goes into the form and nothing is lost."""
    if request.method == "POST" and form.is_valid():
        made = carry_out(form, lambda: do(form))
        if not form.errors:
            messages.success(request, done)
            return redirect(back(made) if callable(back) else back)
    cancel = reverse(f"inspections:{tab}", args=[inspection.pk]) if callable(back) else back
    context = frame(
        inspection, tab, form=form, title=title, submit=submit, subject=subject, notes=notes,
        cancel_url=cancel, danger=danger,
    )  # fmt: skip
    return render(request, "inspections/act.html", context, status=status_of(request))


def post(request: HttpRequest, do: Callable[[], Any], *, back: str, done: Any) -> HttpResponse:
    """Do something that asks nothing; say how it went and go to ``back``."""
    try:
        do()
    except REFUSALS as error:
        messages.error(request, str(error.reason))
    else:
        messages.success(request, done)
    return redirect(back)
