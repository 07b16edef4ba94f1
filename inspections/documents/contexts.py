"""What each form of a check is filled with: typed, frozen, stored beside the issued file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ecms.documents.parts import Official, Party, Signature


@dataclass(frozen=True)
class Member:
    """A member of the team as printed."""

    name: str
    title: str
    role: str
    task: str = ""


@dataclass(frozen=True)
class DecisionRef:
    """The decision that a later document refers to."""

    number: str
    on: date | None
    body: str

    @property
    def team(self) -> str:
        """What the team is called after its decision."""
        return f"Đoàn kiểm tra theo Quyết định số {self.number or '……'}"


@dataclass(frozen=True)
class Result:
    """One row of the check minutes: rule, finding, result in words."""

    number: int
    question: str
    basis: str
    outcome: str
    note: str = ""


@dataclass(frozen=True)
class Topic:
    """A section of the checklist with its results."""

    name: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class FindingLine:
    """A finding in minutes and letters."""

    description: str
    basis: str
    title: str = ""
    since: str = ""
    discovered_on: date | None = None
    workers: int | None = None
    evidence: str = ""


@dataclass(frozen=True)
class RequirementLine:
    """Something to be put right by a day, or advised; ``to`` names a state body."""

    text: str
    due_on: date | None
    basis: str = ""
    responsible: str = ""
    advice: bool = False
    to: str = ""


@dataclass(frozen=True)
class Paper:
    """A document handed to the team."""

    name: str
    detail: str = ""
    copy: str = "Bản sao"


@dataclass(frozen=True, kw_only=True)
class CheckDecision(Official):
    """QD-KT (Decree 217/2025 art. 11.3): grounds, scope, subject, time limit, team."""

    subject: Party
    scope: str
    period_from: date | None
    period_to: date | None
    duration: str
    mode: str
    place: str
    team: tuple[Member, ...]
    proposal: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class CheckPlan(Official):
    """KH-KT (Decree 217/2025 art. 14.2); approved by whoever decided the check."""

    subject: Party
    decision: DecisionRef
    scope: str
    period_from: date | None
    period_to: date | None
    starts_on: date | None
    duration: str
    place: str
    mode: str
    team: tuple[Member, ...]
    topics: tuple[str, ...]
    signatures: tuple[tuple[Signature, ...], ...]
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckNotice(Official):
    """TB-KT: time, place, programme and what to prepare."""

    subject: Party
    decision: DecisionRef
    starts_at: datetime | None
    starts_on: date | None
    place: str
    mode: str
    topics: tuple[str, ...]
    team: tuple[Member, ...]
    contact: str


@dataclass(frozen=True, kw_only=True)
class AnnouncementMinutes(Official):
    """BB-CB (Decree 217/2025 art. 15.1); the clock of the check runs from this day."""

    subject: Party
    decision: DecisionRef
    held_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    team: tuple[Member, ...]
    attendance: str
    duration: str
    ends_on: date | None
    opinion: str
    scope: str
    signatures: tuple[tuple[Signature, ...], ...]


@dataclass(frozen=True, kw_only=True)
class CheckChange(Official):
    """QD-GH, QD-TD, QD-TT, QD-DC: what is decided about a running check, from when, why."""

    subject: Party
    decision: DecisionRef
    change: str
    proposal: str
    reason: str
    duration: str = ""
    from_on: date | None = None
    until_on: date | None = None
    head_name: str = ""
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckMinutes(Official):
    """BB-KT (Decree 217/2025 art. 15.3a)."""

    subject: Party
    decision: DecisionRef
    held_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    announced_on: date | None
    place: str
    team: tuple[Member, ...]
    attendance: str
    cooperating: str
    scope: str
    period_from: date | None
    period_to: date | None
    visits: tuple[str, ...]
    papers: tuple[Paper, ...]
    topics: tuple[Topic, ...]
    passed: int
    failed: int
    not_applicable: int
    unanswered: int
    findings: tuple[FindingLine, ...]
    requirements: tuple[RequirementLine, ...]
    opinion: str
    refusal: str
    signatures: tuple[tuple[Signature, ...], ...]


@dataclass(frozen=True, kw_only=True)
class RectificationLetter(Official):
    """CV-CC (Decree 217/2025 art. 7.2e): findings, what to put right by when, reporting."""

    subject: Party
    decision: DecisionRef
    minutes_on: date | None
    about: str
    findings: tuple[FindingLine, ...]
    requirements: tuple[RequirementLine, ...]
    report_by: date | None
    officer: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class ResultNotice(Official):
    """TB-KQ: what was checked and with which result."""

    subject: Party
    decision: DecisionRef
    announced_on: date | None
    minutes_on: date | None
    scope: str
    period_from: date | None
    period_to: date | None
    passed: int
    failed: int
    not_applicable: int
    unanswered: int
    findings: tuple[FindingLine, ...]
    requirements: tuple[RequirementLine, ...]
    sanctions: str
    unit: str
