"""What each form of a violation case is filled with: typed, frozen, stored beside the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ecms.documents.parts import Official, Party, Signature


@dataclass(frozen=True)
class ActLine:
    """One act: its name as the decree has it, the facts, the provision, the fine. VND."""

    title: str
    description: str
    basis: str
    evidence: str = ""
    since: str = ""
    workers: int | None = None
    base_amount: int | None = None
    frame_min: int | None = None
    frame_max: int | None = None
    fine: int | None = None
    warning: bool = False
    reason: str = ""
    reasoning: tuple[str, ...] = ()


@dataclass(frozen=True)
class CircumstanceLine:
    """A circumstance of the law's lists with what proves it."""

    text: str
    basis: str
    evidence: str


@dataclass(frozen=True)
class RemedyLine:
    """A remedial measure and its day; without one it is due with the fine."""

    text: str
    due_on: date | None


@dataclass(frozen=True)
class Maker:
    """The official who draws up the minutes."""

    name: str = ""
    title: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Treasury:
    """Where the fine is paid."""

    name: str = ""
    account: str = ""
    codes: str = ""


@dataclass(frozen=True, kw_only=True)
class ViolationMinutes(Official):
    """MBB01: ten items."""

    subject: Party
    case_code: str
    held_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    maker: Maker
    witnesses: str
    authority_present: str
    interpreter: str
    acts: tuple[ActLine, ...]
    aggravating: tuple[CircumstanceLine, ...]
    mitigating: tuple[CircumstanceLine, ...]
    additional: tuple[str, ...]
    remedies: tuple[RemedyLine, ...]
    opinion: str
    refusal: str
    explanation_right: bool | None
    explain_to: str
    written_until: date | None
    hearing_until: date | None
    signatures: tuple[tuple[Signature | None, ...], ...]
    written_term: str = ""
    hearing_term: str = ""


@dataclass(frozen=True, kw_only=True)
class SanctionDecision(Official):
    """MQĐ02: one decision for one subject and all its acts.

    ``late_percent`` is the rate of a late day in words ("0,05%"), ``term`` the time to execute
    of free will ("10 ngày"), both as they stand on its date.
    """

    subject: Party
    acts: tuple[ActLine, ...]
    aggravating: tuple[CircumstanceLine, ...]
    mitigating: tuple[CircumstanceLine, ...]
    total: int
    warning: bool
    additional: tuple[str, ...]
    remedies: tuple[RemedyLine, ...]
    treasury: Treasury
    late_percent: str
    unit: str
    term: str = ""


@dataclass(frozen=True, kw_only=True)
class FineWorksheet(Official):
    """PHIEU-TT: how every amount follows from the law, and who may sign."""

    subject: Party
    case_code: str
    acts: tuple[ActLine, ...]
    total: int
    minutes_number: str
    minutes_on: date | None
    decided_on: date | None
    written_until: date | None
    hearing_until: date | None
    decision_due_on: date | None
    limitation_ends_on: date | None
    signatories: tuple[tuple[str, int], ...]
    reasoning: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SanctionSubmission(Official):
    """TTR-XP: the file handed to the signatory with what is proposed."""

    subject: Party
    case_code: str
    addressee: str
    minutes_number: str
    minutes_on: date | None
    decision_due_on: date | None
    limitation_ends_on: date | None
    acts: tuple[ActLine, ...]
    aggravating: tuple[CircumstanceLine, ...]
    mitigating: tuple[CircumstanceLine, ...]
    total: int
    remedies: tuple[RemedyLine, ...]
    additional: tuple[str, ...]
    explanations: tuple[str, ...]
    competence: str


@dataclass(frozen=True, kw_only=True)
class RulingPaper(Official):
    """MQĐ03-05 and MQĐ38-40: one decision about the sanction decision. Amounts in VND.

    ``kind`` is a RulingKind; ``changed`` says whether the fine is another one afterwards;
    ``parts`` are instalments (last day, amount); ``late_percent`` the rate of a late day in words.
    """

    subject: Party
    kind: str
    of_decision: str
    of_decided_on: date
    of_authority: str
    asked_on: date | None
    reason: str
    content: str
    until: date | None
    fine_before: int
    fine_after: int
    paid: int
    changed: bool
    anew: bool
    parts: tuple[tuple[date, int], ...]
    late_percent: str
    treasury: Treasury
    unit: str

    @property
    def rest_before(self) -> int:
        """What was still to be paid before."""
        return max(self.fine_before - self.paid, 0)

    @property
    def rest_after(self) -> int:
        """What is still to be paid afterwards."""
        return max(self.fine_after - self.paid, 0)

    @property
    def reduced_by(self) -> int:
        """By how much the fine is lower."""
        return self.fine_before - self.fine_after

    @property
    def exempted(self) -> bool:
        """Nothing is left to be paid."""
        return self.changed and not self.rest_after
