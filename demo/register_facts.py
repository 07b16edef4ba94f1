"""Facts beside the demonstration enterprises: sites, headcounts, hazards, contacts, relations.

Written in bulk and without the services, because they are many and lie in the past; what the
services keep (the search text, the head office in the province) is kept here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from accounts.models import User, Ward
from demo import names
from enterprises.enums import EnterpriseStatus, FlagKind, Ownership, RelationKind
from enterprises.models import (
    Contact,
    Enterprise,
    EnterpriseHazard,
    Flag,
    Hazard,
    Headcount,
    IndustrialZone,
    Relation,
    Sector,
    Site,
    StatusChange,
)
from enterprises.models.enterprise_parts import site_text
from enterprises.rules.search import search_text
from enterprises.rules.sections import section_letters

SOURCE = "Báo cáo lao động định kỳ (minh họa)"
# Hazards that go with a trade, by division of VSIC 2018; others get one of the last row.
TRADE_HAZARDS = {
    "10": ("AMMONIA", "COLD", "BOILER"), "13": ("NOISE", "DUST", "BOILER"),
    "14": ("NOISE", "PRESS"), "15": ("SOLVENT", "NOISE"), "16": ("SAW", "DUST"),
    "20": ("SOLVENT", "ACID", "CHLORINE"), "22": ("HEAT", "PRESS"), "25": ("PRESS", "NOISE"),
    "31": ("SAW", "SOLVENT", "DUST"), "41": ("HEIGHT", "CRANE"), "42": ("EXCAVATION", "CRANE"),
    "46": ("FORKLIFT",), "49": ("LPG",), "52": ("FORKLIFT", "CRANE"),
}  # fmt: skip
OTHERS = ("FORKLIFT", "PRESSURE", "ELECTRIC")
TITLES = ("Trưởng phòng nhân sự", "Cán bộ an toàn", "Chủ tịch công đoàn cơ sở")
SITES = (("Nhà máy 2", 0.5), ("Kho hàng", 0.35), ("Công trường", 0.2))
BIG = 60  # workers from which on an enterprise has more than one site
MARK = {"source": SOURCE, "by": ""}


def load(*, today: date, at: datetime, seed: int) -> dict[str, int]:
    """Write them for every enterprise of the register; returns rows by kind."""
    random = Random(seed)
    by = User.objects.filter(username="clerk.dongnai").first() or User.objects.order_by("pk")[0]
    firms = list(Enterprise.objects.select_related("sector", "ward", "province").order_by("pk"))
    told = _Told(random, today, at, by)
    made = {
        "sites": _sites(told, firms),
        "headcounts": len(Headcount.objects.bulk_create(told.headcounts(firms))),
        "hazards": len(EnterpriseHazard.objects.bulk_create(told.hazards(firms))),
        "contacts": len(Contact.objects.bulk_create(told.contacts(firms))),
        "relations": len(Relation.objects.bulk_create(_relations(told, firms))),
        "flags": len(Flag.objects.bulk_create(told.flags(firms))),
    }
    StatusChange.objects.bulk_create(told.statuses(firms))
    _complete(told, firms)
    return made


def _sites(told: _Told, firms: Sequence[Enterprise]) -> int:
    rows = Site.objects.bulk_create(told.sites(firms))
    for row in rows:
        told.sites_of.setdefault(row.enterprise_id, []).append(row)
    return len(rows)


def _complete(told: _Told, firms: Sequence[Enterprise]) -> None:
    """What follows from the rows: search text, ownership, section, insured workers, zone."""
    sections = {s.code: s for s in Sector.objects.filter(scheme="VSIC2025", level=1)}
    for firm in firms:
        texts = [
            site_text(site.address, site.ward.name_vi) for site in told.sites_of.get(firm.pk, [])
        ]
        firm.provenance = {"*": firm.provenance.get("name") or MARK}
        firm.folded = search_text([*firm.own_search_parts(), *texts])
        firm.section_2025 = _section(firm.sector, sections)
    Enterprise.objects.bulk_update(
        firms,
        ["folded", "ownership", "section_2025", "zone", "insured", "insured_on", "workers",
         "women", "workers_on", "status_on", "provenance", "insurance_code"],
        batch_size=300,
    )  # fmt: skip


def _section(sector: Sector | None, sections: dict[str, Sector]) -> Sector | None:
    if sector is None:
        return None
    letters = section_letters(
        scheme=sector.scheme, level=sector.level, code=sector.code, mapping=sector.section_2025
    )
    return sections.get(letters[0]) if len(letters) == 1 else None


def _phone(random: Random) -> str:
    """A number of nobody."""
    return f"0900 {random.randint(0, 999):03d} {random.randint(0, 999):03d}"


class _Told:
    """One seeded story of all enterprises."""

    def __init__(self, random: Random, today: date, at: datetime, by: User) -> None:
        self.random, self.today, self.at, self.by = random, today, at, by
        self.sites_of: dict[int, list[Site]] = {}
        self._wards: dict[int, list[Ward]] = {}
        for ward in Ward.objects.in_force(today).filter(province__code__in=("75", "01", "79")):
            self._wards.setdefault(ward.province_id, []).append(ward)
        self._zones: dict[int, list[IndustrialZone]] = {}
        for zone in IndustrialZone.objects.in_force(today):
            self._zones.setdefault(zone.province_id, []).append(zone)
        self._hazards = {hazard.code: hazard for hazard in Hazard.objects.all()}

    def stated(self) -> dict[str, Any]:
        return {"source": SOURCE, "recorded_at": self.at, "recorded_by": self.by}

    def sites(self, firms: Sequence[Enterprise]) -> Iterator[Site]:
        """A head office everywhere, more places where many people work."""
        for firm in firms:
            firm.zone = self._zone(firm)
            if firm.ward:
                yield self._site(firm, "Trụ sở chính", firm.address, firm.ward, True)
            for name, share in SITES if (firm.workers or 0) >= BIG else ():
                wards = self._wards.get(firm.province_id)
                if wards and self.random.random() < share:
                    ward = self.random.choice(wards)
                    where = f"{names.address(self.random, ward.name_vi)}, {firm.province.name_vi}"
                    yield self._site(firm, name, where, ward, False)

    def _zone(self, firm: Enterprise) -> IndustrialZone | None:
        zones = self._zones.get(firm.province_id, [])
        inside = zones and (firm.workers or 0) >= BIG and self.random.random() < 0.5
        return self.random.choice(zones) if inside else None

    def _site(
        self, firm: Enterprise, name: str, address: str, ward: Ward, head_office: bool
    ) -> Site:
        return Site(
            enterprise=firm, name=name, address=address, ward=ward,
            province_id=firm.province_id, is_head_office=head_office,
            zone=firm.zone if head_office else None,
            opened_on=self.today - timedelta(days=self.random.randint(500, 4000)),
            folded=search_text([name, address, ward.name_vi]),
            provenance={"*": {**MARK, "as_of": self.today.isoformat()}},
        )  # fmt: skip

    def headcounts(self, firms: Sequence[Enterprise]) -> Iterator[Headcount]:
        """Three years, once a year; the newest is what the enterprise shows."""
        for firm in firms:
            if firm.workers is None or firm.workers_on is None:
                continue
            for years in (2, 1, 0):
                yield self._headcount(firm, firm.workers_on - timedelta(days=365 * years), years)

    def _headcount(self, firm: Enterprise, on: date, years: int) -> Headcount:
        total = firm.workers or 0
        if years:
            total = max(1, int(total * self.random.uniform(0.8, 1.1)))
        share = (firm.women or 0) / max(firm.workers or 1, 1)
        insured = int(total * self.random.uniform(0.75, 1.0))
        if not years:
            firm.insured, firm.insured_on = insured, on
        return Headcount(
            enterprise=firm, on=on, total=total, women=int(total * share),
            minors=1 if total > 400 and self.random.random() < 0.2 else 0,
            elderly=int(total * 0.01), disabled=int(total * 0.005),
            foreign=int(total * 0.01) if total > 100 else 0,
            leased=int(total * 0.08) if total > 300 and self.random.random() < 0.3 else 0,
            union=int(total * 0.7) if firm.has_union else 0, insured=insured, **self.stated(),
        )  # fmt: skip

    def hazards(self, firms: Sequence[Enterprise]) -> Iterator[EnterpriseHazard]:
        """Those that go with the trade."""
        for firm in firms:
            code = firm.sector.code if firm.sector else ""
            usual = TRADE_HAZARDS.get(code) or (self.random.choice(OTHERS),)
            for name in usual if (firm.workers or 0) >= 15 else ():
                if name in self._hazards and self.random.random() < 0.75:
                    yield EnterpriseHazard(
                        enterprise=firm, hazard=self._hazards[name], on=firm.workers_on,
                        **self.stated(),
                    )  # fmt: skip

    def contacts(self, firms: Sequence[Enterprise]) -> Iterator[Contact]:
        """Who opens the door."""
        for firm in firms:
            for title in TITLES if (firm.workers or 0) >= BIG else TITLES[:1]:
                if self.random.random() < 0.7:
                    yield Contact(
                        enterprise=firm, name=names.person(self.random), title=title,
                        phone=_phone(self.random),
                        **self.stated(),
                    )  # fmt: skip

    def statuses(self, firms: Sequence[Enterprise]) -> Iterator[StatusChange]:
        """Since when they work, and since when some of them do not any more."""
        for firm in firms:
            firm.ownership = self.random.choices(
                [Ownership.PRIVATE, Ownership.FOREIGN, Ownership.STATE, Ownership.MIXED],
                [70, 20, 4, 6],
            )[0]
            firm.insurance_code = f"TZ{firm.pk:06d}" if self.random.random() < 0.6 else ""
            began = self.today - timedelta(days=self.random.randint(900, 6000))
            yield self._status(firm, EnterpriseStatus.ACTIVE, began)
            firm.status_on = began
            if firm.status != EnterpriseStatus.ACTIVE:
                firm.status_on = self.today - timedelta(days=self.random.randint(30, 600))
                yield self._status(firm, firm.status, firm.status_on)

    def _status(self, firm: Enterprise, status: str, on: date) -> StatusChange:
        return StatusChange(enterprise=firm, status=status, on=on, **self.stated())

    def flags(self, firms: Sequence[Enterprise]) -> Iterator[Flag]:
        """Where far fewer people are insured than work there."""
        for firm in firms:
            total, insured = firm.workers or 0, firm.insured or 0
            if total >= BIG and insured < total * 0.8:
                yield Flag(
                    enterprise=firm, kind=FlagKind.INSURED_GAP, raised_on=self.today,
                    facts={"declared": total, "insured": insured, "on": str(firm.insured_on)},
                )  # fmt: skip


def _relations(told: _Told, firms: Sequence[Enterprise]) -> Iterator[Relation]:
    """In each province a group of companies, contractors of the largest, and a lessor."""
    by_province: dict[int, list[Enterprise]] = {}
    for firm in firms:
        by_province.setdefault(firm.province_id, []).append(firm)
    largest = []
    for here in by_province.values():
        ranked = sorted(here, key=lambda firm: -(firm.workers or 0))
        if len(ranked) < 20:
            continue
        largest.append(ranked[0])
        yield from _chain(told, ranked)
    for other in largest[1:]:  # work across provinces
        yield _relation(told, largest[0], other, RelationKind.PRINCIPAL)


def _chain(told: _Told, ranked: list[Enterprise]) -> Iterator[Relation]:
    head, small = ranked[0], ranked[len(ranked) // 2 :]
    for member in ranked[1:4]:
        yield _relation(told, head, member, RelationKind.PARENT)
    yield _relation(told, ranked[1], ranked[4], RelationKind.PARENT)
    for firm in ranked[5:8]:
        yield _relation(told, head, firm, RelationKind.GROUP)
    for firm in small[:5]:
        yield _relation(told, head, firm, RelationKind.PRINCIPAL)
    for firm in small[5:7]:
        yield _relation(told, small[0], firm, RelationKind.PRINCIPAL)
    yield _relation(told, small[7], head, RelationKind.LEASING)


def _relation(told: _Told, source: Enterprise, target: Enterprise, kind: str) -> Relation:
    since = told.today - timedelta(days=told.random.randint(100, 1500))
    return Relation(
        source_firm=source, target_firm=target, kind=kind, started_on=since, **told.stated()
    )
