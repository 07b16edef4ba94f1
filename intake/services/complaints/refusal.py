"""How a service of complaints says no, and how it takes the row it works on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from ecms.core.refusal import Refusal, demand
from intake.models import Complaint
from intake.workflow.complaint import workflow

__all__ = ["Refusal", "demand", "allowed", "locked", "repeated", "filled", "not_future"]


def allowed(complaint: Complaint, verb: str, by: Any) -> None:
    """Go on only if ``by`` may do ``verb`` now. Raises Refusal."""
    demand(workflow.answer(complaint, verb, by))


def locked(complaint: Complaint) -> Complaint:
    """The row under a lock that the surrounding transaction holds."""
    return Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)


def repeated(complaint: Complaint, state: str, stamp: str, by: Any) -> bool:
    """Whether the same person already brought it into ``state``: a form sent twice."""
    return complaint.state == state and getattr(complaint, f"{stamp}_by_id") == by.pk


def filled(text: str, field: str) -> str:
    """The text without blanks around. Raises Refusal when nothing is left."""
    bare = text.strip()
    if not bare:
        raise Refusal(_("Fill in this field."), field)
    return bare


def not_future(day: Any, today: Any, field: str) -> None:
    """Raises Refusal for a day that has not come."""
    if day is not None and day > today:
        raise Refusal(_("The date lies in the future."), field)
