"""Loading the enterprise that a page is about, and the rows that hang on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise

RELATED = ("ward", "province", "sector", "section_2025", "zone")


def load(request: HttpRequest, pk: int, *, merged: bool = False) -> Enterprise:
    """The enterprise within the user's reach, or 404; also one merged into another if wanted."""
    source = Enterprise.objects.select_related(*RELATED)
    if not merged:
        source = source.filter(merged_into__isnull=True)
    return get_visible_or_404(source, request.user, pk=pk)


def load_beside(request: HttpRequest, model: Any, firm: Enterprise, pk: int) -> Any:
    """A row of ``model`` that hangs on ``firm``, or 404."""
    return get_visible_or_404(model, request.user, pk=pk, enterprise=firm)


def status_of(request: HttpRequest) -> int:
    """422 where a form comes back with errors, else 200."""
    return 422 if request.method == "POST" else 200
