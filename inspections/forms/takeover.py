"""Taking over an inspection that was decided under a former law."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from ecms.core.forms import DateField, TextField
from inspections.enums import Ground, TeamRole
from inspections.forms.team import SeatsForm
from inspections.models import Checklist
from inspections.services.takeover import LAST_DECISION, OldCase

NAMES = (
    "decision_number", "decided_on", "ground", "ground_detail", "scope",
    "period_from", "period_to", "planned_on", "checklist", "source",
)  # fmt: skip


class TakeOverForm(SeatsForm):
    """What the old file says, and who goes on with it today."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    source = TextField(
        label=_("Where the file comes from"), max_length=200,
        help_text=_("The earlier system or archive, with its number."),
    )  # fmt: skip
    decision_number = TextField(label=_("Number of the decision"), max_length=50)
    decided_on = DateField(
        label=_("Date of the decision"),
        help_text=_("The law of this day goes on for the case; the last is 30/06/2025."),
    )
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices)
    ground_detail = TextField(
        label=_("Ground in detail"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    scope = TextField(
        label=_("Scope and content"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    period_from = DateField(label=_("Period checked from"))
    period_to = DateField(label=_("Period checked to"))
    planned_on = DateField(label=_("Planned start"))
    checklist = forms.ModelChoiceField(
        Checklist.objects.none(), label=_("Checklist"), required=False, empty_label=_("None"),
    )  # fmt: skip
    alone = forms.BooleanField(
        label=_("An independent inspector alone, no team (Law 56/2010)"), required=False
    )
    field_order = (
        "source", "decision_number", "decided_on", "ground", "ground_detail", "scope",
        "period_from", "period_to", "planned_on", "checklist", "head", "alone",
    )  # fmt: skip

    def __init__(self, data: Any, *, agency: Agency, on: date, **initial: Any) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})
        self.fill(agency, on=on)
        self.fields["head"].label = _("Head of the team, or the independent inspector")
        self.fields["decided_on"].max_value = LAST_DECISION  # type: ignore[attr-defined]
        lists = Checklist.objects.in_force(on).filter(published_on__lte=on)
        self.fields["checklist"].queryset = lists  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Dates in order; a team, or one inspector alone."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("period_from"), data.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", _("The period ends before it begins."))
        decided, planned = data.get("decided_on"), data.get("planned_on")
        if decided and planned and planned < decided:
            self.add_error("planned_on", _("The day is before the decision."))
        if not data.get("alone"):
            self.check_seats(data)
        elif data.get("members") or data.get("deputy") or data.get("secretary"):
            self.add_error("alone", _("Name one team head, or one independent inspector alone."))
        return data

    @property
    def old_case(self) -> OldCase:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        alone = [(data["head"], str(TeamRole.INDEPENDENT))]
        team = alone if data["alone"] else self.seats()
        return OldCase(**{name: data[name] for name in NAMES}, team=team)
