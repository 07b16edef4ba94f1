"""Loading documents and files *through* the thing they hang on."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.http import content_disposition_header

from ecms.documents.models import DocumentState, GeneratedDocument, StoredFile
from ecms.documents.verification import normalised


def visible_document_or_404(user: Any, pk: int) -> GeneratedDocument:
    """A document whose thing the user may see; any other answers as if it did not exist."""
    row = GeneratedDocument.objects.select_related("content_type").filter(pk=pk).first()
    return _through_parent(row, user, owner="created_by_id")


def visible_file_or_404(user: Any, pk: int) -> StoredFile:
    """A file, not removed, whose thing the user may see."""
    row = StoredFile.objects.select_related("content_type").filter(pk=pk, removed_at=None).first()
    return _through_parent(row, user, owner="uploaded_by_id")


def _through_parent(row: Any, user: Any, owner: str) -> Any:
    if row is None or not _may_see_thing(row, user, owner):
        raise Http404
    return row


def _may_see_thing(row: Any, user: Any, owner: str) -> bool:
    """Scoped things decide themselves; what hangs on an unscoped one is its maker's alone."""
    model = row.content_type.model_class()
    things = getattr(model, "objects", None)
    if things is None or not hasattr(things, "visible_to"):
        return bool(getattr(row, owner) == user.pk)
    return bool(things.visible_to(user).filter(pk=row.object_id).exists())


def verifiable(typed: str) -> GeneratedDocument | None:
    """The document of a verification code; drafts cannot be verified."""
    code = normalised(typed)
    if not code:
        return None
    return (
        GeneratedDocument.objects.exclude(state=DocumentState.DRAFT)
        .filter(verify_code=code)
        .first()
    )


def versions_of(document: GeneratedDocument) -> list[GeneratedDocument]:
    """All versions of a document, the first one first."""
    same = GeneratedDocument.objects.filter(
        content_type=document.content_type_id, object_id=document.object_id,
        form_code=document.form_code, occasion=document.occasion,
    ).select_related("issued_by")  # fmt: skip
    return list(same.order_by("version", "pk"))


def filtered(rows: QuerySet[GeneratedDocument], form: Any, user: Any) -> QuerySet:
    """``rows`` under the filters of the register, newest first; wrong filters are left out."""
    form.is_valid()
    asked = form.cleaned_data
    exact = {
        "form_code": asked.get("form"),
        "state": asked.get("state"),
        "issued_on__gte": asked.get("since"),
        "issued_on__lte": asked.get("until"),
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.get("mine"):
        rows = rows.filter(issued_by=user)
    if words := asked.get("q"):
        rows = rows.filter(Q(reference__icontains=words) | Q(title__icontains=words))
    return rows.defer("context", "html").order_by("-pk")


def attachment(name: str) -> str:
    """The header that has a browser save a file under ``name``."""
    return content_disposition_header(as_attachment=True, filename=name) or ""
