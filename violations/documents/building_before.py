"""Filling the forms of the steps before the decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import (
    Signature,
    authority_line,
    delegation_ground,
    head_of,
    signature_of,
)
from ecms.documents.registry import Form
from violations.documents import catalogue_before as forms
from violations.documents import contexts_before as c
from violations.documents import facts
from violations.documents.building import unit_of, unit_symbol
from violations.documents.contexts import Maker, RemedyLine, SanctionDecision
from violations.models import Exhibit, FileAway, Hearing, OwnerNotice, Verification, ViolationCase
from violations.states import HearingOutcome, NoSanction, PartyKind, VerificationKind

SIGN_HERE = "(Ký, ghi rõ họ và tên)"
WHY = {  # the ground of the decision, as the form names it
    NoSanction.LIMITATION: "đã hết thời hiệu xử phạt vi phạm hành chính",
    NoSanction.TOO_LATE: "đã hết thời hạn ra quyết định xử phạt",
    NoSanction.NOT_DEFINED: "không xác định được đối tượng vi phạm hành chính",
    NoSanction.DISSOLVED: "cá nhân vi phạm đã chết, mất tích hoặc tổ chức vi phạm đã giải thể, "
    "phá sản",
    NoSanction.NOT_SANCTIONED: "thuộc trường hợp không xử phạt vi phạm hành chính theo Điều 11",
    NoSanction.CRIMINAL: "hồ sơ vụ vi phạm có dấu hiệu tội phạm đã được chuyển để truy cứu trách "
    "nhiệm hình sự",
    NoSanction.HANDED_OVER: "hồ sơ đã chuyển cơ quan khác xử lý",
    NoSanction.ANNULLED: "quyết định xử phạt đã bị hủy bỏ",
}


def _of(case: ViolationCase) -> dict[str, Any]:
    return {
        "subject": facts.subject_of(case),
        "case_code": case.code,
        "minutes_number": case.minutes_number,
        "minutes_on": case.minutes_on,
    }


def _by_official(case: ViolationCase, by: Any, noun: str) -> dict[str, Any]:
    """Minutes drawn up by an official of the body."""
    return {
        "head": head_of(case.agency),
        "grounds": (*grounds_for("violation-minutes", case.minutes_on or case.discovered_on),
                    *facts.case_grounds(case)),
        "maker": Maker(str(by), by.staff_title, case.agency.name_vi),
        "abstract": noun,
        "signature": Signature(lines=("NGƯỜI LẬP BIÊN BẢN",), name=str(by)),
    }  # fmt: skip


def _by_office(
    case: ViolationCase, position: Any, delegation: Any, *, on: date, abstract: str
) -> dict[str, Any]:
    """A decision or letter of an office."""
    agency = position.agency
    return {
        "head": head_of(agency),
        "authority": authority_line(agency, position, delegation),
        "grounds": (*grounds_for("sanction-before", on), *facts.decree_grounds(case),
                    *facts.case_grounds(case), *delegation_ground(delegation)),
        "abstract": abstract,
        "recipients": ("Như Điều 3", f"Lưu: VT, {unit_symbol(case)}"),
        "signature": signature_of(position, delegation),
    }  # fmt: skip


def _found_at(case: ViolationCase) -> str:
    return case.minutes_place or f"{case.enterprise.name}, {case.enterprise.address}"


def _pairs(*signs: tuple[str, str]) -> tuple[tuple[Signature | None, ...], ...]:
    """Signatures, two in a row."""
    made = [Signature(lines=(line,), name=name, note=SIGN_HERE) for line, name in signs]
    if len(made) % 2:
        return (*((made[i], made[i + 1]) for i in range(0, len(made) - 1, 2)), (made[-1], None))
    return tuple((made[i], made[i + 1]) for i in range(0, len(made), 2))


def exhibits_of(rows: Iterable[Exhibit]) -> tuple[c.ExhibitLine, ...]:
    """Exhibits as lines of a list."""
    return tuple(
        c.ExhibitLine(row.name, row.quantity, row.condition, row.kept_at, row.value)
        for row in rows
    )


def invitation(row: Hearing, *, position: Any, delegation: Any) -> tuple[Form, Any]:
    """GM-GT of a planned hearing; signed by the office that decides, or its head's deputy."""
    case = row.case
    agency = position.agency if position else case.agency
    return forms.INVITATION, c.HearingInvitation(
        **_of(case), head=head_of(agency), abstract="Tham dự phiên giải trình trực tiếp",
        recipients=("Như trên", f"Lưu: VT, {unit_symbol(case)}"),
        signature=signature_of(position, delegation), requested_on=row.explanation.received_on,
        planned_for=row.planned_for, place=row.place, chair=row.chair,
    )  # fmt: skip


