"""Sending what waits in the outbox.

A row is claimed before it is sent: its next try is set, the claim is committed, then the channel
is called outside every transaction. A worker killed in between leaves a row that is tried again
after its wait, under the same Message-ID, so that a mailbox can tell that it is the same mail.
"""

from __future__ import annotations

from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ecms.core import clock
from ecms.notifications import channels
from ecms.notifications.channels import Message, NotSent, Refused
from ecms.notifications.enums import Channel, Outcome, Purpose
from ecms.notifications.models import Dispatch
from ecms.notifications.references import mark
from ecms.notifications.rules_sending import MAX_ATTEMPTS, after_quiet, wait
from ecms.notifications.services import returns, texts
from ecms.notifications.services.dispatching import mail_of, wishes_of

BATCH = 20
NO_WAY = "no address that mail reaches, or the channel is switched off"
_chance = SystemRandom()


def send_waiting(*, at: datetime) -> int:
    """Send what is ready; returns how many went out."""
    sent = 0
    while claimed := claim(_ready(at), at=at):
        sent += sum(_send(row, at=at) for row in claimed)
    return sent


def _ready(at: datetime) -> QuerySet[Dispatch]:
    waiting = Dispatch.objects.filter(state=Outcome.WAITING, next_try_at__lte=at)
    return waiting.select_related("recipient", "delivery__due_item")


@transaction.atomic
def claim(ready: QuerySet[Any], *, at: datetime) -> list[Any]:
    """Take some rows that are ready: one more attempt, and their next try is set.

    For every outbox: a model with ``attempts`` and ``next_try_at``.
    """
    rows = list(
        ready.select_for_update(skip_locked=True, of=("self",)).order_by("next_try_at", "pk")[
            :BATCH
        ]
    )
    for row in rows:
        row.attempts += 1
        row.next_try_at = at + wait(row.attempts, _chance.random())
    ready.model._default_manager.bulk_update(rows, ["attempts", "next_try_at"])
    return rows


def _send(row: Dispatch, *, at: datetime) -> int:
    """Try once; whatever the provider does, the result is on the row."""
    if not texts.is_wanted(row):
        return _finish(row, Outcome.DROPPED)
    later = _quiet_until(row, at)
    if later is not None:  # it was tried before and comes back in the night
        Dispatch.objects.filter(pk=row.pk).update(next_try_at=later)
        return 0
    sender, address = channels.sender(row.channel), _address(row)
    if sender is None or not address:
        return _finish(row, Outcome.FAILED, error=NO_WAY)
    subject, body = texts.text_of(row)
    try:
        reference = sender(Message(address, subject, body, mark(returns.OWN, row.pk)))
    except Refused as refused:
        return _refused(row, address, str(refused), at=at)
    except NotSent as failed:
        over = row.attempts >= MAX_ATTEMPTS
        return _finish(row, Outcome.FAILED if over else Outcome.WAITING, error=str(failed))
    return _finish(row, Outcome.SENT, at=at, address=address, reference=reference)


def _quiet_until(row: Dispatch, at: datetime) -> datetime | None:
    if row.purpose != Purpose.URGENT:
        return None
    wishes = wishes_of([row.recipient_id])[row.recipient_id]
    moment = timezone.localtime(at)
    free = after_quiet(moment, wishes.quiet_from, wishes.quiet_to)
    return free if free > moment else None


def _address(row: Dispatch) -> str:
    person, wishes = row.recipient, wishes_of([row.recipient_id])[row.recipient_id]
    addresses = {
        Channel.MAIL: mail_of(person, wishes), Channel.SMS: person.phone,
        Channel.CHAT: wishes.chat_address,
    }  # fmt: skip
    return str(addresses[Channel(row.channel)])


def _finish(
    row: Dispatch, state: str, *, at: datetime | None = None, error: str = "",
    address: str = "", reference: str = "",
) -> int:  # fmt: skip
    """Write the result, unless another worker has taken the row meanwhile; 1 when it was sent."""
    mine = Dispatch.objects.filter(pk=row.pk, attempts=row.attempts)
    mine.update(
        state=state, sent_at=at, last_error=error[:300], address=address, reference=reference
    )
    return int(state == Outcome.SENT)


@transaction.atomic
def _refused(row: Dispatch, address: str, error: str, *, at: datetime) -> int:
    """The address is wrong: shown to the person and to the administrators."""
    if row.channel == Channel.MAIL:
        returns.note(row.recipient, address, is_dead=True, at=at)
    return _finish(row, Outcome.BOUNCED, address=address, error=error)


def send_again(rows: object, *, at: datetime) -> int:
    """Give dead and returned ones another life; returns how many.

    Who sends again says that the addresses are right.
    """
    dead = Dispatch.objects.filter(
        pk__in=rows,
        state__in=(Outcome.FAILED, Outcome.BOUNCED),  # type: ignore[misc]
    )
    returns.trust_all(dead.values("recipient"))
    return dead.update(state=Outcome.WAITING, attempts=0, next_try_at=at, day=clock.legal_date(at))
