"""Every form of a violation case filled with an invented one: to look at, and for tests."""

# ruff: noqa: E501 - sentences of sample documents

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Signature
from ecms.documents.registry import Form
from ecms.documents.reports import REPORT, Report, Section
from inspections.documents.samples import AUTHORITY, DIRECTOR, FIRM, HEAD, ON, PLACE, UNIT, ZONE
from inspections.documents.samples import samples as check_samples
from violations.documents import catalogue as forms
from violations.documents import contexts as v
from violations.documents.samples_after import after_samples
from violations.documents.samples_before import before_samples
from violations.documents.samples_records import record_samples
from violations.documents.samples_seizure import delegation_samples, seizure_samples

ACTS = (
    v.ActLine(
        "Trả lương không đúng hạn cho người lao động", "Trả lương tháng 8/2026 chậm 12 ngày đối với 86 người lao động",
        "điểm a khoản 2 Điều 17 Nghị định số 283/2026/NĐ-CP", "bảng lương tháng 8/2026",
        "hành vi chấm dứt ngày 22/09/2026", 86, None, 40_000_000, 60_000_000, 45_000_000,
        reasoning=(
            "Khung tiền phạt quy định cho cá nhân là 20.000.000 đồng đến 30.000.000 đồng; đối với tổ chức là 02 lần.",
            "Một tình tiết giảm nhẹ: mức trung bình giữa mức tối thiểu và mức trung bình của khung, 45.000.000 đồng.",
        ),
    ),
    v.ActLine(
        "Không tổ chức huấn luyện an toàn, vệ sinh lao động", "Không tổ chức huấn luyện cho 14 người vận hành thiết bị",
        "khoản 1 Điều 24 Nghị định số 283/2026/NĐ-CP", "", "hành vi đang tiếp diễn tại thời điểm phát hiện",
        14, None, 20_000_000, 40_000_000, 25_000_000,
    ),
)  # fmt: skip
MITIGATING = (
    v.CircumstanceLine(
        "Đã tự nguyện khắc phục hậu quả, bồi thường thiệt hại",
        "khoản 1 Điều 9 Luật Xử lý vi phạm hành chính",
        "chứng từ trả đủ lương ngày 22/9/2026",
    ),
)
REMEDIES = (
    v.RemedyLine("Buộc trả đủ tiền lương kèm lãi chậm trả", None),
    v.RemedyLine("Buộc tổ chức huấn luyện cho người lao động", date(2026, 11, 30)),
)
DECREE = (
    "Căn cứ Nghị định số 283/2026/NĐ-CP ngày 15 tháng 7 năm 2026 của Chính phủ quy định xử "
    "phạt vi phạm hành chính trong lĩnh vực lao động, bảo hiểm xã hội, người lao động Việt "
    "Nam đi làm việc ở nước ngoài theo hợp đồng"
)
TERMS: dict[str, Any] = {
    "minutes_number": "03/BB-VPHC", "minutes_on": date(2026, 10, 20),
    "decision_due_on": date(2026, 11, 20), "limitation_ends_on": date(2027, 9, 22),
}  # fmt: skip
BASE: dict[str, Any] = {"subject": FIRM, "acts": ACTS}
WEIGHED: dict[str, Any] = {"aggravating": (), "mitigating": MITIGATING, "additional": ()}
PAPERS = (
    "Căn cứ Quyết định số 05/QĐ-SNV ngày 05 tháng 10 năm 2026 của Sở Nội vụ tỉnh Đồng Nai",
    "Căn cứ Biên bản vi phạm hành chính số 03/BB-VPHC lập ngày 20 tháng 10 năm 2026 tại trụ sở đơn vị",
)
MAKER = Signature(("NGƯỜI LẬP",), "Lê Văn Kiểm")
SIGNS = ((Signature(("CÁ NHÂN VI PHẠM HOẶC ĐẠI DIỆN TỔ CHỨC VI PHẠM",), "Trần Thị Hạnh",
                    "(Ký, ghi rõ họ và tên)"),
          Signature(("NGƯỜI LẬP BIÊN BẢN",), "Lê Văn Kiểm",
                    "(Ký, ghi rõ chức vụ, họ và tên)")),)  # fmt: skip


def violation_samples() -> list[tuple[Form, Any]]:
    """The forms of a violation case, in the order of the proceeding."""
    return [
        *_official(),
        *_internal(),
        *before_samples(ACTS, WEIGHED, REMEDIES),
        *after_samples(),
        *record_samples(),
        *seizure_samples(),
        *delegation_samples(),
    ]


