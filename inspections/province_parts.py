"""What a province takes out of its inspections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from enterprises.province_parts import Part, register
from inspections.models import CaseStep, Finding, Inspection, OtherWork, Requirement, Visit

CASE = "inspection__code"
PROVINCE = "inspection__province"
READ = Permission.INSPECTION_READ
PARTS = (
    Part("inspections", _("inspections of every kind"), Inspection, "province", (
        "code", "kind", "procedure__code", "state", "phase", "ground", "mode", "level",
        "agency__code", "enterprise__tax_code", "scope", "period_from", "period_to",
        "planned_on", "duration_days", "duration_unit", "extension_days", "suspended_days",
        "decision_number", "decided_on", "announced_on", "ends_on", "minutes_signed_on",
        "signed_how", "concluded_on", "conclusion_number", "published_on", "closed_at",
        "proposed_at", "proposed_by__username",
    ), READ, guarded=True),
    Part("inspection_steps", _("steps of inspections, with the reason where one was late"),
         CaseStep, PROVINCE, (
        CASE, "verb", "from_state", "to_state", "on", "due_on", "late_reason", "taken_at",
        "taken_by__username",
    ), READ, guarded=True),
    Part("visits", _("visits"), Visit, PROVINCE, (
        CASE, "visited_on", "outcome", "place", "workers_present", "recorded_at",
        "recorded_by__username",
    ), READ, guarded=True),
    Part("findings", _("findings"), Finding, PROVINCE, (
        CASE, "violation_code", "state", "description", "ongoing", "ended_on", "discovered_on",
        "workers", "units", "base_amount", "recorded_at", "recorded_by__username",
    ), READ, guarded=True),
    Part("requirements", _("requirements and recommendations"), Requirement, PROVINCE, (
        CASE, "kind", "text", "due_on", "amount", "amount_done", "workers", "workers_done",
        "state", "settled_on",
    ), READ, guarded=True),
    Part("other_work", _("work outside a case"), OtherWork, "province", (
        "kind", "enterprise__tax_code", "done_on", "recorded_by__username",
    ), READ, guarded=True),
)  # fmt: skip


def contribute() -> None:
    """Add the tables to the archive of a province."""
    register(*PARTS)
