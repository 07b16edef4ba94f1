"""An issued document: what it is, its versions, a copy in Word, its correction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import SIGNED_IN, access
from ecms.documents import registry, selectors, word
from ecms.documents.forms import CorrectionForm, PairSet
from ecms.documents.holders import holder_of, may_correct
from ecms.documents.models import DocumentState, GeneratedDocument
from ecms.documents.registry import Correction
from ecms.documents.services.correcting import CorrectionRefused, Wish, correct

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STATE_KINDS: dict[str, str] = {
    DocumentState.ISSUED: "success",
    DocumentState.REPLACED: "warning",
    DocumentState.CANCELLED: "danger",
}
COPY_MARK = "BẢN SAO ĐỂ LÀM VIỆC – KHÔNG PHẢI BẢN CHÍNH ĐÃ KÝ"
NOT_IN_FORCE = "VĂN BẢN NÀY KHÔNG CÒN HIỆU LỰC"


@access(SIGNED_IN)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, date, signatory, state, all versions, and what may be done with it."""
    document = selectors.visible_document_or_404(request.user, pk)
    answer = may_correct(document, request.user)
    holder = holder_of(document.thing)
    context = {
        "document": document,
        "kind": STATE_KINDS.get(document.state, "neutral"),
        "versions": selectors.versions_of(document),
        "case_url": holder.url(document.thing) if holder else "",
        "can_correct": bool(answer),
        "why_not": getattr(answer, "reason", ""),
    }
    return render(request, "documents/document.html", context)


@access(SIGNED_IN)
@require_GET
def as_word(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy in Word, marked as one; the reading is logged."""
    document = selectors.visible_document_or_404(request.user, pk)
    if not document.html:
        raise Http404
    log_read(document.thing, by=request.user, at=clock.now(), purpose=f"{document} (Word)")
    response = HttpResponse(_copy(document), content_type=DOCX)
    name = document.file_name.removesuffix(".pdf")
    response.headers["Content-Disposition"] = selectors.attachment(f"{name}.docx")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _copy(document: GeneratedDocument) -> bytes:
    old = "" if document.state == DocumentState.ISSUED else f" – {NOT_IN_FORCE}"
    number = f" số {document.reference}" if document.reference else ""
    day = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else ""
    foot = (
        f"{COPY_MARK}. Bản chính: văn bản{number} ngày {day}; mã tra cứu {document.verify_code}."
    )
    agency = document.context.get("head", {}).get("agency", "")
    return word.copy_of(
        document.html, mark=COPY_MARK + old, foot=foot, title=document.title, author=agency
    )


@access(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace a wrong document by a corrected version; only who signed it may."""
    document = selectors.visible_document_or_404(request.user, pk)
    answer = may_correct(document, request.user)
    if not answer and not (request.method == "POST" and document.state == "REPLACED"):
        messages.error(request, str(getattr(answer, "reason", "")))
        return redirect("documents:detail", pk=pk)
    only_slips = registry.correction(document.form_code) != Correction.FULL
    data = request.POST if request.method == "POST" else None
    form, pairs = CorrectionForm(data, only_slips=only_slips), PairSet(data, prefix="pairs")
    if data is not None and form.is_valid() and pairs.is_valid():
        try:
            new = correct(document, _wish(form, pairs), by=request.user, at=clock.now())
        except CorrectionRefused as error:
            form.add_error("reason" if error.field == "reason" else None, error.reason)
        else:
            messages.success(request, _("The corrected version is issued; the old one is kept."))
            return redirect("documents:detail", pk=new.pk)
    context = {
        "document": document, "form": form, "pairs": pairs,
        "cancel_url": reverse("documents:detail", args=[pk]),
    }  # fmt: skip
    status = 422 if data is not None else 200
    return render(request, "documents/correct.html", context, status=status)


def _wish(form: Any, pairs: Any) -> Wish:
    rows = (each.cleaned_data for each in pairs)
    return Wish(
        pairs=tuple((row["wrong"], row["right"]) for row in rows if row.get("wrong")),
        reason=form.cleaned_data["reason"],
        new_number=form.cleaned_data["kind"] == "content",
    )
