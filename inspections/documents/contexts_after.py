"""What the forms after the fieldwork are filled with: report, conclusion, publication …"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecms.documents.parts import Official, Party
from inspections.documents.contexts import DecisionRef, FindingLine, Member, RequirementLine


@dataclass(frozen=True)
class Narrative:
    """What the team writes in its own words; an empty part is left out of the document."""

    evaluation: str = ""
    causes: str = ""
    responsibility: str = ""
    measures: str = ""
    proposals: str = ""
    limits: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome(Official):
    """What report and conclusion share: the course of the inspection and its result."""

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
    narrative: Narrative
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class TeamReport(Outcome):
    """BC-KT: report of the team head to the deciding official (Decree 217/2025 art. 15.3đ;

    Law 84/2025 art. 33).
    """

    team: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class Conclusion(Outcome):
    """KL-TT (Law 84/2025 art. 36.2); ``part`` numbers a partial conclusion (art. 36.3)."""

    report_on: date | None
    part: int = 0


@dataclass(frozen=True, kw_only=True)
class PublicationNotice(Official):
    """TB-CK: the conclusion is made public on the portal and in one more form (art. 37)."""

    subject: Party
    decision: DecisionRef
    conclusion: DecisionRef
    portal_on: date | None
    second_form: str
    place: str


@dataclass(frozen=True, kw_only=True)
class SupervisionDecision(Official):
    """QD-GS: who supervises the team (Law 84/2025 art. 32)."""

    subject: Party
    decision: DecisionRef
    supervisor: str
    supervisor_title: str
    head_name: str
    proposal: str = ""
    unit: str = ""
