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
from enterprises.models import Enterprise, Sector
from enterprises.rules import risk
from enterprises.rules.search import search_text
from enterprises.rules.tax_code import check_digit

SOURCE = "Dữ liệu minh họa"
FORMS = ("LLC1", "LLC2", "JSC", "PRIVATE", "COOP", "HOUSEHOLD")
FORM_WEIGHTS = (22, 30, 18, 5, 2, 23)
HOUSEHOLD_LIMIT = 10  # a household business of ten workers would have to register as a firm
FIELDS = (
    "tax_code", "name", "foreign_name", "short_name", "legal_form", "status", "address",
    "ward_id", "province_id", "sector_id", "representative", "representative_title", "phone",
    "email", "workers", "women", "workers_on", "has_union", "caution", "provenance",
    "last_visited_on", "risk_score", "risk_reasons", "risk_on", "folded", "created_at",
    "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A province with the wards and the share of the firms it gets."""

    province_id: int
    code: str
    name: str
    wards: tuple[tuple[int, str], ...]
    weight: int


@dataclass(frozen=True)
class Trade:
    """A trade with its sector row."""

    sector_id: int
    section: str
    words: str
    size: int


def places(weights: dict[str, int]) -> list[Place]:
    """The provinces of ``weights`` {code: weight}; all 34 where it is empty."""
    found = []
    provinces = Province.objects.filter(scheme="2025").order_by("code")
    for province in provinces.filter(code__in=weights) if weights else provinces:
        wards = tuple(
            Ward.objects.filter(province=province).order_by("code").values_list("pk", "name_vi")
        )
        weight = weights.get(province.code, 0) or len(wards)
        found.append(Place(province.pk, province.code, province.name_vi, wards, weight))
    return found


def trades() -> list[Trade]:
    """Trades whose division exists in VSIC 2018."""
    rows = Sector.objects.filter(scheme="VSIC2018", code__in=names.TRADES).order_by("code")
    return [Trade(row.pk, row.section_2025[:1], *names.TRADES[row.code]) for row in rows]


def tax_codes() -> Iterator[str]:
    """Valid codes that belong to nobody."""
    number = 0
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
) -> Iterator[tuple[Any, ...]]:
    """A row for COPY per trade in ``chosen``, in the order of FIELDS."""
    count, codes = len(chosen), tax_codes()
    sizes = headcounts(random, chosen, workers)
    spots = random.choices(where, weights=[place.weight for place in where], k=count)
    for trade, size, place in zip(chosen, sizes, spots, strict=True):
        yield _row(random, trade, size, place, next(codes), today=today, at=at)


def _row(
    random: Random, trade: Trade, size: int, place: Place, code: str, *, today: date, at: datetime
) -> tuple[Any, ...]:
    form = random.choices(FORMS, FORM_WEIGHTS)[0]
    if form == "HOUSEHOLD" and size >= HOUSEHOLD_LIMIT:
        form = "LLC2"
    ward_id, ward = random.choice(place.wards)
    name = names.firm(random, form, trade.words)
    address = f"{names.address(random, ward)}, {place.name}"
    head = names.person(random)
    counted = today - timedelta(days=random.randint(20, 400))
    score = risk.score(section=trade.section, workers=size, last_visited_on=None, on=today)
    status = "ACTIVE" if random.random() < 0.96 else random.choice(("SUSPENDED", "DISSOLVED"))
    caution = (
        "Khu vực có bồn hóa chất, đi cùng người phụ trách" if trade.words == "Hóa chất" else ""
    )
    mark = {"source": SOURCE, "as_of": counted.isoformat(), "by": ""}
    provenance = dict.fromkeys(("name", "address", "sector", "workers"), mark)
    return (
        code, name, "", "", form, status, address, ward_id, place.province_id, trade.sector_id,
        head, "Chủ hộ" if form == "HOUSEHOLD" else "Giám đốc", "", "", size,
        int(size * random.uniform(0.2, 0.8)), counted, size > 50 and random.random() < 0.7,
        caution, provenance, None, score.points, score.as_json(), today,
        search_text((name, "", "", code, address, head, ward)), at, at,
    )  # fmt: skip


def load(
    count: int,
    where: list[Place],
    *,
    today: date,
    at: datetime,
    workers: int | None = None,
    seed: int = 2026,
) -> int:
    """COPY the firms into the register; returns how many."""
    random = Random(seed)
    chosen = random.choices(trades(), k=count)  # read before COPY takes the connection
    made = rows(chosen, where, random, today=today, at=at, workers=workers)
    return copy_in(Enterprise._meta.db_table, FIELDS, made)
