"""Dashboards and questions that people keep, share and have sent to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from analytics.enums import Every, SavedKind, Share
from analytics.models import Saved
from analytics.periods import shift
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal
from ecms.notifications.services.messages import tell

MOST_SAVED = 50


def keep(
    kind: str,
    title: str,
    *,
    address: str,
    submission: UUID,
    by: Any,
    at: datetime,
    blocks: Sequence[str] = (),
    share: str = Share.OWN,
    every: str = Every.NEVER,
) -> Saved:
    """Keep it under a name; the same ``submission`` gives it again.

    Raises:
        Refusal: too long an address, too many kept, or sharing with a body one does not have.
    """
    if len(address) > Saved._meta.get_field("address").max_length:  # type: ignore[union-attr, operator]
        raise Refusal(_("The question is too long to be kept."))
    if share == Share.BODY and by.agency_id is None:
        raise Refusal(_("You belong to no body that you could share it with."), "share")
    with transaction.atomic():
        mine = Saved.objects.filter(saved_by=by)
        if (done := mine.filter(submission=submission).first()) is not None:
            return done
        if mine.count() >= MOST_SAVED:
            raise Refusal(_("You keep %(n)s already; delete some first.") % {"n": MOST_SAVED})
        saved = Saved.objects.create(
            kind=kind, title=title, address=address, blocks=list(blocks), share=share,
            every=every, next_on=next_day(every, clock.legal_date(at)), agency=by.agency,
            submission=submission, saved_at=at, saved_by=by,
        )  # fmt: skip
        log("view.saved", saved, by=by, at=at, data={"kind": kind, "share": share})
    return saved


def forget(saved: Saved, *, by: Any, at: datetime) -> None:
    """Delete what one kept oneself; twice is harmless.

    Raises:
        Refusal: it is somebody else's.
    """
    if saved.saved_by_id != by.pk:
        raise Refusal(_("Only who saved it deletes it."))
    with transaction.atomic():
        log("view.deleted", saved, by=by, at=at, data={"kind": saved.kind})
        Saved.objects.filter(pk=saved.pk).delete()


def send_due(*, at: datetime) -> int:
    """Tell everybody whose question is due; how many were told. Safe to run again."""
    today, told = clock.legal_date(at), 0
    due = Saved.objects.to_send(today).of_kind(SavedKind.QUESTION).select_related("saved_by")
    for saved in due:
        with transaction.atomic():
            if saved.saved_by.is_active and saved.saved_by.can("dashboard.read"):
                turn = f"{saved.next_on:%Y%m%d}"
                told += tell("question.answered", saved, at=at, turn=turn)
            Saved.objects.filter(pk=saved.pk).update(next_on=next_day(saved.every, today))
    return told


def next_day(every: str, today: date) -> date | None:
    """The next Monday or first of a month after ``today``; None where nothing is sent."""
    if every == Every.WEEK:
        return today + timedelta(days=7 - today.weekday())
    return shift(today.replace(day=1), 1) if every == Every.MONTH else None
