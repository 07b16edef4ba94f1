"""What the forms between the minutes and the decision are filled with. Amounts in VND."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ecms.documents.parts import Official, Party, Signature
from violations.documents.contexts import ActLine, Maker, RemedyLine


@dataclass(frozen=True)
class ExhibitLine:
    """An exhibit in a list."""

    name: str
    quantity: str
    condition: str = ""
    kept_at: str = ""
    value: int | None = None


@dataclass(frozen=True, kw_only=True)
class OfCase(Official):
    """What every form of a case names: the violator and the minutes."""

    subject: Party
    case_code: str
    minutes_number: str = ""
    minutes_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class HearingInvitation(OfCase):
    """GM-GT: when and where the violator is heard."""

    requested_on: date
    planned_for: datetime
    place: str
    chair: str


@dataclass(frozen=True, kw_only=True)
class MoreTimeToExplain(OfCase):
    """CV-GHGT: the written explanation may come later."""

    asked_on: date
    before: date | None
    until: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class HearingMinutes(OfCase):
    """MBB03: what was said at the hearing, or that nobody came."""

    held_on: date | None
    place: str
    chair: str
    maker: Maker
    participants: str
    statements: str
    questions: str
    papers: str
    conclusion: str
    absent: bool
    signatures: tuple[tuple[Signature | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class InquiryMinutes(OfCase):
    """MBB04 and MBB05: what was found out, or what exhibits are worth."""

    done_on: date | None
    maker: Maker
    matter: str
    result: str
    exhibits: tuple[ExhibitLine, ...]
    value: int | None
    signatures: tuple[tuple[Signature | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class ExpertiseOrder(OfCase):
    """MQĐ41: who is asked to examine what."""

    matter: str
    asked_of: str
    exhibits: tuple[ExhibitLine, ...]


@dataclass(frozen=True, kw_only=True)
class CrimeTransfer(OfCase):
    """MQĐ33: the file goes to the body that prosecutes."""

    acts: tuple[ActLine, ...]
    offence: str
    reason: str
    to: str
    papers: tuple[str, ...]
    exhibits: tuple[ExhibitLine, ...]
    term: str = ""


@dataclass(frozen=True, kw_only=True)
class FileHandOver(OfCase):
    """MBB28: the file was handed over."""

    of_number: str
    of_on: date
    handed_on: date | None
    to: str
    receiver: str
    maker: Maker
    papers: tuple[str, ...]
    exhibits: tuple[ExhibitLine, ...]
    signatures: tuple[tuple[Signature | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class TransferSlip(OfCase):
    """PC-HS: the file goes to another competent person."""

    to: str
    reason: str
    papers: tuple[str, ...]
    decision_due_on: date | None
    limitation_ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class WithoutSanction(OfCase):
    """MQĐ14 and MQĐ15: confiscation or remedial measures without a sanction."""

    acts: tuple[ActLine, ...]
    unknown: bool
    found_at: str
    why: str
    words: str
    exhibits: tuple[ExhibitLine, ...]
    remedies: tuple[RemedyLine, ...]
    unit: str
    term: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnerNoticePaper(OfCase):
    """TB-CSH: whoever owns the exhibits is asked to come."""

    turn: int
    found_at: str
    posted_on: date
    place: str
    until: date | None
    exhibits: tuple[ExhibitLine, ...]
