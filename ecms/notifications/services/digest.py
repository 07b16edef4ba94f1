"""Digests and summaries: written to the outbox once a person and day, sent by ``sending``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from ecms.core import clock
from ecms.core.calendar import WorkingCalendar
from ecms.notifications import registry
from ecms.notifications.enums import Channel, Outcome, Purpose
from ecms.notifications.models import Delivery, Dispatch
from ecms.notifications.rules_sending import is_weekly_day, wants_digest
from ecms.notifications.services.dispatching import wishes_of, with_mail

MONDAY = 0
SUMMARY_HOUR = 7


def queue_digests(*, at: datetime, calendar: WorkingCalendar | None = None) -> int:
    """Write the digests that are due now; returns how many. A repeat writes nothing."""
    day, hour = clock.legal_date(at), timezone.localtime(at).hour
    calendar = calendar or registry.calendar()
    waiting = _waiting(day)
    wishes = wishes_of(waiting)
    due = [pk for pk in waiting if wants_digest(wishes[pk], day, hour, calendar)]
    return sum(_queue(pk, at=at) for pk in due)


def _waiting(day: Any) -> list[int]:
    """People in use with an address and something not yet mailed, without today's digest."""
    told = _unmailed().values("recipient")
    had = Dispatch.objects.filter(purpose=Purpose.DIGEST, day=day).values("recipient")
    people = with_mail(get_user_model().objects.filter(is_active=True, pk__in=told))
    return sorted(people.exclude(pk__in=had).values_list("pk", flat=True))


def _unmailed() -> Any:
    """Messages that no mail has carried or is about to carry."""
    return Delivery.objects.filter(
        digest__isnull=True, read_at__isnull=True, moved_on_at__isnull=True
    ).exclude(
        dispatches__channel=Channel.MAIL, dispatches__state__in=(Outcome.WAITING, Outcome.SENT)
    )


@transaction.atomic
def _queue(user_id: int, *, at: datetime) -> int:
    day = clock.legal_date(at)
    row, made = Dispatch.objects.get_or_create(
        key=f"digest:{user_id}:{day:%Y%m%d}",
        defaults={
            "recipient_id": user_id, "channel": Channel.MAIL, "purpose": Purpose.DIGEST,
            "day": day, "next_try_at": at,
        },
    )  # fmt: skip
    if made:
        _unmailed().filter(recipient_id=user_id).update(digest=row)
    return int(made)


def queue_summaries(*, at: datetime, calendar: WorkingCalendar | None = None) -> int:
    """On the first working day of the week: one summary for each who leads others."""
    day, hour = clock.legal_date(at), timezone.localtime(at).hour
    calendar = calendar or registry.calendar()
    if hour < SUMMARY_HOUR or not is_weekly_day(day, MONDAY, calendar):
        return 0
    leaders = registry.staff(day).leaders()
    wishes = wishes_of(leaders)
    users = with_mail(get_user_model().objects.filter(pk__in=leaders))
    rows = [
        Dispatch(
            key=f"summary:{pk}:{day:%Y%m%d}", recipient_id=pk, channel=Channel.MAIL,
            purpose=Purpose.SUMMARY, day=day, next_try_at=at,
        )
        for pk in users.values_list("pk", flat=True)
        if wishes[pk].unit_summary
    ]  # fmt: skip
    before = Dispatch.objects.filter(key__in=[row.key for row in rows]).count()
    Dispatch.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows) - before
