"""The parts of a case: a handful of stages, and the pages of the stage one is in."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.core.components import Tab
from inspections.enums import DECIDED_PHASES, OUTCOME_PHASES, Phase
from inspections.models import Inspection

Page = tuple[str, Any]  # URL name and words


class Parts(NamedTuple):
    """The first row, and the second one where the stage has several pages."""

    stages: list[Tab]
    pages: list[Tab]


def parts(inspection: Inspection, current: str) -> Parts:
    """Sub-navigation of a case: what is not there yet is not offered."""
    stages: list[Tab] = []
    second: list[Tab] = []
    for words, pages in _stages(inspection):
        if not pages:
            continue
        here = any(name == current for name, _words in pages)
        url = reverse(f"inspections:{pages[0][0]}", args=[inspection.pk])
        stages.append(Tab(words, url, here, within=here and len(pages) > 1))
        if here and len(pages) > 1:
            second = [
                Tab(label, reverse(f"inspections:{name}", args=[inspection.pk]), name == current)
                for name, label in pages
            ]
    return Parts(stages, second)


def _stages(case: Inspection) -> list[tuple[Any, list[Page]]]:
    """In the order of the work: before, on site, afterwards, the papers."""
    return [
        (_("Overview"), [("detail", _("Overview"))]),
        (_("Preparation"), [("team", _("Team")), ("prepare", _("Dossier and letters"))]),
        (_("At the workplace"), _on_site(case)),
        (_("Results"), _results(case)),
        (_("Papers"), [("documents", _("Documents")), ("timeline", _("Timeline"))]),
    ]


def _on_site(case: Inspection) -> list[Page]:
    if not (case.phase in DECIDED_PHASES or case.decided_on):
        return []
    looked_again: list[Page] = []
    if case.follow_up_of_id and case.phase in DECIDED_PHASES:
        looked_again.append(("rechecks", _("Then and now")))
    return [
        *looked_again,
        ("checklist", _("Checklist")),
        ("findings", _("Findings")),
        ("evidence", _("Evidence")),
        ("samples", _("Samples")),
        ("interviews", _("Interviews")),
        ("visits", _("Visits")),
    ]


def _results(case: Inspection) -> list[Page]:
    pages: list[Page] = []
    if case.phase in (Phase.REPORTING, *OUTCOME_PHASES):
        pages.append(("requirements", _("Requirements")))
    if case.announced_on:
        pages.append(("aftermath", _("Orders and referrals")))
    return pages
