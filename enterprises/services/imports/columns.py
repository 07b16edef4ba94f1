"""Which column means what: titles in Vietnamese or English, found below any heading lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ecms.core.text import fold, squeeze
from enterprises.services.imports.files import Source
from enterprises.services.imports.refusal import FileRefused

SEARCHED = 20  # rows in which the titles must stand
SAMPLES = 3
REQUIRED = ("tax_code", "name")
LONGEST_TITLE = 200
MOST_COLUMNS = 100

# Read from top to bottom: the first pattern that fits a title and a free field wins.
_PATTERNS = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b"))
    for name, pattern in (
        ("tax_code", (r"ma so thue|mst|ma so doanh nghiep|ma so dn|ma dn|ma so don vi|tax code"
                     r"|tax id|tax number|tin|business code|enterprise code")),
        ("foreign_name", (r"ten (?:bang )?(?:tieng )?nuoc ngoai|ten (?:bang )?tieng anh"
                         r"|foreign name|english name")),
        ("short_name", r"ten viet tat|ten rut gon|short name|abbreviation"),
        ("representative_title", (r"chuc vu|chuc danh|position|job title|title of the"
                                 r" representative")),
        ("representative", (r"dai dien|giam doc|chu doanh nghiep|chu ho|representative|director"
                           r"|owner")),
        ("women", r"nu|lao dong nu|women|female"),
        ("workers", r"lao dong|so ld|nhan vien|workers|employees|headcount|workforce|sld"),
        ("legal_form", r"loai hinh|hinh thuc phap ly|legal form|type of enterprise"),
        ("status", r"trang thai|tinh trang|status"),
        ("has_union", r"cong doan|union"),
        ("email", r"email|e mail|thu dien tu"),
        ("phone", r"dien thoai|dt|sdt|phone|telephone|tel"),
        ("sector", r"nganh|nganh nghe|linh vuc|sector|industry|vsic"),
        ("address", r"dia chi|tru so|address"),
        ("ward", r"phuong|xa|thi tran|ward|commune"),
        ("province", r"tinh|thanh pho|tp|province|city"),
        ("name", r"ten|company|enterprise|employer|name|doanh nghiep|don vi"),
    )
)  # fmt: skip
# Titles that hold a word of a pattern and mean something else.
_OTHER = re.compile(
    r"\b(?:ngay|so ngay|von|date|capital|stt|so tt|thu tu|cmnd|cccd|fax|website|ghi chu|note)\b"
)
FIELDS = tuple(name for name, _ in _PATTERNS)
_NUMBERED = re.compile(r"\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?")


@dataclass
class Columns:
    """Where the table begins and what its columns mean ("" for: not used)."""

    header_row: int
    titles: list[str]
    fields: list[str]
    samples: list[list[str]] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Required fields without a column."""
        return [name for name in REQUIRED if name not in self.fields]

    def as_json(self, chosen: dict[str, str]) -> dict[str, Any]:
        """What the job keeps; ``chosen`` are the decisions of a person by folded title."""
        columns = [
            {
                "header": title,
                "field": name,
                "sample": [row[index] for row in self.samples if index < len(row)],
            }
            for index, (title, name) in enumerate(zip(self.titles, self.fields, strict=True))
        ]
        return {"header_row": self.header_row, "columns": columns, "chosen": chosen}


def key_of(title: str) -> str:
    """The form in which titles are compared and remembered."""
    return re.sub(r"[^a-z0-9]+", " ", fold(title)).strip()


def recognise(titles: Sequence[str]) -> list[str]:
    """Fields of a row of titles; each field at most once, "" where nothing fits."""
    found = [""] * len(titles)
    keys = [key_of(title) for title in titles]
    for name, pattern in _PATTERNS:
        for index, key in enumerate(keys):
            if not found[index] and len(key) < 80 and pattern.search(key) and _fits(name, key):
                found[index] = name
                break
    return found


def _fits(name: str, key: str) -> bool:
    if _OTHER.search(key):
        return name == "tax_code" and "thue" in key
    # "Tên người đại diện" is a person, "Mã ngành" fits before "Tên ngành".
    return not (name == "women" and "nuoc" in key)


def find(source: Source, chosen: dict[str, str]) -> Columns:
    """Find the titles within the first rows and apply what a person ``chosen`` before.

    Raises:
        FileRefused: the file holds no table at all.
    """
    head = [
        (number, [squeeze(cell)[:LONGEST_TITLE] for cell in cells[:MOST_COLUMNS]])
        for number, cells in islice(source.rows(), SEARCHED + SAMPLES + 1)
    ]
    if not head:
        raise FileRefused("nothing")
    position = _title_position(head[:SEARCHED], chosen)
    number, titles = head[position]
    samples = [cells for _, cells in head[position + 1 :] if not is_numbering(cells)][:SAMPLES]
    return Columns(number, titles, _apply(titles, chosen), samples)


def _title_position(head: list[tuple[int, list[str]]], chosen: dict[str, str]) -> int:
    """The row with most known titles; where none is known, the first with several cells."""
    scores = [
        sum(bool(name) for name in _apply(cells, chosen)) + ("tax_code" in recognise(cells))
        for _, cells in head
    ]
    best = max(scores)
    if best >= 2:
        return scores.index(best)
    filled = [sum(bool(cell) for cell in cells) for _, cells in head]
    return filled.index(max(filled))


def _apply(titles: list[str], chosen: dict[str, str]) -> list[str]:
    """Recognised fields, overruled by a person's choice; nothing twice."""
    decided = [chosen.get(key_of(title)) for title in titles]
    taken = {name for name in decided if name}
    guessed = recognise(titles)
    return [
        name if name is not None else (guess if guess not in taken else "")
        for name, guess in zip(decided, guessed, strict=True)
    ]


def is_numbering(cells: Sequence[str]) -> bool:
    """Whether a row only counts the columns: (1) (2) (3), as official tables do."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(_NUMBERED.fullmatch(cell) for cell in filled)
