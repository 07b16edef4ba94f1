"""Invented contexts of temporary seizure and of delegated power."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.enums import DelegationKind
from ecms.documents.grounds import grounds_for
from ecms.documents.registry import Form
from inspections.documents.samples import AUTHORITY, DIRECTOR, HEAD, ON, UNIT
from violations.documents import building_delegation as delegated
from violations.documents import building_seizure as building
from violations.documents import catalogue_seizure as forms
from violations.documents import contexts_seizure as c
from violations.documents.catalogue_delegation import ENDED as DELEGATION_ENDED
from violations.documents.catalogue_delegation import GIVEN as DELEGATED
from violations.documents.contexts_delegation import DelegationEnd, DelegationPaper
from violations.documents.samples_before import CASE, EXHIBITS, ORDERED
from violations.states import SeizureGround

SEIZED = "14/QĐ-TG"
SEIZED_ON = date(2026, 10, 20)


def seizure_samples() -> list[tuple[Form, Any]]:
    """The seizure, its extension and the return."""
    cited = f"Căn cứ Quyết định tạm giữ số {SEIZED} ngày 20 tháng 10 năm 2026"
    grounds = grounds_for("seizure", ON)
    of = {**CASE, **ORDERED, "unit": UNIT, "exhibits": EXHIBITS}
    later = {**of, "grounds": (*grounds, cited)}
    return [
        (forms.ORDER, c.SeizureOrder(
            **{**of, "grounds": grounds}, abstract=f"Tạm giữ {building.THINGS}",
            why=building.WHY[SeizureGround.VERIFY],
            reason="phải đối chiếu bản gốc hợp đồng và giám định cơ cấu an toàn của máy",
            kept_at="Kho của Sở Nội vụ, ông Lê Văn Kiểm bảo quản", starts_on=SEIZED_ON,
            ends_on=date(2026, 10, 29))),
        (forms.LONGER, c.LongerSeizure(
            **later, abstract=f"Kéo dài thời hạn tạm giữ {building.THINGS}", of_number=SEIZED,
            of_on=SEIZED_ON, before=date(2026, 10, 29), until=date(2026, 11, 20),
            reason="chưa có kết luận giám định")),
        (forms.RETURN, c.SeizureReturn(
            **later, abstract=f"Trả lại {building.THINGS} bị tạm giữ",
            seized_by=(f"số {SEIZED} ngày 20 tháng 10 năm 2026",),
            receiver="Bà Trần Thị Hạnh, Giám đốc", reason="đã có kết luận giám định")),
    ]  # fmt: skip


def delegation_samples() -> list[tuple[Form, Any]]:
    """The power to sanction and to enforce, and the end of the first."""
    of: dict[str, Any] = {
        "head": HEAD, "authority": AUTHORITY, "recipients": ("Như Điều 3", "Lưu: VT"),
        "signature": DIRECTOR, "holder": "Phạm Thị Phó", "holder_title": "Phó Giám đốc Sở Nội vụ",
    }  # fmt: skip
    made = [
        (DELEGATED[kind], DelegationPaper(
            **of, grounds=grounds_for(delegated.FAMILY[kind], ON), power=delegated.POWER[kind],
            abstract=f"Giao quyền {delegated.POWER[kind]}", starts_on=date(2026, 10, 20),
            ends_on=date(2026, 12, 31), matters="lĩnh vực lao động, an toàn, vệ sinh lao động"))
        for kind in DELEGATED
    ]  # fmt: skip
    power = delegated.POWER[DelegationKind.SANCTION]
    end = DelegationEnd(
        **of, grounds=grounds_for(delegated.FAMILY[DelegationKind.SANCTION], ON), power=power,
        abstract=f"Chấm dứt việc giao quyền {power}", of_number="12/QĐ-GQXP",
        of_on=date(2026, 10, 20), after=date(2026, 12, 1), reason="phân công lại nhiệm vụ",
    )  # fmt: skip
    return [*made, (DELEGATION_ENDED, end)]
