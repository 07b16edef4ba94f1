"""Filling the forms of temporary seizure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import delegation_ground, vn_date
from ecms.documents.registry import Form
from violations.documents import catalogue_seizure as forms
from violations.documents import contexts_seizure as c
from violations.documents import facts
from violations.documents.building import unit_of
from violations.documents.building_before import _by_office, _of, exhibits_of
from violations.models import Exhibit, Seizure, ViolationCase
from violations.states import SeizureGround

THINGS = "tang vật, phương tiện vi phạm hành chính, giấy phép, chứng chỉ hành nghề"
WHY = {
    SeizureGround.VERIFY: "để xác minh tình tiết mà nếu không tạm giữ thì không có căn cứ ra "
    "quyết định xử phạt, theo điểm a khoản 1 Điều 125 Luật Xử lý vi phạm hành chính",
    SeizureGround.STOP: "để ngăn chặn ngay hành vi vi phạm hành chính, theo điểm b khoản 1 Điều "
    "125 Luật Xử lý vi phạm hành chính",
    SeizureGround.SECURE: "để bảo đảm thi hành quyết định xử phạt, theo điểm c khoản 1 và khoản 6 "
    "Điều 125 Luật Xử lý vi phạm hành chính",
}


def _office(
    case: ViolationCase, position: Any, delegation: Any, *, on: date, abstract: str,
    seized: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    office = _by_office(case, position, delegation, on=on, abstract=abstract)
    grounds = (*grounds_for("seizure", on), *facts.case_grounds(case), *seized,
               *delegation_ground(delegation))  # fmt: skip
    return office | {"grounds": grounds}


def _cited(row: Seizure) -> str:
    return f"Căn cứ Quyết định tạm giữ số {row.number} {vn_date(row.ordered_on)}"


def order(row: Seizure, *, position: Any, delegation: Any) -> tuple[Form, c.SeizureOrder]:
    """MQĐ20."""
    case = row.case
    return forms.ORDER, c.SeizureOrder(
        **_of(case),
        **_office(case, position, delegation, on=row.ordered_on, abstract=f"Tạm giữ {THINGS}"),
        why=WHY[SeizureGround(row.ground)], reason=row.reason, kept_at=row.kept_at,
        starts_on=row.ordered_on, ends_on=row.ends_on, exhibits=exhibits_of(row.exhibits.all()),
        unit=unit_of(case),
    )  # fmt: skip


def longer(
    row: Seizure, *, on: date, position: Any, delegation: Any
) -> tuple[Form, c.LongerSeizure]:
    """MQĐ21 dated ``on``."""
    case = row.case
    assert row.extended_until is not None  # noqa: S101 - set before the paper
    abstract = f"Kéo dài thời hạn tạm giữ {THINGS}"
    return forms.LONGER, c.LongerSeizure(
        **_of(case),
        **_office(case, position, delegation, on=on, abstract=abstract, seized=[_cited(row)]),
        of_number=row.number, of_on=row.ordered_on, before=row.ends_on, until=row.extended_until,
        reason=row.extension_reason, exhibits=exhibits_of(row.exhibits.all()), unit=unit_of(case),
    )  # fmt: skip


def give_back(
    case: ViolationCase, rows: Sequence[Exhibit], *, receiver: str, reason: str, on: date,
    position: Any, delegation: Any,
) -> tuple[Form, c.SeizureReturn]:  # fmt: skip
    """MQĐ24 dated ``on`` of the things ``rows``."""
    orders = {row.seizure_id: row.seizure for row in rows if row.seizure is not None}
    cited = [_cited(order) for order in orders.values()]
    return forms.RETURN, c.SeizureReturn(
        **_of(case),
        **_office(case, position, delegation, on=on, abstract=f"Trả lại {THINGS} bị tạm giữ",
                  seized=cited),
        seized_by=tuple(f"số {o.number} {vn_date(o.ordered_on)}" for o in orders.values()),
        receiver=receiver, reason=reason, exhibits=exhibits_of(rows), unit=unit_of(case),
    )  # fmt: skip
