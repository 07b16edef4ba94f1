"""What the register itself says on the one-page sheet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from ecms.core.formatting import grouped, legal_date
from enterprises import dossier
from enterprises.briefs import Brief, register_brief
from enterprises.fact_words import PART_WORDS, flag_words
from enterprises.presenters import field_words, risk_words
from enterprises.selectors import section_names


def caution(user: Any, firm: Any) -> list[str]:
    """What may hurt a visitor: stated cautions first, then what the hazards ask for."""
    sites = dossier.open_sites(firm).exclude(caution="")
    stated = [firm.caution] if firm.caution else []
    stated += [f"{site.name}: {site.caution}" for site in sites]
    return stated + dossier.precautions(dossier.open_hazards(firm))


def identity(user: Any, firm: Any) -> list[str]:
    """Who it is, where, and who answers for it."""
    lines = [dossier.status_words(firm)]
    person = ", ".join(part for part in (firm.representative, firm.representative_title) if part)
    reach = ", ".join(part for part in (firm.phone, firm.email) if part)
    facts = (
        ("legal_form", dossier.value_words(firm, "legal_form")),
        ("sector", dossier.value_words(firm, "sector")),
        ("address", firm.address),
        ("ward", dossier.ward_words(firm)),
        ("zone", dossier.value_words(firm, "zone")),
        ("representative", person),
        ("phone", reach),
    )
    return lines + [f"{field_words(name)}: {value}" for name, value in facts if value]


def people(user: Any, firm: Any) -> list[str]:
    """The newest headcounts with all that is known of them."""
    lines = [_headcount(row) for row in firm.headcounts.all()[:2]]
    if not lines and firm.workers is not None:
        day = legal_date(firm.workers_on) if firm.workers_on else ""
        lines = [f"{field_words('workers')}: {grouped(firm.workers)} {day}".strip()]
    if firm.has_union is not None:
        words = _("yes") if firm.has_union else _("no")
        lines.append(f"{field_words('has_union')}: {words}")
    return lines


def _headcount(row: Any) -> str:
    parts = [
        f"{words}: {grouped(getattr(row, name))}"
        for name, words in PART_WORDS.items()
        if getattr(row, name) is not None
    ]
    return f"{legal_date(row.on)} – {'; '.join(parts)}"


def sites(user: Any, firm: Any) -> list[str]:
    """Places of work, the head office first."""
    return [
        f"{site.name}: {site.address or (site.ward or site.province)}"
        for site in dossier.open_sites(firm)
    ]


def hazards(user: Any, firm: Any) -> list[str]:
    """Hazards with the amount and the site."""
    lines = []
    for row in dossier.open_hazards(firm):
        more = [part for part in (row.quantity, row.site.name if row.site else "") if part]
        lines.append(f"{row.hazard.name} ({', '.join(more)})" if more else row.hazard.name)
    return lines


def contacts(user: Any, firm: Any) -> list[str]:
    """People to talk to."""
    rows = firm.contacts.filter(ended_on__isnull=True)
    return [
        ", ".join(part for part in (row.name, row.title, row.phone, row.email) if part)
        for row in rows
    ]


def chain(user: Any, firm: Any) -> list[str]:
    """Who it belongs to and works with."""
    return [f"{link.words}: {link.name}" for link in dossier.links_of(firm, user)]


def risk(user: Any, firm: Any) -> list[str]:
    """The stored score with its reasons; flags that nobody has settled."""
    lines = []
    if firm.risk_score is not None:
        letters = [
            str(part.get("fact", "")) for part in firm.risk_reasons if part["code"] == "sector"
        ]
        names = section_names(letters) if letters else {}
        why = "; ".join(
            f"{risk_words(part, names)} (+{part['points']})" for part in firm.risk_reasons
        )
        words = _("%(points)s of 100 points: %(why)s")
        lines.append(words % {"points": firm.risk_score, "why": why})
    flags = firm.flags.filter(settled_at__isnull=True)
    return lines + [f"{flag.get_kind_display()}: {flag_words(flag)}" for flag in flags]


OWN = (
    Brief("caution", gettext_lazy("Caution"), Permission.ENTERPRISE_READ, caution, 10),
    Brief("identity", gettext_lazy("The enterprise"), Permission.ENTERPRISE_READ, identity, 20),
    Brief("people", gettext_lazy("People at work"), Permission.ENTERPRISE_READ, people, 30),
    Brief("hazards", gettext_lazy("Hazards"), Permission.ENTERPRISE_READ, hazards, 40),
    Brief("sites", gettext_lazy("Sites"), Permission.ENTERPRISE_READ, sites, 50),
    Brief("contacts", gettext_lazy("Contacts"), Permission.ENTERPRISE_READ, contacts, 60),
    Brief("chain", gettext_lazy("Chain"), Permission.ENTERPRISE_READ, chain, 90),
    Brief("risk", gettext_lazy("Risk and flags"), Permission.ENTERPRISE_READ, risk, 100),
)


def register() -> None:
    """Put the register's own parts on the sheet."""
    for brief in OWN:
        register_brief(brief)
