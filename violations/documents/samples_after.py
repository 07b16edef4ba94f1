"""Invented contexts of the forms that follow a sanction decision."""

# ruff: noqa: E501 - sentences of sample documents

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Signature
from ecms.documents.registry import Form
from inspections.documents.samples import AUTHORITY, DIRECTOR, FIRM, HEAD, PLACE, UNIT
from law.models import MeasureKind
from violations.documents import building_after as building
from violations.documents import catalogue, rulings
from violations.documents import catalogue_after as forms
from violations.documents import contexts as v
from violations.documents import contexts_after as a
from violations.enforcement_states import StepKind
from violations.states import RulingKind

DECISION, DECIDED_ON = "12/QĐ-XPHC", date(2026, 11, 2)
ORDER, ORDERED_ON = "03/QĐ-CCXP", date(2026, 11, 26)
TREASURY = v.Treasury(
    "Kho bạc Nhà nước Khu vực XVII", "3949.0.1054321",
    "mã cơ quan thu 1054321, chương 435, tiểu mục 4261",
)  # fmt: skip
OF: dict[str, Any] = {"subject": FIRM, "of_decision": DECISION, "of_decided_on": DECIDED_ON}
ENDING: dict[str, Any] = {"recipients": ("Như Điều 3", "Lưu: VT, LĐVL"), "signature": DIRECTOR}
CITED = f"Căn cứ Quyết định xử phạt vi phạm hành chính số {DECISION} ngày 02 tháng 11 năm 2026"
PARTS = (
    (date(2026, 11, 16), 28_000_000),
    (date(2027, 3, 2), 21_000_000),
    (date(2027, 4, 2), 21_000_000),
)
BROKEN = "Kho hàng bị lũ cuốn trôi ngày 18/11/2026, thiệt hại 2,1 tỷ đồng, có xác nhận của Ủy ban nhân dân phường Trấn Biên."
REASONS = {
    RulingKind.DEFER: BROKEN,
    RulingKind.REDUCE: BROKEN,
    RulingKind.INSTALMENTS: "Khó khăn đặc biệt về kinh tế, có xác nhận của cơ quan thuế quản lý trực tiếp.",
    RulingKind.AMEND: "Bổ sung tình tiết giảm nhẹ có chứng cứ trước ngày ra quyết định.",
    RulingKind.CORRECT: "Sai họ tên người đại diện do lỗi kỹ thuật khi soạn thảo.",
    RulingKind.ANNUL: "Quyết định ghi sai đối tượng vi phạm.",
}
CONTENTS = {
    RulingKind.AMEND: "Tại khoản 6 Điều 1, sửa “70.000.000 đồng” thành “60.000.000 đồng”.",
    RulingKind.CORRECT: "Tại khoản 1 Điều 1, sửa “Trần Thị Hanh” thành “Trần Thị Hạnh”.",
}
AFTERWARDS = {RulingKind.REDUCE: 35_000_000, RulingKind.AMEND: 60_000_000}
ORDERS: dict[str, dict[str, Any]] = {
    MeasureKind.SALARY: {"holder": "Công ty cổ phần May Bình Minh", "percent": 30},
    MeasureKind.ACCOUNT: {"holder": "Ngân hàng TMCP Ngoại thương Việt Nam, Chi nhánh Đồng Nai", "account": "0121000123456"},
    MeasureKind.DISTRAINT: {"content": "01 xe nâng hàng Komatsu FD25T-17, số khung M226-12345", "planned_on": date(2026, 12, 10)},
    MeasureKind.THIRD_PARTY: {"holder": "Công ty TNHH Thương mại Hòa Phát Lộc", "content": "khoản phải trả tiền hàng theo Hợp đồng số 15/2026/HĐMB"},
    MeasureKind.REMEDY: {"content": "trả đủ tiền lương tháng 8/2026 và tiền lãi chậm trả cho 86 người lao động", "planned_on": date(2026, 12, 10)},
}  # fmt: skip
STEPS = {
    "MQD13": (
        StepKind.DISTRAIN,
        "Đã thông báo trước 05 ngày làm việc; tài sản thuộc sở hữu của doanh nghiệp.",
    ),
    "QD-TDC": (
        StepKind.SUSPEND,
        "Tòa án nhân dân khu vực ra Quyết định số 01/QĐ-BPKCTT tạm đình chỉ thi hành.",
    ),
    "QD-TTC": (StepKind.RESUME, "Tòa án đã hủy bỏ biện pháp khẩn cấp tạm thời."),
    "QD-CCDK": (StepKind.NOT_YET, "Tài khoản không còn số dư, doanh nghiệp chưa có tài sản khác."),
    "QD-DCC": (StepKind.END, "Doanh nghiệp đã nộp đủ tiền phạt và tiền chậm nộp."),
}
MINUTES: dict[str, dict[str, Any]] = {
    "MBB09": {"fine_rest": 70_000_000, "surcharge_rest": 105_000, "measures": ("Buộc trả đủ tiền lương kèm lãi chậm trả",)},
    "MBB10": {"text": "Ngân hàng TMCP Ngoại thương Việt Nam cung cấp thông tin về tài khoản: số dư 512.000.000 đồng."},
    "MBB11": {"text": "Ngân hàng khấu trừ tiền từ tài khoản và chuyển vào Kho bạc Nhà nước.", "of_order": ORDER, "collected": 70_105_000},
    "MBB12": {"text": "Kê biên 01 xe nâng hàng Komatsu FD25T-17, tình trạng hoạt động bình thường.", "of_order": ORDER},
    "MBB13": {"text": "Giao 01 xe nâng hàng cho Trung tâm Dịch vụ đấu giá tài sản tỉnh Đồng Nai bảo quản, bán đấu giá.", "of_order": ORDER},
    "MBB14": {"text": "Đã chi trả tiền lương và tiền lãi cho 86 người lao động, có danh sách ký nhận.", "of_order": ORDER},
}  # fmt: skip
LETTERS: dict[str, dict[str, Any]] = {
    "CV-XM": {"about": "cung cấp thông tin về tài khoản và số dư tài khoản", "addressee": "Ngân hàng TMCP Ngoại thương Việt Nam", "text": "Số tài khoản và số dư tại ngày trả lời."},
    "CV-CB": {"term": "02 ngày làm việc", "about": "công bố công khai việc xử phạt vi phạm hành chính", "addressee": "Cổng thông tin điện tử Sở Nội vụ", "text": "Gây hậu quả nghiêm trọng: 86 người lao động bị nợ lương.", "acts": ("Trả lương không đúng hạn cho người lao động",)},
    "CV-DCCB": {"about": "đính chính thông tin đã công bố công khai", "addressee": "Cổng thông tin điện tử Sở Nội vụ", "text": "Mức tiền phạt đúng là 60.000.000 đồng."},
    "CV-DDXP": {"about": "đôn đốc thi hành Quyết định xử phạt vi phạm hành chính", "addressee": FIRM.name, "surcharge": 105_000},
}  # fmt: skip