def more_time(
    case: ViolationCase, *, asked_on: date, reason: str, on: date, position: Any, delegation: Any
) -> tuple[Form, Any]:
    """CV-GHGT: the answer to a request for more time."""
    office = _by_office(case, position, delegation, on=on, abstract="")
    assert case.explanation_extended_until is not None  # noqa: S101 - set before the letter
    plain = office | {"grounds": (), "recipients": ("Như trên",)}
    return forms.MORE_TIME, c.MoreTimeToExplain(
        **_of(case), **plain, asked_on=asked_on, before=case.written_explanation_until,
        until=case.explanation_extended_until, reason=reason,
    )  # fmt: skip


def hearing(row: Hearing, *, by: Any) -> tuple[Form, Any]:
    """MBB03 of a hearing that was held, or to which nobody came."""
    case = row.case
    return forms.HEARING, c.HearingMinutes(
        **_of(case), **_by_official(case, by, "Phiên giải trình trực tiếp"), held_on=row.held_on,
        place=row.place, chair=row.chair, participants=row.participants,
        statements=row.statements, questions=row.questions, papers=row.papers,
        conclusion=row.conclusion, absent=row.outcome == HearingOutcome.ABSENT,
        signatures=_pairs(
            ("CÁ NHÂN VI PHẠM HOẶC ĐẠI DIỆN TỔ CHỨC VI PHẠM",
             "" if row.outcome == HearingOutcome.ABSENT else row.signed_names),
            ("NGƯỜI TỔ CHỨC PHIÊN GIẢI TRÌNH", row.chair),
            ("NGƯỜI LẬP BIÊN BẢN", str(by)),
        ),
    )  # fmt: skip


def inquiry(row: Verification, *, by: Any) -> tuple[Form, Any]:
    """MBB05 of verified circumstances, or MBB04 of the value of exhibits."""
    case = row.case
    valued = row.kind == VerificationKind.VALUE
    abstract = "Xác định giá trị tang vật, phương tiện vi phạm hành chính"
    if not valued:
        abstract = "Xác minh tình tiết của vụ việc vi phạm hành chính"
    return forms.VALUE if valued else forms.FACTS, c.InquiryMinutes(
        **_of(case), **_by_official(case, by, abstract), done_on=row.result_on, matter=row.matter,
        result=row.result, value=row.value, exhibits=exhibits_of(case.exhibits.all()),
        signatures=_pairs(
            ("NGƯỜI CÓ LIÊN QUAN, NGƯỜI CHỨNG KIẾN", row.signed_names),
            ("NGƯỜI LẬP BIÊN BẢN", str(by)),
        ),
    )  # fmt: skip


def expertise(row: Verification, *, position: Any, delegation: Any) -> tuple[Form, Any]:
    """MQĐ41."""
    case = row.case
    return forms.EXPERTISE, c.ExpertiseOrder(
        **_of(case),
        **_by_office(case, position, delegation, on=row.asked_on, abstract="Trưng cầu giám định"),
        matter=row.matter, asked_of=row.asked_of, exhibits=exhibits_of(case.exhibits.all()),
    )  # fmt: skip


def crime_transfer(row: FileAway, *, position: Any, delegation: Any) -> tuple[Form, Any]:
    """MQĐ33."""
    case = row.case
    abstract = "Chuyển hồ sơ vụ vi phạm có dấu hiệu tội phạm để truy cứu trách nhiệm hình sự"
    return forms.CRIME, c.CrimeTransfer(
        **_of(case), **_by_office(case, position, delegation, on=row.sent_on, abstract=abstract),
        acts=facts.acts_of(case), offence=row.offence, reason=row.reason, to=row.to,
        papers=tuple(row.papers), exhibits=exhibits_of(case.exhibits.all()),
        term=facts.term_words(case, "CRIMINAL_FEEDBACK", row.sent_on),
    )  # fmt: skip


