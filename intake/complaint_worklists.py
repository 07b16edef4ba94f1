"""Groups of the home page: what waits for the user in complaints."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.work import Group
from intake.enums.complaint import IN_WORK, ComplaintState
from intake.models import Complaint
from intake.presenters.complaint import next_deadline, state_kind


def _row(complaint: Complaint) -> dict[str, Any]:
    return {
        "title": str(complaint),
        "url": reverse("intake:complaint", args=[complaint.pk]),
        "meta": complaint.firm_name,
        "due_on": next_deadline(complaint)[1],
        "pill_kind": state_kind(complaint.state),
        "pill_text": complaint.get_state_display(),
    }


def _seen(user: Any) -> Any:
    rows = Complaint.objects.visible_to(user).for_list()
    return rows.filter(agency__in=user.scope.agency_ids)


def _new(user: Any, today: date) -> Any:
    return _seen(user).filter(state=ComplaintState.RECEIVED).order_by("accept_due_on", "pk")


def _mine(user: Any, today: date) -> Any:
    rows = _seen(user).filter(handler=user, state__in=(*IN_WORK, ComplaintState.DECIDED))
    return rows.order_by("settle_due_on", "pk")


def _to_accept(user: Any, today: date) -> Any:
    return _seen(user).filter(state=ComplaintState.CLASSIFIED).order_by("accept_due_on", "pk")


def _to_decide(user: Any, today: date) -> Any:
    states = (ComplaintState.VERIFYING, ComplaintState.DIALOGUE)
    rows = _seen(user).filter(state__in=states, drafted_at__isnull=False)
    return rows.order_by("settle_due_on", "pk")


def _list(query: str) -> Any:
    return lambda user: f"{reverse('intake:complaints')}?{query}"


GROUPS = (
    Group("complaints-new", _("Complaints to classify"), Permission.COMPLAINT_EDIT, _new, _row,
          _list("tab=new&state=RECEIVED"), kind="waiting", order=60),
    Group("complaints-accept", _("Complaints to accept or return"), Permission.COMPLAINT_DECIDE,
          _to_accept, _row, _list("tab=new&state=CLASSIFIED"), kind="waiting", order=35),
    Group("complaints-decide", _("Results of complaints to decide"), Permission.COMPLAINT_DECIDE,
          _to_decide, _row, _list("state=VERIFYING&state=DIALOGUE"), kind="waiting", order=36),
    Group("complaints-mine", _("My complaints"), Permission.COMPLAINT_EDIT, _mine, _row,
          _list("tab=mine"), order=55),
)  # fmt: skip
