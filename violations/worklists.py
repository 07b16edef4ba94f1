"""Groups of the home page: what waits for the user in violation cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.work import Group
from violations.filters import to_accept
from violations.models import RemedyOrder, StatementLine, ViolationCase
from violations.presenters import next_deadline, state_kind
from violations.presenters_ledger import line_words
from violations.states import CaseState


def _row(case: ViolationCase) -> dict[str, Any]:
    return {
        "title": str(case),
        "url": reverse("violations:detail", args=[case.pk]),
        "due_on": next_deadline(case)[1],
        "pill_kind": state_kind(case.state),
        "pill_text": case.get_state_display(),
    }


def _to_sign(user: Any, today: date) -> Any:
    rows = ViolationCase.objects.visible_to(user).waiting_for(user).for_list()
    return rows.order_by("decision_due_on", "pk")


def _to_draw_up(user: Any, today: date) -> Any:
    states = (CaseState.DETECTED, CaseState.MINUTES)
    rows = ViolationCase.objects.visible_to(user).mine(user).filter(state__in=states).for_list()
    return rows.order_by("decision_due_on", "pk")


def _to_accept(user: Any, today: date) -> Any:
    return to_accept(user).select_related("case__enterprise").order_by("submitted_at")


def _to_serve(user: Any, today: date) -> Any:
    """Decisions not sent yet: of the whole body for its clerks, an official's own."""
    rows = ViolationCase.objects.visible_to(user).filter(state=CaseState.DECIDED)
    rows = rows.mine(user) if _prepares(user) else rows.filter(agency__in=user.scope.agency_ids)
    return rows.for_list().order_by("decided_on", "pk")


def _to_reconcile(user: Any, today: date) -> Any:
    """Lines of statements nobody has claimed: of the whole body for its clerks, else of the
    statements that the user sent."""
    rows = StatementLine.objects.visible_to(user).waiting().exclude(statement__state="UNDONE")
    if _prepares(user):
        rows = rows.filter(statement__recorded_by=user)
    else:
        rows = rows.filter(statement__agency__in=user.scope.agency_ids)
    return rows.select_related("statement__source").order_by("paid_on", "pk")


def _prepares(user: Any) -> bool:
    return bool(user.can(Permission.VIOLATION_EDIT))


def _line_row(line: StatementLine) -> dict[str, Any]:
    return {
        "title": line_words(line),
        "url": reverse("violations:line", args=[line.pk]),
        "meta": str(line.statement.source),
    }


def _remedy_row(row: RemedyOrder) -> dict[str, Any]:
    return {
        "title": row.text,
        "url": reverse("violations:detail", args=[row.case_id]),
        "meta": str(row.case),
        "due_on": row.due_on,
    }


def _to_serve_url(user: Any) -> str:
    tab = "mine" if _prepares(user) else "all"
    return f"{reverse('violations:list')}?tab={tab}&state=DECIDED"


def _list(query: str) -> Any:
    return lambda user: f"{reverse('violations:list')}?{query}"


GROUPS = (
    Group("violations-sign", _("Sanction decisions to sign"), Permission.VIOLATION_DECIDE,
          _to_sign, _row, _list("tab=sign"), kind="waiting", order=30),
    Group("violations-mine", _("My violation cases before submission"),
          Permission.VIOLATION_EDIT, _to_draw_up, _row,
          _list("tab=mine&state=DETECTED&state=MINUTES"), order=50),
    Group("violations-accept", _("Remedies to accept"), Permission.VIOLATION_ACCEPT, _to_accept,
          _remedy_row, _list("accept=on"), kind="waiting", order=40),
    Group("violations-serve", _("Decisions to serve"), Permission.VIOLATION_SERVE, _to_serve,
          _row, _to_serve_url, kind="waiting", order=35),
    Group("violations-lines", _("Receipts to reconcile"), Permission.VIOLATION_LEDGER,
          _to_reconcile, _line_row, lambda user: reverse("violations:statements"), order=45),
)  # fmt: skip
