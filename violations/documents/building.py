"""Building the contexts of a violation case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import translation

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import (
    Signature,
    authority_line,
    delegation_ground,
    head_of,
    signature_of,
    title_with_body,
)
from ecms.documents.registry import Form
from inspections.enums import SignedHow
from violations import worksheets
from violations.documents import catalogue, facts
from violations.documents.contexts import (
    FineWorksheet,
    Maker,
    SanctionDecision,
    SanctionSubmission,
    ViolationMinutes,
)
from violations.models import ViolationCase

CONFIRMING = {
    SignedHow.COMMUNE: "ĐẠI DIỆN CHÍNH QUYỀN CẤP XÃ",
    SignedHow.WITNESS: "NGƯỜI CHỨNG KIẾN",
}


def minutes(
    case: ViolationCase,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    witnesses: str = "",
    interpreter: str = "",
) -> tuple[Form, ViolationMinutes]:
    """MBB01 of the case as it stands; before the signature for the preview."""
    on = case.minutes_on
    maker = case.minutes_by or case.opened_by
    return catalogue.MINUTES, ViolationMinutes(
        head=head_of(case.agency),
        abstract=f"Về lĩnh vực {facts.FIELD}",
        grounds=(
            *grounds_for("violation-minutes", on or case.discovered_on),
            *facts.decree_grounds(case),
            *facts.check_ground(case),
        ),
        subject=facts.subject_of(case),
        case_code=case.code,
        held_on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=case.minutes_place,
        maker=Maker(str(maker), maker.staff_title, case.agency.name_vi),
        witnesses=witnesses or _present(case, SignedHow.WITNESS),
        authority_present=_present(case, SignedHow.COMMUNE),
        interpreter=interpreter,
        acts=facts.acts_of(case),
        **facts.measures_of(case, facts.sheet_or_none(case, on=on)),
        opinion=case.violator_opinion,
        refusal=_refusal(case.minutes_signed_how),
        **_right_to_explain(case, on or case.discovered_on),
        signatures=_minutes_signatures(case, str(maker)),
        signature=Signature(lines=("NGƯỜI LẬP BIÊN BẢN",), name=str(maker)),
    )


def _right_to_explain(case: ViolationCase, on: date) -> dict[str, Any]:
    """Whether the violator may explain, to whom and how long."""
    return {
        "explanation_right": case.explanation_right,
        "explain_to": _explain_to(case),
        "written_until": case.written_explanation_until,
        "hearing_until": case.hearing_request_until,
        "written_term": facts.term_words(case, "EXPLANATION_WRITTEN", on),
        "hearing_term": facts.term_words(case, "HEARING_REQUEST", on),
    }


def _present(case: ViolationCase, how: str) -> str:
    """Who was there to confirm, when the minutes were signed in that way."""
    return case.minutes_signed_names if case.minutes_signed_how == how else ""


def _refusal(how: str) -> str:
    if how not in CONFIRMING:
        return ""
    who = "đại diện chính quyền cấp xã" if how == SignedHow.COMMUNE else "người chứng kiến"
    return f"Cá nhân vi phạm/đại diện tổ chức vi phạm không ký biên bản; {who} ký xác nhận"


def _explain_to(case: ViolationCase) -> str:
    """To whom an explanation is addressed: the signatory where known, else the body's head."""
    if case.signatory is not None:
        position = case.signatory
        return title_with_body(position.title_vi, position.agency.name_vi)
    return f"người có thẩm quyền xử phạt của {case.agency.name_vi}"


def _minutes_signatures(
    case: ViolationCase, maker: str
) -> tuple[tuple[Signature | None, ...], ...]:
    how = case.minutes_signed_how
    representative = facts.subject_of(case).representative
    subject_name = _present(case, SignedHow.SUBJECT) or representative
    subject = Signature(
        lines=("CÁ NHÂN VI PHẠM HOẶC ĐẠI DIỆN TỔ CHỨC VI PHẠM",),
        name="" if how in CONFIRMING else subject_name,
        note="(Ký, ghi rõ họ và tên)",
    )
    official = Signature(
        lines=("NGƯỜI LẬP BIÊN BẢN",), name=maker, note="(Ký, ghi rõ chức vụ, họ và tên)"
    )
    rows: list[tuple[Signature | None, ...]] = [(subject, official)]
    if how in CONFIRMING:
        confirming = Signature(
            lines=(CONFIRMING[SignedHow(how)],),
            name=case.minutes_signed_names,
            note="(Ký, ghi rõ họ và tên)",
        )
        rows.append((confirming, None))
    return tuple(rows)


