"""Invented contexts of the minutes that an official draws up on the spot."""

from __future__ import annotations

from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.registry import Form
from inspections.documents.samples import HEAD, PLACE, UNIT
from violations.documents import building_records as building
from violations.documents import catalogue_records as forms
from violations.documents.building_before import _pairs
from violations.documents.contexts import RemedyLine
from violations.documents.contexts_records import (
    ExecutionHandOver,
    PartialExecution,
    RefusedReceipt,
    WorkingMinutes,
)
from violations.documents.samples_before import CASE, DRAWN, EXHIBITS, MAKER, ORDERED, PAPERS
from violations.states import Gone, WhyWorking

DECISION = "05/QĐ-XPHC"
ORDER = "02/QĐ-CCXP"
AUTHORITY = "Bà Nguyễn Thị Xác, Phó Chủ tịch Ủy ban nhân dân phường Trấn Biên"
WITNESS = "Ông Trần Văn Chứng"
SAID = (
    "Hồi 09 giờ 15 phút, quyết định được giao trực tiếp cho bà Trần Thị Hạnh, Giám đốc; bà Hạnh "
    "đọc xong và trả lại, cho rằng mức phạt quá cao."
)


def record_samples() -> list[tuple[Form, Any]]:
    """Refused receipt of a decision and of an order, and a working session."""
    return [
        (forms.REFUSED, _refused("", date(2026, 11, 3))),
        (forms.REFUSED_ORDER, _refused(ORDER, date(2026, 12, 3))),
        (forms.WORKING, _working()),
        (forms.PARTLY, _partly()),
        (forms.EXECUTION, _handed_over()),
    ]


def _refused(order: str, on: date) -> RefusedReceipt:
    what = "Quyết định xử phạt vi phạm hành chính"
    if order:
        what = "Quyết định cưỡng chế thi hành quyết định xử phạt vi phạm hành chính"
    grounds = grounds_for("enforcement" if order else "violation-minutes", on)
    cited = f"Căn cứ Quyết định xử phạt vi phạm hành chính số {DECISION}"
    return RefusedReceipt(
        **CASE, **{**DRAWN, "grounds": (*grounds, f"{cited} ngày 02 tháng 11 năm 2026")},
        head=HEAD, abstract=f"Về việc cá nhân, tổ chức vi phạm không nhận {what}", held_on=on,
        place=PLACE, confirmed_by=AUTHORITY, witnesses="" if order else WITNESS, text=SAID,
        of_decision=DECISION, of_decided_on=date(2026, 11, 2), of_order=order,
        of_ordered_on=date(2026, 12, 1) if order else None,
        signatures=_pairs(
            ("ĐẠI DIỆN CHÍNH QUYỀN CẤP XÃ", "Nguyễn Thị Xác"),
            ("NGƯỜI LẬP BIÊN BẢN", "Lê Văn Kiểm"),
            *(() if order else (("NGƯỜI CHỨNG KIẾN", "Trần Văn Chứng"),)),
        ),
    )  # fmt: skip


def _working() -> WorkingMinutes:
    case = {**CASE, "minutes_number": "", "minutes_on": None}
    return WorkingMinutes(
        **case, **DRAWN, head=HEAD, abstract="Về vụ việc có dấu hiệu vi phạm hành chính",
        held_on=date(2026, 10, 14), place=PLACE, why=building.WHY[WhyWorking.UNCLEAR],
        present="Bà Trần Thị Hạnh, Giám đốc; ông Võ Minh Luật, kế toán trưởng",
        text="Đối chiếu bảng lương tháng 8/2026 với chứng từ ngân hàng: 86 người chưa rõ ngày "
        "nhận lương. Doanh nghiệp cung cấp sao kê trước ngày 17/10/2026.",
        opinion="Doanh nghiệp sẽ cung cấp đủ sao kê.",
        signatures=_pairs(
            ("NGƯỜI LÀM VIỆC VỚI NGƯỜI LẬP BIÊN BẢN", "Trần Thị Hạnh"),
            ("NGƯỜI LẬP BIÊN BẢN", "Lê Văn Kiểm"),
        ),
    )  # fmt: skip


def _partly() -> PartialExecution:
    return PartialExecution(
        **CASE, **ORDERED, abstract="Thi hành một phần Quyết định xử phạt vi phạm hành chính",
        of_decision=DECISION, of_decided_on=date(2026, 11, 2), why=building.GONE[Gone.DISSOLVED],
        happened_on=date(2026, 12, 15), fine=70_000_000, paid=20_000_000,
        proof="Thông báo số 118/TB-ĐKKD ngày 15 tháng 12 năm 2026 của Phòng Đăng ký kinh doanh",
        successor="Công ty TNHH Đầu tư Đức Phát, chủ sở hữu",
        remedies=(RemedyLine("Buộc trả đủ tiền lương kèm lãi chậm trả", date(2027, 1, 15)),),
        exhibits=EXHIBITS[1:], unit=UNIT, term="10 ngày",
    )  # fmt: skip


def _handed_over() -> ExecutionHandOver:
    cited = f"Căn cứ Quyết định xử phạt vi phạm hành chính số {DECISION} ngày 02 tháng 11 năm 2026"
    drawn = {**DRAWN, "grounds": (*DRAWN["grounds"], cited), "maker": MAKER}
    return ExecutionHandOver(
        **CASE, **drawn, head=HEAD,
        abstract="Chuyển giao quyết định xử phạt vi phạm hành chính để thi hành",
        of_decision=DECISION, of_decided_on=date(2026, 11, 2), handed_on=date(2026, 12, 7),
        to="Sở Nội vụ Thành phố Hồ Chí Minh", receiver="Ông Nguyễn Văn Nhận, chuyên viên",
        reason="doanh nghiệp đã chuyển trụ sở chính sang Thành phố Hồ Chí Minh", fine=70_000_000,
        paid=20_000_000, surcharge=525_000, papers=PAPERS,
        remedies=(RemedyLine("Buộc trả đủ tiền lương kèm lãi chậm trả", date(2027, 1, 15)),),
        signatures=_pairs(("BÊN NHẬN", "Nguyễn Văn Nhận"), ("BÊN GIAO", "Lê Văn Kiểm")),
    )  # fmt: skip
