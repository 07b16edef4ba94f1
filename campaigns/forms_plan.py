"""Forms of the plan of a year."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Level
from campaigns.models import Plan, PlanItem
from campaigns.models.plan import ITEM_FACTS
from ecms.core.forms import DateField, TextField, WholeNumberField

MONTHS = [(number, _("Month %(n)d") % {"n": number}) for number in range(1, 13)]
DAYS = ("programme_on", "orientation_on", "opinion_on", "sent_on", "told_on", "published_on")


class BeginForm(forms.Form):
    """Year and aims."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    purpose = TextField(
        label=_("Aims of the year"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any, *, today: Any) -> None:
        super().__init__(data, initial={"year": today.year + (today.month > 6)})
        years = range(today.year, today.year + 2)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """One theme; after approval with the reason of the change."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    title = TextField(label=_("Theme"), max_length=300)
    scope = TextField(
        label=_("Content of the checks"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    section: Any = forms.ModelChoiceField(
        None, label=_("Economic section"), required=False, empty_label=_("All sectors")
    )
    place: Any = forms.ModelChoiceField(
        None, label=_("Province"), required=False, empty_label=_("All provinces")
    )
    month_from = forms.TypedChoiceField(label=_("From"), coerce=int, choices=MONTHS)
    month_to = forms.TypedChoiceField(label=_("Until"), coerce=int, choices=MONTHS, initial=12)
    size = WholeNumberField(label=_("Number of enterprises"), min_value=1, max_value=5000)
    unit: Any = forms.ModelChoiceField(
        None, label=_("Unit in charge"), required=False, empty_label=_("Not decided yet")
    )
    partners = TextField(label=_("Bodies taking part"), max_length=300, required=False)
    tool: Any = forms.ModelChoiceField(
        None, label=_("Tool of the strategic plan"), required=False, empty_label=_("None")
    )
    reason = TextField(label=_("Reason of the change"), max_length=1000)

    def __init__(
        self, data: Any, *, plan: Plan, choices: dict[str, Any], item: PlanItem | None = None,
        needs_reason: bool = False,
    ) -> None:  # fmt: skip
        initial: dict[str, Any] = {"submission": uuid.uuid4()}
        super().__init__(data, initial=initial | (item.values() if item else {}))
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if plan.province_id:
            del self.fields["place"]
        if not needs_reason:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("month_from"), data.get("month_to")
        if first and last and last < first:
            self.add_error("month_to", _("The end lies before the beginning."))
        return data

    def facts(self) -> dict[str, Any]:
        """Columns of the item by name."""
        given = self.cleaned_data
        return {name: given[name] for name in ITEM_FACTS if name in given}

    @property
    def why(self) -> str:
        """Why, or empty where none is asked for."""
        return self.cleaned_data.get("reason", "")


class DayForm(forms.Form):
    """The day for which the progress is shown."""

    on = DateField(label=_("As of"), required=False)


class ResultForm(forms.Form):
    """What came of the year."""

    result = TextField(
        label=_("Result of the year, and what the next plan should do better"), max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip


class DaysForm(forms.Form):
    """Days that happen outside the system."""

    programme_on = DateField(
        label=_("Orientation programme handed in on"), required=False,
        help_text=_("To the Prime Minister."),
    )  # fmt: skip
    orientation_on = DateField(label=_("Orientation programme approved on"), required=False)
    opinion_on = DateField(label=_("Day of the written opinion"), required=False)
    sent_on = DateField(
        label=_("Sent to the inspectorates on"), required=False,
        help_text=_("To remove overlaps with their plans."),
    )  # fmt: skip
    told_on = DateField(label=_("Sent to those concerned on"), required=False)
    published_on = DateField(label=_("Extract made public on"), required=False)

    def __init__(self, data: Any, *, plan: Plan, today: Any) -> None:
        super().__init__(data, initial={name: getattr(plan, name) for name in DAYS})
        self.today = today
        is_national = plan.agency.is_inspectorate and plan.agency.level == Level.MINISTRY
        if not is_national:
            del self.fields["programme_on"], self.fields["orientation_on"]
        if not (plan.agency.is_inspectorate and plan.province_id):
            del self.fields["opinion_on"]
        if plan.agency.is_inspectorate:
            del self.fields["sent_on"]

    def clean(self) -> dict[str, Any]:
        """Nothing has happened tomorrow."""
        data: dict[str, Any] = super().clean() or {}
        for name, value in list(data.items()):  # add_error takes the value out
            if value and value > self.today:
                self.add_error(name, _("This day lies in the future."))
        return data
