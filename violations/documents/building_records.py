"""Filling the minutes drawn up on the spot, and the decision on partial execution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Signature, head_of, vn_date
from ecms.documents.registry import Form
from violations import guards
from violations.documents import catalogue_records as forms
from violations.documents import facts
from violations.documents.building import unit_of
from violations.documents.building_after import _decision_ground
from violations.documents.building_before import _by_office, _of, _pairs, exhibits_of
from violations.documents.contexts import Maker, RemedyLine
from violations.documents.contexts_records import (
    ExecutionHandOver,
    PartialExecution,
    RefusedReceipt,
    WorkingMinutes,
)
from violations.models import EnforcementStep, FileAway, ViolationCase
from violations.states import ExhibitFate, Gone, RemedyState, WhyWorking

WHY = {
    WhyWorking.OUTSIDE: "vụ việc không thuộc thẩm quyền lập biên bản vi phạm hành chính hoặc thẩm "
    "quyền xử phạt của người lập biên bản",
    WhyWorking.UNCLEAR: "hành vi, đối tượng hoặc tình tiết của vụ việc cần được xác minh làm rõ",
    WhyWorking.EXPERTISE: "cần có kết quả giám định, kiểm định hoặc xác định giá trị tang vật, "
    "phương tiện",
}


GONE = {
    Gone.DIED: "cá nhân bị xử phạt đã chết",
    Gone.MISSING: "cá nhân bị xử phạt bị tuyên bố mất tích",
    Gone.DISSOLVED: "tổ chức bị xử phạt đã giải thể",
    Gone.BANKRUPT: "tổ chức bị xử phạt đã phá sản",
}


@dataclass(frozen=True)
class Ended:
    """What became of the sanctioned; ``why`` is a Gone."""

    why: str
    happened_on: date
    proof: str
    successor: str = ""
    late_reason: str = ""


@dataclass(frozen=True)
class Refusal:
    """What is written down where a decision is not taken."""

    on: date
    place: str
    reason: str
    authority: str
    witnesses: str = ""


@dataclass(frozen=True)
class Session:
    """What is written down of a working session; ``why`` is a WhyWorking."""

    on: date
    place: str
    why: str
    present: str
    text: str
    opinion: str = ""
    signed_names: str = ""


def _drawn(case: ViolationCase, by: Any, abstract: str) -> dict[str, Any]:
    return {
        "head": head_of(case.agency),
        "maker": Maker(str(by), by.staff_title, case.agency.name_vi),
        "abstract": abstract,
        "signature": Signature(lines=("NGƯỜI LẬP BIÊN BẢN",), name=str(by)),
    }


def _not_taken(
    case: ViolationCase, what: str, said: Refusal, *, of_decision: str, by: Any
) -> dict[str, Any]:
    return {
        **_of(case),
        **_drawn(case, by, f"Về việc cá nhân, tổ chức vi phạm không nhận {what}"),
        "held_on": said.on,
        "place": said.place,
        "confirmed_by": said.authority,
        "witnesses": said.witnesses,
        "text": said.reason,
        "of_decision": of_decision,
        "of_decided_on": case.decided_on,
        "signatures": _pairs(
            ("ĐẠI DIỆN CHÍNH QUYỀN CẤP XÃ", said.authority),
            ("NGƯỜI LẬP BIÊN BẢN", str(by)),
            *((("NGƯỜI CHỨNG KIẾN", said.witnesses),) if said.witnesses else ()),
        ),
    }


def refused(case: ViolationCase, said: Refusal, *, by: Any) -> tuple[Form, RefusedReceipt]:
    """MBB06."""
    what = "Quyết định xử phạt vi phạm hành chính"
    grounds = (
        *grounds_for("violation-minutes", said.on),
        *_decision_ground(case.decision_number, case.decided_on),
    )
    return forms.REFUSED, RefusedReceipt(
        **_not_taken(case, what, said, of_decision=case.decision_number, by=by),
        grounds=grounds, of_order="", of_ordered_on=None,
    )  # fmt: skip


def refused_order(step: EnforcementStep) -> tuple[Form, RefusedReceipt]:
    """MBB07 of the step in which the order of enforcement was not taken."""
    row = step.enforcement
    said = Refusal(step.on, facts.subject_of(row.case).address, step.text, step.names)
    grounds = (
        *grounds_for("enforcement", step.on),
        f"Căn cứ Quyết định cưỡng chế số {row.number} {vn_date(row.decided_on)}",
    )
    what = "Quyết định cưỡng chế thi hành quyết định xử phạt vi phạm hành chính"
    return forms.REFUSED_ORDER, RefusedReceipt(
        **_not_taken(row.case, what, said, of_decision=row.of_decision, by=step.recorded_by),
        grounds=grounds,
        of_order=row.number, of_ordered_on=row.decided_on,
    )  # fmt: skip


def working(case: ViolationCase, said: Session, *, by: Any) -> tuple[Form, WorkingMinutes]:
    """MBB02."""
    return forms.WORKING, WorkingMinutes(
        **_of(case),
        **_drawn(case, by, "Về vụ việc có dấu hiệu vi phạm hành chính"),
        grounds=(*grounds_for("violation-minutes", said.on), *facts.check_ground(case)),
        held_on=said.on, place=said.place, present=said.present, why=WHY[WhyWorking(said.why)],
        text=said.text, opinion=said.opinion,
        signatures=_pairs(
            ("NGƯỜI LÀM VIỆC VỚI NGƯỜI LẬP BIÊN BẢN", said.signed_names),
            ("NGƯỜI LẬP BIÊN BẢN", str(by)),
        ),
    )  # fmt: skip


def partly(
    case: ViolationCase, said: Ended, *, on: date, position: Any, delegation: Any
) -> tuple[Form, PartialExecution]:
    """MQĐ17 dated ``on``: what of the decision is still carried out."""
    abstract = "Thi hành một phần Quyết định xử phạt vi phạm hành chính"
    office = _by_office(case, position, delegation, on=on, abstract=abstract)
    return forms.PARTLY, PartialExecution(
        **_of(case),
        **office | {"grounds": (*office["grounds"],
                                *_decision_ground(case.decision_number, case.decided_on))},
        of_decision=case.decision_number, of_decided_on=case.decided_on,
        why=GONE[Gone(said.why)], happened_on=said.happened_on, proof=said.proof,
        successor=said.successor, fine=case.fine_current or 0,
        paid=(case.fine_current or 0) - case.unpaid, remedies=_left(case),
        exhibits=exhibits_of(case.exhibits.filter(fate=ExhibitFate.CONFISCATED)),
        unit=unit_of(case), term=facts.term_words(case, "VOLUNTARY_EXECUTION", on),
    )  # fmt: skip


def _left(case: ViolationCase) -> tuple[RemedyLine, ...]:
    rows = case.remedies.exclude(state=RemedyState.ACCEPTED)
    return tuple(RemedyLine(row.text, row.due_on) for row in rows)


def execution_hand_over(row: FileAway, *, by: Any) -> tuple[Form, ExecutionHandOver]:
    """MBB29."""
    case = row.case
    grounds = (
        *grounds_for("violation-minutes", row.sent_on),
        *_decision_ground(case.decision_number, case.decided_on),
    )
    drawn = _drawn(case, by, "Chuyển giao quyết định xử phạt vi phạm hành chính để thi hành")
    return forms.EXECUTION, ExecutionHandOver(
        **_of(case), **drawn, grounds=grounds, of_decision=case.decision_number,
        of_decided_on=case.decided_on, handed_on=row.sent_on, to=row.to, receiver=row.receiver,
        reason=row.reason, fine=case.fine_current or 0,
        paid=(case.fine_current or 0) - case.unpaid,
        surcharge=guards.surcharge_owed(case, row.sent_on), remedies=_left(case),
        fine_over=case.lapsed_at is not None,
        papers=tuple(row.papers),
        signatures=_pairs(("BÊN NHẬN", row.receiver), ("BÊN GIAO", str(by))),
    )  # fmt: skip
