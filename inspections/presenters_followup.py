"""Display words and kinds of what follows a visit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecms.core.components import Action
from inspections import rules_followup as rules
from inspections.enums import RequirementState
from inspections.models import Inspection, Requirement
from inspections.permissions_followup import can_change, can_follow, can_judge
from inspections.selectors_followup import due_for_reminder, standing_of
from inspections.states_followup import (
    ExtensionState,
    FulfilmentState,
    Rating,
    ReferralState,
    StopState,
)
from inspections.workflow.guards import NOTHING_DUE

REQUIREMENT_KINDS = {
    RequirementState.OPEN: "progress",
    RequirementState.EVIDENCE: "waiting",
    RequirementState.SENT_BACK: "warning",
    RequirementState.ACCEPTED: "success",
    RequirementState.WITHDRAWN: "neutral",
    RequirementState.REPLACED: "neutral",
}
STANDINGS = {
    "overdue": ("danger", gettext_lazy("Overdue")),
    "asked": ("waiting", gettext_lazy("More time asked for")),
    "soon": ("warning", gettext_lazy("Due soon")),
}
RATING_KINDS = {"": "neutral", Rating.DONE: "success", Rating.PARTLY: "warning",
                Rating.NOT_DONE: "danger"}  # fmt: skip
FULFILMENT_KINDS = {
    FulfilmentState.WAITING: "waiting",
    FulfilmentState.ACCEPTED: "success",
    FulfilmentState.PARTLY: "info",
    FulfilmentState.SENT_BACK: "warning",
}
EXTENSION_KINDS = {
    ExtensionState.ASKED: "waiting",
    ExtensionState.GRANTED: "success",
    ExtensionState.REFUSED: "neutral",
}
STOP_KINDS = {
    StopState.ACTIVE: "danger", StopState.EVIDENCE: "waiting", StopState.LIFTED: "success"
}  # fmt: skip
REFERRAL_KINDS = {
    ReferralState.SENT: "waiting", ReferralState.RECEIVED: "progress",
    ReferralState.RETURNED: "success",
}  # fmt: skip


def standing_pill(row: Requirement, today: date) -> tuple[str, str]:
    """Kind and words of the pill: how it stands today, not only its stored state."""
    standing = standing_of(row, today)
    if standing in STANDINGS:
        kind, words = STANDINGS[standing]
        return kind, str(words)
    return REQUIREMENT_KINDS[RequirementState(row.state)], row.get_state_display()


def requirement_row(
    row: Requirement, inspection: Inspection, user: Any, today: date
) -> dict[str, Any]:
    """What the list and the page of a requirement show of it, with what ``user`` may do."""
    row.inspection = inspection
    kind, words = standing_pill(row, today)
    waiting = row.state == RequirementState.EVIDENCE
    judge = can_judge(row, row.submitted_by_id, user) if waiting else None
    follows = row.is_outstanding and bool(can_follow(inspection, user))
    changes = row.is_outstanding and bool(can_change(inspection, user))
    asked = next((e for e in row.extensions.all() if e.state == ExtensionState.ASKED), None)
    return {
        "requirement": row,
        "kind": kind,
        "words": words,
        "money_percent": rules.percent(row.amount_done, row.amount or 0),
        "people_percent": rules.percent(row.workers_done, row.workers or 0),
        "was_extended": row.first_due_on is not None and row.first_due_on != row.due_on,
        "reminded": len(row.reminders.all()),
        "can_submit": follows and not waiting,
        "can_ask": follows and asked is None,
        "can_judge": bool(judge),
        "cannot_judge": "" if judge is None or judge else judge.reason,  # type: ignore[union-attr]
        "is_whole": not rules.full_problem(*_after(row)) if waiting else True,
        "asked": asked,
        "can_decide": asked is not None and changes,
        "can_change": changes,
    }


def _after(row: Requirement) -> tuple[rules.Tally, rules.Tally]:
    """The sums as they would be with the evidence that waits."""
    piece = next((p for p in row.fulfilments.all() if p.state == FulfilmentState.WAITING), None)
    money, people = (piece.amount or 0, piece.workers or 0) if piece else (0, 0)
    return (
        rules.Tally(row.amount, row.amount_done + money),
        rules.Tally(row.workers, row.workers_done + people),
    )


def actions_of_requirements(inspection: Inspection, user: Any, today: date) -> list[Action]:
    """The bar above the requirements of a case."""
    actions = []
    if can_follow(inspection, user) and inspection.requirements.outstanding().exists():
        url = reverse("inspections:follow_up_new", args=[inspection.pk])
        actions.append(Action(_("Propose a follow-up check"), url, icon="arrow-repeat"))
    if can_change(inspection, user) and inspection.requirements.outstanding().exists():
        url = reverse("inspections:remind", args=[inspection.pk])
        is_due = bool(due_for_reminder(inspection, on=today))
        actions.append(
            Action(_("Sign a reminder letter"), url, primary=True, method="post", icon="envelope",
                   allowed=is_due, reason="" if is_due else NOTHING_DUE)
        )  # fmt: skip
    return actions
