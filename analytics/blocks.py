"""The parts of the dashboard that a person may order and leave out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BLOCKS: dict[str, str | Promise] = {
    "missed": _("Targets that are missed"),
    "now": _("Numbers of now"),
    "inspections-cards": _("Numbers: inspections"),
    "violations-cards": _("Numbers: violations and sanctions"),
    "outcomes-cards": _("Numbers: outcomes"),
    "inspections_state": _("Inspections by state"),
    "cases_state": _("Violation cases by state"),
    "inspections": _("Inspections opened and closed"),
    "cases": _("Violation cases opened and closed"),
    "topics": _("Violations by area of law"),
    "fines": _("Fines decided and paid"),
    "sectors": _("Violation cases by economic section"),
    "area": _("Violation cases by area"),
}


def chosen(codes: Iterable[str]) -> list[str]:
    """Those of ``codes`` that exist; all where none does."""
    return [code for code in codes if code in BLOCKS] or list(BLOCKS)
