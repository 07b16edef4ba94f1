"""Forms of the strategic plan: the plan itself and each part of its chain."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Way
from campaigns.models import Indicator, Issue, Objective, Tool
from ecms.core.forms import DateField, TextField, WholeNumberField

AREA = {"rows": 3}


def _area(label: Any, longest: int, *, required: bool = True, hint: Any = "") -> TextField:
    return TextField(
        label=label, max_length=longest, required=required, help_text=hint,
        widget=forms.Textarea(attrs=AREA),
    )  # fmt: skip


class PartForm(forms.Form):
    """A form whose values are columns; ``row`` is what is changed, if anything."""

    def __init__(self, data: Any, *, row: Any = None) -> None:
        super().__init__(
            data, initial={name: getattr(row, name) for name in self.base_fields} if row else None
        )

    def facts(self) -> dict[str, Any]:
        """Columns by name."""
        return {name: self.cleaned_data[name] for name in self.fields}


class StrategyForm(PartForm):
    """Years and aims."""

    title = TextField(label=_("Name of the plan"), max_length=200)
    year_from = forms.IntegerField(label=_("From year"), min_value=2020, max_value=2100)
    year_to = forms.IntegerField(label=_("To year"), min_value=2020, max_value=2100)
    vision = _area(_("What shall be different at the end"), 4000)

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("year_from"), data.get("year_to")
        if first and last and not first <= last <= first + 10:
            self.add_error("year_to", _("It ends after it begins, ten years later at most."))
        return data


class BeginStrategyForm(StrategyForm):
    """A new one; sent twice it is begun once."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class IssueForm(PartForm):
    """What is wrong."""

    title = TextField(label=_("What is wrong"), max_length=300)
    evidence = _area(
        _("How we know"),
        2000,
        hint=_("Figures of checks, complaints, accidents, insurance"),
    )
    cause = _area(_("Why it is so"), 2000, required=False)


class ObjectiveForm(PartForm):
    """What shall be different, and at whom."""

    title = TextField(label=_("Objective"), max_length=300)
    groups = _area(
        _("Target groups"), 1000, hint=_("Who must change, and who can make them: buyers, parks")
    )


class IndicatorForm(PartForm):
    """How it is measured."""

    title = TextField(label=_("Indicator"), max_length=300)
    unit = TextField(label=_("Unit of measure"), max_length=40)
    source = TextField(label=_("Where the figure comes from"), max_length=300)
    baseline = forms.DecimalField(label=_("At the beginning"), max_digits=14, decimal_places=2)
    target = forms.DecimalField(label=_("Wanted"), max_digits=14, decimal_places=2)
    due_on = DateField(label=_("To be reached by"))

    def clean(self) -> dict[str, Any]:
        """Something shall change."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("target") is not None and data.get("target") == data.get("baseline"):
            self.add_error("target", _("Nothing would change: give another figure."))
        return data


class ToolForm(PartForm):
    """How the groups are reached."""

    way = forms.ChoiceField(label=_("Tool"), choices=Way)
    title = TextField(label=_("What is done"), max_length=300)
    wanted = WholeNumberField(label=_("Enterprises to be reached"), min_value=1, max_value=1000000)
    reached = WholeNumberField(
        label=_("Reached besides campaigns"), max_value=1000000, required=False,
        help_text=_("What campaigns reach is counted by itself."),
    )  # fmt: skip
    outcome = _area(_("What came of it"), 1000, required=False)

    def clean_reached(self) -> int:
        """Nothing said is none."""
        return self.cleaned_data["reached"] or 0


class ReadingForm(PartForm):
    """The figure of a day."""

    on = DateField(label=_("Day"))
    value = forms.DecimalField(label=_("Figure"), max_digits=14, decimal_places=2)
    note = TextField(label=_("Note"), max_length=300, required=False)


FORMS: dict[str, tuple[type[Any], type[PartForm]]] = {
    "issue": (Issue, IssueForm), "objective": (Objective, ObjectiveForm),
    "indicator": (Indicator, IndicatorForm), "tool": (Tool, ToolForm),
}  # fmt: skip
