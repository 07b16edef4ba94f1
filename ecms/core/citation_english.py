"""Vietnamese citations in English: "điểm a khoản 1 Điều 8 NĐ 283/2026/NĐ-CP" is shown as
"Art. 8(1)(a) of Decree 283/2026/NĐ-CP". A text that is not a citation to its last word (what a
person wrote into the field) stays as it is: half a translation of a law is worse than none."""

from __future__ import annotations

import re

NAMES = {
    "Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ":
        "Law on Weapons, Explosives and Support Tools",
    "Luật An toàn, vệ sinh lao động": "OSH Law",
    "Luật Xử lý vi phạm hành chính": "Law on Handling Administrative Violations",
    "Luật Năng lượng nguyên tử": "Law on Atomic Energy",
    "Luật Tố tụng hành chính": "Law on Administrative Procedure",
    "Luật Bảo hiểm xã hội": "Social Insurance Law",
    "Luật Khiếu nại": "Law on Complaints",
    "Luật Công đoàn": "Trade Union Law",
    "Luật Thanh tra": "Inspection Law",
    "Luật Việc làm": "Employment Law",
    "Luật Hóa chất": "Law on Chemicals",
    "Luật Tố cáo": "Law on Denunciations",
    "Bộ luật Lao động": "Labour Code",
    "Bộ luật Hình sự": "Criminal Code",
    "Nghị quyết": "Resolution",
    "Nghị định": "Decree",
    "Thông tư": "Circular",
    "Luật": "Law",
    "NĐ": "Decree",
}  # fmt: skip
WORDS = {
    ", sửa đổi, bổ sung bởi ": ", amended by ",
    "hành vi thứ ": "act ",
    "Phụ lục ": "Annex ",
    " và ": " and ",
    "các ": "",
    "số ": "",
}
PLACE = re.compile(
    r"(?:điểm (?P<point>[a-zđ]) )?(?:khoản (?P<clause>\d+[a-zđ]?) )?Điều (?P<article>\d+[a-zđ]?)"
    r"(?= (?:\S*[Ll]uật|Nghị|Thông|NĐ|Bộ))"
)
ARTICLE = re.compile(r"\bĐiều (?P<number>[\d.]+(?:[a-zđ]\b)?)")
ANNEX = re.compile(r"\b(Phụ lục [IVXL]+) (?=[NTL])")
NAME = re.compile(r"(?<!\w)(" + "|".join(re.escape(name) for name in NAMES) + r")(?=[ ;,)]|$)")
ASIDE = re.compile(r"\s*\((?!hành vi)[^)]*\)")
NUMBERED = re.compile(r"\b\d+/\d+(?:/[\w-]+)?")
MARKED = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I)


def english(text: str) -> str:
    """The citation in English, or the text unchanged when a word of it is not known."""
    parts = [_one(part.strip()) for part in text.split(";") if part.strip()]
    return text if None in parts else "; ".join(part for part in parts if part)


def _one(part: str) -> str | None:
    """One citation; None when something Vietnamese is left in it."""
    if not (MARKED.search(NUMBERED.sub("", part)) or "NĐ " in part):
        return part
    words = PLACE.sub(_place, ASIDE.sub("", part))
    words = ANNEX.sub(r"\1 of ", words)
    words = ARTICLE.sub(r"Art. \g<number>", words)
    words = NAME.sub(lambda match: NAMES[match[1]], words)
    for vietnamese, meaning in WORDS.items():
        words = words.replace(vietnamese, meaning)
    left = NUMBERED.sub("", words)
    return None if MARKED.search(left) or "khoản" in left or "điểm" in left else words


def _place(match: re.Match[str]) -> str:
    inner = "".join(f"({part})" for part in (match["clause"], match["point"]) if part)
    return f"Art. {match['article']}{inner} of"
