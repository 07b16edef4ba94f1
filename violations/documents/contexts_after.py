"""What the papers after a decision are filled with. Amounts in whole VND."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecms.documents.parts import Official, Party, Signature
from violations.documents.contexts import Treasury


@dataclass(frozen=True, kw_only=True)
class EnforcementOrder(Official):
    """MQĐ07-MQĐ11: one measure of enforcement. ``kind`` is a MeasureKind.

    In MQĐ12 ``remedy`` is what must be remedied besides, on ``remedy_on``.
    """

    subject: Party
    kind: str
    of_decision: str
    of_decided_on: date | None
    minutes_number: str
    reason: str
    amount: int
    fine_rest: int
    surcharge_rest: int
    costs: int
    holder: str
    account: str
    percent: int | None
    of_income: bool
    content: str
    planned_on: date | None
    treasury: Treasury
    unit: str
    remedy: str = ""
    remedy_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class EnforcementRuling(Official):
    """A decision in the course of a measure: distraint, suspension, resumption, end.

    ``kind`` is a StepKind, ``of_order`` the number of the order it speaks of.
    """

    subject: Party
    kind: str
    measure: str
    of_order: str
    of_ordered_on: date | None
    reason: str
    verify_due_on: date | None
    round: int
    unit: str


@dataclass(frozen=True, kw_only=True)
class EnforcementMinutes(Official):
    """MBB09-MBB14. ``kind`` is the code of the form."""

    subject: Party
    kind: str
    held_on: date
    place: str
    maker: str
    maker_title: str
    present: str
    of_decision: str
    of_decided_on: date | None
    of_order: str
    text: str
    opinion: str
    fine_rest: int
    surcharge_rest: int
    collected: int | None
    measures: tuple[str, ...]
    signatures: tuple[tuple[Signature | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class ExecutionLetter(Official):
    """A letter after the decision: CV-XM (means), CV-CB (publication), CV-DCCB (correction of
    it), CV-DDXP (reminder). ``kind`` is the code of the form."""

    subject: Party
    kind: str
    about: str
    addressee: str
    of_decision: str
    of_decided_on: date | None
    text: str
    fine: int
    paid: int
    surcharge: int
    late_percent: str
    acts: tuple[str, ...]
    remedies: tuple[tuple[str, date | None], ...]
    answer_until: date | None
    treasury: Treasury
    officer: str
    term: str = ""
