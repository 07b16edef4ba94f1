"""What the acts of a case would cost under each decree, and with other figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core.access import access
from violations import presenters, whatif
from violations.forms.whatif import WhatIfForm
from violations.views.steps import load


@access(Permission.VIOLATION_READ)
@require_GET
def what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """Both decrees side by side; nothing of the case changes."""
    case = load(request, pk)
    form = WhatIfForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    label, due_on = presenters.next_deadline(case)
    context = {
        "case": case,
        "kind": presenters.state_kind(case.state),
        "deadline_label": label,
        "due_on": due_on,
        "tabs": presenters.tabs(case, "what_if"),
        "form": form,
        "changed": any(value not in (None, "") for value in chosen.values()),
        **whatif.compare(case, **chosen),
    }
    return render(request, "violations/what_if.html", context)