def _official() -> list[tuple[Form, Any]]:
    return [
        (forms.MINUTES, v.ViolationMinutes(
            **BASE, **WEIGHED, head=HEAD, abstract="Về lĩnh vực lao động, bảo hiểm xã hội",
            grounds=(*grounds_for("violation-minutes", ON), DECREE, PAPERS[0]),
            case_code="VP-75-2026-00007", held_on=date(2026, 10, 20),
            starts_at=datetime(2026, 10, 20, 14, 0, tzinfo=ZONE), ends_at=None, place=PLACE,
            maker=v.Maker("Lê Văn Kiểm", "Phó Trưởng phòng", "Sở Nội vụ tỉnh Đồng Nai"),
            witnesses="", authority_present="", interpreter="", remedies=REMEDIES,
            opinion="", refusal="", explanation_right=True,
            explain_to="Giám đốc Sở Nội vụ tỉnh Đồng Nai", written_until=date(2026, 10, 27),
            hearing_until=date(2026, 10, 22), written_term="05 ngày làm việc",
            hearing_term="02 ngày làm việc", signatures=SIGNS, signature=SIGNS[0][1])),
        (forms.DECISION, v.SanctionDecision(
            **BASE, **WEIGHED, head=HEAD, authority=AUTHORITY,
            abstract="Xử phạt vi phạm hành chính trong lĩnh vực lao động, bảo hiểm xã hội",
            grounds=(*grounds_for("sanction", date(2026, 11, 2)), DECREE, *PAPERS),
            total=70_000_000, warning=False, remedies=REMEDIES, late_percent="0,05%", term="10 ngày",
            treasury=v.Treasury("Kho bạc Nhà nước Khu vực XVII", "3949.0.1054321", "mã cơ quan thu 1054321, chương 435, tiểu mục 4261"),
            unit=UNIT, recipients=("Như Điều 3", "Lưu: VT, LĐVL"), signature=DIRECTOR)),
    ]  # fmt: skip


def _internal() -> list[tuple[Form, Any]]:
    return [
        (forms.WORKSHEET, v.FineWorksheet(
            **BASE, **TERMS, head=HEAD, abstract="Hồ sơ VP-75-2026-00007",
            case_code="VP-75-2026-00007", total=70_000_000, decided_on=date(2026, 11, 2),
            written_until=date(2026, 10, 27), hearing_until=date(2026, 10, 22),
            signatories=(("Giám đốc Sở Nội vụ", 120_000_000),),
            reasoning=("Tổng hợp: tiền phạt của các hành vi được cộng lại (Điều 3 Luật Xử lý vi phạm hành chính).",),
            signature=MAKER)),
        (forms.WORKSHEET_ENGLISH, v.FineWorksheet(
            **TERMS, subject=FIRM, head=HEAD, abstract="Case VP-75-2026-00007",
            acts=(replace(
                ACTS[0], title="Wages paid late", description="86 workers paid 12 days late",
                basis="Decree 283/2026/NĐ-CP, Article 17, clause 2, point a",
                reasoning=("The frame for organisations is twice that for individuals.",)),),
            case_code="VP-75-2026-00007", total=45_000_000, decided_on=date(2026, 11, 2),
            written_until=date(2026, 10, 27), hearing_until=date(2026, 10, 22),
            signatories=(("Director of the Department of Home Affairs", 120_000_000),),
            reasoning=(), signature=MAKER)),
        (forms.SUBMISSION, v.SanctionSubmission(
            **BASE, **WEIGHED, **TERMS, head=HEAD, case_code="VP-75-2026-00007",
            abstract=f"Về việc xử phạt vi phạm hành chính đối với {FIRM.name}",
            addressee="Giám đốc Sở Nội vụ tỉnh Đồng Nai", total=70_000_000, remedies=REMEDIES,
            explanations=(), competence="Giám đốc Sở Nội vụ tỉnh Đồng Nai",
            recipients=("Như trên", "Lưu: LĐVL"), signature=MAKER)),
    ]  # fmt: skip


def report_samples() -> list[tuple[Form, Any]]:
    """The statistical report."""
    section = Section(
        "Vi phạm theo địa phương",
        ("Trong kỳ có 312 vụ vi phạm, tăng 8% so với cùng kỳ",),
        ("Địa phương", "Số vụ", "Tiền phạt (đồng)"),
        (("Đồng Nai", "120", "4.350.000.000"), ("Hà Nội", "192", "6.120.500.000")),
    )
    report = Report(
        head=HEAD,
        abstract="Tình hình kiểm tra, xử phạt vi phạm pháp luật về lao động",
        period="từ ngày 01 tháng 01 đến ngày 30 tháng 9 năm 2026",
        coverage="03 địa phương thí điểm",
        as_of=datetime(2026, 10, 1, 6, 0, tzinfo=ZONE),
        sections=(section,),
        method=("Số vụ tính theo ngày lập biên bản vi phạm hành chính",),
        signature=DIRECTOR,
        recipients=("Bộ Nội vụ (để báo cáo)", "Lưu: VT, LĐVL"),
    )
    return [(REPORT, report)]


def samples() -> list[tuple[Form, Any]]:
    """Every official form with an invented context."""
    return [*check_samples(), *violation_samples(), *report_samples()]
