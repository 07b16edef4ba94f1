"""Mails that came back: kept with the sending, told to the person and to the administrators.

No mail is written to an address that is known not to exist, until it changes or the person says
that it is right.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from ecms.core import clock
from ecms.notifications import references, registry
from ecms.notifications.enums import Channel, Outcome
from ecms.notifications.letters import MINE, OF_SOMEBODY
from ecms.notifications.mailbox import Mailbox
from ecms.notifications.models import Dispatch, Preference
from ecms.notifications.rules_returns import Return, read
from ecms.notifications.services.messages import tell

OWN = "ecms"
Taker = Callable[[int, str], bool]
_takers: dict[str, Taker] = {}


def register(outbox: str, taker: Taker) -> None:
    """Who is told, by key and reason, of returned mails of another outbox."""
    _takers[outbox] = taker


def take_in(box: Mailbox, *, at: datetime) -> int:
    """Read what is new in the mailbox; returns how many mails were found to have come back.

    A notice is called done after its result was kept: a killed worker reads it again, which
    changes nothing.
    """
    known = 0
    for name, raw in box.unread():
        notice = read(raw)
        known += notice is not None and _keep(notice, at=at)
        box.done(name)
    return known


def _keep(notice: Return, *, at: datetime) -> bool:
    """Whether it was one of ours that was on its way."""
    found = references.find(notice.quoted)
    if found is None:
        return False
    if found.outbox == OWN:
        return came_back(found.pk, notice, at=at)
    taker = _takers.get(found.outbox)
    return taker is not None and taker(found.pk, notice.why)


@transaction.atomic
def came_back(pk: int, notice: Return, *, at: datetime) -> bool:
    """The mail server gave a mail back after it had taken it; whether it was on its way."""
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("recipient")
    row = rows.filter(pk=pk, channel=Channel.MAIL, state=Outcome.SENT).first()
    if row is None:
        return False
    Dispatch.objects.filter(pk=pk).update(state=Outcome.BOUNCED, last_error=notice.why[:300])
    note(row.recipient, row.address, is_dead=notice.is_dead, at=at)
    return True


def note(person: Any, address: str, *, is_dead: bool, at: datetime) -> None:
    """Remember that a mail to ``address`` came back, and say so once until it is mended."""
    if address != person.email:
        return  # mended meanwhile
    wishes, _new = Preference.objects.select_for_update().get_or_create(user_id=person.pk)
    news = wishes.mail_bounced_at is None or (is_dead and wishes.dead_address != address)
    wishes.mail_bounced_at = at
    wishes.dead_address = address if is_dead else wishes.dead_address
    wishes.save(update_fields=["mail_bounced_at", "dead_address"])
    if news:
        _tell(person, at=at)


def _tell(person: Any, *, at: datetime) -> None:
    staff = registry.staff(clock.legal_date(at))
    others = get_user_model().objects.filter(pk__in=staff.administrators() - {person.pk})
    turn = f"{at:%Y%m%d%H%M%S}"
    tell(MINE, person, to=[person], at=at, turn=turn)
    tell(OF_SOMEBODY, person, to=others, at=at, turn=turn)


def trust_all(people: Any) -> int:
    """Mail is written again to the accounts ``people``; returns for how many it was stopped."""
    stopped = Preference.objects.filter(user__in=people, mail_bounced_at__isnull=False)
    return stopped.update(mail_bounced_at=None, dead_address="")
