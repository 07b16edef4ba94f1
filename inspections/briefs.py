"""What inspections say on the one-page sheet of an enterprise: visits, findings, what is open.

The ground in words is left out on purpose: it may name who complained.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.formatting import grouped, legal_date
from enterprises.alerts import Alert, register_alert
from enterprises.briefs import Brief, register_brief
from inspections.enums import FindingState
from inspections.models import Inspection, Requirement, Visit
from inspections.selectors_followup import stopped_at

VISITS, CASES, OPEN = 4, 3, 8


def visits(user: Any, enterprise: Any) -> list[str]:
    """The last visits with their outcome, and the last cases with what was found."""
    rows = Visit.objects.visible_to(user).filter(inspection__enterprise=enterprise)
    lines = [
        f"{legal_date(visit.visited_on)}: {visit.get_outcome_display()} ({visit.inspection.code})"
        for visit in rows.select_related("inspection")[:VISITS]
    ]
    confirmed = Count("findings", filter=Q(findings__state=FindingState.CONFIRMED))
    cases = Inspection.objects.visible_to(user).filter(enterprise=enterprise)
    return lines + [_case(case) for case in cases.annotate(n=confirmed).order_by("-pk")[:CASES]]


def _case(case: Any) -> str:
    found = ngettext("%(n)s finding", "%(n)s findings", case.n) % {"n": grouped(case.n)}
    parts = [case.code, str(case.get_state_display())]
    if case.decided_on:
        parts.append(_("decided on %(day)s") % {"day": legal_date(case.decided_on)})
    return ", ".join([*parts, found])


def requirements(user: Any, enterprise: Any) -> list[str]:
    """What is still to be put right after checks, the next due first."""
    rows = Requirement.objects.visible_to(user).filter(inspection__enterprise=enterprise)
    rows = rows.outstanding().order_by("due_on", "pk")
    words = _("by %(day)s: %(text)s (%(state)s)")
    return [
        words % {"day": legal_date(row.due_on), "text": row.text, "state": row.get_state_display()}
        for row in rows[:OPEN]
    ]


def stopped(user: Any, enterprise: Any) -> list[str]:
    """Where work is stopped: the first thing that a visitor must know."""
    words = _("WORK IS STOPPED since %(day)s: %(what)s (%(code)s)")
    return [
        words
        % {
            "day": legal_date(clock.legal_date(order.ordered_at)),
            "what": order.subject,
            "code": order.inspection.code,
        }
        for order in stopped_at(enterprise, user)
    ]


def alerts(user: Any, enterprise: Any) -> list[Alert]:
    """The same in red on the dossier and on its sites."""
    if not user.can(Permission.INSPECTION_READ):
        return []
    return [
        Alert(
            _("Work is stopped because of immediate danger"),
            f"{order.get_scope_display()}: {order.subject}",
            reverse("inspections:stop_order", args=[order.inspection_id, order.pk]),
            order.site_id,
        )
        for order in stopped_at(enterprise, user)
    ]


def register() -> None:
    """Put them on the sheet."""
    read = Permission.INSPECTION_READ
    register_alert(alerts)
    register_brief(Brief("stopped", gettext_lazy("Stop-work orders"), read, stopped, 1))
    register_brief(Brief("visits", gettext_lazy("Last visits and checks"), read, visits, 70))
    register_brief(
        Brief("requirements", gettext_lazy("Still to be put right"), read, requirements, 75)
    )
