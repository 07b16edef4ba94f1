"""Relations between enterprises: added and ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.chain import leads_to
from enterprises.enums import RelationKind
from enterprises.models import Enterprise, Relation
from enterprises.services.record import remember
from enterprises.services.survivors import surviving

# Kinds in which nobody can stand above itself: a company is not its own grandparent.
LADDERS = (
    (RelationKind.PARENT, RelationKind.BRANCH),
    (RelationKind.GROUP,),
)
LOCK = 0x45434D52  # one writer of relations at a time, so that two do not close a circle


class RelationRefused(ValueError):
    """Why a relation cannot be: ``code`` is itself, circle, head_office or order."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add(
    source: Enterprise,
    target: Enterprise,
    kind: str,
    *,
    reason: str,
    by: Any,
    at: datetime,
    started_on: date | None = None,
    note: str = "",
) -> Relation:
    """``source`` is the ``kind`` of ``target``; the same relation again is the one that stands.

    Raises:
        RelationRefused: with itself, in a circle, or a branch with a second head office.
    """
    if started_on and started_on > legal_date(at):
        raise RelationRefused("order")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    lower, higher = sorted((source, target), key=lambda firm: firm.pk)  # as merges lock them
    now = {firm.pk: surviving(firm) for firm in (lower, higher)}
    source, target = now[source.pk], now[target.pk]
    if source.pk == target.pk:
        raise RelationRefused("itself")
    same = _standing(source, target, kind)
    if same is not None:
        return same
    row = Relation(
        source_firm=source, target_firm=target, kind=kind, started_on=started_on, note=note,
        source=reason, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    remember(row, reason, by, at)
    row.save()
    _tell_both(row, "enterprise.related", by, at)
    return row


def _standing(source: Enterprise, target: Enterprise, kind: str) -> Relation | None:
    """The same relation where it stands already; otherwise a new one must be possible.

    Raises:
        RelationRefused: a circle, or a branch with a second head office.
    """
    open_ones = Relation.objects.filter(kind=kind, target_firm=target, ended_on__isnull=True)
    same = open_ones.filter(source_firm=source).first()
    if same is not None:
        return same
    if kind == RelationKind.BRANCH and open_ones.exists():
        raise RelationRefused("head_office")
    ladder = next((kinds for kinds in LADDERS if kind in kinds), ())
    if ladder and leads_to(target.pk, source.pk, ladder):
        raise RelationRefused("circle")
    return None


@transaction.atomic
def end(relation: Relation, *, on: date, by: Any, at: datetime) -> bool:
    """The relation ended on ``on``; returns False where it had ended before.

    Raises:
        RelationRefused: before it began, or in the future.
    """
    row = Relation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
    if row.ended_on is not None:
        return False
    if on > legal_date(at) or (row.started_on and on < row.started_on):
        raise RelationRefused("order")
    row.ended_on = on
    remember(row, "", by, at)
    row.save()
    _tell_both(row, "enterprise.relation_ended", by, at)
    return True


def _tell_both(row: Relation, event: str, by: Any, at: datetime) -> None:
    """Each side's audit names the relation, so that either province finds it."""
    data = {"relation": row.pk, "kind": row.kind, "ended_on": row.ended_on}
    for firm in (row.source_firm, row.target_firm):
        log(event, firm, by=by, at=at, data=data)
