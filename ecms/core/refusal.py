"""How a service says no: one exception with its words, and the field at fault."""

from __future__ import annotations

from django.utils.functional import Promise

from ecms.core.access import Answer, Refused


class Refusal(Exception):
    """A verb that is not possible; ``reason`` is in words, ``field`` names the field at fault."""

    def __init__(self, reason: str | Promise, field: str = "") -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.field = field


def demand(answer: Answer) -> None:
    """Go on only after a yes. Raises Refusal with the reason of the answer."""
    if isinstance(answer, Refused):
        raise Refusal(answer.reason)
