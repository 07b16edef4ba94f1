"""How much two records look like one enterprise: points that a person can check, 0 to 100.

Identifiers weigh most, then names without their legal form, addresses, representatives,
telephone and e-mail; another province weighs against. Symmetric, and nothing looks more like a
record than the record itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ecms.core.text import fold

HIGHEST = 100
PROPOSED = 50  # pairs from here on are put before a person
SURE = 75
# Folded words of legal forms and of what most names begin with; longest first.
LEGAL_WORDS = (
    "cong ty trach nhiem huu han mot thanh vien", "cong ty tnhh mot thanh vien",
    "cong ty tnhh 1 thanh vien", "cong ty trach nhiem huu han", "cong ty tnhh mtv",
    "cong ty co phan", "cong ty hop danh", "doanh nghiep tu nhan", "hop tac xa",
    "ho kinh doanh", "chi nhanh", "van phong dai dien", "cong ty tnhh", "cty tnhh mtv",
    "cty tnhh", "cty cp", "cong ty cp", "ctcp", "ct tnhh", "cong ty", "cty", "dntn", "htx",
    "hkd", "tnhh",
    "joint stock company", "limited liability company", "private enterprise", "company limited",
    "co ltd", "co., ltd", "jsc", "llc", "ltd", "corporation", "corp", "company", "inc", "mtv",
)  # fmt: skip
# Words before the real name that differ from list to list.
_SYMBOLS = re.compile(r"[^0-9a-z]+")
_LEGAL = re.compile(
    r"\b(?:" + "|".join(_SYMBOLS.sub(" ", words).strip() for words in LEGAL_WORDS) + r")\b"
)
_DIGITS = re.compile(r"\D+")
_SAME_NAME = (0, 30, 38, 45)  # points by the number of words of the common name, at most three
NEAR_NAME, LIKE_NAME = 30, 18
ALIKE, SOMEWHAT = 0.80, 0.60  # share of common three-letter pieces
CODE_POINTS = {"registration": 60, "insurance": 50, "former_code": 60}
BRANCH = 10  # a branch has the code of its head office and three digits more
SAME_ADDRESS, NEAR_ADDRESS = 25, 14
REPRESENTATIVE, PHONE, EMAIL = 15, 20, 15
OTHER_PROVINCE = -10


@dataclass(frozen=True)
class Face:
    """What two records are compared by; texts as they are stored, codes without separators."""

    tax_code: str = ""
    registration: str = ""
    insurance: str = ""
    former: tuple[str, ...] = ()  # former names and codes
    name: str = ""
    foreign_name: str = ""
    short_name: str = ""
    address: str = ""
    province: int = 0
    representative: str = ""
    phone: str = ""
    email: str = ""

    @property
    def codes(self) -> frozenset[str]:
        """Every code it has or had."""
        had = {line for line in self.former if any(char.isdigit() for char in line)}
        return frozenset(had | {self.tax_code, self.registration, self.insurance}) - {""}

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it has or had, without legal forms; empty ones left out."""
        lines = (self.name, self.foreign_name, self.short_name, *self.former)
        return tuple(name for name in dict.fromkeys(map(core_name, lines)) if name)


@dataclass(frozen=True)
class Reason:
    """One resemblance: a code, its points, the fact both share."""

    code: str
    points: int
    fact: str = ""


@dataclass(frozen=True)
class Match:
    """Points from 0 to 100 and the reasons, heaviest first."""

    points: int
    reasons: tuple[Reason, ...]

    def as_json(self) -> list[dict[str, str | int]]:
        """The reasons as they are stored."""
        return [{"code": r.code, "points": r.points, "fact": r.fact} for r in self.reasons]


@lru_cache(maxsize=100_000)
def core_name(name: str) -> str:
    """The folded name without legal-form words and punctuation; all of it where nothing is left.

    >>> core_name("Công ty TNHH MTV Điện Tử Đồng Nai")
    'dien tu dong nai'
    """
    plain = _SYMBOLS.sub(" ", fold(name)).strip()
    bare = " ".join(_LEGAL.sub(" ", plain).split())
    return bare or plain


