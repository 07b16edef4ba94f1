"""A step that is not possible any more must not swallow what was typed for it.

Two people, or two tabs, can do the same step of a case: the second form arrives when the case
has moved on. Its texts are shown to be copied; nothing is stored.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

ENOUGH = 12  # characters: shorter values are choices, dates and numbers, quick to give again


def refused(request: HttpRequest, reason: Any, back: str) -> HttpResponse:
    """Lead to the address ``back`` with the reason; with texts typed, show them first (409)."""
    texts = typed(request)
    if not texts and not request.FILES:
        messages.error(request, str(reason))
        return redirect(back)
    context = {"reason": reason, "back": back, "texts": texts, "files": _files(request)}
    return render(request, "kept.html", context, status=409)


def typed(request: HttpRequest) -> list[str]:
    """The texts of the form that was sent, each once, in its order."""
    values = [
        value.strip()
        for name, found in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in found
    ]
    texts = [value for value in values if len(value) > ENOUGH and any(map(str.isspace, value))]
    return list(dict.fromkeys(texts))


def _files(request: HttpRequest) -> list[str]:
    return [str(file.name) for found in request.FILES.lists() for file in found[1]]
