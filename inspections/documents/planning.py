"""Documents before a visit: the proposal, the outline of the employer's report, a new team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecms.documents.parts import (
    Head,
    Official,
    Party,
    Signature,
    authority_line,
    delegation_ground,
    head_of,
    signature_of,
    vn_date,
)
from ecms.documents.registry import Correction, Form, define
from inspections.documents import facts
from inspections.documents.contexts import DecisionRef, Member, Topic
from inspections.documents.decisions import filed, superiors
from inspections.models import Inspection
from inspections.selectors_overlap import Overlap

PROPOSAL = define(
    Form("TTR-KT", "Tờ trình", _("Proposal of the check"), "inspections/pdf/proposal.html",
         book="TTr", symbol="TTr-{agency}")
)  # fmt: skip
OUTLINE = define(
    Form("CV-DC", "Công văn", _("Outline of the employer’s report"),
         "inspections/pdf/outline.html", book="CV", symbol="{agency}", correction=Correction.FULL)
)  # fmt: skip
TEAM_CHANGE = define(
    Form("QD-TV", "Quyết định", _("Decision on the change of the team"),
         "inspections/pdf/team_change.html", book="QĐ", symbol="QĐ-{agency}",
         correction=Correction.FORM)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProposalPaper(Official):
    """TTR-KT: what is proposed, by whom, and why in spite of other plans (art. 7.2a)."""

    subject: Party
    ground: str
    ground_detail: str
    scope: str
    period_from: date | None
    period_to: date | None
    starts_on: date | None
    duration: str
    place: str
    mode: str
    team: tuple[Member, ...]
    overlaps: tuple[str, ...]
    overlap_reason: str


@dataclass(frozen=True, kw_only=True)
class ReportOutline(Official):
    """CV-DC: what the employer reports on, topic by topic, by which day."""

    subject: Party
    about: str
    decision: DecisionRef
    period_from: date | None
    period_to: date | None
    topics: tuple[Topic, ...]
    report_by: date | None
    contact: str


@dataclass(frozen=True, kw_only=True)
class TeamChangePaper(Official):
    """QD-TV: who leaves and who joins the team of a decided check (Decree 217/2025 art. 12)."""

    subject: Party
    decision: DecisionRef
    leaving: tuple[Member, ...]
    team: tuple[Member, ...]
    reason: str
    unit: str = ""


def proposal(inspection: Inspection, overlaps: list[Overlap]) -> tuple[Form, ProposalPaper]:
    """TTR-KT as the proposer hands it in; the head of the unit signs it on paper."""
    unit = inspection.unit.name_vi if inspection.unit else ""
    return PROPOSAL, ProposalPaper(
        head=head_of(inspection.agency),
        abstract=f"Đề xuất {facts.abstract_of(inspection)[:1].lower()}"
        f"{facts.abstract_of(inspection)[1:]}",
        subject=facts.subject_of(inspection.enterprise),
        noun=facts.noun(inspection),
        ground=GROUNDS[inspection.ground],
        ground_detail=inspection.ground_detail,
        **facts.checked_of(inspection),
        starts_on=inspection.planned_on,
        duration=facts.days_words(inspection, inspection.duration_days),
        place=facts.place_of(inspection),
        mode=facts.mode_words(inspection),
        team=facts.team_of(inspection),
        overlaps=tuple(str(line) for line in overlaps),
        overlap_reason=inspection.overlap_reason,
        signature=Signature(
            lines=("NGƯỜI ĐỀ XUẤT", unit.upper()) if unit else ("NGƯỜI ĐỀ XUẤT",),
            name=str(inspection.proposed_by),
        ),
        recipients=("Người ra quyết định (để xem xét)", filed(inspection)),
    )


GROUNDS = {
    "PLAN": "Theo kế hoạch",
    "AD_HOC": "Đột xuất, khi phát hiện dấu hiệu vi phạm pháp luật",
    "DIRECTED": "Theo yêu cầu của người đứng đầu cơ quan nhà nước có thẩm quyền",
}


def outline(
    inspection: Inspection,
    *,
    report_by: date | None = None,
    position: Any = None,
    delegation: Any = None,
) -> tuple[Form, ReportOutline]:
    """CV-DC with the questions of the checklist as headings of the report."""
    head = inspection.head
    phone = f", điện thoại {head.user.phone}" if head and head.user.phone else ""
    return OUTLINE, ReportOutline(
        **facts.base_of(inspection),
        head=_letterhead(inspection),
        about=f"báo cáo phục vụ {facts.noun(inspection)} việc chấp hành {facts.LAW_WORDS}",
        period_from=inspection.period_from,
        period_to=inspection.period_to,
        topics=facts.topics_of(inspection),
        report_by=report_by,
        contact=f"{head.user}{phone}" if head else "",
        signature=signature_of(position, delegation)
        if position
        else facts.head_signature(inspection),
        recipients=("Như trên", "Thành viên Đoàn", filed(inspection)),
    )


def team_change(
    inspection: Inspection,
    *,
    on: date,
    leaving: tuple[Member, ...],
    team: tuple[Member, ...],
    reason: str,
    position: Any,
    delegation: Any = None,
) -> tuple[Form, TeamChangePaper]:
    """QD-TV signed on ``on`` by ``position``: the team of a decided check changes."""
    ref = facts.decision_of(inspection)
    own = f"Căn cứ Quyết định số {ref.number or '……'} {vn_date(ref.on)} của {ref.body}"
    return TEAM_CHANGE, TeamChangePaper(
        **facts.base_of(inspection),
        head=head_of(inspection.agency),
        abstract=f"Thay đổi thành viên Đoàn {facts.noun(inspection)} đối với "
        f"{inspection.enterprise.name}",
        authority=authority_line(inspection.agency, position, delegation),
        grounds=(
            *facts.grounds_for("check-change", on),
            *delegation_ground(delegation),
            own,
        ),
        leaving=leaving,
        team=team,
        reason=reason,
        unit=inspection.unit.name_vi if inspection.unit else "",
        signature=signature_of(position, delegation),
        recipients=("Như Điều 3", *superiors(inspection.agency), filed(inspection)),
    )


def _letterhead(inspection: Inspection) -> Head:
    head = head_of(inspection.agency)
    unit = inspection.unit.symbol if inspection.unit else ""
    return replace(head, symbol=f"{head.symbol}-{unit}") if unit else head
