"""Issuing: number, rendering, storing and audit in one transaction; bytes never change after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from ecms.audit.services import log
from ecms.documents import verification
from ecms.documents.models import DocumentState, GeneratedDocument
from ecms.documents.registry import Form
from ecms.documents.rendering import Issue, compose, press
from ecms.documents.services import numbering
from ecms.documents.services.reading import latest

TITLE_LENGTH = 300
Assets = Mapping[str, bytes]


def issue(
    thing: Any,
    form: Form,
    context: Any,
    *,
    by: Any,
    at: datetime,
    on: date,
    issuer: Any,
    symbol: str = "",
    signer_name: str = "",
    signer_title: str = "",
    numbered: bool = True,
    place: str = "",
    occasion: str = "",
    assets: Assets | None = None,
) -> GeneratedDocument:
    """Make the official document of ``thing`` dated ``on`` and store its bytes and hash.

    ``issuer`` is the code of the body (or the body itself), ``symbol`` its symbol ("SNV") or the
    whole symbol of the document ("QĐ-SNV"). Issuing the same form for the same thing again
    returns the document that exists; ``occasion`` tells two of one form apart (a second
    suspension). The number is given back when the surrounding transaction is rolled back.
    """
    code = getattr(issuer, "code", issuer)
    with transaction.atomic():
        _one_at_a_time(thing, form, occasion)
        if (existing := latest(thing, form.code, occasion)) is not None:
            return existing
        number = numbering.take(code, form.book or form.code, on.year) if numbered else None
        full_symbol = form.full_symbol(symbol or context.head.symbol)
        document = _blank(thing, form, context, by=by, at=at, on=on)
        document.issuer, document.occasion = code, occasion
        document.number, document.year = number, (on.year if numbered else None)
        document.reference = numbering.reference(number, full_symbol) if number else ""
        document.signer_name = signer_name or context.signature.name
        document.signer_title = signer_title or " ".join(context.signature.lines)
        _write(document, form, context, place=place, symbol=full_symbol, assets=assets)
        log("document.issued", thing, by=by, at=at, data=_summary(document))
    return document


def preview(
    form: Form, context: Any, *, on: date | None = None, assets: Assets | None = None
) -> bytes:
    """The same document with the watermark DỰ THẢO: no number, no code, nothing stored."""
    draft = Issue(
        symbol=form.full_symbol(context.head.symbol),
        on=on,
        place=context.head.place,
        is_draft=True,
    )
    return press(compose(form, context, draft), draft, assets)


def replace(
    document: GeneratedDocument,
    context: Any,
    *,
    form: Form,
    reason: str,
    by: Any,
    at: datetime,
    on: date | None = None,
    assets: Assets | None = None,
) -> GeneratedDocument:
    """Issue a new version under the same number; the old one stays, marked as replaced.

    Raises:
        ValueError: no reason, or the document is not the one in force.
    """
    if not reason.strip():
        raise ValueError("a replacement needs its reason")
    with transaction.atomic():
        old = GeneratedDocument.objects.select_for_update().get(pk=document.pk)
        if old.state != DocumentState.ISSUED:
            raise ValueError("only the document in force can be replaced")
        old.state = DocumentState.REPLACED
        old.save(update_fields=["state"])
        new = _blank(old.thing, form, context, by=by, at=at, on=on or old.issued_on)
        for name in ("issuer", "occasion", "number", "year", "reference"):
            setattr(new, name, getattr(old, name))
        new.signer_name = context.signature.name or old.signer_name
        new.signer_title = " ".join(context.signature.lines) or old.signer_title
        new.previous, new.version, new.reason = old, old.version + 1, reason
        symbol = old.reference.partition("/")[2]
        _write(new, form, context, place="", symbol=symbol, assets=assets)
        log("document.replaced", old.thing, by=by, at=at, data=_summary(new) | {"reason": reason})
    return new


def cancel(
    document: GeneratedDocument, *, reason: str, by: Any, at: datetime
) -> GeneratedDocument:
    """Withdraw an issued document; its number stays taken and it verifies as cancelled.

    Raises:
        ValueError: no reason, or the document is not in force.
    """
    if not reason.strip():
        raise ValueError("a cancellation needs its reason")
    with transaction.atomic():
        row = GeneratedDocument.objects.select_for_update().get(pk=document.pk)
        if row.state != DocumentState.ISSUED:
            raise ValueError("only the document in force can be cancelled")
        row.state, row.reason = DocumentState.CANCELLED, reason
        row.save(update_fields=["state", "reason"])
        log("document.cancelled", row.thing, by=by, at=at, data=_summary(row) | {"reason": reason})
    return row


def _one_at_a_time(thing: Any, form: Form, occasion: str) -> None:
    """Two people who press the button together get one document."""
    key = f"{thing._meta.label}:{thing.pk}:{form.code}:{occasion}"
    lock = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _blank(
    thing: Any, form: Form, context: Any, *, by: Any, at: datetime, on: date | None
) -> GeneratedDocument:
    title = f"{form.title_vi}: {context.abstract}" if context.abstract else form.title_vi
    return GeneratedDocument(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        form_code=form.code,
        title=title[:TITLE_LENGTH],
        state=DocumentState.ISSUED,
        issued_on=on,
        context=json.loads(json.dumps(asdict(context), cls=DjangoJSONEncoder)),
        template=form.template,
        verify_code=verification.new_code(),
        created_at=at,
        created_by=by,
        issued_at=at,
        issued_by=by,
    )


def _write(
    document: GeneratedDocument,
    form: Form,
    context: Any,
    *,
    place: str,
    symbol: str,
    assets: Assets | None,
) -> None:
    """Render and store; the row is written last."""
    printed = Issue(
        reference=document.reference,
        symbol=symbol,
        on=document.issued_on,
        place=place or context.head.place,
        code=document.verify_code,
        version=document.version,
    )
    document.html = compose(form, context, printed)
    store(document, press(document.html, printed, assets))


def store(document: GeneratedDocument, pdf: bytes) -> None:
    """Keep the bytes with their hash under a name of our own, then write the row."""
    document.sha256 = hashlib.sha256(pdf).hexdigest()
    document.size = len(pdf)
    document.file.save(f"{uuid4().hex}.pdf", ContentFile(pdf), save=False)
    try:
        document.save(force_insert=True)
    except BaseException:
        document.file.delete(save=False)
        raise


def _summary(document: GeneratedDocument) -> dict[str, Any]:
    return {
        "form": document.form_code,
        "reference": document.reference,
        "version": document.version,
        "sha256": document.sha256,
    }
