"""Words, colours and rows of the page of execution and of its parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents.services import latest
from violations import guards
from violations.enforcement_rules import steps_for
from violations.enforcement_states import EnforcementState, PublicationState
from violations.execution_limit import evading, limit_on
from violations.models import Enforcement, ViolationCase
from violations.workflow import workflow

PAGES = {  # verb of the table -> page that carries it out
    "record_non_execution": "non_execution",
    "verify_means": "inquiry_new",
    "propose_enforcement": "enforcement_new",
    "record_evasion": "evasion",
    "lapse": "lapse",
    "contest": "contest",
    "propose_publication": "publication_new",
}
ENFORCEMENT_KINDS = {
    EnforcementState.PROPOSED: "waiting",
    EnforcementState.ORDERED: "info",
    EnforcementState.RUNNING: "progress",
    EnforcementState.SUSPENDED: "warning",
    EnforcementState.NOT_YET: "warning",
    EnforcementState.DONE: "success",
    EnforcementState.ENDED: "neutral",
    EnforcementState.REFUSED: "neutral",
}
PUBLICATION_KINDS = {
    PublicationState.PROPOSED: "waiting",
    PublicationState.ORDERED: "info",
    PublicationState.SENT: "progress",
    PublicationState.POSTED: "warning",
    PublicationState.REMOVED: "success",
    PublicationState.REFUSED: "neutral",
}


def enforcement_rows(case: ViolationCase) -> list[dict[str, Any]]:
    """Measures, the newest first."""
    rows = case.enforcements.select_related("signed_as__user")
    return [{"row": row, "kind": ENFORCEMENT_KINDS[EnforcementState(row.state)]} for row in rows]


def publication_rows(case: ViolationCase) -> list[dict[str, Any]]:
    """Publications, the newest first."""
    return [
        {"row": row, "kind": PUBLICATION_KINDS[PublicationState(row.state)]}
        for row in case.publications.all()
    ]


def limit_words(case: ViolationCase) -> str:
    """Until when the fine can be executed, in words."""
    if case.decided_on is None:
        return ""
    if evading(case):
        return _("stands still while the debtor evades")
    return legal_date(limit_on(case))


def service_words(case: ViolationCase) -> str:
    """How the decision was delivered; one that was refused was not handed over (art. 70)."""
    if case.served_on and latest(case, "MBB06", case.decision_number):
        return _("refused; counts as delivered, Art. 70")
    return case.get_service_method_display() if case.served_on else ""


def lapse_words(case: ViolationCase) -> str:
    """Why what is unpaid is no longer owed; empty while it is."""
    if case.lapsed_at is None:
        return ""
    if clock.legal_date(case.lapsed_at) > limit_on(case):
        return _("Lapsed: the time for execution is over (Art. 74)")
    return _("No longer executed: the violator died or was dissolved (Art. 75)")


def lapsed(case: ViolationCase, today: date) -> dict[str, Any] | None:
    """The fine and surcharge that lapsed unpaid (whole VND), and why; None while owed or paid."""
    if case.lapsed_at is None:
        return None
    fine, late = case.unpaid, guards.surcharge_unpaid(case, today)
    return {"words": lapse_words(case), "fine": fine, "surcharge": late} if fine or late else None


def decided(case: ViolationCase, today: date) -> dict[str, Any]:
    """How the decision was delivered, what of it lapsed, and the surcharge that is owed."""
    return {
        "service": service_words(case),
        "lapsed": lapsed(case, today),
        "surcharge_owed": guards.surcharge_owed(case, today),
    }


def step_links(row: Enforcement, user: Any) -> list[dict[str, Any]]:
    """The steps that the measure may take now and the user may record."""
    directs = bool(workflow.answer(row.case, "direct_enforcement", user))
    carries = bool(workflow.answer(row.case, "carry_out_enforcement", user))
    return [
        {"label": rule.kind.label, "directs": rule.directs,
         "url": reverse("violations:enforcement_step", args=[row.case_id, row.pk, rule.kind])}
        for rule in steps_for(row.kind, row.state)
        if (directs if rule.directs else carries)
    ]  # fmt: skip
