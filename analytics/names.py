"""Words for the codes that figures are kept under, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Province, Unit, Ward
from accounts.permissions import MODULES
from analytics.models import Measure
from ecms.notifications import registry
from enterprises.models import Sector
from enterprises.presenters import SIZE_WORDS
from inspections.enums import VisitOutcome
from inspections.selectors import state_names
from intake.enums.accident import AccidentClass
from intake.enums.complaint import Channel, ComplaintKind, ComplaintState, Outcome, ReturnKind
from law.models import Provision, Remedy, ViolationTopic
from violations.states import CaseState

# Short names for columns and legends; the full ones and the definitions are data.
SHORT = {
    "inspections_opened": gettext_lazy("Inspections opened"),
    "inspections_decided": gettext_lazy("Inspections decided"),
    "inspections_closed": gettext_lazy("Inspections closed"),
    "visits": gettext_lazy("Visits"),
    "findings": gettext_lazy("Findings confirmed"),
    "workers_concerned": gettext_lazy("Workers concerned"),
    "cases_opened": gettext_lazy("Violation cases opened"),
    "cases_by_ward": gettext_lazy("Violation cases opened"),
    "cases_decided": gettext_lazy("Sanction decisions"),
    "cases_closed": gettext_lazy("Violation cases closed"),
    "acts_decided": gettext_lazy("Acts sanctioned"),
    "fines_decided": gettext_lazy("Fines decided"),
    "fines_paid": gettext_lazy("Fines paid"),
    "remedies_ordered": gettext_lazy("Remedial measures ordered"),
    "remedies_accepted": gettext_lazy("Remedial measures carried out"),
    "amount_restored": gettext_lazy("Restored to workers"),
    "inspections_state": gettext_lazy("Inspections"),
    "cases_state": gettext_lazy("Violation cases"),
}
# Which list of words the codes of a measure's ``key`` belong to.
KEYS = {
    "inspections_state": "inspection_state", "cases_state": "case_state", "visits": "outcome",
    "findings": "topic", "workers_concerned": "topic", "acts_decided": "topic",
    "remedies_ordered": "remedy", "remedies_accepted": "remedy", "cases_by_ward": "ward",
    "inspections_opened": "sector", "inspections_decided": "sector",
    "inspections_closed": "sector", "cases_opened": "sector", "cases_decided": "sector",
    "cases_closed": "sector", "fines_decided": "sector", "inspections_planned": "sector",
    "fines_current": "sector", "fines_collected": "sector", "enterprises_active": "sector",
    "findings_again_12": "topic", "findings_again_24": "topic", "remedies_due": "term",
    "terms_due": "reminder", "random_checks": "checked", "workforce_state": "freshness",
    "complaints_state": "complaint_state", "complaints_received": "complaint_kind",
    "complaints_decided": "complaint_outcome", "complaints_returned": "return_kind",
    "accidents": "accident_class", "accident_victims": "accident_class",
    "accident_deaths": "accident_class",
    **dict.fromkeys(("dq_inspection_silent", "dq_no_visit", "dq_inspection_dates",
                     "dq_finding_workers", "dq_not_served", "dq_case_dates", "dq_overpaid"),
                    "unit"),
}  # fmt: skip
# The others: size class.
KEYS2 = {
    "findings": "provision", "acts_decided": "provision", "findings_again_12": "provision",
    "findings_again_24": "provision", "terms_due": "term", "visited_by_section": "sector",
    "complaints_received": "channel", "complaints_decided": "term", "accidents": "sector",
    "accident_victims": "sector", "accident_deaths": "sector", "people_by_module": "module",
}  # fmt: skip

TERM_WORDS = {
    "in_time": gettext_lazy("in time"), "late": gettext_lazy("too late"),
    "overdue": gettext_lazy("overdue"), "waiting": gettext_lazy("not yet due"),
}  # fmt: skip


class Names:
    """Words by kind of code; each list is read once, when it is first needed."""

    def of(self, kind: str, code: str) -> str:
        """The words for ``code``; "not known" for the empty one, the code itself if unknown."""
        if not code:
            return _("Not known")
        found: dict[str, Any] = getattr(self, kind)
        return str(found.get(code, code))

    def many(self, kind: str, codes: Iterable[str]) -> dict[str, str]:
        """Words for several codes."""
        return {code: self.of(kind, code) for code in codes}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Definitions by code."""
        return Measure.objects.by_code()

    def measure(self, code: str) -> str:
        """The full name of a measure."""
        measure = self.measures.get(code)
        return measure.name if measure else str(SHORT.get(code, code))

    @cached_property
    def topic(self) -> dict[str, str]:
        return {topic.code: topic.name for topic in ViolationTopic.objects.all()}

    @cached_property
    def provision(self) -> dict[str, str]:
        """Code and words of the newest text; both decrees use the same codes."""
        rows = Provision.objects.order_by("instrument__valid_from").only(
            "code", "name_vi", "name_en"
        )
        return {row.code: f"{row.code} {row.name}" for row in rows}

    @cached_property
    def sector(self) -> dict[str, str]:
        rows = Sector.objects.filter(scheme="VSIC2025", level=1)
        return {row.code: f"{row.code} {row.name}" for row in rows}

    @cached_property
    def remedy(self) -> dict[str, str]:
        return {row.code: f"{row.code} {row.name}" for row in Remedy.objects.all()}

    @cached_property
    def ward(self) -> dict[str, str]:
        rows = Ward.objects.order_by().values_list("code", "kind_vi", "name_vi")
        return {code: f"{kind} {name}" for code, kind, name in rows}

    @cached_property
    def provinces(self) -> list[Province]:
        """Provinces of the list in force, by name."""
        return list(Province.objects.present())

    size: dict[str, Any] = SIZE_WORDS

    @cached_property
    def inspection_state(self) -> dict[str, str]:
        """States of every published procedure, in order."""
        return state_names()

    case_state: dict[str, Any] = dict(CaseState.choices)
    term: dict[str, Any] = TERM_WORDS
    checked: dict[str, Any] = {"clean": gettext_lazy("without a violation"),
                               "violation": gettext_lazy("with a violation")}  # fmt: skip
    freshness: dict[str, Any] = {"fresh": gettext_lazy("fresh"), "stale": gettext_lazy("overdue"),
                                 "never": gettext_lazy("never updated")}  # fmt: skip
    module: dict[str, Any] = MODULES
    complaint_state: dict[str, Any] = dict(ComplaintState.choices)
    complaint_kind: dict[str, Any] = dict(ComplaintKind.choices)
    complaint_outcome: dict[str, Any] = dict(Outcome.choices)
    return_kind: dict[str, Any] = dict(ReturnKind.choices)
    channel: dict[str, Any] = dict(Channel.choices)
    accident_class: dict[str, Any] = dict(AccidentClass.choices)

    @cached_property
    def unit(self) -> dict[str, str]:
        """Divisions of every body."""
        return {unit.code: unit.name for unit in Unit.objects.all()}

    @cached_property
    def reminder(self) -> dict[str, Any]:
        """What had to happen, as reminders call it."""
        return {kind: registry.letter(kind).title for kind in registry.kinds()}

    outcome: dict[str, Any] = dict(VisitOutcome.choices)
