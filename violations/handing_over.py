"""Which work of violations a person holds: cases they look after, cases that wait to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.handover import Item, Kind
from accounts.permissions import Permission
from violations.models import ViolationCase
from violations.presenters import next_deadline
from violations.services import handover as services
from violations.states import CaseState


def _cases() -> Any:
    rows = ViolationCase.objects.open().annotate(holder=Coalesce("officer", "opened_by"))
    return rows.select_related("enterprise", "inspection").prefetch_related("stays")


def _to_sign() -> Any:
    waiting = (CaseState.SUBMITTED, CaseState.TRANSFERRED)
    return ViolationCase.objects.filter(state__in=waiting).select_related("enterprise")


def _show(rows: Sequence[ViolationCase], person: Any, on: date) -> list[Item]:
    return [
        Item(row.pk, str(row), reverse("violations:detail", args=[row.pk]),
             detail=str(row.get_state_display()), due_on=next_deadline(row)[1])
        for row in rows
    ]  # fmt: skip


def _show_to_sign(rows: Sequence[ViolationCase], person: Any, on: date) -> list[Item]:
    return [
        # the case, not the decision: who shares out the work need not be one who decides
        Item(row.pk, str(row), reverse("violations:detail", args=[row.pk]),
             detail=str(row.get_state_display()), due_on=row.decision_due_on,
             settled="" if row.state == CaseState.SUBMITTED
             else _("Came from another body: return it or transfer it"))
        for row in rows
    ]  # fmt: skip


KINDS = (
    Kind("violation", gettext_lazy("Violation cases looked after"), "holder", "agency",
         Permission.VIOLATION_EDIT, _cases, _show, services.give_case, order=90),
    Kind("signature", gettext_lazy("Sanction decisions waiting for a signature"),
         "signatory__user", "agency", Permission.VIOLATION_DECIDE, _to_sign, _show_to_sign,
         services.give_signature, order=100),
)  # fmt: skip
