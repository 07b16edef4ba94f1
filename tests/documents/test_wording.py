"""The wording of every form, read back from the PDF letter by letter (T33)."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from ecms.documents.parts import short_title, title_with_body
from ecms.documents.rendering import Issue, render
from ecms.documents.services import preview
from tests.documents.reading import is_nfc, pages_of, text_of
from violations.documents.samples import ON, samples

SAMPLES = {form.code: (form, context) for form, context in samples()}
EVERY = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Đồng Nai, ngày 05 tháng 10 năm 2026",
    "Mã tra cứu: 7K3M-9QXD-2FAB",
)
WORDS = {
    "QD-KT": (
        "ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI SỞ NỘI VỤ",
        "Số: 05/QĐ-SNV",
        "Kiểm tra việc chấp hành pháp luật về lao động đối với Công ty TNHH Giày Đức Phát",
        "GIÁM ĐỐC SỞ NỘI VỤ TỈNH ĐỒNG NAI",
        "Căn cứ Nghị định số 217/2025/NĐ-CP ngày 05 tháng 8 năm 2025 của Chính phủ",
        "Theo đề nghị của Trưởng phòng Lao động, việc làm.",
        "Điều 1. Kiểm tra việc chấp hành pháp luật về lao động",
        "4. Thời hạn kiểm tra: 10 ngày, kể từ ngày công bố Quyết định kiểm tra.",
        "1. Ông (bà) Lê Văn Kiểm, Phó Trưởng phòng Lao động, việc làm – Trưởng đoàn;",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Nơi nhận: - Như Điều 4;",
    ),
    "KH-KT": ("KẾ HOẠCH", "5. Phân công nhiệm vụ", "PHÊ DUYỆT GIÁM ĐỐC"),
    "TB-KT": ("THÔNG BÁO", "1. Thời gian: 08 giờ 30 phút, ngày 12 tháng 10 năm 2026."),
    "BB-CB": ("Công bố Quyết định kiểm tra", "ngày cuối cùng của thời hạn: ngày 22 tháng 10"),
    "QD-GH": ("thời gian gia hạn là 05 ngày", "kết thúc chậm nhất ngày 27 tháng 10 năm 2026"),
    "QD-TD": ("Tạm dừng cuộc kiểm tra", "Thời gian tạm dừng không tính vào thời hạn kiểm tra"),
    "QD-TT": ("Tiếp tục cuộc kiểm tra", "kể từ ngày 20 tháng 10 năm 2026"),
    "QD-DC": ("Đình chỉ cuộc kiểm tra", "Lý do: Đơn vị đã giải thể."),
    "BB-KT": (
        "SỞ NỘI VỤ TỈNH ĐỒNG NAI ĐOÀN KIỂM TRA",
        "Số: 05/BB-ĐKT",
        "02 nội dung ĐẠT; 02 nội dung CHƯA ĐẠT; 01 nội dung KHÔNG ÁP DỤNG",
        "Tổng số người lao động: 1.250; trong đó lao động nữ: 980.",
        "6. Ý kiến của đơn vị được kiểm tra Đơn vị nhất trí với nội dung biên bản.",
    ),
    "CV-CC": ("Kính gửi: Công ty TNHH Giày Đức Phát", "V/v chấn chỉnh, khắc phục sau kiểm tra"),
    "TB-KQ": ("Kết quả kiểm tra việc chấp hành pháp luật về lao động",),
    "MBB01": (
        "Mẫu biên bản số 01",
        "BIÊN BẢN VI PHẠM HÀNH CHÍNH",
        "Hôm nay, hồi 14 giờ 00 phút, ngày 20 tháng 10 năm 2026",
        *(f"{number}. " for number in range(1, 11)),
        (
            "10. Quyền giải trình: Công ty TNHH Giày Đức Phát có quyền gửi văn bản giải trình trong "
            "thời hạn 05 ngày làm việc kể từ ngày lập biên bản (đến hết ngày 27 tháng 10 năm 2026)"
        ),
    ),
    "MQD02": (
        "Mẫu quyết định số 02",
        "Số: 05/QĐ-XPHC",
        "Căn cứ các Điều 57, 68, 70, 78 và 85 Luật Xử lý vi phạm hành chính",
        "(sửa đổi, bổ sung bởi Nghị định số 311/2026/NĐ-CP)",
        "- Hành vi 1: 45.000.000 đồng (Bằng chữ: Bốn mươi lăm triệu đồng);",
        "Tổng mức tiền phạt: 70.000.000 đồng (Bằng chữ: Bảy mươi triệu đồng).",
        "Buộc trả đủ tiền lương kèm lãi chậm trả; thời hạn thực hiện: 10 ngày, kể từ ngày nhận",
        "chậm nhất ngày 30 tháng 11 năm 2026",
        "phải nộp thêm 0,05% tính trên tổng số tiền phạt chưa nộp",
        "tài khoản số 3949.0.1054321",
        "có quyền khiếu nại hoặc khởi kiện hành chính",
    ),
    "PHIEU-TT": ("PHIẾU TÍNH MỨC PHẠT", "Tổng cộng 70.000.000 đồng", "Hết thời hiệu xử phạt"),
    "TTR-XP": ("TỜ TRÌNH", "Kính gửi: Giám đốc Sở Nội vụ tỉnh Đồng Nai"),
    "BC-TH": ("BÁO CÁO", "Kỳ báo cáo: từ ngày 01 tháng 01", "Phương pháp tính và nguồn số liệu"),
}


@pytest.fixture(scope="module")
def printed():
    """Every form rendered once: {code: bytes}."""
    made = {}
    for code, (form, context) in SAMPLES.items():
        symbol = form.full_symbol(context.head.symbol)
        issue = Issue(
            reference=f"05/{symbol}" if symbol else "",
            symbol=symbol,
            on=ON,
            place=context.head.place,
            code="7K3M-9QXD-2FAB",
        )
        made[code] = render(form, context, issue)
    return made


def test_every_form_has_expected_words():
    """In its PDF, or all of them in a snapshot (test_snapshots.py)."""
    kept = {file.stem for file in (Path(__file__).parent / "snapshots").glob("*.txt")}
    assert set(WORDS) <= set(SAMPLES) <= set(WORDS) | kept


@pytest.mark.parametrize("code", sorted(WORDS))
def test_text_equals_the_source_in_nfc(code, printed):
    text = text_of(printed[code])
    assert is_nfc(text)
    for words in (*EVERY, *WORDS[code]):
        assert words in text, f"{code}: {words!r} is missing in\n{text}"


@pytest.mark.parametrize("code", sorted(WORDS))
def test_nothing_is_printed_for_missing_data_but_dots(code, printed):
    text = text_of(printed[code])
    assert not re.search(r"\b(None|True|False|nan)\b|\{\{|\{%|&[a-z]+;", text)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_is_tagged_pdf_a_in_vietnamese_with_whole_fonts(code, printed):
    reader = PdfReader(io.BytesIO(printed[code]))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part(>|=.)3", xmp)
    assert re.search(r"pdfaid:conformance(>|=.)U", xmp)
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("vi")
    names = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all("Tinos" in name for name in names), names


def test_pages_are_numbered_from_the_second(printed):
    first, *others = pages_of(printed["MQD02"])
    assert not first.startswith("1 ")
    assert not first.endswith(" 1")
    for number, page in enumerate(others, start=2):
        assert page.startswith(f"{number} ") or page.endswith(f" {number}")


def test_the_code_stands_on_the_last_page_only(printed):
    *before, last = pages_of(printed["MBB01"])
    assert "Mã tra cứu" in last
    assert not any("Mã tra cứu" in page for page in before)


def test_a4_with_the_margins_of_the_decree(printed):
    box = PdfReader(io.BytesIO(printed["QD-KT"])).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


def test_a_preview_is_a_marked_draft_without_number_and_code():
    form, context = SAMPLES["MQD02"]
    text = text_of(preview(form, context))
    assert "DỰ THẢO" in text
    assert "Số: ……/QĐ-XPHC" in text
    assert "ngày … tháng … năm …" in text
    assert "Mã tra cứu" not in text


@pytest.mark.parametrize(("title", "body", "above", "inside"), [
    ("Giám đốc Sở Nội vụ", "Sở Nội vụ thành phố Đồng Nai", "Giám đốc",
     "Giám đốc Sở Nội vụ thành phố Đồng Nai"),
    ("Chánh Thanh tra", "Thanh tra thành phố Đồng Nai", "Chánh Thanh tra",
     "Chánh Thanh tra thành phố Đồng Nai"),
    ("Phó Chánh Thanh tra thành phố", "Thanh tra thành phố Đồng Nai", "Phó Chánh Thanh tra",
     "Phó Chánh Thanh tra thành phố Đồng Nai"),
    ("Chánh Thanh tra Sở", "Sở Lao động", "Chánh Thanh tra", "Chánh Thanh tra Sở Lao động"),
    ("Trưởng phòng Thanh tra", "Sở Nội vụ", "Trưởng phòng", "Trưởng phòng Sở Nội vụ"),
])  # fmt: skip
def test_the_office_above_a_signature_and_in_a_sentence(title, body, above, inside):
    assert (short_title(title), title_with_body(title, body)) == (above, inside)
