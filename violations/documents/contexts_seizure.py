"""What the forms of temporary seizure are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from violations.documents.contexts_before import ExhibitLine, OfCase


@dataclass(frozen=True, kw_only=True)
class SeizureOrder(OfCase):
    """MQĐ20: things are kept until ``ends_on``, or until the decision is executed (None).

    ``why`` is the ground of art. 125.1 in words.
    """

    why: str
    reason: str
    kept_at: str
    starts_on: date
    ends_on: date | None
    exhibits: tuple[ExhibitLine, ...]
    unit: str


@dataclass(frozen=True, kw_only=True)
class LongerSeizure(OfCase):
    """MQĐ21: the term of the seizure ``of_number`` ends on ``until`` in place of ``before``."""

    of_number: str
    of_on: date
    before: date | None
    until: date
    reason: str
    exhibits: tuple[ExhibitLine, ...]
    unit: str


@dataclass(frozen=True, kw_only=True)
class SeizureReturn(OfCase):
    """MQĐ24: things go back to ``receiver``; ``seized_by`` are the decisions that kept them."""

    seized_by: tuple[str, ...]
    receiver: str
    reason: str
    exhibits: tuple[ExhibitLine, ...]
    unit: str
