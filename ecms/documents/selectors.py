"""Loading documents and files *through* the thing they hang on."""

from __future__ import annotations

from typing import Any

from django.http import Http404

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
