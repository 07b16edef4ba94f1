"""Building the papers that follow a sanction decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import (
    Party,
    Signature,
    authority_line,
    delegation_ground,
    head_of,
    signature_of,
    vn_date,
)
from ecms.documents.registry import Form
from law.models import MeasureKind
from law.selectors_enforcement import measure_rule
from violations import guards
from violations.documents import catalogue_after as catalogue
from violations.documents import facts
from violations.documents.building import unit_of, unit_symbol
from violations.documents.contexts_after import (
    EnforcementMinutes,
    EnforcementOrder,
    EnforcementRuling,
    ExecutionLetter,
)
from violations.enforcement_states import InquiryKind, StepKind
from violations.models import (
    Enforcement,
    EnforcementStep,
    Inquiry,
    NonExecution,
    Publication,
    ViolationCase,
)
from violations.open_ends import costs_owed

MEASURES = {
    MeasureKind.SALARY: "khấu trừ một phần lương hoặc thu nhập",
    MeasureKind.ACCOUNT: "khấu trừ tiền từ tài khoản",
    MeasureKind.DISTRAINT: "kê biên tài sản có giá trị tương ứng với số tiền phạt để bán đấu giá",
    MeasureKind.THIRD_PARTY: "thu tiền, tài sản do tổ chức, cá nhân khác đang giữ",
    MeasureKind.REMEDY: "buộc thực hiện biện pháp khắc phục hậu quả",
}
RULINGS = {
    StepKind.DISTRAIN: "Kê biên tài sản để thi hành Quyết định cưỡng chế",
    StepKind.SUSPEND: "Tạm đình chỉ thi hành Quyết định cưỡng chế",
    StepKind.RESUME: "Tiếp tục thi hành Quyết định cưỡng chế",
    StepKind.NOT_YET: "Chưa có điều kiện thi hành Quyết định cưỡng chế",
    StepKind.END: "Đình chỉ thi hành Quyết định cưỡng chế",
}
MINUTES = {
    "MBB09": "Về việc không tự nguyện chấp hành Quyết định xử phạt vi phạm hành chính",
    "MBB10": "Xác minh thông tin về tài sản, thu nhập của đối tượng bị cưỡng chế",
    "MBB11": "Cưỡng chế thi hành Quyết định xử phạt vi phạm hành chính",
    "MBB12": "Cưỡng chế kê biên tài sản",
    "MBB13": "Giao tài sản kê biên",
    "MBB14": "Cưỡng chế buộc thực hiện biện pháp khắc phục hậu quả",
}
ASKED = {
    InquiryKind.BANK: "về tài khoản và số dư tài khoản",
    InquiryKind.EMPLOYER: "về tiền lương và thu nhập",
    InquiryKind.REGISTRY: "về tài sản đăng ký",
    InquiryKind.THIRD_PARTY: "về tiền, tài sản đang giữ",
}


def _decision_ground(number: str, on: date | None) -> tuple[str, ...]:
    if not number:
        return ()
    return (f"Căn cứ Quyết định xử phạt vi phạm hành chính số {number} {vn_date(on)}",)


def _minutes_ground(row: NonExecution) -> str:
    return (
        f"Căn cứ Biên bản số {row.number} lập {vn_date(row.drawn_up_on)} về việc không tự nguyện "
        "chấp hành Quyết định xử phạt"
    )


def order(
    row: Enforcement, *, on: date, position: Any, delegation: Any = None
) -> tuple[Form, EnforcementOrder]:
    """MQĐ07-MQĐ11 dated ``on``, signed by ``position``."""
    case, minutes = row.case, row.minutes
    agency = position.agency if position is not None else case.agency
    rule = measure_rule(row.kind, on)
    kind = MeasureKind(row.kind)
    return catalogue.ORDERS[kind], EnforcementOrder(
        head=head_of(agency),
        abstract=f"Cưỡng chế {MEASURES[kind]}",
        authority=authority_line(agency, position, delegation),
        grounds=(
            *((f"Căn cứ {rule.legal_basis_vi}",) if rule else ()),
            *grounds_for("enforcement", on),
            *_decision_ground(row.of_decision, case.decided_on),
            _minutes_ground(minutes),
            *delegation_ground(delegation),
        ),
        subject=facts.subject_of(case),
        kind=row.kind,
        of_decision=row.of_decision,
        of_decided_on=case.decided_on,
        minutes_number=minutes.number,
        reason=row.reason,
        amount=row.amount or 0,
        fine_rest=case.outstanding,
        surcharge_rest=guards.surcharge_owed(case, on),
        costs=costs_owed(case),
        holder=row.holder,
        account=row.account,
        percent=row.percent,
        of_income=row.of_income,
        content=row.content,
        planned_on=row.planned_on,
        treasury=facts.treasury_of(agency),
        unit=unit_of(case),
        recipients=("Như Điều 3", f"Lưu: VT, {unit_symbol(case)}"),
        signature=signature_of(position, delegation),
    )


def combined(
    row: Enforcement, remedy: Enforcement, *, on: date, position: Any, delegation: Any = None
) -> tuple[Form, EnforcementOrder]:
    """MQĐ12a, b or c: money by ``row`` and, besides, what ``remedy`` demands."""
    _form, context = order(row, on=on, position=position, delegation=delegation)
    words = f"Cưỡng chế {MEASURES[MeasureKind(row.kind)]} và {MEASURES[MeasureKind.REMEDY]}"
    both = f"{row.reason.rstrip('. ')}; {remedy.reason}" if remedy.reason else row.reason
    return catalogue.COMBINED[MeasureKind(row.kind)], replace(
        context, abstract=words, reason=both, remedy=remedy.content, remedy_on=remedy.planned_on
    )


def step_ruling(
    step: EnforcementStep, *, on: date, position: Any, delegation: Any = None
) -> EnforcementRuling:
    """A decision in the course of a measure."""
    row = step.enforcement
    agency = position.agency if position is not None else row.case.agency
    return EnforcementRuling(
        head=head_of(agency),
        abstract=f"{RULINGS[StepKind(step.kind)]} số {row.number}",
        authority=authority_line(agency, position, delegation),
        grounds=(
            *grounds_for("enforcement", on),
            f"Căn cứ Quyết định cưỡng chế số {row.number} {vn_date(row.decided_on)}",
            *delegation_ground(delegation),
        ),
        subject=facts.subject_of(row.case),
        kind=step.kind,
        measure=MEASURES[MeasureKind(row.kind)],
        of_order=row.number,
        of_ordered_on=row.decided_on,
        reason=step.text,
        verify_due_on=row.verify_due_on,
        round=row.round,
        unit=unit_of(row.case),
        recipients=("Như Điều 3", f"Lưu: VT, {unit_symbol(row.case)}"),
        signature=signature_of(position, delegation),
    )


def _signatures(subject: Party, maker: str) -> tuple[tuple[Signature | None, ...], ...]:
    return (
        (
            Signature(("NGƯỜI BỊ CƯỠNG CHẾ HOẶC ĐẠI DIỆN",), "", "(Ký, ghi rõ họ và tên)"),
            Signature(("NGƯỜI LẬP BIÊN BẢN",), maker, "(Ký, ghi rõ họ và tên)"),
        ),
        (
            Signature(("NGƯỜI CHỨNG KIẾN HOẶC ĐẠI DIỆN CHÍNH QUYỀN",), "",
                      "(Ký, ghi rõ họ và tên)"),
            None,
        ),
    )  # fmt: skip


def _minutes(
    case: ViolationCase, code: str, maker: Any, *, held_on: date, number: str, **more: Any
) -> EnforcementMinutes:
    subject = facts.subject_of(case)
    values: dict[str, Any] = {
        "place": subject.address, "present": "", "of_order": "", "text": "", "opinion": "",
        "fine_rest": 0, "surcharge_rest": 0, "collected": None, "measures": (),
    }  # fmt: skip
    return EnforcementMinutes(
        head=head_of(case.agency),
        abstract=MINUTES[code],
        grounds=(*grounds_for("enforcement", held_on), *_decision_ground(number, case.decided_on)),
        subject=subject,
        kind=code,
        held_on=held_on,
        maker=str(maker),
        maker_title=maker.staff_title,
        of_decision=number,
        of_decided_on=case.decided_on,
        signatures=_signatures(subject, str(maker)),
        signature=Signature(lines=("NGƯỜI LẬP BIÊN BẢN",), name=str(maker)),
        **{**values, **more},
    )


def non_execution(row: NonExecution) -> EnforcementMinutes:
    """MBB09."""
    return _minutes(
        row.case, "MBB09", row.recorded_by, held_on=row.drawn_up_on, number=row.of_decision,
        place=row.place, present=row.present, opinion=row.opinion, fine_rest=row.fine_rest,
        surcharge_rest=row.surcharge_rest, measures=tuple(row.measures),
    )  # fmt: skip


def means(row: Inquiry) -> EnforcementMinutes:
    """MBB10: what was found out."""
    assert row.answered_on is not None  # noqa: S101 - written after the answer
    text = f"{row.addressee} cung cấp thông tin {ASKED[InquiryKind(row.kind)]}: {row.answer}"
    return _minutes(
        row.case, "MBB10", row.answered_by, held_on=row.answered_on,
        number=row.case.decision_number, place=row.case.agency.name_vi, text=text,
    )  # fmt: skip


def step_minutes(step: EnforcementStep, code: str, collected: int | None) -> EnforcementMinutes:
    """MBB11-MBB14 of a step."""
    row = step.enforcement
    return _minutes(
        row.case, code, step.recorded_by, held_on=step.on, number=row.of_decision,
        present=step.names, text=step.text, of_order=row.number, collected=collected,
    )  # fmt: skip


def letter(case: ViolationCase, code: str, *, on: date, officer: Any, **more: Any) -> Any:
    """A letter after the decision: ``(form, context)``; what it asks for is in ``more``."""
    position, delegation = more.pop("position", None), more.pop("delegation", None)
    signature = signature_of(position, delegation)
    if position is None:
        signature = Signature(lines=("NGƯỜI ĐƯỢC GIAO",), name=str(officer))
    values: dict[str, Any] = {
        "addressee": facts.subject_of(case).name, "text": "", "acts": (), "remedies": (),
        "answer_until": None, "fine": 0, "paid": 0, "surcharge": 0,
    }  # fmt: skip
    return catalogue.LETTERS[code], ExecutionLetter(
        head=head_of(case.agency),
        subject=facts.subject_of(case),
        kind=code,
        of_decision=case.decision_number,
        of_decided_on=case.decided_on,
        late_percent=facts.percent_words(on),
        treasury=facts.treasury_of(case.agency),
        officer=str(officer),
        recipients=("Như trên", f"Lưu: VT, {unit_symbol(case)}"),
        signature=signature,
        **{**values, **more},
    )


def inquiry(row: Inquiry) -> Any:
    """CV-XM."""
    about = f"cung cấp thông tin {ASKED[InquiryKind(row.kind)]}"
    return letter(
        row.case, "CV-XM", on=row.asked_on, officer=row.recorded_by, about=about,
        addressee=row.addressee, text=row.question, answer_until=row.due_on,
        **head_office(row.case, row.asked_on),
    )  # fmt: skip


def publication(row: Publication, *, on: date, position: Any, delegation: Any) -> Any:
    """CV-CB: name and address, acts, sanction and remedies of the decision."""
    case = row.case
    return letter(
        case, "CV-CB", on=on, officer=row.proposed_by, addressee=row.body,
        about="công bố công khai việc xử phạt vi phạm hành chính", text=row.reason,
        term=facts.term_words(case, "PUBLICITY_POSTED", on),
        acts=tuple(line.title for line in facts.acts_of(case)), fine=case.fine_current or 0,
        remedies=tuple((r.text, r.due_on) for r in facts.remedies_of(case, None)),
        position=position, delegation=delegation,
    )  # fmt: skip


def correction(row: Publication, *, on: date, officer: Any) -> Any:
    """CV-DCCB."""
    return letter(
        row.case, "CV-DCCB", on=on, officer=officer, addressee=row.body,
        about="đính chính thông tin đã công bố công khai", text=row.correction,
        **head_office(row.case, on),
    )  # fmt: skip


def head_office(case: ViolationCase, on: date) -> dict[str, Any]:
    """The head of the body signs its letters; nobody where the office is not held."""
    office = case.agency.positions.in_force(on).filter(is_head=True).select_related(
        "user", "agency"
    ).first()  # fmt: skip
    return {"position": office, "delegation": None}
