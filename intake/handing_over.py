"""Which work of intake a person holds: complaints, accidents, places in investigation teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.handover import Item, Kind
from accounts.permissions import Permission
from intake.enums.accident import UNDER_CLOCK, AccidentState
from intake.models import Accident, Complaint, TeamMember
from intake.presenters.complaint import next_deadline
from intake.services import handover as services

INVESTIGATED = (AccidentState.REPORTED, AccidentState.INVESTIGATING)


def _complaints() -> Any:
    return Complaint.objects.open().for_list().prefetch_related("accused")


def _accidents() -> Any:
    rows = Accident.objects.open().for_list()
    return rows.annotate(holder=Coalesce("officer", "received_by"))


def _places() -> Any:
    rows = TeamMember.objects.filter(
        accident__state__in=INVESTIGATED, round=F("accident__round"), user__isnull=False
    )
    return rows.select_related("accident__enterprise").defer(
        "accident__caller", "accident__caller_phone"
    )


def _show_complaints(rows: Sequence[Complaint], person: Any, on: date) -> list[Item]:
    """By number and kind: the page of a hand-over is read by more people than a complaint."""
    return [
        Item(
            row.pk, str(row), reverse("intake:complaint", args=[row.pk]),
            detail=str(row.get_state_display()), due_on=next_deadline(row)[1],
            never=frozenset(user.pk for user in row.accused.all()),
        )
        for row in rows
    ]  # fmt: skip


def _accident(row: Accident, pk: int, more: str = "", never: Any = frozenset()) -> Item:
    words = [str(row.get_state_display()), more]
    return Item(
        pk, str(row), reverse("intake:accident", args=[row.pk]),
        detail=" · ".join(word for word in words if word),
        due_on=row.due_on if row.state in UNDER_CLOCK else None, never=never,
    )  # fmt: skip


def _show_accidents(rows: Sequence[Accident], person: Any, on: date) -> list[Item]:
    return [_accident(row, row.pk) for row in rows]


def _show_places(rows: Sequence[TeamMember], person: Any, on: date) -> list[Item]:
    cases = [row.accident_id for row in rows]
    here = TeamMember.objects.filter(accident__in=cases, round=F("accident__round"))
    seated = list(here.values_list("accident", "user"))
    return [
        _accident(
            row.accident, row.pk, str(row.get_role_display()),
            frozenset(user for case, user in seated if case == row.accident_id and user),
        )
        for row in rows
    ]  # fmt: skip


KINDS = (
    Kind("complaint", gettext_lazy("Complaints handled"), "handler", "agency",
         Permission.COMPLAINT_EDIT, _complaints, _show_complaints, services.give_complaint,
         order=70),
    Kind("accident", gettext_lazy("Accidents looked after"), "holder", "agency",
         Permission.ACCIDENT_EDIT, _accidents, _show_accidents, services.give_accident, order=80),
    Kind("accident-team", gettext_lazy("Places in investigation teams"), "user",
         "accident__agency", Permission.ACCIDENT_EDIT, _places, _show_places,
         services.give_place, order=85),
)  # fmt: skip