def after_samples() -> list[tuple[Form, Any]]:
    """Rulings, orders of enforcement, decisions in their course, minutes, letters."""
    return [
        *((catalogue.RULINGS[kind], _ruling(kind)) for kind in RulingKind),
        *((forms.ORDERS[kind], _order(kind)) for kind in MeasureKind),
        *((form, _combined(kind)) for kind, form in forms.COMBINED.items()),
        *((forms.STEPS[code], _step(*facts)) for code, facts in STEPS.items()),
        *((forms.MINUTES[code], _minutes(code)) for code in forms.MINUTES),
        *((forms.LETTERS[code], _letter(code)) for code in forms.LETTERS),
    ]


def _ruling(kind: RulingKind) -> v.RulingPaper:
    relief = kind in (RulingKind.DEFER, RulingKind.REDUCE, RulingKind.INSTALMENTS)
    return v.RulingPaper(
        **OF, **ENDING, head=HEAD, abstract=rulings.ABSTRACTS[kind], authority=AUTHORITY,
        grounds=(*grounds_for("sanction-relief" if relief else "sanction-correction", ORDERED_ON), CITED),
        kind=kind, of_authority=AUTHORITY, asked_on=date(2026, 11, 20) if relief else None,
        reason=REASONS[kind], content=CONTENTS.get(kind, ""),
        until=date(2027, 2, 2) if kind == RulingKind.DEFER else None, fine_before=70_000_000,
        fine_after=AFTERWARDS.get(kind, 70_000_000), paid=0, changed=kind in AFTERWARDS,
        anew=kind == RulingKind.ANNUL, late_percent="0,05%", treasury=TREASURY, unit=UNIT,
        parts=PARTS if kind == RulingKind.INSTALMENTS else (),
    )  # fmt: skip


