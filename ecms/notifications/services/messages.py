"""Messages: written to the outbox in the business transaction, sent after commit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from ecms.notifications import registry
from ecms.notifications.models import Delivery, DueItem, Stage


def tell(
    kind: str,
    thing: Any,
    *,
    at: datetime,
    to: Iterable[Any] | None = None,
    stage: str = Stage.EVENT,
    due_item: DueItem | None = None,
    due_on: date | None = None,
    is_late: bool = False,
    turn: str = "",
) -> int:
    """Write one delivery per person; a repeat with the same key is not written again.

    ``turn`` tells two events of one kind on one thing apart (a state, a version). Returns how
    many were new.
    """
    letter = registry.letter(kind)
    content_type = ContentType.objects.get_for_model(thing)
    people = {user.pk: user for user in (letter.recipients(thing) if to is None else to)}
    mark = f"{due_on:%Y%m%d}" if due_on else turn
    rows = [
        Delivery(
            key=f"{kind}:{content_type.pk}:{thing.pk}:{mark}:{stage}:{pk}",
            recipient_id=pk,
            kind=kind,
            stage=stage,
            due_item=due_item,
            content_type=content_type,
            object_id=thing.pk,
            label=str(thing)[:300],
            due_on=due_on,
            is_late=is_late,
            created_at=at,
        )
        for pk in people
    ]
    before = Delivery.objects.filter(key__in=[row.key for row in rows]).count()
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows) - before
