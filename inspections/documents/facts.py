"""Reading an inspection for its documents: parties, team, decision, checklist, findings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localtime

from ecms.core.citation import spelled_out, vietnamese
from ecms.documents import files
from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Party, Signature, delegation_ground
from inspections.documents.contexts import (
    DecisionRef,
    FindingLine,
    Member,
    Paper,
    RequirementLine,
    Result,
    Topic,
)
from inspections.enums import (
    AnswerValue,
    DurationUnit,
    FindingState,
    Kind,
    Manner,
    Mode,
    TeamRole,
    VisitOutcome,
)
from inspections.models import Inspection
from inspections.selectors_checklist import checklist_lines
from inspections.states_followup import RequirementKind
from law.models import AnswerType

ROLES = {
    TeamRole.HEAD: "Trưởng đoàn",
    TeamRole.DEPUTY: "Phó Trưởng đoàn",
    TeamRole.MEMBER: "Thành viên",
    TeamRole.SECRETARY: "Thư ký",
    TeamRole.INDEPENDENT: "Thanh tra viên độc lập",
}
ROLE_ORDER = (TeamRole.HEAD, TeamRole.DEPUTY, TeamRole.MEMBER, TeamRole.SECRETARY,
              TeamRole.INDEPENDENT)  # fmt: skip
VISITS = {
    VisitOutcome.DONE: "làm việc theo chương trình",
    VisitOutcome.CLOSED: "cơ sở đóng cửa, không hoạt động",
    VisitOutcome.REFUSED: "đơn vị từ chối tiếp Đoàn",
    VisitOutcome.NOBODY: "không có người đủ thẩm quyền làm việc",
}
OUTCOMES = {
    AnswerValue.YES: "ĐẠT",
    AnswerValue.NO: "CHƯA ĐẠT",
    AnswerValue.NOT_APPLICABLE: "KHÔNG ÁP DỤNG",
}
NOT_SHOWN = "KHÔNG XUẤT TRÌNH"
NOT_ANSWERED = "CHƯA KIỂM TRA"
LAW_WORDS = "pháp luật về lao động"


def noun(inspection: Inspection) -> str:
    """Kiểm tra or thanh tra, by the kind of proceeding."""
    return "kiểm tra" if inspection.kind == Kind.CHECK else "thanh tra"


def family(inspection: Inspection, part: str = "") -> str:
    """The family of legal grounds; a case of a former law goes on under that law."""
    if inspection.kind == Kind.CHECK:
        return f"check-{part}" if part else "check"
    if inspection.kind == Kind.INSPECTION:
        return "inspection"
    return inspection.procedure.regime.lower().replace("_", "-")


def subject_of(enterprise: Any) -> Party:
    """The enterprise as the register has it now."""
    return Party(
        name=enterprise.name,
        tax_code=enterprise.tax_code,
        address=enterprise.address,
        sector=enterprise.sector.name_vi if enterprise.sector else "",
        representative=enterprise.representative,
        representative_title=enterprise.representative_title,
        phone=enterprise.phone,
        email=enterprise.email,
        workers=enterprise.workers,
        women=enterprise.women,
    )


def team_of(inspection: Inspection) -> tuple[Member, ...]:
    """The team, its head first."""
    rows = sorted(
        inspection.team.select_related("user").all(),
        key=lambda row: (ROLE_ORDER.index(TeamRole(row.role)), row.pk),
    )
    return tuple(
        Member(
            name=str(row.user),
            title=row.user.staff_title,
            role=ROLES[TeamRole(row.role)],
            task=row.task,
        )
        for row in rows
    )


def head_signature(inspection: Inspection) -> Signature:
    """The team head signs for the team."""
    head = inspection.head
    alone = inspection.manner == Manner.INDEPENDENT
    words = "THANH TRA VIÊN" if alone else f"TRƯỞNG ĐOÀN {noun(inspection).upper()}"
    return Signature(lines=(words,), name=str(head.user) if head else "")


def decision_of(inspection: Inspection) -> DecisionRef:
    """Number and date of the decision, empty before there is one."""
    return DecisionRef(
        number=inspection.decision_number,
        on=inspection.decided_on,
        body=inspection.agency.name_vi,
    )


def mode_words(inspection: Inspection) -> str:
    """How it is carried out (Decree 217/2025 art. 15.4)."""
    if inspection.mode == Mode.ONLINE:
        words = "từ xa trên cơ sở dữ liệu, hồ sơ điện tử do đơn vị cung cấp"
    else:
        words = "trực tiếp tại nơi làm việc"
    return f"{noun(inspection)} {words}"


def days_words(inspection: Inspection, days: int | None) -> str:
    """10 ngày, or 10 ngày làm việc, as the procedure of the case counts them."""
    working = inspection.duration_unit == DurationUnit.WORKING_DAYS
    return f"{days:02d} ngày{' làm việc' if working else ''}" if days else ""


def abstract_of(inspection: Inspection) -> str:
    """What the decision is about, in one phrase; never "thành lập Đoàn"."""
    word = noun(inspection)
    return (
        f"{word[:1].upper()}{word[1:]} việc chấp hành {LAW_WORDS} đối với "
        f"{inspection.enterprise.name}"
    )


def grounds_of(inspection: Inspection, on: date, delegation: Any = None) -> tuple[str, ...]:
    """The law in force on the day of signature, the body's functions, the case's own ground."""
    functions = getattr(inspection.agency, "function_decision_vi", "")
    own = (f"Căn cứ {functions}",) if functions else ()
    detail = inspection.ground_detail.strip().rstrip(".;")
    case = (f"Căn cứ {detail}",) if detail and not detail.startswith("Căn cứ") else (detail,)
    return (
        *grounds_for(family(inspection), on),
        *own,
        *delegation_ground(delegation),
        *filter(None, case),
    )


def topics_of(inspection: Inspection) -> tuple[Topic, ...]:
    """The checklist with its answers, section by section, in the order of the checklist."""
    if inspection.checklist is None:
        return ()
    sections: dict[str, list[Result]] = {}
    for number, line in enumerate(checklist_lines(inspection), start=1):
        question, answer = line.question, line.answer
        sections.setdefault(_topic_name(question), []).append(
            Result(
                number=number,
                question=spelled_out(question.text_vi),
                basis=vietnamese(question.legal_basis),
                outcome=outcome_words(question, answer),
                note=answer.note if answer else "",
            )
        )
    return tuple(Topic(name, tuple(results)) for name, results in sections.items())


def _topic_name(question: Any) -> str:
    """Without the number in front, which belongs to the question bank."""
    name = question.topic_vi or question.topic
    head, _space, rest = name.partition(" ")
    return rest if head.rstrip(".").isdigit() else name


def outcome_words(question: Any, answer: Any) -> str:
    """ĐẠT, CHƯA ĐẠT, KHÔNG ÁP DỤNG, or the figure that was noted."""
    if answer is None or (not answer.value and not answer.details):
        return NOT_ANSWERED
    if question.answer_type == AnswerType.YES_NO:
        return OUTCOMES.get(answer.value, NOT_ANSWERED)
    if answer.value and answer.value.lstrip("-").isdigit():
        number = f"{int(answer.value):,}".replace(",", ".")
        return f"{number} đồng" if question.answer_type == AnswerType.MONEY else number
    if answer.value:
        return str(answer.value)
    return "; ".join(f"{name}: {value}" for name, value in answer.details.items())


def tally(topics: tuple[Topic, ...]) -> dict[str, Any]:
    """How many items have which outcome."""
    outcomes = [result.outcome for topic in topics for result in topic.results]
    return {
        "passed": outcomes.count(OUTCOMES[AnswerValue.YES]),
        "failed": outcomes.count(OUTCOMES[AnswerValue.NO]),
        "not_applicable": outcomes.count(OUTCOMES[AnswerValue.NOT_APPLICABLE]),
        "unanswered": outcomes.count(NOT_ANSWERED),
    }


def checked_of(inspection: Inspection) -> dict[str, Any]:
    """What was checked: scope and period, as in the decision."""
    return {
        "scope": inspection.scope,
        "period_from": inspection.period_from,
        "period_to": inspection.period_to,
    }


def findings_of(inspection: Inspection) -> tuple[FindingLine, ...]:
    """The findings that were not dropped."""
    rows = (
        inspection.findings.exclude(state=FindingState.DROPPED)
        .select_related("provision")
        .order_by("pk")
    )
    return tuple(finding_line(row) for row in rows)


def finding_line(row: Any) -> FindingLine:
    """A finding as letters and minutes print it."""
    since = f"đã chấm dứt ngày {row.ended_on:%d/%m/%Y}" if row.ended_on else ""
    if row.ongoing:
        since = "đang tiếp diễn"
    return FindingLine(
        description=row.description,
        basis=vietnamese(row.provision.legal_basis) if row.provision else "",
        title=spelled_out(row.provision.name_vi) if row.provision else "",
        since=since,
        discovered_on=row.discovered_on,
        workers=row.workers,
        evidence=row.evidence_note,
    )


def requirements_of(inspection: Inspection) -> tuple[RequirementLine, ...]:
    """What must be put right, the earliest first."""
    return tuple(requirement_line(row) for row in inspection.requirements.all())


def requirement_line(row: Any) -> RequirementLine:
    """One requirement as printed."""
    return RequirementLine(
        text=row.text,
        due_on=row.due_on,
        basis=vietnamese(row.legal_basis),
        responsible=row.responsible,
        advice=row.kind == RequirementKind.ADVICE,
        to=row.addressee_name,
    )


def annexes_of(inspection: Inspection) -> tuple[Paper, ...]:
    """What goes with the minutes: samples and pieces of evidence, with the hash that proves them.

    Talks with workers are left out: nobody may learn from the minutes who spoke.
    """
    samples = tuple(
        Paper(
            name=f"Bảng mẫu: {row.title}",
            detail=f"{len(row.rows)} dòng, từ {row.period_from:%d/%m/%Y} đến "
            f"{row.period_to:%d/%m/%Y}",
            copy="Bảng kê",
        )
        for row in inspection.samples.filter(removed_at=None)
    )
    pieces = tuple(
        Paper(
            name=row.caption or row.original_name,
            detail=f"lưu lúc {localtime(row.uploaded_at):%H:%M %d/%m/%Y}, SHA-256 "
            f"{row.sha256[:16]}…",
            copy="Bản điện tử",
        )
        for row in files.of(inspection, "evidence")
    )
    return samples + pieces


def visits_of(inspection: Inspection) -> tuple[str, ...]:
    """One line a visit, in the order of the days."""
    rows = inspection.visits.order_by("visited_on", "pk")
    return tuple(
        f"Ngày {row.visited_on:%d/%m/%Y}"
        + (f", tại {row.place}" if row.place else "")
        + f": {VISITS[VisitOutcome(row.outcome)]}"
        + (f"; có mặt: {row.met}" if row.met else "")
        + (f"; số người lao động có mặt: {row.workers_present}" if row.workers_present else "")
        for row in rows
    )


def base_of(inspection: Inspection) -> dict[str, Any]:
    """Fields that nearly every context of a check shares."""
    return {
        "subject": subject_of(inspection.enterprise),
        "decision": decision_of(inspection),
        "noun": noun(inspection),
    }


def place_of(inspection: Inspection) -> str:
    """Where the check takes place: as decided, else the address of the enterprise."""
    return inspection.place or inspection.enterprise.address
