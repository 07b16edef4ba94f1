"""Official documents of an accident investigation: each function answers ``(form, context)``.

Victims stand in the minutes, as the form asks. Witnesses stand there by name only where the name
is not protected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import (
    Official,
    Party,
    Signature,
    authority_line,
    delegation_ground,
    head_of,
    signature_of,
)
from ecms.documents.registry import Correction, Form, define
from intake.documents import accident_facts as facts
from intake.documents.accident_facts import Measure, Member, VictimLine
from intake.models import Accident

TEMPLATES = "intake/pdf"
DECISION = define(
    Form("QD-DTTN", "Quyết định", _("Decision on the accident investigation team"),
         f"{TEMPLATES}/accident_decision.html", book="QĐ", symbol="QĐ-{agency}",
         correction=Correction.FORM)
)  # fmt: skip
EXTENSION = define(
    Form("QD-GHDT", "Quyết định", _("Decision to extend the accident investigation"),
         f"{TEMPLATES}/accident_extension.html", book="QĐ", symbol="QĐ-{agency}",
         correction=Correction.FORM)
)  # fmt: skip
MINUTES = define(
    Form("BB-DTTN", "Biên bản điều tra tai nạn lao động", _("Accident investigation minutes"),
         f"{TEMPLATES}/accident_minutes.html", book="BB-ĐĐT", symbol="BB-ĐĐT",
         correction=Correction.BOTH_SIDES)
)  # fmt: skip
MEETING = define(
    Form("BB-CBTN", "Biên bản", _("Minutes of the announcement meeting"),
         f"{TEMPLATES}/accident_meeting.html", book="BB-ĐĐT", symbol="BB-ĐĐT",
         correction=Correction.BOTH_SIDES)
)  # fmt: skip
TEAM_WORDS = "Đoàn điều tra tai nạn lao động cấp tỉnh"


@dataclass(frozen=True, kw_only=True)
class TeamDecision(Official):
    """QD-DTTN (Law 84/2015 art. 35.2): what happened, the team, its term."""

    subject: Party
    occurred: str
    place: str
    kind: str
    toll: str
    team: tuple[Member, ...]
    term: str
    due_on: date | None
    unit: str


@dataclass(frozen=True, kw_only=True)
class TermExtension(Official):
    """QD-GHDT (Law 84/2015 art. 35.6): once, at most the term itself."""

    subject: Party
    decision_number: str
    decided_on: date | None
    occurred: str
    days: int
    until_on: date | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class InvestigationMinutes(Official):
    """BB-DTTN: the items of the form of Decree 39/2016."""

    subject: Party
    kind: str
    province: str
    decision_number: str
    decided_on: date | None
    held_on: date | None
    team: tuple[Member, ...]
    attendance: str
    victims: tuple[VictimLine, ...]
    occurred: str
    place: str
    workshop: str
    shift_hours: int | None
    course: str
    scene: tuple[str, ...]
    statements: tuple[str, ...]
    causes: tuple[str, ...]
    cause_text: str
    factor: str
    finding: str
    fault: str
    fault_text: str
    measures: tuple[Measure, ...]
    costs: tuple[tuple[str, int | None], ...]
    days_lost: int | None
    opinions: str
    signatures: tuple[tuple[Signature, ...], ...]


@dataclass(frozen=True, kw_only=True)
class MeetingMinutes(Official):
    """BB-CBTN: who was there when the minutes were announced, what was said (art. 35.8)."""

    subject: Party
    kind: str
    occurred: str
    decision_number: str
    decided_on: date | None
    minutes_number: str
    minutes_on: date | None
    held_on: date | None
    place: str
    team: tuple[Member, ...]
    attendance: str
    finding: str
    opinions: str
    fatal: bool
    signatures: tuple[tuple[Signature, ...], ...]


def decision(
    accident: Accident, *, on: date, position: Any, delegation: Any = None
) -> tuple[Form, TeamDecision]:
    """QD-DTTN signed on ``on`` by ``position``."""
    agency, unit = accident.agency, facts.unit_of(accident)
    return DECISION, TeamDecision(
        head=head_of(agency),
        abstract=f"Thành lập {TEAM_WORDS}",
        authority=authority_line(agency, position, delegation),
        grounds=(*facts.own_grounds(accident, on), *delegation_ground(delegation)),
        subject=facts.party_of(accident),
        occurred=facts.when(accident),
        place=accident.place,
        kind=facts.kind_words(accident),
        toll=facts.toll_words(accident),
        team=facts.team_of(accident),
        term=f"{accident.term_days:02d} ngày" if accident.term_days else "",
        due_on=accident.due_on,
        unit=unit,
        recipients=("Như Điều 4", *facts.superiors(agency), facts.filed(unit)),
        signature=signature_of(position, delegation),
    )


def extension(
    accident: Accident, *, on: date, position: Any, delegation: Any = None
) -> tuple[Form, TermExtension]:
    """QD-GHDT signed on ``on`` by ``position``."""
    agency, unit = accident.agency, facts.unit_of(accident)
    return EXTENSION, TermExtension(
        head=head_of(agency),
        abstract="Gia hạn thời hạn điều tra tai nạn lao động",
        authority=authority_line(agency, position, delegation),
        grounds=(
            *grounds_for("accident", on),
            f"Căn cứ Quyết định số {accident.decision_number} về việc thành lập {TEAM_WORDS}",
            *delegation_ground(delegation),
        ),
        subject=facts.party_of(accident),
        decision_number=accident.decision_number,
        decided_on=accident.decided_on,
        occurred=facts.when(accident),
        days=accident.extension_days,
        until_on=accident.due_on,
        reason=accident.extension_reason,
        recipients=("Như Điều 3", facts.filed(unit)),
        signature=signature_of(position, delegation),
    )


def minutes(
    accident: Accident, *, on: date, attendance: str = "", opinions: str = ""
) -> tuple[Form, InvestigationMinutes]:
    """BB-DTTN of a provincial team, signed by its head, its members and the employer."""
    signature = facts.head_signature(accident)
    return MINUTES, InvestigationMinutes(
        head=head_of(accident.agency, team="Đoàn điều tra tai nạn lao động"),
        abstract=f"({facts.kind_short(accident)})",
        subject=facts.party_of(accident),
        kind=facts.kind_words(accident),
        province=accident.province.name_vi,
        decision_number=accident.decision_number,
        decided_on=accident.decided_on,
        held_on=on,
        team=facts.team_of(accident),
        attendance=attendance,
        victims=facts.victims_of(accident),
        occurred=facts.when(accident),
        place=accident.place,
        workshop=accident.workshop,
        shift_hours=accident.shift_hours,
        course=accident.course,
        scene=tuple(str(note.text) for note in accident.notes.all()),
        statements=facts.statements_of(accident),
        **facts.findings_of(accident),
        measures=facts.measures_of(accident),
        costs=facts.costs_of(accident),
        days_lost=facts.days_lost(accident),
        opinions=opinions,
        signatures=(
            (signature, Signature(("NGƯỜI SỬ DỤNG LAO ĐỘNG",), "", "(Ký tên, đóng dấu)")),
            (
                Signature(("CÁC THÀNH VIÊN ĐOÀN ĐIỀU TRA",), ""),
                Signature(("NGƯỜI GHI BIÊN BẢN",), ""),
            ),
        ),
        signature=signature,
    )  # fmt: skip


def meeting(accident: Accident, *, on: date, meeting: Any) -> tuple[Form, MeetingMinutes]:
    """BB-CBTN of the meeting at which the minutes were announced."""
    signature = facts.head_signature(accident)
    return MEETING, MeetingMinutes(
        head=head_of(accident.agency, team="Đoàn điều tra tai nạn lao động"),
        abstract="Cuộc họp công bố biên bản điều tra tai nạn lao động",
        subject=facts.party_of(accident),
        kind=facts.kind_words(accident),
        occurred=facts.when(accident),
        decision_number=accident.decision_number,
        decided_on=accident.decided_on,
        minutes_number=accident.minutes_number,
        minutes_on=accident.minutes_on,
        held_on=on,
        place=meeting.place,
        team=facts.team_of(accident),
        attendance=meeting.attendance,
        finding=facts.finding_words(accident),
        opinions=meeting.opinions,
        fatal=accident.class_code == "FATAL",
        signatures=(
            (signature, Signature(("NGƯỜI SỬ DỤNG LAO ĐỘNG",), "", "(Ký tên, đóng dấu)")),
        ),
        signature=replace(signature, note=""),
    )
