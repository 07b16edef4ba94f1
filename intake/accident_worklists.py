"""Groups of the home page: accidents that wait for the user, accidents past their term."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.work import Group
from intake.accident_presenters import class_kind
from intake.enums.accident import UNDER_CLOCK
from intake.models import Accident


def _waiting(user: Any, today: date) -> Any:
    rows = Accident.objects.visible_to(user).waiting_for(user)
    return rows.for_list().order_by("due_on", "-pk")


def _mine(user: Any, today: date) -> Any:
    return Accident.objects.visible_to(user).mine(user).open().for_list().order_by("due_on", "-pk")


def _row(case: Accident) -> dict[str, Any]:
    return {
        "title": f"{case.code} – {case.employer_name}",
        "url": reverse("intake:accident", args=[case.pk]),
        "due_on": case.due_on if case.state in UNDER_CLOCK else None,
        "pill_kind": class_kind(case.class_code),
        "pill_text": case.get_class_code_display(),
    }


def _tab(name: str) -> Any:
    return lambda user: f"{reverse('intake:accidents')}?tab={name}"


GROUPS = (
    Group("accidents-waiting", _("Accidents waiting for me"), Permission.ACCIDENT_READ,
          _waiting, _row, _tab("waiting"), kind="danger", order=26),
    Group("accidents-mine", _("My open accidents"), Permission.ACCIDENT_EDIT,
          _mine, _row, _tab("mine"), kind="progress", order=38),
)  # fmt: skip
