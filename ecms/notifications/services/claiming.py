"""Claiming what is due: each stage of each item is told exactly once.

The algorithm: lock a batch of open, running items inside the look-ahead, skipping rows another
worker holds; compute the stage; write ``claimed_stage`` and the deliveries in one transaction.
A killed worker rolls back both; a second beat finds nothing left; after an outage the present
stage is told once, and an overdue one is marked as told late.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ecms.core.calendar import WorkingCalendar
from ecms.notifications import registry
from ecms.notifications.models import DueItem, Stage
from ecms.notifications.services.messages import tell
from ecms.notifications.stages import LOOK_AHEAD_DAYS, comes_after, stage_on, told_late

BATCH = 500


def claim_due(*, today: date, at: datetime, calendar: WorkingCalendar) -> int:
    """Tell everybody what is due; returns the number of deliveries written."""
    told, last = 0, 0
    while True:
        with transaction.atomic():
            batch = list(_candidates(today, last)[:BATCH])
            if not batch:
                return told
            last = batch[-1].pk
            told += sum(_tell(item, today=today, at=at, calendar=calendar) for item in batch)


def _candidates(today: date, after: int):  # type: ignore[no-untyped-def]
    """Open items near or past their date that were not yet told as overdue."""
    return (
        DueItem.objects.filter(
            closed_at__isnull=True,
            paused_at__isnull=True,
            due_on__lte=today + timedelta(days=LOOK_AHEAD_DAYS),
            pk__gt=after,
        )
        .filter(~Q(claimed_stage=Stage.LATE))
        .filter(~Q(claimed_stage=Stage.T0) | Q(due_on__lt=today))
        .order_by("pk")
        .select_for_update(skip_locked=True)
    )


def _tell(item: DueItem, *, today: date, at: datetime, calendar: WorkingCalendar) -> int:
    stage = stage_on(item.due_on, today, calendar)
    if not comes_after(stage, item.claimed_stage):
        return 0
    item.claimed_stage = stage
    item.save(update_fields=["claimed_stage"])
    thing = item.thing
    if thing is None:
        return 0
    letter = registry.letter(item.kind)
    people = list(letter.recipients(thing))
    if stage == Stage.LATE:
        people += list(letter.escalate_to(thing))
    return tell(
        item.kind,
        thing,
        at=at,
        to=people,
        stage=stage,
        due_item=item,
        due_on=item.due_on,
        is_late=told_late(stage, item.due_on, today),
    )
