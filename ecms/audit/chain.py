"""Walking the hash chain: an edit, a deletion or an insertion by a superuser is found here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ecms.audit.models import AuditEvent
from ecms.audit.services import GENESIS, content_of, digest

BATCH = 2000


@dataclass(frozen=True)
class Break:
    """A row where the chain does not hold, and why."""

    pk: int
    reason: str


@dataclass
class Walk:
    """What a walk found: rows read, hash of the last one, breaks."""

    rows: int = 0
    last_hash: str = GENESIS
    breaks: tuple[Break, ...] = ()


def walk(since: int = 0) -> Walk:
    """Read the whole chain (or from the row after ``since``) with flat memory."""
    result = Walk()
    if since:
        start = AuditEvent.objects.filter(pk=since).values_list("hash", flat=True).first()
        result.last_hash = start or GENESIS
    found = []
    for event in _events(since):
        result.rows += 1
        if event.previous_hash != result.last_hash:
            found.append(Break(event.pk, "the row before is missing or was changed"))
        if event.hash != digest(event.previous_hash, content_of(event)):
            found.append(Break(event.pk, "the content does not match its hash"))
        result.last_hash = event.hash
    result.breaks = tuple(found)
    return result


def _events(since: int) -> Iterator[AuditEvent]:
    return AuditEvent.objects.filter(pk__gt=since).order_by("pk").iterator(chunk_size=BATCH)


def contains(known_hash: str) -> bool:
    """Whether a hash noted earlier is still in the chain."""
    return AuditEvent.objects.filter(hash=known_hash).exists()
