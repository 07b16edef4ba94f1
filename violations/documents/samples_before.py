"""Invented contexts of the forms between the violation minutes and the decision."""

# ruff: noqa: E501 - sentences of sample documents

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Party, Signature
from ecms.documents.registry import Form
from inspections.documents.samples import AUTHORITY, DIRECTOR, FIRM, HEAD, ON, PLACE, UNIT, ZONE
from violations.documents import building_before as building
from violations.documents import catalogue_before as forms
from violations.documents import contexts as v
from violations.documents import contexts_before as b
from violations.states import NoSanction

EXHIBITS = (
    b.ExhibitLine("Hợp đồng lao động không ghi ngày tháng", "14 bản", "nguyên vẹn", "Phòng Lao động, việc làm"),
    b.ExhibitLine("Máy dập không có cơ cấu che chắn", "01 chiếc", "đang sử dụng", "xưởng 2", 45_000_000),
)  # fmt: skip
PAPERS = (
    "Biên bản kiểm tra số 02/BB-ĐKT",
    "Biên bản vi phạm hành chính số 03/BB-VPHC",
    "Bảng lương tháng 8/2026",
)
MAKER = v.Maker("Lê Văn Kiểm", "Phó Trưởng phòng", "Sở Nội vụ tỉnh Đồng Nai")
CASE: dict[str, Any] = {
    "subject": FIRM, "case_code": "VP-75-2026-00007", "minutes_number": "03/BB-VPHC",
    "minutes_on": date(2026, 10, 20),
}  # fmt: skip
TO_ALL: dict[str, Any] = {"recipients": ("Như Điều 3", "Lưu: VT, LĐVL"), "signature": DIRECTOR}
ANSWER: dict[str, Any] = {"recipients": ("Như trên", "Lưu: VT, LĐVL"), "signature": DIRECTOR}
DRAWN: dict[str, Any] = {
    "maker": MAKER, "signature": Signature(("NGƯỜI LẬP BIÊN BẢN",), "Lê Văn Kiểm"),
    "grounds": grounds_for("violation-minutes", ON),
}  # fmt: skip
ORDERED: dict[str, Any] = {
    "head": HEAD, "authority": AUTHORITY, "grounds": grounds_for("sanction-before", ON), **TO_ALL,
}  # fmt: skip
HELD = datetime(2026, 10, 28, 9, 0, tzinfo=ZONE)


def before_samples(
    acts: tuple[v.ActLine, ...], weighed: dict[str, Any], remedies: tuple[v.RemedyLine, ...]
) -> list[tuple[Form, Any]]:
    """The forms of hearing and verification, then of files elsewhere, then without a fine."""
    return [*_hearing(), *_found_out(), *_elsewhere(acts), *_direct(acts, weighed, remedies)]


def _hearing() -> list[tuple[Form, Any]]:
    signs = building._pairs(
        ("CÁ NHÂN VI PHẠM HOẶC ĐẠI DIỆN TỔ CHỨC VI PHẠM", "Trần Thị Hạnh"),
        ("NGƯỜI TỔ CHỨC PHIÊN GIẢI TRÌNH", "Đặng Quốc Giám"), ("NGƯỜI LẬP BIÊN BẢN", "Lê Văn Kiểm"),
    )  # fmt: skip
    return [
        (forms.INVITATION, b.HearingInvitation(
            **CASE, **ANSWER, head=HEAD, abstract="Tham dự phiên giải trình trực tiếp",
            requested_on=date(2026, 10, 22), planned_for=HELD, place="Phòng họp số 2, trụ sở Sở Nội vụ",
            chair="Đặng Quốc Giám")),
        (forms.MORE_TIME, b.MoreTimeToExplain(
            **CASE, **ANSWER, head=HEAD, asked_on=date(2026, 10, 26), before=date(2026, 10, 27),
            until=date(2026, 11, 3), reason="hồ sơ lương lưu tại trụ sở chính ở tỉnh khác")),
        (forms.HEARING, b.HearingMinutes(
            **CASE, **DRAWN, head=HEAD, abstract="Phiên giải trình trực tiếp", held_on=HELD.date(),
            place="Phòng họp số 2, trụ sở Sở Nội vụ", chair="Đặng Quốc Giám",
            participants="Bà Trần Thị Hạnh, Giám đốc; ông Võ Minh Luật, luật sư",
            statements="Doanh nghiệp chậm lương do đối tác chậm thanh toán; đã trả đủ ngày 22/9/2026.",
            questions="Hỏi: đã trả lãi chậm trả chưa? Đáp: chưa, sẽ trả trước ngày 30/11/2026.",
            papers="Chứng từ chuyển khoản ngày 22/9/2026 (03 trang)",
            conclusion="Ghi nhận tình tiết giảm nhẹ; giữ nguyên hành vi vi phạm.", absent=False,
            signatures=signs)),
    ]  # fmt: skip


