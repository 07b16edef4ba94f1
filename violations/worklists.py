"""Groups of the home page: what waits for the user in violation cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.work import Group
from violations.filters import to_accept
from violations.models import RemedyOrder, ViolationCase
from violations.presenters import next_deadline, state_kind
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


def _remedy_row(row: RemedyOrder) -> dict[str, Any]:
    return {
        "title": row.text,
        "url": reverse("violations:detail", args=[row.case_id]),
        "meta": str(row.case),
        "due_on": row.due_on,
    }


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
)  # fmt: skip
