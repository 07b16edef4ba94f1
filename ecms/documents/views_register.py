"""The register of issued documents, and printing many of them at once."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ecms.core.access import SIGNED_IN, access
from ecms.core.chips import chips_for
from ecms.core.paging import paginate
from ecms.documents import printing, selectors
from ecms.documents.forms import RegisterFilter
from ecms.documents.holders import holder_of, visible_documents, with_cases
from ecms.documents.models import GeneratedDocument
from ecms.documents.views_exports import start
from ecms.documents.views_papers import STATE_KINDS

PER_PAGE = 50
FILE_NAME = "van-ban"


@access(SIGNED_IN)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Documents of all cases that the person may see, newest first."""
    form = RegisterFilter(request.GET)
    found = selectors.filtered(visible_documents(request.user), form, request.user)
    page = paginate(request, with_cases(found), per_page=PER_PAGE)
    context = {
        "form": form,
        "chips": chips_for(form, request.GET),
        "clear_url": reverse("documents:index"),
        "page": page,
        "rows": [_row(document) for document in page],
        "back": request.get_full_path(),
        "most": printing.MOST,
    }
    return render(request, "documents/register.html", context)


def _row(document: GeneratedDocument) -> dict[str, Any]:
    holder = holder_of(document.thing)
    return {
        "document": document,
        "case": document.thing,
        "case_url": holder.url(document.thing) if holder else "",
        "kind": STATE_KINDS.get(document.state, "neutral"),
    }


@access(SIGNED_IN)
@require_POST
def bound(request: HttpRequest) -> HttpResponse:
    """One PDF of the chosen documents, in the order of the list; big ones by a worker."""
    back = _back(request)
    keys = _whole_list(request, back) if "all" in request.POST else _keys(request.POST)
    if not keys:
        messages.error(request, _("Choose at least one document."))
        return redirect(back)
    if len(keys) > printing.MOST:
        messages.error(
            request,
            _("At most %(n)d documents go into one file; narrow the list down by its filters.")
            % {"n": printing.MOST},
        )
        return redirect(back)
    return hand_out(request, keys, odd="odd" in request.POST)


def hand_out(request: HttpRequest, keys: list[int], *, odd: bool) -> HttpResponse:
    """The bound file at once, or the page on which a worker's progress is seen."""
    query = printing.query_of(keys, odd=odd)
    if len(keys) > printing.AT_ONCE:
        job = start(request, exporter=printing.CODE, query=query, kind="pdf", name=FILE_NAME)
        return redirect("documents:export", pk=job.pk)
    buffer = io.BytesIO()
    if not printing.write(request.user, query, buffer, lambda done: None):
        messages.error(request, _("You may see none of the chosen documents."))
        return redirect(_back(request))
    response = HttpResponse(buffer.getvalue(), content_type="application/pdf")
    response.headers["Content-Disposition"] = selectors.attachment(f"{FILE_NAME}.pdf")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _keys(data: QueryDict) -> list[int]:
    given = [int(key) for key in data.getlist("row") if key.isdecimal() and len(key) < 16]
    return list(dict.fromkeys(given))


def _whole_list(request: HttpRequest, address: str) -> list[int]:
    """Everything that the list at ``address`` shows under its filters, one more than allowed."""
    form = RegisterFilter(QueryDict(urlsplit(address).query))
    found = selectors.filtered(visible_documents(request.user), form, request.user)
    return list(found.values_list("pk", flat=True)[: printing.MOST + 1])


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("back", "")
    is_own = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if asked.startswith("/") and is_own else reverse("documents:index")
