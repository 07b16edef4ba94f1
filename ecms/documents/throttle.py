"""A ceiling on how often one address may ask, kept in the cache."""

from __future__ import annotations

from django.core.cache import cache

WINDOW = 60  # seconds
LIMIT = 20  # look-ups per address and window: enough for a counter, useless for guessing


def allowed(name: str, address: str | None, limit: int = LIMIT) -> bool:
    """Count one request of ``address``; False once it asked too often in this window."""
    key = f"throttle:{name}:{address or 'unknown'}"
    cache.add(key, 0, WINDOW)
    try:
        return int(cache.incr(key)) <= limit
    except ValueError:
        return True  # the window ended between the two calls