def _found_out() -> list[tuple[Form, Any]]:
    signs = building._pairs(
        ("NGƯỜI CÓ LIÊN QUAN, NGƯỜI CHỨNG KIẾN", "Phạm Văn Chứng"),
        ("NGƯỜI LẬP BIÊN BẢN", "Lê Văn Kiểm"),
    )
    done = {**CASE, **DRAWN, "head": HEAD, "done_on": date(2026, 10, 26), "signatures": signs}
    return [
        (forms.FACTS, b.InquiryMinutes(
            **done, abstract="Xác minh tình tiết của vụ việc vi phạm hành chính",
            matter="số người lao động bị trả lương chậm", result="86 người, đối chiếu bảng lương và chứng từ ngân hàng",
            exhibits=(), value=None)),
        (forms.VALUE, b.InquiryMinutes(
            **done, abstract="Xác định giá trị tang vật, phương tiện vi phạm hành chính",
            matter="giá trị máy dập", result="giá thị trường theo hai báo giá", exhibits=EXHIBITS,
            value=45_000_000)),
        (forms.EXPERTISE, b.ExpertiseOrder(
            **CASE, **ORDERED, abstract="Trưng cầu giám định", matter="máy dập có bảo đảm an toàn theo quy chuẩn hay không",
            asked_of="Trung tâm Kiểm định kỹ thuật an toàn khu vực II", exhibits=EXHIBITS[1:])),
    ]  # fmt: skip


def _elsewhere(acts: tuple[v.ActLine, ...]) -> list[tuple[Form, Any]]:
    body = "Cơ quan Cảnh sát điều tra Công an tỉnh Đồng Nai"
    return [
        (forms.CRIME, b.CrimeTransfer(
            **CASE, **ORDERED, acts=acts, offence="tội trốn đóng bảo hiểm xã hội (Điều 216 Bộ luật Hình sự)",
            abstract="Chuyển hồ sơ vụ vi phạm có dấu hiệu tội phạm để truy cứu trách nhiệm hình sự",
            reason="Số tiền trốn đóng trên 50 triệu đồng, kéo dài 08 tháng.", to=body, papers=PAPERS,
            exhibits=EXHIBITS, term="05 ngày làm việc")),
        (forms.HAND_OVER, b.FileHandOver(
            **CASE, **DRAWN, head=HEAD, abstract="Bàn giao hồ sơ vụ vi phạm có dấu hiệu tội phạm",
            of_number="01/QĐ-CHS", of_on=date(2026, 10, 30), handed_on=date(2026, 11, 2), to=body,
            receiver="Thiếu tá Hoàng Văn Nhận", papers=PAPERS, exhibits=EXHIBITS,
            signatures=building._pairs(("BÊN NHẬN", "Hoàng Văn Nhận"), ("BÊN GIAO", "Lê Văn Kiểm")))),
        (forms.SLIP, b.TransferSlip(
            **CASE, head=HEAD, abstract="Hồ sơ vụ vi phạm hành chính đến người có thẩm quyền xử phạt",
            recipients=("Như trên", "Lưu: LĐVL"), signature=Signature(("NGƯỜI CHUYỂN HỒ SƠ",), "Lê Văn Kiểm"),
            to="Chủ tịch Ủy ban nhân dân tỉnh Đồng Nai", papers=PAPERS,
            reason="Mức tối đa của khung tiền phạt vượt thẩm quyền của Giám đốc Sở Nội vụ.",
            decision_due_on=date(2026, 11, 20), limitation_ends_on=date(2027, 9, 22))),
    ]  # fmt: skip


def _direct(
    acts: tuple[v.ActLine, ...], weighed: dict[str, Any], remedies: tuple[v.RemedyLine, ...]
) -> list[tuple[Form, Any]]:
    nobody = {
        **CASE,
        "subject": Party(name="Chưa xác định được đối tượng vi phạm", kind="unidentified"),
    }
    warned = (v.ActLine(
        "Không thông báo công khai kết quả kiểm tra an toàn", "Không niêm yết tại xưởng 2",
        "khoản 1 Điều 20 Nghị định số 283/2026/NĐ-CP", warning=True,
    ),)  # fmt: skip
    return [
        (forms.ON_SPOT, v.SanctionDecision(
            **ORDERED, **weighed, subject=FIRM, acts=warned, total=0, warning=True, remedies=(),
            abstract="Xử phạt vi phạm hành chính theo thủ tục xử phạt không lập biên bản",
            treasury=v.Treasury("Kho bạc Nhà nước Khu vực XVII", "3949.0.1054321"),
            late_percent="0,05%",
            term="10 ngày", unit=UNIT)),
        (forms.CONFISCATION, b.WithoutSanction(
            **nobody, **ORDERED, abstract="Tịch thu tang vật, phương tiện vi phạm hành chính", acts=acts[1:],
            unknown=True, found_at=PLACE, why=building.WHY[NoSanction.NOT_DEFINED], words="",
            exhibits=EXHIBITS[1:], remedies=(), unit=UNIT)),
        (forms.REMEDIES, b.WithoutSanction(
            **CASE, **ORDERED, abstract="Buộc thực hiện biện pháp khắc phục hậu quả", acts=acts, unknown=False,
            found_at="", why=building.WHY[NoSanction.LIMITATION], words="", exhibits=(), remedies=remedies, term="10 ngày",
            unit=UNIT)),
        (forms.NOTICE, b.OwnerNoticePaper(
            **nobody, **ANSWER, head=HEAD, abstract="Tìm chủ sở hữu tang vật, phương tiện vi phạm hành chính (lần 1)",
            turn=1, found_at="bãi tập kết số 4, phường Trấn Biên", posted_on=date(2026, 10, 21),
            place="trụ sở Ủy ban nhân dân phường Trấn Biên", until=date(2026, 11, 20), exhibits=EXHIBITS)),
    ]  # fmt: skip
