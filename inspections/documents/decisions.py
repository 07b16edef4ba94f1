"""Documents before and around a check: decision, plan, notice, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import (
    Head,
    Signature,
    authority_line,
    delegation_ground,
    head_of,
    signature_of,
    title_with_body,
    vn_date,
)
from ecms.documents.registry import Form
from inspections.documents import catalogue, facts
from inspections.documents.contexts import CheckChange, CheckDecision, CheckNotice, CheckPlan
from inspections.models import Inspection


def decision(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None
) -> tuple[Form, CheckDecision]:
    """QD-KT signed on ``on`` by ``position``, under ``delegation`` when a deputy signs."""
    agency = inspection.agency
    unit = inspection.unit.name_vi if inspection.unit else ""
    return catalogue.DECISION.of(facts.noun(inspection)), CheckDecision(
        head=head_of(agency),
        abstract=facts.abstract_of(inspection),
        authority=authority_line(agency, position, delegation),
        grounds=facts.grounds_of(inspection, on, delegation),
        proposal=f"Theo đề nghị của {unit_head(unit)}" if unit else "",
        subject=facts.subject_of(inspection.enterprise),
        **facts.checked_of(inspection),
        duration=facts.days_words(inspection, inspection.duration_days),
        mode=facts.mode_words(inspection),
        place=facts.place_of(inspection),
        team=facts.team_of(inspection),
        unit=unit,
        noun=facts.noun(inspection),
        recipients=("Như Điều 4", *superiors(agency), filed(inspection)),
        signature=signature_of(position, delegation),
    )


def plan(
    inspection: Inspection, *, position: Any = None, delegation: Any = None
) -> tuple[Form, CheckPlan]:
    """KH-KT drawn up by the team head and approved by ``position``."""
    topics = facts.topics_of(inspection)
    approver = signature_of(position, delegation) if position else Signature()
    approval = replace(approver, lines=("PHÊ DUYỆT", *approver.lines), note="")
    leader = replace(facts.head_signature(inspection), note="")
    return catalogue.PLAN.of(facts.noun(inspection)), CheckPlan(
        **facts.base_of(inspection),
        head=team_head(inspection),
        abstract=f"Tiến hành {facts.abstract_of(inspection)[:1].lower()}"
        f"{facts.abstract_of(inspection)[1:]}",
        **facts.checked_of(inspection),
        starts_on=inspection.announced_on or inspection.planned_on,
        duration=facts.days_words(inspection, inspection.duration_days),
        place=facts.place_of(inspection),
        mode=facts.mode_words(inspection),
        text=inspection.plan_text,
        team=facts.team_of(inspection),
        topics=tuple(topic.name for topic in topics),
        signatures=((approval, leader),),
        signature=leader,
        recipients=("Người ra quyết định (để phê duyệt)", "Thành viên Đoàn", "Lưu: hồ sơ Đoàn"),
    )


def notice(
    inspection: Inspection,
    *,
    position: Any = None,
    delegation: Any = None,
    starts_at: datetime | None = None,
) -> tuple[Form, CheckNotice]:
    """TB-KT: when and where the check begins and what the enterprise prepares."""
    head = inspection.head
    signature = (
        signature_of(position, delegation) if position else facts.head_signature(inspection)
    )
    return catalogue.NOTICE.of(facts.noun(inspection)), CheckNotice(
        **facts.base_of(inspection),
        head=head_of(inspection.agency),
        abstract=f"Về việc {facts.noun(inspection)} chấp hành {facts.LAW_WORDS} tại "
        f"{inspection.enterprise.name}",
        starts_at=starts_at,
        starts_on=inspection.planned_on,
        place=facts.place_of(inspection),
        mode=facts.mode_words(inspection),
        topics=tuple(topic.name for topic in facts.topics_of(inspection)),
        team=facts.team_of(inspection),
        contact=_contact(head),
        signature=signature,
        recipients=(inspection.enterprise.name, "Thành viên Đoàn", filed(inspection)),
    )


def extension(
    inspection: Inspection,
    *,
    on: date,
    position: Any,
    delegation: Any = None,
    days: int | None = None,
    until_on: date | None = None,
    reason: str = "",
) -> tuple[Form, CheckChange]:
    """QD-GH: the check is extended once (Decree 217/2025 art. 13)."""
    duration = facts.days_words(inspection, days or inspection.extension_days)
    context = _change(inspection, on=on, position=position, delegation=delegation,
                      change="extend", reason=reason, duration=duration,
                      from_on=None, until_on=until_on or inspection.ends_on,
                      abstract="Gia hạn thời hạn")  # fmt: skip
    return catalogue.EXTENSION.of(facts.noun(inspection)), context


def suspension(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None, reason: str = ""
) -> tuple[Form, CheckChange]:
    """QD-TD: the check stands still from ``on`` (Decree 217/2025 art. 7.2đ)."""
    context = _change(inspection, on=on, position=position, delegation=delegation,
                      change="suspend", reason=reason, from_on=on, until_on=None,
                      abstract="Tạm dừng")  # fmt: skip
    return catalogue.SUSPENSION.of(facts.noun(inspection)), context


def resumption(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None, reason: str = ""
) -> tuple[Form, CheckChange]:
    """QD-TT: a suspended check goes on from ``on``, until its new last day."""
    context = _change(inspection, on=on, position=position, delegation=delegation,
                      change="resume", reason=reason, from_on=on, until_on=inspection.ends_on,
                      abstract="Tiếp tục")  # fmt: skip
    return catalogue.RESUMPTION.of(facts.noun(inspection)), context


def termination(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None, reason: str = ""
) -> tuple[Form, CheckChange]:
    """QD-DC: the check ends without minutes (Decree 217/2025 art. 7.2đ)."""
    context = _change(inspection, on=on, position=position, delegation=delegation,
                      change="terminate", reason=reason, from_on=on, until_on=None,
                      abstract="Đình chỉ")  # fmt: skip
    return catalogue.TERMINATION.of(facts.noun(inspection)), context


def _change(
    inspection: Inspection, *, on: date, position: Any, delegation: Any, abstract: str,
    reason: str, **details: Any,
) -> CheckChange:  # fmt: skip
    agency = inspection.agency
    unit = inspection.unit.name_vi if inspection.unit else ""
    ref = facts.decision_of(inspection)
    decider = authority_in_text(agency, position, delegation)
    own = f"Căn cứ Quyết định số {ref.number or '……'} {vn_date(ref.on)} của {decider}"
    return CheckChange(
        **facts.base_of(inspection),
        head=head_of(agency),
        abstract=f"{abstract} cuộc {facts.noun(inspection)} việc chấp hành {facts.LAW_WORDS} "
        f"đối với {inspection.enterprise.name}",
        authority=authority_line(agency, position, delegation),
        grounds=(
            *grounds_for(facts.family(inspection, "change"), on),
            *delegation_ground(delegation),
            own,
        ),
        proposal=f"Xét đề nghị của Trưởng đoàn {facts.noun(inspection)}",
        reason=reason or inspection.reason,
        head_name=str(inspection.head.user) if inspection.head else "",
        unit=unit,
        signature=signature_of(position, delegation),
        recipients=("Như Điều 3", *superiors(agency), filed(inspection)),
        **details,
    )


def authority_in_text(agency: Any, position: Any, delegation: Any = None) -> str:
    """Giám đốc Sở Nội vụ tỉnh Đồng Nai: the head of the body inside a sentence."""
    words = authority_line(agency, position, delegation)
    if not words:
        return agency.name_vi
    holder = delegation.giver if delegation is not None else position
    return title_with_body(holder.title_vi, agency.name_vi)


def unit_head(unit: str) -> str:
    """Who proposes: the head of a division."""
    return f"Trưởng {unit[:1].lower()}{unit[1:]}" if unit.startswith("Phòng") else unit


def superiors(agency: Any) -> tuple[str, ...]:
    """The superior body, told by copy."""
    return (f"{agency.superior_vi} (để báo cáo)",) if agency.superior_vi else ()


def _unit_symbol(inspection: Inspection) -> str:
    return (inspection.unit.symbol if inspection.unit else "") or "hồ sơ vụ việc"


def filed(inspection: Inspection) -> str:
    """Last line of the recipients."""
    return f"Lưu: VT, {_unit_symbol(inspection)}"


def letterhead(inspection: Inspection) -> Head:
    """A letter is numbered under body and unit: 12/SNV-LĐVL (Decree 30/2020, Annex III)."""
    head = head_of(inspection.agency)
    unit = inspection.unit.symbol if inspection.unit else ""
    return replace(head, symbol=f"{head.symbol}-{unit}") if unit else head


def _contact(head: Any) -> str:
    if head is None:
        return ""
    phone = f", điện thoại {head.user.phone}" if head.user.phone else ""
    return f"{head.user} – {facts.ROLES[head.role]}{phone}"


def team_head(inspection: Inspection) -> Head:
    """Letterhead of the team: the body stands above it."""
    word = facts.noun(inspection).upper()
    return head_of(inspection.agency, team=f"ĐOÀN {word}")
