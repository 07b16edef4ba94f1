"""Words and colours of the register: states, sizes, risk, where a fact comes from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ecms.core.formatting import grouped, legal_date
from enterprises.enums import EnterpriseStatus, ImportState, RowVerdict

STATUS_KINDS = {
    EnterpriseStatus.ACTIVE: "success",
    EnterpriseStatus.SUSPENDED: "warning",
    EnterpriseStatus.DISSOLVED: "neutral",
    EnterpriseStatus.MOVED: "danger",
}
IMPORT_KINDS = {
    ImportState.UPLOADED: "waiting",
    ImportState.CHECKING: "progress",
    ImportState.READY: "info",
    ImportState.COMMITTING: "progress",
    ImportState.DONE: "success",
    ImportState.UNDOING: "progress",
    ImportState.UNDONE: "neutral",
    ImportState.REFUSED: "danger",
    ImportState.CANCELLED: "neutral",
    ImportState.FAILED: "danger",
}
VERDICT_KINDS = {
    RowVerdict.NEW: "success",
    RowVerdict.CHANGED: "info",
    RowVerdict.UNCHANGED: "neutral",
    RowVerdict.REFUSED: "danger",
}
SIZE_WORDS = {
    "MICRO": gettext_lazy("Up to 10 workers"),
    "SMALL": gettext_lazy("11–100 workers"),
    "MEDIUM": gettext_lazy("101–200 workers"),
    "LARGE": gettext_lazy("201–999 workers"),
    "GIANT": gettext_lazy("1,000 workers and more"),
}
# The fields of a dossier that a file or a person may fill, with their words.
FIELD_WORDS = {
    "tax_code": gettext_lazy("Tax code"),
    "name": pgettext_lazy("enterprise", "Name"),
    "foreign_name": gettext_lazy("Foreign name"),
    "short_name": gettext_lazy("Short name"),
    "legal_form": gettext_lazy("Legal form"),
    "registration_number": gettext_lazy("Registration number"),
    "insurance_code": gettext_lazy("Social insurance code"),
    "ownership": gettext_lazy("Ownership"),
    "status": gettext_lazy("Status"),
    "status_on": gettext_lazy("Status since"),
    "address": gettext_lazy("Address"),
    "ward": gettext_lazy("Ward or commune"),
    "province": gettext_lazy("Province"),
    "zone": gettext_lazy("Industrial zone"),
    "sector": gettext_lazy("Sector"),
    "section_2025": gettext_lazy("Section in VSIC 2025"),
    "representative": gettext_lazy("Legal representative"),
    "representative_title": gettext_lazy("Title of the representative"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "workers": gettext_lazy("Workers"),
    "women": gettext_lazy("Women among them"),
    "workers_on": gettext_lazy("Headcount as of"),
    "insured": gettext_lazy("Insured workers"),
    "insured_on": gettext_lazy("Insured workers as of"),
    "has_union": gettext_lazy("Trade union"),
    "caution": gettext_lazy("Caution for visitors"),
    "last_visited_on": gettext_lazy("Last visited"),
}

# Facts of the score that are there or not.
SCORE_FACTS = {
    "insurance_gap": gettext_lazy("Fewer insured workers than declared"),
    "arrears": gettext_lazy("Social insurance not paid"),
    "no_self_check": gettext_lazy("The self-check that is a duty is late"),
}


def status_kind(status: str) -> str:
    """The kind of pill for the status of an enterprise."""
    return STATUS_KINDS.get(EnterpriseStatus(status), "neutral")


def field_words(field: str) -> str:
    """The words of a field; its own name where there are none."""
    return str(FIELD_WORDS.get(field, field))


def origin_words(origin: dict[str, Any]) -> str:
    """“Tax authority list, 30/06/2026, by Trần Thị Hạnh”; empty where nothing is known."""
    parts = [str(origin.get("source") or "")]
    if origin.get("as_of"):
        parts.append(as_of_words(origin["as_of"]))
    if origin.get("by"):
        parts.append(_("by %(who)s") % {"who": origin["by"]})
    return ", ".join(part for part in parts if part)


def as_of_words(value: Any) -> str:
    """A day kept as ISO text, as people write it; other text as it is."""
    try:
        return legal_date(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value)


def risk_words(reason: dict[str, Any], sections: dict[str, str]) -> str:
    """One reason of the stated score in words; ``sections`` are the names by letter."""
    code, fact = reason.get("code", ""), str(reason.get("fact", ""))
    if code == "sector":
        return _("Sector: %(sector)s") % {"sector": sections.get(fact, fact)}
    if code == "size":
        count = grouped(int(fact)) if fact.isdigit() else fact
        return _("Headcount: %(count)s workers") % {"count": count}
    if code == "visited":
        return _("Last visited on %(day)s") % {"day": as_of_words(fact)}
    return {
        "sector_unknown": _("Sector not known"),
        "size_unknown": _("Headcount not known"),
        "never_visited": _("Never visited"),
    }.get(code) or _fact_of_score(code, int(fact) if fact.isdigit() else 0)


def _fact_of_score(code: str, n: int) -> str:
    """A number that other records hold, in words; the code where it is not known."""
    if code in SCORE_FACTS:
        return str(SCORE_FACTS[code])
    text = {
        "findings": ngettext(
            "%(n)s violation found in three years", "%(n)s violations found in three years", n
        ),
        "repeated": ngettext(
            "A violation came back %(n)s time", "Violations came back %(n)s times", n
        ),
        "complaints": ngettext("%(n)s complaint", "%(n)s complaints", n),
        "accidents": ngettext("%(n)s accident", "%(n)s accidents", n),
        "unpaid_fines": ngettext("%(n)s fine not paid in time", "%(n)s fines not paid in time", n),
        "hazards": ngettext("%(n)s hazard on the premises", "%(n)s hazards on the premises", n),
    }.get(code)
    return text % {"n": grouped(n)} if text else code


def risk_kind(points: int | None) -> str:
    """The kind of pill for a score: the upper third is marked."""
    if points is None:
        return "neutral"
    return "danger" if points >= 70 else "warning" if points >= 50 else "neutral"
