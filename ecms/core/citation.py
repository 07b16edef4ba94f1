"""Legal citations in the language of the page, from the short form of the reference files.

"Labour Code 45/2019 Art. 107.2a" is printed as "điểm a khoản 2 Điều 107 Bộ luật Lao động số
45/2019/QH14". Text that does not follow the short form is printed as it stands.
"""

from __future__ import annotations

import re

from ecms.core.citation_english import english
from ecms.core.formatting import is_vietnamese

LAWS = {
    "Labour Code": "Bộ luật Lao động",
    "Inspection Law": "Luật Thanh tra",
    "OSH Law": "Luật An toàn, vệ sinh lao động",
    "SI Law": "Luật Bảo hiểm xã hội",
    "Employment Law": "Luật Việc làm",
    "Social Insurance Law": "Luật Bảo hiểm xã hội",
    "Trade Union Law": "Luật Công đoàn",
    "Law on Complaints": "Luật Khiếu nại",
    "Law on Denunciations": "Luật Tố cáo",
    "Law on Administrative Procedure": "Luật Tố tụng hành chính",
    "Circular": "Thông tư",
    "LHAV": "Luật Xử lý vi phạm hành chính",
    "Decree": "Nghị định",
    "Resolution": "Nghị quyết",
}
SUFFIX = {
    "15/2012": "15/2012/QH13",
    "45/2019": "45/2019/QH14",
    "84/2015": "84/2015/QH13",
    "93/2015": "93/2015/QH13",
    "41/2024": "41/2024/QH15",
    "50/2024": "50/2024/QH15",
}
ONE = re.compile(
    r"^(?P<law>" + "|".join(LAWS) + r")(?: (?P<number>\d+/\d+(?:/[\w-]+)?))?"
    r"(?: Arts?\.? (?P<places>[\d.a-zđ, -]+))?$"
)
PLACE = re.compile(r"^(\d+)(?:-(\d+))?(?:\.(\d+)(?:-(\d+))?([a-zđ])?)?$")
ASIDE = re.compile(r"\s*\([^)]*\)")
SHORT_DECREE = re.compile(r"\bNĐ (?=\d+/\d+)")


def vietnamese(text: str) -> str:
    """The citation in Vietnamese; a Vietnamese one with its abbreviations written out."""
    parts = [_one(part.strip()) for part in ASIDE.sub("", text).split(";") if part.strip()]
    return "; ".join(parts)


def shown(text: str) -> str:
    """A citation of the reference files in the language of the page."""
    return vietnamese(text) if is_vietnamese() else english(text)


def placed(text: str) -> str:
    """A Vietnamese citation in the language of the page; unlike in a document it keeps
    "(hành vi thứ 3)", which tells the acts of one clause apart."""
    return text if is_vietnamese() else english(text)


def _one(part: str) -> str:
    """One citation; "Decree 189/2025, amended by 311/2026" names both."""
    kind = next((name for name in LAWS if part.startswith(name)), "")
    first, *later = part.split(", amended by ")
    if later and kind:
        return ", sửa đổi, bổ sung bởi ".join([_single(first), *(
            _single(f"{kind} {number}") for number in later
        )])  # fmt: skip
    return _single(part)


def _single(part: str) -> str:
    match = ONE.match(part)
    if match is None:
        return SHORT_DECREE.sub("Nghị định số ", part)
    law = LAWS[match["law"]]
    if number := match["number"]:
        ending = "/NĐ-CP" if law == "Nghị định" and number.count("/") == 1 else ""
        full = SUFFIX.get(number, number).replace("/ND-CP", "/NĐ-CP")
        law = f"{law} số {full}{ending}"
    places = [_place(place.strip()) for place in (match["places"] or "").split(",") if place]
    return f"{', '.join(places)} {law}" if places else law


def _place(place: str) -> str:
    match = PLACE.match(place)
    if match is None:
        return f"Điều {place}"
    article, last, clause, last_clause, point = match.groups()
    words = f"Điều {article}" if not last else f"các Điều từ {article} đến {last}"
    if clause:
        clauses = f"khoản {clause}" if not last_clause else f"các khoản {clause} đến {last_clause}"
        words = f"{clauses} {words}"
    return f"điểm {point} {words}" if point else words


ABBREVIATIONS = {
    "ATVSLĐ": "an toàn, vệ sinh lao động",
    "ATVSV": "an toàn, vệ sinh viên",
    "BHTNLĐ": "bảo hiểm tai nạn lao động",
    "BHTN": "bảo hiểm thất nghiệp",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BLLĐ": "Bộ luật Lao động",
    "BNN": "bệnh nghề nghiệp",
    "DVVL": "dịch vụ việc làm",
    "GPLĐ": "giấy phép lao động",
    "HĐLĐ": "hợp đồng lao động",
    "KTATLĐ": "kỹ thuật an toàn lao động",
    "NLĐ": "người lao động",
    "NSDLĐ": "người sử dụng lao động",
    "PHCN": "phục hồi chức năng",
    "PPE": "phương tiện bảo vệ cá nhân",
    "PTBVCN": "phương tiện bảo vệ cá nhân",
    "TNLĐ": "tai nạn lao động",
    "TTLĐ": "thị trường lao động",
    "UBND": "Ủy ban nhân dân",
}
SHORT = re.compile(r"\b(" + "|".join(sorted(ABBREVIATIONS, key=len, reverse=True)) + r")\b")


def spelled_out(text: str) -> str:
    """The words behind the abbreviations of the catalogue: a decision abbreviates nothing."""
    words = SHORT.sub(lambda match: ABBREVIATIONS[match[1]], text)
    return words[:1].upper() + words[1:] if SHORT.match(text) else words
