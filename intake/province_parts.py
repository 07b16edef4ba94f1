"""What a province takes out of its accidents; no person is named."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from enterprises.province_parts import Part, register
from intake.models import Accident, Victim

READ = Permission.ACCIDENT_READ
PARTS = (
    Part("accidents", _("industrial accidents"), Accident, "province", (
        "code", "state", "enterprise__tax_code", "agency__code", "occurred_on", "occurred_time",
        "notice_on", "class_code", "victims_dead", "victims_serious", "victims_light", "level",
        "is_commuting", "without_contract", "due_on", "decision_number", "decided_on",
        "minutes_number", "minutes_on", "announced_on", "cause", "factor", "cost_medical",
        "cost_wages", "cost_benefit", "cost_property", "closed_at",
    ), READ, guarded=True),
    Part("victims", _("victims of accidents, without names"), Victim, "accident__province", (
        "accident__code", "number", "sex", "occupation", "seniority_months", "contract",
        "trained", "outcome", "died_on", "loss", "days_lost", "paid", "paid_on",
    ), READ, guarded=True),
)  # fmt: skip


def contribute() -> None:
    """Add the tables to the archive of a province."""
    register(*PARTS)
