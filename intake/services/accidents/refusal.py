"""How a service of accidents says no, and how it holds a row."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise

from ecms.core.access import Answer, Refused
from intake.models import Accident


class Refusal(Exception):
    """A verb that is not possible; ``reason`` is in words for the user."""

    def __init__(self, reason: str | Promise, field: str = "") -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.field = field


def demand(answer: Answer) -> None:
    """Go on only after a yes.

    Raises:
        Refusal: with the reason of the answer.
    """
    if isinstance(answer, Refused):
        raise Refusal(answer.reason)


def locked(accident: Any) -> Accident:
    """The row of ``accident`` under a lock that the surrounding transaction holds."""
    return Accident.objects.select_for_update(of=("self",)).get(pk=accident.pk)
