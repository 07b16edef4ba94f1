"""Acts that a person keeps at hand. A private aid: nothing of it is in any file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from law.models import Favourite


def mark(code: str, *, by: Any, at: datetime) -> None:
    """Keep an act at hand; once more changes nothing."""
    Favourite.objects.get_or_create(user=by, code=code, defaults={"marked_at": at})


def unmark(code: str, *, by: Any) -> None:
    """Keep it at hand no longer."""
    Favourite.objects.filter(user=by, code=code).delete()
