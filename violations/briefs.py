"""What violations say on the one-page sheet of an enterprise: remedies and fines that are open."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from ecms.core.formatting import legal_date, vnd
from enterprises.briefs import Brief, register_brief
from violations.models import RemedyOrder, ViolationCase
from violations.states import RemedyState

SHOWN = 8


def remedies(user: Any, enterprise: Any) -> list[str]:
    """Ordered measures whose execution nobody has accepted yet, the next due first."""
    rows = RemedyOrder.objects.visible_to(user).filter(case__enterprise=enterprise)
    rows = rows.exclude(state=RemedyState.ACCEPTED).select_related("case").order_by("due_on", "pk")
    return [_remedy(row) for row in rows[:SHOWN]]


def _remedy(row: Any) -> str:
    due = _("by %(day)s: ") % {"day": legal_date(row.due_on)} if row.due_on else ""
    return f"{due}{row.text} ({row.case.code}, {row.get_state_display()})"


def fines(user: Any, enterprise: Any) -> list[str]:
    """Fines decided and not paid in full."""
    rows = ViolationCase.objects.visible_to(user).filter(enterprise=enterprise).owing()
    words = _("%(code)s: %(open)s of %(fine)s unpaid, decided on %(day)s")
    return [
        words
        % {
            "code": row.decision_number or row.code,
            "open": vnd(row.outstanding),
            "fine": vnd(row.fine_current),
            "day": legal_date(row.decided_on),
        }
        for row in rows.order_by("decided_on", "pk")[:SHOWN]
    ]


def register() -> None:
    """Put them on the sheet."""
    read = Permission.VIOLATION_READ
    register_brief(Brief("remedies", gettext_lazy("Open remedial measures"), read, remedies, 80))
    register_brief(Brief("fines", gettext_lazy("Fines not paid"), read, fines, 85))
