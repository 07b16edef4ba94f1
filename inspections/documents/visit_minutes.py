"""Minutes of a visit that could not be held: nobody competent, closed, or access refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from ecms.documents.parts import Official, Party, Signature
from ecms.documents.registry import Correction, Form, define
from inspections.documents import facts
from inspections.documents.contexts import DecisionRef, Member
from inspections.documents.decisions import team_head
from inspections.documents.fieldwork import CONFIRMING
from inspections.enums import SignedHow, VisitOutcome
from inspections.models import Inspection, Visit

NOT_HELD = define(
    Form("BB-VM", "Biên bản", _("Minutes of a visit that could not be held"),
         "inspections/pdf/not_held.html", book="BB-ĐKT", symbol="BB-ĐKT",
         correction=Correction.BOTH_SIDES)
)  # fmt: skip
NOT_HELD_INSPECTION = define(
    Form("TT-BB-VM", "Biên bản", _("Minutes of a visit that could not be held"),
         "inspections/pdf/not_held.html", book="BB-ĐTT", symbol="BB-ĐTT",
         correction=Correction.BOTH_SIDES)
)  # fmt: skip
WHAT = {
    VisitOutcome.REFUSED: "Ghi nhận việc không chấp hành quyết định {noun}",
    VisitOutcome.NOBODY: "Ghi nhận việc không có người đủ thẩm quyền làm việc",
    VisitOutcome.CLOSED: "Ghi nhận việc cơ sở đóng cửa, không hoạt động",
}
SEEN = {
    VisitOutcome.REFUSED: "đơn vị từ chối, không bố trí người làm việc với Đoàn",
    VisitOutcome.NOBODY: "tại cơ sở không có người đại diện hoặc người được ủy quyền đủ thẩm "
    "quyền làm việc với Đoàn",
    VisitOutcome.CLOSED: "cơ sở đóng cửa, không có hoạt động sản xuất, kinh doanh",
}


@dataclass(frozen=True)
class Confirmation:
    """Who confirms what the team found: ``how`` COMMUNE or WITNESS, names and offices."""

    how: str
    names: str
    course: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitMinutes(Official):
    """BB-VM (Decree 217/2025 arts. 9.2, 15.3a): what the team met with, confirmed by others."""

    subject: Party
    decision: DecisionRef
    held_on: date
    place: str
    team: tuple[Member, ...]
    met: str
    seen: str
    course: str
    confirmed_by: str
    refused: bool
    signatures: tuple[tuple[Signature, ...], ...]


def not_held(
    inspection: Inspection, *, on: date, visit: Visit, confirmation: Confirmation
) -> tuple[Form, VisitMinutes]:
    """BB-VM of one visit, from what was recorded about it."""
    word, outcome = facts.noun(inspection), VisitOutcome(visit.outcome)
    form = NOT_HELD if word == "kiểm tra" else NOT_HELD_INSPECTION
    leader = facts.head_signature(inspection)
    return form, VisitMinutes(
        **facts.base_of(inspection),
        head=team_head(inspection),
        abstract=f"{WHAT[outcome].format(noun=word)} tại {inspection.enterprise.name}",
        held_on=visit.visited_on,
        place=visit.place or facts.place_of(inspection),
        team=facts.team_of(inspection),
        met=visit.met,
        seen=SEEN[outcome],
        course=confirmation.course or visit.note,
        confirmed_by=confirmation.names,
        refused=outcome == VisitOutcome.REFUSED,
        signatures=((_confirming(confirmation), leader),),
        signature=leader,
    )


def _confirming(confirmation: Confirmation) -> Signature:
    return Signature(
        lines=(CONFIRMING[SignedHow(confirmation.how)],),
        name=confirmation.names,
        note="(Ký, ghi rõ họ tên, chức vụ)",
    )
