"""Which documents a thing has."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from ecms.documents.models import DocumentState, GeneratedDocument


def of(thing: Any) -> QuerySet[GeneratedDocument]:
    """All documents of ``thing``, newest first, replaced ones included."""
    return GeneratedDocument.objects.filter(
        content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk
    )


def latest(thing: Any, form_code: str, occasion: str = "") -> GeneratedDocument | None:
    """The issued document of a form that is valid now, or None."""
    return (
        of(thing)
        .filter(form_code=form_code, occasion=occasion, state=DocumentState.ISSUED)
        .first()
    )
