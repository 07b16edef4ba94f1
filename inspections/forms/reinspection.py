"""The order of a re-inspection, and the proposal that follows from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField
from inspections.enums import Ground
from inspections.forms.proposal import ProposalForm
from inspections.models import Inspection, ReinspectionGround
from inspections.services.reinspection import Order


class GroundField(forms.ModelChoiceField):
    """Grounds with their articles."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and article."""
        return str(obj.label)


class ReinspectionForm(ProposalForm):
    """A proposal whose ground is an order; the order is recorded as it is."""

    order_ground = GroundField(
        label=_("Ground of the re-inspection"),
        queryset=ReinspectionGround.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    order_reason = TextField(
        label=_("Facts that speak for it"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    authority = TextField(
        label=_("Who orders it"), max_length=200, help_text=_("Office and body, as on the order.")
    )
    order_number = TextField(label=_("Number of the order"), max_length=80)
    ordered_on = DateField(label=_("Date of the order"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("ground", "ground_detail"):  # they follow from the order
            del self.fields[name]
        self.fields["checklist"].required = False
        grounds = ReinspectionGround.objects.in_force(kwargs["on"])
        self.fields["order_ground"].queryset = grounds  # type: ignore[attr-defined]

    def proposal(self) -> Any:
        """The cleaned values as the service takes them; the ground is written from the order."""
        self.cleaned_data |= {"ground": Ground.DIRECTED, "ground_detail": ""}
        return super().proposal()

    def order(self) -> Order:
        """What the order says."""
        data = self.cleaned_data
        return Order(
            ground=data["order_ground"], reason=data["order_reason"],
            authority=data["authority"], order_number=data["order_number"],
            ordered_on=data["ordered_on"],
        )  # fmt: skip


def initial_again(earlier: Inspection, *, user: Any) -> dict[str, Any]:
    """What the re-inspection takes over: content, period and place of the earlier case."""
    return {
        "scope": earlier.scope, "period_from": earlier.period_from,
        "period_to": earlier.period_to, "place": earlier.place, "mode": earlier.mode,
        "is_sensitive": earlier.is_sensitive, "head": user.pk,
        "checklist": earlier.checklist_id,
    }  # fmt: skip