def _order(kind: str) -> a.EnforcementOrder:
    values: dict[str, Any] = {
        "holder": "", "account": "", "percent": None, "content": "", "planned_on": None,
    }  # fmt: skip
    return a.EnforcementOrder(
        **OF, **ENDING, head=HEAD, authority=AUTHORITY, kind=kind,
        abstract=f"Cưỡng chế {building.MEASURES[MeasureKind(kind)]}",
        grounds=(*grounds_for("enforcement", ORDERED_ON), CITED), minutes_number="02/BB-KTH",
        reason="Không tự nguyện chấp hành Quyết định xử phạt.", amount=70_105_000,
        fine_rest=70_000_000, surcharge_rest=105_000, costs=0, of_income=False,
        treasury=TREASURY, unit=UNIT, **{**values, **ORDERS[kind]},
    )  # fmt: skip


def _combined(kind: MeasureKind) -> a.EnforcementOrder:
    content = ORDERS[MeasureKind.REMEDY]
    return replace(
        _order(kind),
        abstract=f"Cưỡng chế {building.MEASURES[kind]} và "
        f"{building.MEASURES[MeasureKind.REMEDY]}",
        remedy=content["content"], remedy_on=content["planned_on"],
    )  # fmt: skip


def _step(kind: StepKind, reason: str) -> a.EnforcementRuling:
    return a.EnforcementRuling(
        **ENDING, head=HEAD, authority=AUTHORITY, subject=FIRM, kind=kind,
        abstract=f"{building.RULINGS[kind]} số {ORDER}",
        grounds=grounds_for("enforcement", ORDERED_ON), reason=reason,
        measure=building.MEASURES[MeasureKind.ACCOUNT], of_order=ORDER, of_ordered_on=ORDERED_ON,
        verify_due_on=date(2026, 12, 18) if kind == StepKind.NOT_YET else None, round=1, unit=UNIT,
    )  # fmt: skip


def _minutes(code: str) -> a.EnforcementMinutes:
    values: dict[str, Any] = {
        "of_order": "", "text": "", "fine_rest": 0, "surcharge_rest": 0, "collected": None,
        "measures": (),
    }  # fmt: skip
    return a.EnforcementMinutes(
        **OF, head=HEAD, abstract=building.MINUTES[code], kind=code, held_on=date(2026, 12, 1),
        grounds=(*grounds_for("enforcement", ORDERED_ON), CITED), place=PLACE,
        maker="Lê Văn Kiểm", maker_title="Phó Trưởng phòng", present="Trần Văn Chứng, công chức phường Trấn Biên",
        opinion="Thống nhất với nội dung biên bản.",
        signatures=building._signatures(FIRM, "Lê Văn Kiểm"),
        signature=Signature(("NGƯỜI LẬP BIÊN BẢN",), "Lê Văn Kiểm"),
        **{**values, **MINUTES[code]},
    )  # fmt: skip


def _letter(code: str) -> a.ExecutionLetter:
    values: dict[str, Any] = {"acts": (), "surcharge": 0, "text": ""}
    return a.ExecutionLetter(
        **OF, head=HEAD, kind=code, fine=70_000_000, paid=0, late_percent="0,05%",
        remedies=(("Buộc trả đủ tiền lương kèm lãi chậm trả", date(2026, 11, 30)),),
        answer_until=date(2026, 12, 8), treasury=TREASURY, officer="Phạm Thị Lan",
        recipients=("Như trên", "Lưu: VT, LĐVL"), signature=DIRECTOR,
        **{**values, **LETTERS[code]},
    )  # fmt: skip
