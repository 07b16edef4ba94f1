"""Invented contexts of temporary seizure."""

from __future__ import annotations

from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.registry import Form
from inspections.documents.samples import ON, UNIT
from violations.documents import building_seizure as building
from violations.documents import catalogue_seizure as forms
from violations.documents import contexts_seizure as c
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
