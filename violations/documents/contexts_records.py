"""What the minutes that an official draws up on the spot are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecms.documents.parts import Signature
from violations.documents.contexts import Maker, RemedyLine
from violations.documents.contexts_before import ExhibitLine, OfCase


@dataclass(frozen=True, kw_only=True)
class RefusedReceipt(OfCase):
    """MBB06 and MBB07: a decision was brought and not taken.

    ``of_order`` is the number of the enforcement decision in MBB07, else empty; ``confirmed_by``
    names the representative of the commune who confirms the refusal.
    """

    held_on: date
    place: str
    maker: Maker
    confirmed_by: str
    witnesses: str
    text: str
    of_decision: str
    of_decided_on: date | None
    of_order: str
    of_ordered_on: date | None
    signatures: tuple[tuple[Signature | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class WorkingMinutes(OfCase):
    """MBB02: where the official worked, with whom, what was said; ``why`` no violation minutes
    are drawn up yet."""

    held_on: date
    place: str
    maker: Maker
    present: str
    why: str
    text: str
    opinion: str
    signatures: tuple[tuple[Signature | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PartialExecution(OfCase):
    """MQĐ17: the fine falls away, confiscation and remedies go on. Amounts in whole VND.

    ``why`` and ``proof`` say what happened to the sanctioned and what proves it, ``successor``
    who carries out what is left.
    """

    of_decision: str
    of_decided_on: date | None
    why: str
    happened_on: date
    proof: str
    successor: str
    fine: int
    paid: int
    remedies: tuple[RemedyLine, ...]
    exhibits: tuple[ExhibitLine, ...]
    unit: str
    term: str = ""

    @property
    def rest(self) -> int:
        """What of the fine is not executed, whole VND."""
        return self.fine - self.paid


@dataclass(frozen=True, kw_only=True)
class ExecutionHandOver(OfCase):
    """MBB29: another body executes the decision. Amounts in whole VND.

    ``fine_over``: the rest of the fine is executed no more (arts. 74, 75), only the measures.
    """

    of_decision: str
    of_decided_on: date | None
    handed_on: date
    to: str
    receiver: str
    maker: Maker
    reason: str
    fine: int
    paid: int
    surcharge: int
    remedies: tuple[RemedyLine, ...]
    papers: tuple[str, ...]
    signatures: tuple[tuple[Signature | None, ...], ...]
    fine_over: bool = False
