"""Where figures are read: from the replica when one is configured and follows closely.

``ECMS_REPLICA_URL`` names it. A replica that does not answer, or lags more than
``ECMS_REPLICA_LAG`` seconds, is passed by: figures then come from the main database.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from ecms.core.formatting import grouped

MAIN, REPLICA = "default", "replica"
KEY, KEEP = "replica-lag", 10  # seconds that a measured lag is believed
AWAY = -1
LAG = """
SELECT CASE WHEN pg_is_in_recovery()
            THEN COALESCE(EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()), 0)
            ELSE 0 END
"""


def lag() -> int | None:
    """Seconds that the replica is behind; None where there is none, or it does not answer."""
    if REPLICA not in connections.settings:
        return None
    seconds = cache.get(KEY)
    if seconds is None:
        seconds = _measured()
        cache.set(KEY, seconds, KEEP)
    return None if seconds == AWAY else int(seconds)


def _measured() -> int:
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(LAG)
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return AWAY


def alias() -> str:
    """The database from which figures are read now."""
    seconds = lag()
    return MAIN if seconds is None or seconds > settings.REPLICA_LAG else REPLICA


def words() -> str:
    """How far behind the figures are read; empty where they come from the main database."""
    if alias() == MAIN:
        return ""
    return _("Read from the replica, %(n)s seconds behind.") % {"n": grouped(lag() or 0)}
