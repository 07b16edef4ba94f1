"""Badges of workers: a random token for each worker at an enterprise, one in use at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ecms.audit.services import log
from ecms.core.bulk import in_batches, lock_for_transaction
from ecms.core.secrets import token
from enterprises.models import Badge, Enterprise, Spell, Worker
from enterprises.services.survivors import surviving

# 80 bits: with the ceiling of the page nobody guesses one, and 16 letters can be typed by hand.
TOKEN_BYTES = 10
BATCH = 2_000
LEFT = "LEFT"
REASONS = ("LOST", LEFT, "DAMAGED", "REPLACED", "MISUSED")  # words: presenters_tracing
# Typed from a badge: base 32 has no 0, 1 and 8, so these can only be meant otherwise.
_ALIKE = str.maketrans({"0": "o", "1": "i", "8": "b"})


class NotEmployed(Exception):
    """The worker has no open employment at the enterprise."""


def new_token() -> str:
    """Sixteen letters and digits that say nothing."""
    return token(TOKEN_BYTES)


def typed_token(text: str) -> str:
    """The token in what was typed or scanned: the address of a badge, or its code in groups."""
    last = text.strip().rstrip("/").rpartition("/")[2]
    return "".join(char for char in last.lower() if char.isalnum()).translate(_ALIKE)


def in_use(enterprise: Enterprise) -> QuerySet[Badge]:
    """Badges of the enterprise that are not revoked."""
    return Badge.objects.filter(enterprise=enterprise, revoked_at__isnull=True)


def _employed(enterprise: Enterprise, *, without_badge: bool = False) -> QuerySet[Spell]:
    spells = Spell.objects.filter(enterprise=enterprise, ended_on__isnull=True)
    if not without_badge:
        return spells
    has = Badge.objects.filter(
        enterprise=enterprise, worker=OuterRef("worker"), revoked_at__isnull=True
    )
    return spells.exclude(Exists(has))


def missing(enterprise: Enterprise) -> int:
    """How many who work there have no badge."""
    rows = _employed(enterprise, without_badge=True)
    return rows.values("worker").distinct().count()


@transaction.atomic
def issue(
    enterprise: Enterprise, workers: Iterable[int] | None = None, *, by: Any, at: datetime
) -> int:
    """Give a badge to each worker with open employment who has none; returns how many.

    ``workers`` are keys; None means everybody there. Who has a badge in use keeps it, so that
    asking twice changes nothing.
    """
    enterprise = surviving(enterprise, by=by)
    lock_for_transaction("badges", enterprise.pk)
    spells = _employed(enterprise, without_badge=True)
    if workers is not None:
        spells = spells.filter(worker__in=list(workers))
    count = 0
    keys = spells.order_by("worker").values_list("worker", flat=True).distinct()
    for batch in in_batches(list(keys), BATCH):
        rows = [
            Badge(
                worker_id=key, enterprise=enterprise, token=new_token(), issued_at=at, issued_by=by
            )
            for key in batch
        ]
        Badge.objects.bulk_create(rows)
        count += len(rows)
    if count:
        log("badge.issued", enterprise, by=by, at=at, data={"count": count})
    return count


@transaction.atomic
def revoke(badge: Badge, *, by: Any, at: datetime, reason: str) -> bool:
    """Take a badge out of use; False where it is already."""
    row = Badge.objects.select_for_update().get(pk=badge.pk)
    if row.revoked_at is not None:
        return False
    row.revoked_at, row.revoked_by, row.reason = at, by, reason
    row.save(update_fields=["revoked_at", "revoked_by", "reason"])
    log("badge.revoked", row, by=by, at=at, data={"reason": reason})
    return True


def revoke_for(
    *, worker: Worker, enterprise: Enterprise, by: Any, at: datetime, reason: str = LEFT
) -> bool:
    """Take the badge of a worker at an enterprise out of use; False where there is none.

    To be called when somebody leaves.
    """
    badge = in_use(enterprise).filter(worker=worker).first()
    return badge is not None and revoke(badge, by=by, at=at, reason=reason)


@transaction.atomic
def revoke_departed(*, enterprise: Enterprise, by: Any, at: datetime) -> int:
    """Take the badges of all who have no open employment there out of use; returns how many.

    For lists of departures: two statements, however many left.
    """
    lock_for_transaction("badges", enterprise.pk)
    there = Spell.objects.filter(
        enterprise=enterprise, worker=OuterRef("worker"), ended_on__isnull=True
    )
    rows = in_use(enterprise).exclude(Exists(there))
    count = rows.update(revoked_at=at, revoked_by=by, reason=LEFT)
    if count:
        log("badge.revoked", enterprise, by=by, at=at, data={"count": count, "reason": LEFT})
    return count


@transaction.atomic
def reissue(badge: Badge, *, by: Any, at: datetime, reason: str) -> Badge:
    """Replace a badge by one with a new code. Of a badge already replaced, the one in use.

    Raises:
        NotEmployed: who left gets no badge.
    """
    firm = Enterprise.objects.get(pk=badge.enterprise_id)
    if not _employed(firm).filter(worker=badge.worker_id).exists():
        raise NotEmployed
    revoke(badge, by=by, at=at, reason=reason)
    issue(firm, [badge.worker_id], by=by, at=at)
    return in_use(firm).get(worker=badge.worker_id)
