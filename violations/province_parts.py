"""What a province takes out of its violation cases. Amounts are whole VND."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from enterprises.province_parts import Part, register
from violations.models import (
    Act,
    Challenge,
    Enforcement,
    Payment,
    Publication,
    RemedyOrder,
    Ruling,
    ViolationCase,
)

READ = Permission.VIOLATION_READ
PARTS = (
    Part("violation_cases", _("violation cases"), ViolationCase, "province", (
        "code", "state", "enterprise__tax_code", "inspection__code", "agency__code", "party",
        "discovered_on", "minutes_number", "minutes_on", "limitation_ends_on", "decision_number",
        "decided_on", "fine_decided", "fine_current", "paid_total", "served_on",
        "service_method", "execution_due_on", "no_sanction_reason", "executed_at", "closed_at",
    ), READ, guarded=True),
    Part("acts", _("acts of violation cases"), Act, "case__province", (
        "case__code", "provision__instrument__number", "provision__code", "description",
        "ongoing", "ended_on", "discovered_on", "workers", "units", "base_amount", "frame_min",
        "frame_max", "fine",
    ), READ, guarded=True),
    Part("payments", _("receipts"), Payment, "case__province", (
        "case__code", "amount", "paid_on", "reference", "recorded_at", "recorded_by__username",
    ), READ, guarded=True),
    Part("remedies", _("ordered remedial measures"), RemedyOrder, "case__province", (
        "case__code", "remedy__code", "text", "due_on", "state", "workers_helped",
        "amount_restored", "accepted_at",
    ), READ, guarded=True),
    Part("rulings", _("rulings on decisions"), Ruling, "case__province", (
        "case__code", "kind", "state", "of_decision", "number", "decided_on", "until",
        "fine_before", "fine_after",
    ), READ, guarded=True),
    Part("enforcements", _("measures of enforcement"), Enforcement, "case__province", (
        "case__code", "kind", "state", "of_decision", "minutes__number", "amount", "holder",
        "number", "decided_on", "sent_on", "ended_on",
    ), READ, guarded=True),
    Part("challenges", _("challenges of decisions"), Challenge, "case__province", (
        "case__code", "kind", "of_decision", "filed_on", "body", "fine_before", "result",
        "result_on", "result_number", "fine_after",
    ), READ, guarded=True),
    Part("publications", _("publications of decisions"), Publication, "case__province", (
        "case__code", "of_decision", "ground", "state", "number", "posted_on", "removed_on",
        "corrected_on",
    ), READ, guarded=True),
)  # fmt: skip


def contribute() -> None:
    """Add the tables to the archive of a province."""
    register(*PARTS)
