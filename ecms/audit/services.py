"""Writing the audit: called by services, inside the business transaction."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from ecms.audit.middleware import current
from ecms.audit.models import AuditEvent, ReadAccess

CHAIN_LOCK = 0x45434D53  # one writer at a time appends to the chain
GENESIS = "0" * 64


def digest(previous: str, content: dict[str, Any]) -> str:
    """SHA-256 of the previous hash and the canonical JSON of an event."""
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def content_of(event: AuditEvent) -> dict[str, Any]:
    """What the hash of an event covers."""
    return {
        "at": event.at.astimezone(UTC).isoformat(),  # one form, however it was read
        "event": event.event,
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "content_type": event.content_type_id,
        "object_id": event.object_id,
        "thing_label": event.thing_label,
        "data": json.loads(json.dumps(event.data, cls=DjangoJSONEncoder)),
        "address": event.address,
    }


def log(
    event: str, thing: Any, *, by: Any, at: datetime, data: dict[str, Any] | None = None
) -> AuditEvent:
    """Append one event about ``thing`` (any saved row or None).

    ``by`` is the acting user, or None for the system. Waits for the chain's lock, which is
    held until the surrounding transaction ends.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        last = AuditEvent.objects.order_by("-pk").values_list("hash", flat=True).first()
        row = AuditEvent(
            at=at,
            event=event,
            actor=by,
            actor_name=str(by) if by is not None else "ECMS",
            content_type=ContentType.objects.get_for_model(thing) if thing is not None else None,
            object_id=thing.pk if thing is not None else None,
            thing_label=str(thing)[:300] if thing is not None else "",
            data=data or {},
            address=current.get().address,
            previous_hash=last or GENESIS,
        )
        row.hash = digest(row.previous_hash, content_of(row))
        row.save(force_insert=True)
    return row


def log_read(thing: Any, *, by: Any, at: datetime, purpose: str = "") -> None:
    """Note that ``by`` opened a case or personal record."""
    ReadAccess.objects.create(
        at=at,
        reader=by,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        purpose=purpose,
    )
