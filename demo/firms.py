"""Fictional enterprises, loaded by COPY. Tax codes start with 99, which no office gives out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from accounts.models import Province, Ward
from demo import names
from ecms.core.bulk import copy_in
from enterprises.enums import ZoneKind
from enterprises.models import Enterprise, IndustrialZone, Sector
from enterprises.rules import risk
from enterprises.rules.search import search_text
from enterprises.rules.tax_code import check_digit

SOURCE = "Dữ liệu minh họa"
FORMS = ("LLC1", "LLC2", "JSC", "PRIVATE", "COOP", "HOUSEHOLD")
FORM_WEIGHTS = (22, 30, 18, 5, 2, 23)
HOUSEHOLD_LIMIT = 10  # a household business of ten workers would have to register as a firm
FIELDS = (
    "tax_code", "name", "foreign_name", "short_name", "legal_form", "status", "address",
    "ward_id", "province_id", "sector_id", "section_2025_id", "zone_id", "representative",
    "representative_title", "phone", "email", "workers", "women", "workers_on", "insured",
    "insured_on", "workforce_on", "workforce_due_on", "registration_number", "insurance_code",
    "ownership", "has_union", "caution", "provenance", "last_visited_on", "risk_score",
    "risk_reasons", "risk_on", "folded", "created_at", "updated_at",
)  # fmt: skip
ZONES = 4  # invented ones for a province that has none


@dataclass(frozen=True)
class Place:
    """A province with the wards and the share of the firms it gets."""

    province_id: int
    code: str
    name: str
    wards: tuple[tuple[int, str], ...]
    zones: tuple[int, ...]
    weight: int


@dataclass(frozen=True)
class Trade:
    """A trade with its sector row."""

    sector_id: int
    section_id: int | None
    section: str
    words: str
    size: int


def places(weights: dict[str, int]) -> list[Place]:
    """The provinces of ``weights`` {code: weight}; all 34 where it is empty."""
    found = []
    provinces = Province.objects.present().order_by("code")
    for province in provinces.filter(code__in=weights) if weights else provinces:
        wards = tuple(
            Ward.objects.filter(province=province).order_by("code").values_list("pk", "name_vi")
        )
        weight = weights.get(province.code, 0) or len(wards)
        zones = _zones(province)
        found.append(Place(province.pk, province.code, province.name_vi, wards, zones, weight))
    return found


def _zones(province: Province) -> tuple[int, ...]:
    """Industrial zones of a province; invented where the catalogue has none."""
    mine = IndustrialZone.objects.filter(province=province).order_by("code")
    if not mine.exists():
        for number in range(1, ZONES + 1):
            IndustrialZone.objects.create(
                code=f"DEMO-{province.code}-{number}", kind=ZoneKind.INDUSTRIAL,
                province=province, source=SOURCE,
                name_vi=f"Khu công nghiệp {province.name_vi} {number} (minh họa)",
                name_en=f"{province.name} industrial park {number} (invented)",
            )  # fmt: skip
    return tuple(mine.values_list("pk", flat=True))


def trades() -> list[Trade]:
    """Trades whose division exists in VSIC 2018."""
    rows = Sector.objects.filter(scheme="VSIC2018", code__in=names.TRADES).order_by("code")
    sections = dict(Sector.objects.filter(scheme="VSIC2025", level=1).values_list("code", "pk"))
    return [
        Trade(row.pk, sections.get(row.section), row.section, *names.TRADES[row.code])
        for row in rows
    ]


def tax_codes(start: int = 0) -> Iterator[str]:
    """Valid codes that belong to nobody, after the number ``start``."""
    number = start
    while True:
        number += 1
        nine = f"99{number:07d}"
        digit = check_digit(nine)
        if digit is not None:
            yield nine + digit


def headcounts(random: Random, chosen: Sequence[Trade], total: int | None) -> list[int]:
    """A headcount per firm, long-tailed; scaled so that the sum is ``total`` where given."""
    raw = [max(1, int(random.lognormvariate(0, 1.1) * trade.size * 0.55)) for trade in chosen]
    if total is None:
        return raw
    share = total / sum(raw)
    scaled = [max(1, int(value * share)) for value in raw]
    largest = max(range(len(scaled)), key=scaled.__getitem__)
    scaled[largest] += total - sum(scaled)
    return scaled


def rows(
    chosen: list[Trade],
    where: list[Place],
    random: Random,
    *,
    today: date,
    at: datetime,
    workers: int | None,
    rare: bool = False,
) -> Iterator[tuple[Any, ...]]:
    """A row for COPY per trade in ``chosen``, in the order of FIELDS."""
    count, codes = len(chosen), tax_codes()
    sizes = headcounts(random, chosen, workers)
    spots = random.choices(where, weights=[place.weight for place in where], k=count)
    facts = Random(count)  # of its own, so that more facts leave the names as they were
    for trade, size, place in zip(chosen, sizes, spots, strict=True):
        firm = _firm(random, trade, size, place, rare=rare)
        yield _row(firm, facts, next(codes), today=today, at=at)


@dataclass(frozen=True)
class Firm:
    """What chance decides first."""

    trade: Trade
    size: int
    place: Place
    form: str
    ward_id: int
    ward: str
    name: str
    address: str
    head: str
    counted_days_ago: int
    status: str
    women: int
    has_union: bool


def _firm(random: Random, trade: Trade, size: int, place: Place, *, rare: bool) -> Firm:
    form = random.choices(FORMS, FORM_WEIGHTS)[0]
    if form == "HOUSEHOLD" and size >= HOUSEHOLD_LIMIT:
        form = "LLC2"
    ward_id, ward = random.choice(place.wards)
    name = names.firm(random, form, trade.words, rare=rare)
    address = f"{names.address(random, ward)}, {place.name}"
    head = names.person(random)
    days = random.randint(20, 400)
    status = "ACTIVE" if random.random() < 0.96 else random.choice(("SUSPENDED", "DISSOLVED"))
    women = int(size * random.uniform(0.2, 0.8))
    union = size > 50 and random.random() < 0.7
    return Firm(
        trade, size, place, form, ward_id, ward, name, address, head, days, status, women, union
    )


def _row(firm: Firm, facts: Random, code: str, *, today: date, at: datetime) -> tuple[Any, ...]:
    counted = today - timedelta(days=firm.counted_days_ago)
    trade, size = firm.trade, firm.size
    score = risk.score(section=trade.section, workers=size, last_visited_on=None, on=today)
    caution = (
        "Khu vực có bồn hóa chất, đi cùng người phụ trách" if trade.words == "Hóa chất" else ""
    )
    mark = {"source": SOURCE, "as_of": counted.isoformat(), "by": ""}
    provenance = dict.fromkeys(("name", "address", "sector", "workers"), mark)
    household = firm.form == "HOUSEHOLD"
    zone = facts.choice(firm.place.zones) if "Khu công nghiệp" in firm.address else None
    gap = facts.random() < 0.05
    insured = int(size * facts.uniform(0.3, 0.55)) if gap else int(size * facts.uniform(0.9, 1))
    updated = today - timedelta(days=facts.randint(0, 120))
    due = updated + timedelta(days=90)
    insurance = f"{facts.choice('TYK')}X{firm.place.code}{code[-5:]}Z"
    folded = search_text((
        firm.name, "", "", code, firm.address, firm.ward, firm.head,
        "" if household else code, insurance,
    ))  # fmt: skip
    return (
        code, firm.name, "", "", firm.form, firm.status, firm.address, firm.ward_id,
        firm.place.province_id, trade.sector_id, trade.section_id, zone, firm.head,
        "Chủ hộ" if household else "Giám đốc", "", "", size, firm.women, counted, insured,
        counted, updated, due, "" if household else code, insurance,
        "FOREIGN" if facts.random() < 0.1 and not household else "PRIVATE", firm.has_union,
        caution, provenance, None, score.points, score.as_json(), today, folded, at, at,
    )  # fmt: skip


def load(
    count: int,
    where: list[Place],
    *,
    today: date,
    at: datetime,
    workers: int | None = None,
    rare: bool = False,
    seed: int = 2026,
) -> int:
    """COPY the firms into the register; returns how many. ``rare``: names for a country."""
    random = Random(seed)
    chosen = random.choices(trades(), k=count)  # read before COPY takes the connection
    made = rows(chosen, where, random, today=today, at=at, workers=workers, rare=rare)
    return copy_in(Enterprise._meta.db_table, FIELDS, made)
