"""Groups of the home page: what waits for the user, what the user works on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.work import Group
from inspections.enums import Phase
from inspections.models import Inspection
from inspections.presenters import state_kind


def _waiting(user: Any, today: date) -> Any:
    return Inspection.objects.visible_to(user).waiting_for(user).for_list().order_by("-pk")


def _running(user: Any, today: date) -> Any:
    mine = Inspection.objects.visible_to(user).of_person(user).open()
    return mine.for_list().order_by("ends_on", "-pk")


def _row(case: Inspection) -> dict[str, Any]:
    return {
        "title": f"{case.code} – {case.enterprise.name}",
        "url": reverse("inspections:detail", args=[case.pk]),
        # Afterwards other terms run, and they are told by their own due items.
        "due_on": case.ends_on if case.phase == Phase.RUNNING else None,
        "pill_kind": state_kind(case),
        "pill_text": case.get_state_display(),
    }


def _tab(name: str) -> Any:
    return lambda user: f"{reverse('inspections:list')}?tab={name}"


GROUPS = (
    Group("inspections-waiting", _("Inspections waiting for me"), Permission.INSPECTION_READ,
          _waiting, _row, _tab("waiting"), kind="waiting", order=30),
    Group("inspections-mine", _("My open inspections"), Permission.INSPECTION_CONDUCT,
          _running, _row, _tab("mine"), kind="progress", order=40),
)  # fmt: skip
