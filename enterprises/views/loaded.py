"""Loading the enterprise that a page is about, and the rows that hang on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise
from enterprises.selectors import RELATED, reachable

MERGED = _("This record was merged into %(name)s (%(code)s); you are working on that one now.")


def load(request: HttpRequest, pk: int, *, merged: bool = False) -> Enterprise:
    """The enterprise within the user's reach, or 404; with ``merged`` also one that is no more.

    Otherwise a merged record leads to the one it lives on in, and the page says so.
    """
    if merged:
        return get_visible_or_404(Enterprise.objects.select_related(*RELATED), request.user, pk=pk)
    firm = reachable(pk, request.user)
    if firm is None:
        raise Http404("Enterprise not found")
    if firm.pk != pk:
        messages.info(request, MERGED % {"name": firm.name, "code": firm.tax_code})
    return firm


def load_beside(request: HttpRequest, model: Any, firm: Enterprise, pk: int) -> Any:
    """A row of ``model`` that hangs on ``firm``, or 404."""
    return get_visible_or_404(model, request.user, pk=pk, enterprise=firm)


def status_of(request: HttpRequest) -> int:
    """422 where a form comes back with errors, else 200."""
    return 422 if request.method == "POST" else 200
