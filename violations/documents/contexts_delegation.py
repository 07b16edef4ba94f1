"""What the forms of delegated power are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecms.documents.parts import Official


@dataclass(frozen=True, kw_only=True)
class DelegationPaper(Official):
    """MQĐ34 and MQĐ35: ``power`` is what is delegated, in words; ``ends_on`` None: until ended."""

    power: str
    holder: str
    holder_title: str
    starts_on: date
    ends_on: date | None
    matters: str


@dataclass(frozen=True, kw_only=True)
class DelegationEnd(Official):
    """MQĐ37: the delegation ``of_number`` no longer holds from ``after`` on."""

    power: str
    holder: str
    holder_title: str
    of_number: str
    of_on: date
    after: date
    reason: str
