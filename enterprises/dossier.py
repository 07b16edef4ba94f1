"""What the dossier of an enterprise shows: facts with their sources, and the rows beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from enterprises import fact_words
from enterprises.enums import EnterpriseStatus
from enterprises.history import Record, Values
from enterprises.models import Enterprise, Relation
from enterprises.presenters import field_words
from enterprises.services.places import successor_of
from enterprises.services.register import REGISTRY_FIELDS

IDENTITY = (
    "legal_form", "registration_number", "insurance_code", "ownership", "foreign_name",
    "short_name", "sector", "section_2025", "has_union",
)  # fmt: skip
PLACE = ("address", "ward", "zone", "representative", "representative_title", "phone", "email")
WITHOUT_WORDS = frozenset({"foreign_name", "short_name"})  # not missed where they are empty
HEADCOUNTS_SHOWN, SITES_SHOWN, RELATIONS_SHOWN = 4, 8, 6


@dataclass(frozen=True)
class Fact:
    """One fact; ``source`` is empty where it is the one said above all of them."""

    field: str
    label: str
    value: str
    source: str = ""
    override: str = ""
    replaced: str = ""
    is_verified: bool = False


@dataclass(frozen=True)
class Facts:
    """Facts of a card, the source that most of them share, and what nobody knows yet."""

    rows: list[Fact]
    common: str = ""
    missing: list[str] = field(default_factory=list)


def facts_of(firm: Enterprise, fields: Iterable[str], replaced: dict[str, str]) -> Facts:
    """The facts of ``fields`` that are known, and the names of those that are not."""
    rows, missing = [], []
    values = Values()
    for name in fields:
        value = value_words(firm, name)
        if not value:
            missing += [] if name in WITHOUT_WORDS else [field_words(name)]
            continue
        origin = firm.origin(name)
        kept = (origin.get("override") or {}).get("value")
        fact = Fact(
            name, field_words(name), value, fact_words.source_words(origin),
            fact_words.override_words(origin, values.words(name, kept)),
            replaced.get(name, ""), bool(origin.get("verified_on")),
        )  # fmt: skip
        rows.append(fact)
    common = fact_words.most_common(row.source for row in rows)
    kept_rows = [row if row.source != common else _quiet(row) for row in rows]
    return Facts(kept_rows, common, missing)


def _quiet(row: Fact) -> Fact:
    return Fact(row.field, row.label, row.value, "", row.override, row.replaced, row.is_verified)


def value_words(firm: Enterprise, name: str) -> str:
    """A fact of an enterprise as text; empty where it is not known."""
    if name == "legal_form":
        return str(firm.get_legal_form_display())
    if name == "ownership":
        return str(firm.get_ownership_display()) if firm.ownership else ""
    if name == "status":
        return str(firm.get_status_display())
    if name == "has_union":
        return {True: _("yes"), False: _("no")}.get(firm.has_union, "")  # type: ignore[arg-type]
    if name == "ward":
        return ward_words(firm)
    value = getattr(firm, name)
    if value is None or value == "":
        return ""
    return legal_date(value) if name == "status_on" else str(value)


def ward_words(firm: Enterprise) -> str:
    """Ward and province; an abolished ward with its last day."""
    if firm.ward is None:
        return firm.province.name
    words = f"{firm.ward.name}, {firm.province.name}"
    if firm.ward.is_in_force(clock.today()) or firm.ward.valid_to is None:
        return words
    return _("%(ward)s (until %(day)s)") % {"ward": words, "day": legal_date(firm.ward.valid_to)}


def old_ward(firm: Enterprise) -> dict[str, Any] | None:
    """The abolished ward of a record, and the unit that stands there now.

    ``sure`` where its successor is known; otherwise name or address made it likely.
    """
    today = clock.today()
    if firm.ward is None or firm.ward.is_in_force(today):
        return None
    now = successor_of(firm.ward, firm.address, today)
    return {"ward": firm.ward, "now": now, "sure": firm.ward.at(today) is not None}


@dataclass(frozen=True)
class Link:
    """A relation as one side sees it; ``firm`` is None where the other side is out of reach."""

    relation: Relation
    words: str
    name: str
    firm: Enterprise | None
    source: str


def links_of(firm: Enterprise, user: Any, *, ended: bool = False) -> list[Link]:
    """Direct relations of an enterprise; the other side of another province is a name."""
    rows = (
        Relation.objects.visible_to(user)
        .filter(Q(source_firm=firm) | Q(target_firm=firm))
        .filter(ended_on__isnull=not ended)
        .select_related("source_firm", "target_firm", "recorded_by", "verified_by")
        .order_by("kind", "pk")
    )
    return [link_of(row, firm, user) for row in rows]


def link_of(row: Relation, firm: Enterprise, user: Any) -> Link:
    """A relation from the side of ``firm``."""
    other_is_source = row.target_firm_id == firm.pk
    other = row.source_firm if other_is_source else row.target_firm
    words = fact_words.relation_words(row.kind, other_is_source=other_is_source)
    seen = user.scope.national or other.province_id in user.scope.province_ids
    return Link(row, words, other.name, other if seen else None, fact_words.stated_words(row))


@dataclass(frozen=True)
class Stated:
    """A row that carries its own source, with the words of it."""

    row: Any
    source: str


def stated(rows: Iterable[Any]) -> list[Stated]:
    """Rows with the words of their sources."""
    return [Stated(row, fact_words.stated_words(row)) for row in rows]


@dataclass(frozen=True)
class Dossier:
    """Everything beside the facts, read in one statement each."""

    headcounts: list[Stated]
    sites: list[Any]
    more_sites: int
    hazards: list[Stated]
    contacts: list[Stated]
    flags: list[dict[str, Any]]
    statuses: list[Stated]
    links: list[Link]
    more_links: int

    @property
    def cautions(self) -> list[tuple[str, str]]:
        """Cautions of sites: (name of the site, words)."""
        return [(site.name, site.caution) for site in self.sites if site.caution]

    @property
    def precautions(self) -> list[str]:
        """What the hazards on record ask of a visitor, each said once."""
        return precautions(stated.row for stated in self.hazards)


def precautions(hazards: Iterable[Any]) -> list[str]:
    """Precautions of hazards in the language of the page, each said once."""
    from django.utils.translation import get_language

    vietnamese = (get_language() or "vi").startswith("vi")
    words = [
        row.hazard.precaution_vi
        if vietnamese
        else row.hazard.precaution_en or row.hazard.precaution_vi
        for row in hazards
    ]
    return list(dict.fromkeys(word for word in words if word))


def dossier_of(firm: Enterprise, user: Any) -> Dossier:
    """Read what stands beside the facts."""
    people = ("recorded_by", "verified_by")
    sites = list(open_sites(firm))
    links = links_of(firm, user)
    statuses = list(firm.status_changes.select_related(*people))
    return Dossier(
        headcounts=stated(firm.headcounts.select_related(*people)[:HEADCOUNTS_SHOWN]),
        sites=sites[:SITES_SHOWN],
        more_sites=max(0, len(sites) - SITES_SHOWN),
        hazards=stated(open_hazards(firm)),
        contacts=stated(firm.contacts.filter(ended_on__isnull=True).select_related(*people)),
        flags=[
            {"flag": flag, "words": fact_words.flag_words(flag)}
            for flag in firm.flags.filter(settled_at__isnull=True)
        ],
        statuses=stated(statuses),
        links=links[:RELATIONS_SHOWN],
        more_links=max(0, len(links) - RELATIONS_SHOWN),
    )


def open_sites(firm: Enterprise) -> Any:
    """Sites where people work, the head office first."""
    return firm.sites.filter(closed_on__isnull=True).select_related(
        "ward", "province", "former_province", "zone"
    )


def open_hazards(firm: Enterprise) -> Any:
    """Hazards that are there."""
    return firm.hazards.filter(gone_on__isnull=True).select_related(
        "hazard", "site", "recorded_by", "verified_by"
    )


def status_words(firm: Enterprise) -> str:
    """“Active since 05/02/2021”."""
    status = str(EnterpriseStatus(firm.status).label)
    if firm.status_on is None:
        return status
    return _("%(status)s since %(day)s") % {"status": status, "day": legal_date(firm.status_on)}


def cards(firm: Enterprise, record: Record) -> dict[str, Facts]:
    """The two cards of facts."""
    return {
        "identity": facts_of(firm, IDENTITY, record.replaced),
        "place": facts_of(firm, PLACE, record.replaced),
    }


def verifiable(firm: Enterprise) -> list[Fact]:
    """Every fact of the enterprise that a person may verify, with its source."""
    fields = dict.fromkeys(("name", *REGISTRY_FIELDS, *IDENTITY, *PLACE, "caution"))
    rows = []
    for name in fields:
        value = value_words(firm, name)
        if value:
            origin = firm.origin(name)
            source = fact_words.source_words(origin)
            rows.append(Fact(name, field_words(name), value, source,
                             is_verified=bool(origin.get("verified_on"))))  # fmt: skip
    return rows
