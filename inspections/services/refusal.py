"""How a service says no."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise

from ecms.core.access import Answer, Refused
from inspections.models import Inspection


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


def locked(inspection: Any) -> Inspection:
    """The row of ``inspection`` under a lock that the surrounding transaction holds."""
    return Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
