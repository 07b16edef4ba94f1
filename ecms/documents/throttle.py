"""A ceiling on how often one address may ask, kept in the cache."""

from __future__ import annotations

import time

from django.core.cache import cache

WINDOW = 60  # seconds
LIMIT = 20  # look-ups per address and window: enough for a counter, useless for guessing


def allowed(name: str, address: str | None, limit: int = LIMIT) -> bool:
    """Count one request of ``address``; False once it asked too often in this window.

    The number of the window is part of the key. A counter that runs out between being looked for
    and being raised is made anew by the cache without an end: under one key for all windows it
    would lock a person out for good.
    """
    key = f"throttle:{name}:{address or 'unknown'}:{int(time.time() // WINDOW)}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        count = int(cache.incr(key))
    except ValueError:
        return True  # the cache was emptied between the two calls
    if count == 1:
        cache.touch(key, 2 * WINDOW)
    return count <= limit
