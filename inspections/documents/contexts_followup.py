"""What the forms after a result are filled with: typed, frozen, stored beside the issued file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ecms.documents.parts import Official, Party, Signature
from inspections.documents.contexts import DecisionRef, FindingLine, Member


@dataclass(frozen=True)
class OpenLine:
    """An open requirement in a reminder: what is missing and how often it was asked for."""

    text: str
    due_on: date
    missing: str = ""
    reminded: int = 0
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class ReminderLetter(Official):
    """CV-DD: what is late or nearly late, until when an answer is expected, what may follow."""

    subject: Party
    about: str
    letter: str
    items: tuple[OpenLine, ...]
    answer_until: date
    to_superior: bool
    officer: str


@dataclass(frozen=True, kw_only=True)
class MoreTimeLetter(Official):
    """CV-GHKP: the answer to a request for more time, with the reasons of both sides."""

    subject: Party
    about: str
    requirement: str
    asked_on: date
    asked_reason: str
    granted: bool
    before: date
    until: date
    answer: str


@dataclass(frozen=True, kw_only=True)
class StopWork(Official):
    """YC-NH: work stops at once because of immediate danger; TB-HDTL: it may go on again."""

    subject: Party
    decision: DecisionRef
    scope: str
    what: str
    place: str
    danger: str
    measures: str
    starts_at: datetime
    again: bool = False
    order_on: date | None = None
    done: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReferralLetter(Official):
    """CV-CHS: a matter goes to another body with its papers; signs of a crime to the police."""

    subject: Party
    decision: DecisionRef
    about: str
    to: str
    criminal: bool
    matter: str
    reasons: str
    findings: tuple[FindingLine, ...]
    papers: tuple[str, ...]
    answer_until: date


@dataclass(frozen=True)
class ThenNowLine:
    """One item of a follow-up check: as it was, as it is, what proves it."""

    text: str
    then: str
    now: str
    rating: str
    evidence: str = ""
    money: str = ""
    workers: str = ""


@dataclass(frozen=True, kw_only=True)
class ThenNowReport(Official):
    """BC-PT: how the requirements of an earlier check were carried out, then and now."""

    subject: Party
    decision: DecisionRef
    earlier: str
    earlier_on: date | None
    looked_on: date | None
    team: tuple[Member, ...]
    items: tuple[ThenNowLine, ...]
    done: int
    partly: int
    not_done: int
    amount: str
    workers: int
    signatures: tuple[tuple[Signature, ...], ...] = ()
