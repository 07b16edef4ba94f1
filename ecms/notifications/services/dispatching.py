"""The outbox: what is to go out by mail, SMS or chat is written here, in the transaction of its
cause; ``sending`` takes it from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone

from ecms.core import clock
from ecms.notifications import channels
from ecms.notifications.enums import Channel
from ecms.notifications.models import Preference
from ecms.notifications.rules_sending import Wishes, after_quiet

_FIELDS = tuple(field.name for field in fields(Wishes))


def wishes_of(people: Iterable[int]) -> dict[int, Wishes]:
    """What each of ``people`` wishes; the defaults where nothing was said."""
    people = set(people)
    rows = Preference.objects.filter(user__in=people).values_list("user_id", *_FIELDS)
    said = {pk: Wishes(*values) for pk, *values in rows}
    return {pk: said.get(pk, Wishes()) for pk in people}


def with_mail(people: Any) -> Any:
    """Those of the accounts ``people`` with an address that mail reaches, as far as is known."""
    return people.exclude(email="").exclude(alert_preference__dead_address=F("email"))


def mail_of(user: Any, wishes: Wishes) -> str:
    """The e-mail address of a person, or "" while mails to it are known to come back."""
    return "" if wishes.dead_address == user.email else str(user.email)


def addresses_of(user: Any, wishes: Wishes) -> dict[str, str]:
    """Where urgent alerts go, by channel; without those that are off, unwanted or unknown."""
    found = {
        Channel.MAIL: mail_of(user, wishes) if wishes.urgent_mail else "",
        Channel.SMS: user.phone if wishes.urgent_sms else "",
        Channel.CHAT: wishes.chat_address if wishes.urgent_chat else "",
    }
    return {str(c): where for c, where in found.items() if where and channels.is_on(c)}


def ways(people: Iterable[int], *, at: datetime) -> dict[str, list[Any]]:
    """Where urgent alerts to each of ``people`` go and when, quiet hours waited for.

    Columns of the same length: ``to``, ``channels``, ``days`` and ``moments``.
    """
    people = set(people)
    users, wishes = get_user_model().objects.in_bulk(people), wishes_of(people)
    rows = [row for pk in sorted(people) for row in _ways(users[pk], wishes[pk], at)]
    return {
        name: [row[place] for row in rows]
        for place, name in enumerate(("to", "channels", "days", "moments"))
    }


def _ways(user: Any, mine: Wishes, at: datetime) -> Iterator[tuple[int, str, date, datetime]]:
    moment = after_quiet(timezone.localtime(at), mine.quiet_from, mine.quiet_to)
    for channel in addresses_of(user, mine):
        yield user.pk, channel, clock.legal_date(moment), moment
