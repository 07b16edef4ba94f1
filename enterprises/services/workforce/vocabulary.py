"""What the words of a list of workers mean: dates, sex, contract, nationality, yes and no."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from enterprises.enums import ContractKind, Sex
from enterprises.rules.search import quick_fold

ARRIVED, LEFT, MOVED, CHANGED = "arrived", "left", "moved", "changed"
UNKNOWN_COUNTRY = "ZZ"  # of ISO 3166, for users: not known
HOME = "VN"
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_YEAR = re.compile(r"(?:\d{1,2}[/.\-])?(19|20)\d{2}")
_YES = frozenset({"co", "x", "1", "yes", "y", "true", "da co", "da tham gia", "dang tham gia"})
_NO = frozenset({"khong", "0", "no", "n", "false", "chua", "chua co", "chua tham gia", "k"})
_CONTRACTS = tuple(
    (kind, re.compile(rf"\b(?:{pattern})\b"))
    for kind, pattern in (
        (ContractKind.NONE, (r"khong co hop dong|khong co hd\w*|khong hd\w*|chua ky|chua co"
                             r"|mieng|loi noi|no written|none")),
        (ContractKind.LEASED, r"thue lai|leased"),
        (ContractKind.PROBATION, r"thu viec|probation|prob"),
        (ContractKind.APPRENTICE, r"hoc nghe|tap nghe|hoc viec|apprentice\w*|appr"),
        (ContractKind.INDEFINITE, (r"khong xac dinh|kxd\w*|hdld ?kxd\w*|vo thoi han"
                                   r"|khong thoi han|indefinite|indef|permanent")),
        (ContractKind.FIXED, (r"xac dinh|xdth\w*|co thoi han|\d+ thang|\d+t|\d+ nam|mua vu"
                              r"|fixed|term")),
    )
)  # fmt: skip
_EVENTS = tuple(
    (event, re.compile(rf"\b(?:{pattern})\b"))
    for event, pattern in (
        (LEFT, r"nghi\w*|giam|thoi viec|cham dut|roi|ra|left|leave|leaver|departed|out"),
        (MOVED, r"chuyen|dieu chuyen|moved|move|transfer\w*"),
        (CHANGED, r"thay doi|sua|dieu chinh|cap nhat|changed|change|update\w*"),
        (ARRIVED, r"vao\w*|tang|tuyen\w*|moi|nhan viec|arrived|arrive|joined|new|in|hired"),
    )
)  # fmt: skip
_PART_TIME = re.compile(r"ban thoi gian|khong tron|khong day du|mot phan|part")
_FULL_TIME = re.compile(r"toan thoi gian|tron thoi gian|day du|full")
_COUNTRIES = {
    "viet nam": HOME, "vietnam": HOME, "kinh": HOME, "vietnamese": HOME, "trung quoc": "CN",
    "china": "CN", "dai loan": "TW", "taiwan": "TW", "han quoc": "KR", "korea": "KR",
    "nhat ban": "JP", "nhat": "JP", "japan": "JP", "an do": "IN", "india": "IN", "thai lan": "TH",
    "thailand": "TH", "malaysia": "MY", "philippines": "PH", "indonesia": "ID", "lao": "LA",
    "campuchia": "KH", "cambodia": "KH", "singapore": "SG", "my": "US", "hoa ky": "US",
    "usa": "US", "anh": "GB", "uk": "GB", "phap": "FR", "duc": "DE", "nga": "RU", "uc": "AU",
    "canada": "CA", "italia": "IT", "y": "IT", "hong kong": "HK", "myanmar": "MM", "nepal": "NP",
}  # fmt: skip


@lru_cache(maxsize=200_000)
def day_of(text: str) -> date | None:
    """A day as lists write it: 05/02/2026, 5-2-2026, 2026-02-05. None for anything else."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year, iso_year, iso_month, iso_day = match.groups()
    try:
        if iso_year:
            return date(int(iso_year), int(iso_month), int(iso_day))
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_year(text: str) -> bool:
    """Whether only a year, or a month and a year, is given: 1990, 05/1990."""
    return _YEAR.fullmatch(text.strip()) is not None


@lru_cache(maxsize=1000)
def sex_of(text: str) -> str:
    """F, M or empty."""
    folded = quick_fold(text)
    if folded in ("nu", "f", "female", "n", "woman", "g"):
        return str(Sex.FEMALE)
    return str(Sex.MALE) if folded in ("nam", "m", "male", "man", "t") else ""


@lru_cache(maxsize=5000)
def contract_of(text: str) -> str:
    """The kind of contract that a text names, or empty."""
    code = text.strip().upper()
    if code in ContractKind.values:
        return code
    folded = quick_fold(text)
    return str(next((kind for kind, pattern in _CONTRACTS if pattern.search(folded)), ""))


@lru_cache(maxsize=1000)
def event_of(text: str) -> str:
    """What a row of a file of changes tells: ARRIVED, LEFT, MOVED, CHANGED, or empty."""
    folded = quick_fold(text)
    return next((event for event, pattern in _EVENTS if pattern.search(folded)), "")


@lru_cache(maxsize=1000)
def full_time_of(text: str) -> bool | None:
    """Full time or not; None where it cannot be told."""
    folded = quick_fold(text)
    if _PART_TIME.search(folded) or folded in _NO:
        return False
    return True if _FULL_TIME.search(folded) or folded in _YES else None


@lru_cache(maxsize=1000)
def yes_no(text: str) -> bool | None:
    """Yes or no; None where it cannot be told. An insurance number is a yes."""
    folded = quick_fold(text)
    if folded in _NO:
        return False
    return True if folded in _YES or (folded.isdigit() and len(folded) == 10) else None


@lru_cache(maxsize=1000)
def country_of(text: str) -> str:
    """The code of ISO 3166, or ``ZZ`` for a country that is not known here."""
    folded = quick_fold(text)
    if folded in _COUNTRIES:
        return _COUNTRIES[folded]
    code = text.strip().upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else UNKNOWN_COUNTRY
