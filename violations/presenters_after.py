"""Words, colours and rows of the page of execution and of its parts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.core.formatting import legal_date
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