def decision(
    case: ViolationCase, *, on: date, position: Any, delegation: Any = None
) -> tuple[Form, SanctionDecision]:
    """MQĐ02 dated ``on``, signed by ``position``, under ``delegation`` when a deputy signs.

    Raises LawRefusal for a case that cannot be computed.
    """
    sheet = facts.sheet_of(case, on=on)
    agency = position.agency if position is not None else case.agency
    functions = getattr(agency, "function_decision_vi", "")
    acts = facts.acts_from(sheet)
    unit = unit_of(case)
    return catalogue.DECISION, SanctionDecision(
        head=head_of(agency),
        abstract=f"Xử phạt vi phạm hành chính trong lĩnh vực {facts.FIELD}",
        authority=authority_line(agency, position, delegation),
        grounds=(
            *grounds_for("sanction", on),
            *facts.decree_grounds(case),
            *((f"Căn cứ {functions}",) if functions else ()),
            *facts.case_grounds(case),
            *delegation_ground(delegation),
        ),
        subject=facts.subject_of(case),
        acts=acts,
        **facts.measures_of(case, sheet),
        total=sheet["total"],
        warning=all(act.warning for act in acts),
        treasury=facts.treasury_of(agency),
        late_percent=facts.percent_words(on),
        term=facts.term_words(case, "VOLUNTARY_EXECUTION", on),
        unit=unit,
        recipients=("Như Điều 3", f"Lưu: VT, {unit_symbol(case)}"),
        signature=signature_of(position, delegation),
    )


def worksheet(case: ViolationCase, *, on: date) -> tuple[Form, FineWorksheet]:
    """PHIEU-TT: the computation with its reasoning. Raises LawRefusal."""
    sheet = facts.sheet_of(case, on=on)
    of_acts = {line for row in sheet["acts"] for line in row.get("reasoning") or ()}
    return catalogue.WORKSHEET, FineWorksheet(
        head=head_of(case.agency),
        abstract=f"Hồ sơ {case.code}",
        subject=facts.subject_of(case),
        case_code=case.code,
        acts=facts.acts_from(sheet),
        total=sheet["total"],
        minutes_number=case.minutes_number,
        minutes_on=case.minutes_on,
        decided_on=sheet.get("decided_on"),
        written_until=sheet.get("explanation_written_until"),
        hearing_until=sheet.get("hearing_request_until"),
        decision_due_on=case.decision_due_on or sheet.get("decision_due_on"),
        limitation_ends_on=case.limitation_ends_on or sheet.get("limitation_ends_on"),
        signatories=tuple((row["title"], row["max"]) for row in sheet.get("signatories") or ()),
        reasoning=tuple(line for line in sheet.get("reasoning") or () if line not in of_acts),
        signature=_maker_signature(case),
    )


def worksheet_in_english(case: ViolationCase, *, on: date) -> tuple[Form, FineWorksheet]:
    """PHIEU-TT-EN: the same computation for readers of English. Raises LawRefusal."""
    _form, vietnamese = worksheet(case, on=on)
    with translation.override("en"):
        sheet = worksheets.for_page(case, on=on)
    acts = tuple(
        replace(line, title=row["title"], basis=row["basis"], reasoning=tuple(row["reasoning"]))
        for line, row in zip(vietnamese.acts, sheet["acts"], strict=True)
    )
    return catalogue.WORKSHEET_ENGLISH, replace(
        vietnamese, abstract=f"Case {case.code}", acts=acts,
        reasoning=tuple(sheet["case_reasoning"]),
        signatories=tuple((row["title"], row["max"]) for row in sheet.get("signatories") or ()),
    )  # fmt: skip


def submission(
    case: ViolationCase, *, on: date, position: Any = None
) -> tuple[Form, SanctionSubmission]:
    """TTR-XP to the signatory of the case, with what is proposed. Raises LawRefusal."""
    sheet = facts.sheet_of(case, on=on)
    holder = position or case.signatory
    subject = facts.subject_of(case)
    addressee = title_with_body(holder.title_vi, holder.agency.name_vi) if holder else ""
    return catalogue.SUBMISSION, SanctionSubmission(
        head=head_of(case.agency),
        abstract=f"Về việc xử phạt vi phạm hành chính đối với {subject.name}",
        subject=subject,
        case_code=case.code,
        addressee=addressee,
        minutes_number=case.minutes_number,
        minutes_on=case.minutes_on,
        decision_due_on=case.decision_due_on,
        limitation_ends_on=case.limitation_ends_on,
        acts=facts.acts_from(sheet),
        **facts.measures_of(case, sheet),
        total=sheet["total"],
        explanations=facts.explanations_of(case),
        competence=addressee,
        recipients=("Như trên", f"Lưu: {unit_symbol(case)}"),
        signature=_maker_signature(case),
    )


def _maker_signature(case: ViolationCase) -> Signature:
    person = case.submitted_by or case.minutes_by or case.opened_by
    return Signature(lines=("NGƯỜI LẬP",), name=str(person))


def unit_of(case: ViolationCase) -> str:
    """The unit that follows the execution, or nothing."""
    unit = case.inspection.unit if case.inspection else None
    return unit.name_vi if unit else ""


def unit_symbol(case: ViolationCase) -> str:
    """Where the file copy stays."""
    unit = case.inspection.unit if case.inspection else None
    return (unit.symbol if unit else "") or "hồ sơ vụ việc"
