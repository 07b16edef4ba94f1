"""Parts that every official document is made of (Decree 30/2020/NĐ-CP, Annex I).

Plain dataclasses: the context of a form extends :class:`Official`. Rows of bodies and positions
are read by attribute, because documents stand below the module that owns them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

BODY_WORDS = re.compile(r"\s+(?:Sở|Cục|Bộ|Ủy ban|UBND|Vụ|Thanh tra|Chi cục|tỉnh|thành phố)\b.*$")
CHIEF_INSPECTOR = re.compile(r"(?:Phó\s+)?Chánh\s+(?=Thanh tra\b)", re.I)
INSPECTORATE = "Thanh tra"
PROVINCE_WORDS = re.compile(r"\s+(?:tỉnh|thành phố)\s+.+$", re.I)


@dataclass(frozen=True)
class Head:
    """Who issues: superior body, issuing body (as printed), place, symbol, code of the book.

    ``team`` replaces the body's line where a check team issues; the body is then its superior.
    """

    superior: str
    agency: str
    place: str
    symbol: str
    issuer: str
    address: str = ""
    phone: str = ""
    email: str = ""
    team: str = ""

    @property
    def upper_line(self) -> str:
        """First line on the left."""
        return self.agency if self.team else self.superior

    @property
    def lower_line(self) -> str:
        """Second line on the left, bold with a rule below.

        The province is not said twice: under "ỦY BAN NHÂN DÂN TỈNH …" stands "SỞ NỘI VỤ".
        """
        if self.team:
            return self.team
        match = PROVINCE_WORDS.search(self.agency)
        if match and match[0].strip().casefold() in self.superior.casefold():
            return self.agency[: match.start()]
        return self.agency


@dataclass(frozen=True)
class Signature:
    """One signature: lines above the name ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), then the name."""

    lines: tuple[str, ...] = ()
    name: str = ""
    note: str = "(Chữ ký, họ tên)"


@dataclass(frozen=True)
class Party:
    """The enterprise, organisation or person a document is about."""

    name: str
    kind: str = "organisation"
    tax_code: str = ""
    address: str = ""
    registration: str = ""
    sector: str = ""
    representative: str = ""
    representative_title: str = ""
    representative_sex: str = ""
    birth_date: str = ""
    nationality: str = ""
    id_number: str = ""
    id_issued: str = ""
    occupation: str = ""
    phone: str = ""
    email: str = ""
    workers: int | None = None
    women: int | None = None

    @property
    def is_organisation(self) -> bool:
        """An organisation, not a person or a household business."""
        return self.kind == "organisation"


@dataclass(frozen=True, kw_only=True)
class Official:
    """What every official document carries.

    ``authority`` is the title under which a decision is made ("GIÁM ĐỐC SỞ NỘI VỤ …");
    ``abstract`` says in one phrase what it is about; ``recipients`` is the list of "Nơi nhận".
    """

    head: Head
    abstract: str = ""
    authority: str = ""
    grounds: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature = field(default_factory=Signature)
    noun: str = "kiểm tra"

    @property
    def noun_title(self) -> str:
        """The kind of proceeding with a capital: Kiểm tra, Thanh tra."""
        return self.noun[:1].upper() + self.noun[1:]


def head_of(agency: Any, *, team: str = "") -> Head:
    """Letterhead of a body from its own dated record."""
    return Head(
        superior=agency.superior_vi,
        agency=agency.name_vi,
        place=agency.place_vi,
        symbol=agency.symbol,
        issuer=agency.code,
        address=agency.address,
        phone=agency.phone,
        email=agency.email,
        team=team,
    )


def short_title(title: str) -> str:
    """The office without its body: "Giám đốc Sở Nội vụ" is "Giám đốc" above a signature, but a
    "Chánh Thanh tra" keeps the word."""
    chief = CHIEF_INSPECTOR.match(title)
    if chief:
        return f"{chief[0]}{INSPECTORATE}"
    return BODY_WORDS.sub("", title).strip() or title


def title_with_body(title: str, body: str) -> str:
    """The office inside a sentence: Giám đốc Sở Nội vụ, Chánh Thanh tra thành phố Đồng Nai."""
    short = short_title(title)
    if short.endswith(INSPECTORATE) and body.startswith(INSPECTORATE):
        return f"{short}{body.removeprefix(INSPECTORATE)}"
    return f"{short} {body}"


def authority_line(agency: Any, position: Any, delegation: Any = None) -> str:
    """Under whose authority a decision is made: that of the head, also when a deputy signs."""
    holder = delegation.giver if delegation is not None else position
    if holder is None:
        return ""
    return title_with_body(holder.title_vi, agency.name_vi).upper()


def signature_of(position: Any, delegation: Any = None) -> Signature:
    """The block above the name: own right, or KT./TL./TUQ./Q. of the one who delegated."""
    if position is None:
        return Signature()
    own = short_title(position.title_vi).upper()
    name = str(position.user)
    if delegation is None:
        return Signature(lines=(own,), name=name)
    form = delegation.form
    first = f"{form} {short_title(delegation.giver.title_vi).upper()}" if form else ""
    return Signature(lines=tuple(line for line in (first, own) if line), name=name)


def delegation_ground(delegation: Any) -> tuple[str, ...]:
    """The ground that lets a deputy sign, or nothing."""
    if delegation is None:
        return ()
    giver = delegation.giver
    text = (
        f"Căn cứ Quyết định số {delegation.number} {vn_date(delegation.decided_on)} của "
        f"{title_with_body(giver.title_vi, giver.agency.name_vi)} về việc giao quyền"
    )
    return (text,)


def vn_date(day: date | None) -> str:
    """ngày 05 tháng 02 năm 2026: a zero before days under 10 and the months 1 and 2."""
    if day is None:
        return "ngày … tháng … năm …"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def in_town(name: str) -> str:
    """A name with a small letter for use inside a sentence: "Tỉnh" gives "tỉnh"."""
    return name[:1].lower() + name[1:]
