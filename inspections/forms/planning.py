"""Other work, the day plan, letters before a visit."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, WholeNumberField
from inspections.enums import WorkKind
from inspections.rules_route import Hours


class TimeField(forms.TimeField):
    """A time of the day: 7:30, 07.30, 7h30, 7h."""

    widget = forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> Any:
        """Read what people write."""
        if isinstance(value, str):
            text = value.strip().lower().replace("h", ":").replace(".", ":")
            value = f"{text}00" if text.endswith(":") else text
        return super().to_python(value)


class OtherWorkForm(forms.Form):
    """One piece of work; the button says which."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    done_on = DateField(label=_("Date"))
    note = TextField(
        label=_("Note"),
        max_length=500,
        required=False,
        help_text=_("Not needed. No names of workers or complainants."),
    )
    kind = forms.ChoiceField(choices=WorkKind.choices, required=True)

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), "done_on": on})


class DayForm(forms.Form):
    """Which visits, and within which hours."""

    on = DateField(label=_("Day"))
    cases = forms.ModelMultipleChoiceField(
        None, label=_("Visits"), widget=forms.CheckboxSelectMultiple, required=False
    )
    starts = TimeField(label=_("First visit from"))
    opens = TimeField(label=_("Establishments open from"))
    closes = TimeField(label=_("Establishments close at"))
    minutes = WholeNumberField(label=_("Minutes a visit"), min_value=15, max_value=480)

    def __init__(self, data: Any, *, cases: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["cases"].queryset = cases  # type: ignore[attr-defined]

    def hours(self) -> Hours:
        """The hours as the rules take them."""
        data = self.cleaned_data
        return Hours(data["starts"], data["opens"], data["closes"], data["minutes"])


class NoticeForm(forms.Form):
    """When the check begins, for the notice."""

    day = DateField(label=_("Day"))
    starts = TimeField(label=_("Time"))


class OutlineForm(forms.Form):
    """By when the employer reports."""

    report_by = DateField(label=_("Report by"))
