"""The calendar feed of a person: a secret address, and the file behind it (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from icalendar import Calendar, Event

from ecms.audit.services import log
from ecms.core import clock, secrets
from inspections.agenda import agenda
from inspections.models import CalendarFeed

PAST, AHEAD = timedelta(days=60), timedelta(days=365)
TOKEN_BYTES = 25  # forty letters and digits


@transaction.atomic
def renew(*, user: Any, at: datetime) -> str:
    """Make a new secret for ``user``, shown once; the address before it stops working."""
    token = secrets.token(TOKEN_BYTES)
    CalendarFeed.objects.update_or_create(
        user=user,
        defaults={
            "token_hash": secrets.keyed_hash(token), "made_at": at, "made_by": user,
        },
    )  # fmt: skip
    log("calendar.renewed", user, by=user, at=at)
    return token


@transaction.atomic
def revoke(*, user: Any, at: datetime) -> None:
    """End the address; a second call changes nothing."""
    deleted, _models = CalendarFeed.objects.filter(user=user).delete()
    if deleted:
        log("calendar.revoked", user, by=user, at=at)


def fetch(token: str, *, at: datetime) -> bytes | None:
    """The calendar behind a secret; None where it is not, or no more, a living account's."""
    feed = (
        CalendarFeed.objects.filter(token_hash=secrets.keyed_hash(token))
        .select_related("user__agency")
        .first()
    )
    on = clock.legal_date(at)
    if feed is None or not feed.user.is_active or not feed.user.is_in_force(on):
        return None
    return calendar_of(feed.user, on=on, at=at)


def calendar_of(user: Any, *, on: date, at: datetime) -> bytes:
    """Sixty days back and a year ahead; no names of persons, nothing of what was written."""
    calendar = Calendar()
    calendar.add("prodid", "-//ECMS//Lich cong tac//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "ECMS")
    for one in agenda(user, on - PAST, on + AHEAD, detached=True):
        event = Event()
        event.add("uid", f"{one.key}@ecms")
        event.add("dtstamp", at.astimezone(UTC))
        if one.at is not None:
            for name, moment in (("dtstart", one.at), ("dtend", one.until)):
                local = datetime.combine(one.on, moment, tzinfo=timezone.get_default_timezone())
                event.add(name, local.astimezone(UTC))
        else:
            event.add("dtstart", one.on)
            event.add("dtend", one.on + timedelta(days=1))
        event.add("summary", f"{one.title}: {one.detail}" if one.detail else one.title)
        calendar.add_component(event)
    return calendar.to_ical()
