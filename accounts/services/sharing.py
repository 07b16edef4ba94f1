"""Sharing one case with one person of another body."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm, remove_perm

from accounts import sharing
from accounts.errors import AccountRefused
from accounts.models import SharedCase, User
from ecms.audit.services import log
from ecms.core.clock import legal_date


@transaction.atomic
def share(*, code: str, user: User, until: date, reason: str, by: Any, at: datetime) -> SharedCase:
    """Let ``user`` read the case with number ``code`` until a day, included.

    Sharing the same case again moves the day and the reason.

    Raises:
        AccountRefused: no such case, the day has passed, or the account is not in use.
    """
    found = sharing.find(code.strip())
    if found is None:
        raise AccountRefused(_("There is no case with this number."))
    if until < legal_date(at):
        raise AccountRefused(_("The day has passed."))
    if not user.is_active:
        raise AccountRefused(_("The account is switched off: switch it on first."))
    kind, thing = found
    assign_perm(kind.permission, user, thing)
    row, _made = SharedCase.objects.update_or_create(
        user=user,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        permission=kind.permission,
        ended_on=None,
        defaults={
            "label": str(thing)[:300],
            "until": until,
            "reason": reason,
            "shared_at": at,
            "shared_by": by,
        },
    )
    log(
        "case.shared",
        thing,
        by=by,
        at=at,
        data={"with": user.username, "until": until, "reason": reason},
    )
    return row


@transaction.atomic
def end(*, share: SharedCase, by: Any, at: datetime) -> None:
    """Take the case back; a second call changes nothing."""
    row = SharedCase.objects.select_for_update(of=("self",)).get(pk=share.pk)
    if row.ended_on is not None:
        return
    thing = row.thing
    if thing is not None:
        remove_perm(row.permission, row.user, thing)
    row.ended_on = legal_date(at)
    row.save(update_fields=["ended_on"])
    log("case.share_ended", thing, by=by, at=at, data={"with": row.user.username})


def end_expired(*, at: datetime) -> int:
    """Take back every case whose day has passed; returns how many."""
    expired = list(SharedCase.objects.filter(ended_on__isnull=True, until__lt=legal_date(at)))
    for row in expired:
        end(share=row, by=None, at=at)
    return len(expired)
