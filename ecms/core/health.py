"""Is the installation well? Database, broker, worker and beat, for people and for probes.

The worker is judged by what it does, not by whether its process exists: beat sends a heartbeat
task every 20 seconds and notes that it did; the task notes that a worker ran it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.cache import cache
from django.db import Error, connection

from ecms import VERSION

LATE_SECONDS = 75  # three missed heartbeats and a little
KEEP_SECONDS = 24 * 3600


class State(StrEnum):
    """Of one part, or of the whole."""

    OK = "ok"
    LATE = "late"  # reported once, not lately
    UNKNOWN = "unknown"  # never reported, or the broker that would know is away
    DOWN = "down"
    DEGRADED = "degraded"


@dataclass(frozen=True)
class Health:
    """States of the parts; ``*_seen_at`` are Unix times, 0 for never."""

    database: State
    broker: State
    worker: State
    beat: State
    worker_seen_at: float
    beat_seen_at: float

    @property
    def status(self) -> State:
        """Down without a database; degraded while pages work and jobs wait."""
        if self.database is not State.OK:
            return State.DOWN
        return State.OK if self.is_complete else State.DEGRADED

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        parts = (self.database, self.broker, self.worker, self.beat)
        return all(part is State.OK for part in parts)

    def as_dict(self) -> dict[str, str | float]:
        """The answer of ``/healthz``."""
        return {
            "status": self.status,
            "database": self.database,
            "broker": self.broker,
            "worker": self.worker,
            "beat": self.beat,
            "worker_seen_at": self.worker_seen_at,
            "beat_seen_at": self.beat_seen_at,
            "version": VERSION,
        }


def record(part: str, *, at: datetime) -> None:
    """Note that ``part`` ("worker" or "beat") was at work."""
    cache.set(_key(part), at.timestamp(), KEEP_SECONDS)


def check(*, at: datetime) -> Health:
    """Ask all parts now. Never raises: what does not answer is down."""
    seen = _seen()
    if seen is None:
        return Health(_database(), State.DOWN, State.UNKNOWN, State.UNKNOWN, 0, 0)
    worker, beat = seen.get(_key("worker"), 0.0), seen.get(_key("beat"), 0.0)
    return Health(
        database=_database(),
        broker=State.OK,
        worker=_heartbeat(worker, at),
        beat=_heartbeat(beat, at),
        worker_seen_at=worker,
        beat_seen_at=beat,
    )


def _database() -> State:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return State.DOWN
    return State.OK


def _seen() -> dict[str, float] | None:
    try:
        return cache.get_many([_key("worker"), _key("beat")])
    except Exception:  # noqa: BLE001 - each cache backend has its own errors
        return None


def _heartbeat(seen_at: float, at: datetime) -> State:
    if not seen_at:
        return State.UNKNOWN
    return State.OK if at.timestamp() - seen_at <= LATE_SECONDS else State.LATE


def _key(part: str) -> str:
    return f"heartbeat:{part}"