@lru_cache(maxsize=100_000)
def _pieces(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """Share of the three-letter pieces that two folded texts have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    a, b = _pieces(one), _pieces(other)
    return len(a & b) / len(a | b)


def score(one: Face, other: Face) -> Match:
    """How much two records look like one enterprise, with the reasons."""
    reasons = [*_codes(one, other), _name(one, other), _address(one, other)]
    reasons += _contacts(one, other)
    if one.province != other.province:
        reasons.append(Reason("other_province", OTHER_PROVINCE))
    kept = tuple(sorted((r for r in reasons if r.points), key=lambda r: (-r.points, r.code)))
    return Match(max(0, min(HIGHEST, sum(r.points for r in kept))), kept)


def _codes(one: Face, other: Face) -> Iterable[Reason]:
    if one.registration and one.registration == other.registration:
        yield Reason("registration", CODE_POINTS["registration"], one.registration)
    if one.insurance and one.insurance == other.insurance:
        yield Reason("insurance", CODE_POINTS["insurance"], one.insurance)
    own = {one.registration, one.insurance} & {other.registration, other.insurance}
    shared = sorted((one.codes & other.codes) - own)
    if shared:
        yield Reason("former_code", CODE_POINTS["former_code"], shared[0])
    elif one.tax_code[:10] and one.tax_code[:10] == other.tax_code[:10]:
        yield Reason("branch", BRANCH, one.tax_code[:10])


def _name(one: Face, other: Face) -> Reason:
    """The best of all names that either has or had."""
    found = [_names(a, b) for a in one.names for b in other.names]
    return max(found, key=lambda r: (r.points, r.fact), default=Reason("name", 0))


def _names(a: str, b: str) -> Reason:
    if a == b:
        return Reason("name", _SAME_NAME[min(len(a.split()), 3)], a)
    if a.replace(" ", "") == b.replace(" ", ""):
        return Reason("near_name", NEAR_NAME, min(a, b))
    share = likeness(a, b)
    if share >= ALIKE:
        return Reason("near_name", NEAR_NAME, min(a, b))
    return Reason("like_name", LIKE_NAME if share >= SOMEWHAT else 0, min(a, b))


def _address(one: Face, other: Face) -> Reason:
    a, b = core_address(one.address), core_address(other.address)
    if len(a) < 6 or len(b) < 6:
        return Reason("address", 0)
    if a == b:
        return Reason("address", SAME_ADDRESS, min(one.address, other.address))
    near = likeness(a, b) >= ALIKE and _numbers(a) == _numbers(b)
    return Reason("near_address", NEAR_ADDRESS if near else 0, min(one.address, other.address))


_STREET = re.compile(
    r"\b(?:so|duong|pho|thon|ap|kp|khu pho|phuong|xa|tinh|thanh pho|tp|p|quan|huyen)\b"
)


@lru_cache(maxsize=100_000)
def core_address(address: str) -> str:
    """The folded address without the words for street, ward and province."""
    plain = _SYMBOLS.sub(" ", fold(address)).strip()
    return " ".join(_STREET.sub(" ", plain).split())


def _numbers(text: str) -> list[str]:
    return [word for word in text.split() if any(char.isdigit() for char in word)]


def phone_key(phone: str) -> str:
    """The last nine digits of a telephone number; empty where there are fewer."""
    digits = _DIGITS.sub("", phone)
    return digits[-9:] if len(digits) >= 9 else ""


def _contacts(one: Face, other: Face) -> Iterable[Reason]:
    person = fold(one.representative)
    if person and person == fold(other.representative):
        fact = min(one.representative, other.representative)
        yield Reason("representative", REPRESENTATIVE, fact)
    number = phone_key(one.phone)
    if number and number == phone_key(other.phone):
        yield Reason("phone", PHONE, min(one.phone, other.phone))
    mail = one.email.strip().lower()
    if mail and mail == other.email.strip().lower():
        yield Reason("email", EMAIL, mail)
