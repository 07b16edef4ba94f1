"""The outbox: what is to go out by mail, SMS or chat is written here, in the transaction of its
cause; ``sending`` takes it from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from ecms.core import clock
from ecms.notifications import channels
from ecms.notifications.enums import Channel, Purpose
from ecms.notifications.models import Dispatch, Preference
from ecms.notifications.rules_sending import Wishes, after_quiet

_FIELDS = tuple(field.name for field in fields(Wishes))


def wishes_of(people: Iterable[int]) -> dict[int, Wishes]:
    """What each of ``people`` wishes; the defaults where nothing was said."""
    people = set(people)
    rows = Preference.objects.filter(user__in=people).values_list("user_id", *_FIELDS)
    said = {pk: Wishes(*values) for pk, *values in rows}
    return {pk: said.get(pk, Wishes()) for pk in people}


def addresses_of(user: Any, wishes: Wishes) -> dict[str, str]:
    """Where urgent alerts go, by channel; without those that are off, unwanted or unknown."""
    found = {
        Channel.MAIL: user.email if wishes.urgent_mail else "",
        Channel.SMS: user.phone if wishes.urgent_sms else "",
        Channel.CHAT: wishes.chat_address if wishes.urgent_chat else "",
    }
    return {str(c): where for c, where in found.items() if where and channels.is_on(c)}


def queue_urgent(pressing: Sequence[tuple[int, int]], *, at: datetime) -> int:
    """Put (message, person) pairs into the outbox; quiet hours are waited for."""
    if not pressing:
        return 0
    people = {person for _pk, person in pressing}
    users = get_user_model().objects.in_bulk(people)
    rows = list(_urgent(pressing, users, wishes_of(people), at))
    Dispatch.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return len(rows)


def _urgent(
    pressing: Sequence[tuple[int, int]],
    users: Mapping[int, Any],
    wishes: Mapping[int, Wishes],
    at: datetime,
) -> Iterator[Dispatch]:
    for delivery, person in pressing:
        mine = wishes[person]
        moment = after_quiet(timezone.localtime(at), mine.quiet_from, mine.quiet_to)
        for channel in addresses_of(users[person], mine):
            yield Dispatch(
                key=f"urgent:{delivery}:{channel}", recipient_id=person, channel=channel,
                purpose=Purpose.URGENT, day=clock.legal_date(moment), delivery_id=delivery,
                next_try_at=moment,
            )  # fmt: skip
