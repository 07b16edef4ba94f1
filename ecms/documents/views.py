"""Files leave only here, after a check of the thing they hang on; and the public verification."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import PUBLIC, SIGNED_IN, access
from ecms.documents import selectors, throttle
from ecms.documents.binding import as_of_now
from ecms.documents.files.kinds import IMAGES
from ecms.documents.models import DocumentState, GeneratedDocument

# Our own PDF may use the browser's viewer; what people sent may run nothing at all.
OWN_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


@access(SIGNED_IN)
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """An official document; ``?save=1`` as an attachment. The reading is logged.

    A replaced or cancelled one carries a mark; the bytes that are kept stay as they were.
    """
    document = selectors.visible_document_or_404(request.user, pk)
    _note(request, document, f"{document.form_code} {document.reference}".strip())
    response = _bytes_of(_marked(document), document.file_name, save="save" in request.GET)
    response["Content-Security-Policy"] = OWN_POLICY
    return response


def _marked(document: GeneratedDocument) -> Any:
    """The stored file; one not in force any more with a mark across its pages."""
    if document.state == DocumentState.ISSUED:
        return document.file
    try:
        return ContentFile(as_of_now(document))
    except (FileNotFoundError, ValueError):
        raise Http404 from None


@access(SIGNED_IN)
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """An uploaded file: photos in the page, everything else as an attachment."""
    stored = selectors.visible_file_or_404(request.user, pk)
    _note(request, stored, stored.original_name)
    inline = stored.media_type in IMAGES and "save" not in request.GET
    response = _bytes_of(stored.file, stored.original_name, save=not inline)
    response["Content-Security-Policy"] = SANDBOX
    return response


@access(SIGNED_IN)
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The small picture of a photo."""
    stored = selectors.visible_file_or_404(request.user, pk)
    if not stored.preview:
        raise Http404
    response = _bytes_of(stored.preview, f"{stored.pk}.jpg", save=False)
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, max-age=3600"
    return response


@access(PUBLIC)
@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """Anybody checks a paper by its code: form, number, date, issuer, state, hash; no names."""
    code = request.GET.get("code", "")[:40]
    if code and not throttle.allowed("verify", request.META.get("REMOTE_ADDR")):
        response = render(request, "documents/verify.html", {"too_many": True}, status=429)
        response["Retry-After"] = str(throttle.WINDOW)
        return response
    document = selectors.verifiable(code) if code else None
    context = {"code": code, "document": document, "asked": bool(code)}
    return render(request, "documents/verify.html", context)


def _note(request: HttpRequest, row: Any, what: str) -> None:
    """Who opened it: kept with the thing, where its people look for it."""
    thing = row.thing if row.thing is not None else row
    log_read(thing, by=request.user, at=clock.now(), purpose=what[:300])


def _bytes_of(stored: Any, name: str, *, save: bool) -> FileResponse:
    """The bytes with a header that no browser second-guesses (RFC 6266 names)."""
    try:
        opened = stored.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(opened, as_attachment=save, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
