"""Filling the forms of rulings on a sanction decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import (
    authority_line,
    delegation_ground,
    head_of,
    signature_of,
    vn_date,
)
from ecms.documents.registry import Form
from law.models import ReliefRule
from violations.documents import catalogue, facts
from violations.documents.building import unit_of, unit_symbol
from violations.documents.contexts import RulingPaper
from violations.models import Ruling
from violations.ruling_limits import bounds_of
from violations.states import RELIEFS, RulingKind

ABSTRACTS = {
    RulingKind.DEFER: "Hoãn thi hành quyết định phạt tiền",
    RulingKind.REDUCE: "Giảm, miễn tiền phạt vi phạm hành chính",
    RulingKind.INSTALMENTS: "Nộp tiền phạt nhiều lần",
    RulingKind.AMEND: "Sửa đổi, bổ sung Quyết định xử phạt vi phạm hành chính",
    RulingKind.CORRECT: "Đính chính Quyết định xử phạt vi phạm hành chính",
    RulingKind.ANNUL: "Hủy bỏ Quyết định xử phạt vi phạm hành chính",
}


def ruling(
    row: Ruling, *, on: date, position: Any, delegation: Any = None
) -> tuple[Form, RulingPaper]:
    """MQĐ03-05 or MQĐ38-40 dated ``on``, signed by ``position``."""
    case = row.case
    agency = position.agency if position is not None else case.agency
    authority = authority_line(agency, position, delegation)
    before = case.fine_current if row.fine_before is None else row.fine_before
    after = before if row.fine_after is None else row.fine_after
    return catalogue.RULINGS[RulingKind(row.kind)], RulingPaper(
        head=head_of(agency),
        abstract=ABSTRACTS[RulingKind(row.kind)],
        authority=authority,
        grounds=(*_grounds(row, on), *delegation_ground(delegation)),
        subject=facts.subject_of(case),
        kind=row.kind,
        of_decision=row.of_decision,
        of_decided_on=row.of_decided_on,
        of_authority=authority,
        asked_on=row.asked_on,
        reason=row.reason,
        content=row.content,
        until=row.until,
        fine_before=before or 0,
        fine_after=after or 0,
        paid=case.paid_total,
        changed=row.fine_after is not None,
        anew=row.anew,
        parts=tuple((part.due_on, part.amount) for part in row.instalments.all()),
        late_percent=facts.percent_words(on),
        treasury=facts.treasury_of(agency),
        unit=unit_of(case),
        recipients=("Như Điều 3", f"Lưu: VT, {unit_symbol(case)}"),
        signature=signature_of(position, delegation),
    )


def _grounds(row: Ruling, on: date) -> tuple[str, ...]:
    """The law in force, the decision itself, and the violator's request."""
    relief = row.kind in RELIEFS
    rule: ReliefRule | None = bounds_of(row.case, row.kind, on=on)[0] if relief else None
    decision = f"Quyết định xử phạt vi phạm hành chính số {row.of_decision}"
    found = [
        *((f"Căn cứ {rule.legal_basis_vi}",) if rule else ()),
        *grounds_for("sanction-relief" if relief else "sanction-correction", on),
        f"Căn cứ {decision} {vn_date(row.of_decided_on)}",
    ]
    if row.challenge is not None:
        found.append(f"Căn cứ {row.reason}")
    if row.asked_on is not None:
        name = facts.subject_of(row.case).name
        found.append(f"Xét đề nghị của {name} {vn_date(row.asked_on)}")
    return tuple(found)