def hand_over(row: FileAway, *, by: Any) -> tuple[Form, Any]:
    """MBB28."""
    case = row.case
    abstract = "Bàn giao hồ sơ vụ vi phạm có dấu hiệu tội phạm"
    return forms.HAND_OVER, c.FileHandOver(
        **_of(case), **_by_official(case, by, abstract), of_number=row.number, of_on=row.sent_on,
        handed_on=row.handed_on, to=row.to, receiver=row.receiver, papers=tuple(row.papers),
        exhibits=exhibits_of(case.exhibits.all()),
        signatures=_pairs(("BÊN NHẬN", row.receiver), ("BÊN GIAO", str(by))),
    )  # fmt: skip


def transfer_slip(row: FileAway, *, by: Any) -> tuple[Form, Any]:
    """PC-HS with the list of papers."""
    case = row.case
    return forms.SLIP, c.TransferSlip(
        **_of(case), head=head_of(case.agency),
        abstract="Hồ sơ vụ vi phạm hành chính đến người có thẩm quyền xử phạt",
        recipients=("Như trên", f"Lưu: {unit_symbol(case)}"),
        signature=Signature(lines=("NGƯỜI CHUYỂN HỒ SƠ",), name=str(by)),
        to=row.to, reason=row.reason, papers=tuple(row.papers),
        decision_due_on=case.decision_due_on, limitation_ends_on=case.limitation_ends_on,
    )  # fmt: skip


def on_spot(case: ViolationCase, *, on: date, position: Any, delegation: Any) -> tuple[Form, Any]:
    """MQĐ01. Raises LawRefusal for a case that cannot be computed."""
    sheet = facts.sheet_of(case, on=on)
    acts = facts.acts_from(sheet)
    office = _by_office(
        case, position, delegation, on=on,
        abstract="Xử phạt vi phạm hành chính theo thủ tục xử phạt không lập biên bản",
    )  # fmt: skip
    grounds = (*grounds_for("on-spot", on), *facts.decree_grounds(case), *facts.check_ground(case))
    return forms.ON_SPOT, SanctionDecision(
        **{**office, "grounds": (*grounds, *delegation_ground(delegation))},
        subject=facts.subject_of(case), acts=acts, **facts.measures_of(case, sheet),
        total=sheet["total"], warning=all(act.warning for act in acts),
        treasury=facts.treasury_of(position.agency), unit=unit_of(case),
        late_percent=facts.percent_words(on),
        term=facts.term_words(case, "VOLUNTARY_EXECUTION", on),
    )  # fmt: skip


def without_sanction(
    case: ViolationCase,
    *,
    on: date,
    position: Any,
    delegation: Any,
    exhibits: Sequence[Exhibit] = (),
    remedies: Sequence[RemedyLine] = (),
) -> tuple[Form, Any]:
    """MQĐ14 where exhibits are confiscated, MQĐ15 where measures are ordered."""
    abstract = "Tịch thu tang vật, phương tiện vi phạm hành chính"
    if not exhibits:
        abstract = "Buộc thực hiện biện pháp khắc phục hậu quả"
    office = _by_office(case, position, delegation, on=on, abstract=abstract)
    return forms.CONFISCATION if exhibits else forms.REMEDIES, c.WithoutSanction(
        **_of(case), **office, acts=facts.acts_of(case),
        unknown=case.party == PartyKind.UNIDENTIFIED, found_at=_found_at(case),
        why=WHY[NoSanction(case.no_sanction_reason)], words=case.reason,
        exhibits=exhibits_of(exhibits), remedies=tuple(remedies), unit=unit_of(case),
        term=facts.term_words(case, "VOLUNTARY_EXECUTION", on),
    )  # fmt: skip


def owner_notice(
    row: OwnerNotice, *, until: date | None, by: Any, position: Any = None
) -> tuple[Form, Any]:
    """TB-CSH, the first or the second one."""
    case = row.case
    sign = signature_of(position) if position else Signature(lines=("NGƯỜI LẬP",), name=str(by))
    return forms.NOTICE, c.OwnerNoticePaper(
        **_of(case), head=head_of(case.agency),
        abstract=f"Tìm chủ sở hữu tang vật, phương tiện vi phạm hành chính (lần {row.turn})",
        recipients=("Niêm yết công khai", f"Lưu: {unit_symbol(case)}"), signature=sign,
        turn=row.turn, found_at=_found_at(case),
        posted_on=row.posted_on, place=row.place, until=until,
        exhibits=exhibits_of(case.exhibits.all()),
    )  # fmt: skip
