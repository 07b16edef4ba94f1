"""Forms of interviews and samples."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField
from inspections.models import InterviewQuestion, SampleKind
from inspections.services.figures import with_unit
from inspections.services.interviews import Talk
from law.rules.limits import Limit

ANSWER = "q_"


class InterviewForm(forms.Form):
    """A talk with a worker: questions of the sets, and who it was, which is sealed."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    held_on = DateField(label=_("Day of the talk"))
    work = TextField(
        label=_("Kind of work"),
        max_length=150,
        required=False,
        help_text=_("General, for example “sewing”: it must not give the worker away."),
    )
    name = TextField(label=_("Full name"), max_length=150, required=False)
    id_number = TextField(label=_("Identity number"), max_length=20, required=False)
    phone = TextField(label=_("Telephone"), max_length=20, required=False)
    note = TextField(
        label=_("Anything else the worker said"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, data: Any, *, questions: Iterable[InterviewQuestion], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})
        self.topics: dict[str, list[str]] = {}
        vietnamese = (get_language() or "vi").startswith("vi")
        for question in questions:
            name = ANSWER + question.code
            self.fields[name] = TextField(
                label=question.name, required=False, max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            topic = question.topic_vi if vietnamese or not question.topic_en else question.topic_en
            self.topics.setdefault(topic, []).append(name)

    @property
    def sets(self) -> list[tuple[str, list[Any]]]:
        """The questions by set."""
        return [(topic, [self[name] for name in names]) for topic, names in self.topics.items()]

    def talk(self) -> Talk:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        names = ("held_on", "work", "name", "id_number", "phone", "note")
        answers = {
            name.removeprefix(ANSWER): text
            for name, text in data.items()
            if name.startswith(ANSWER)
        }
        return Talk(answers=answers, **{name: data[name] for name in names})


class SampleForm(forms.Form):
    """A sample typed as lines or uploaded; the limits that apply where several may."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Book"), choices=SampleKind.choices, widget=forms.RadioSelect)
    title = TextField(
        label=_("Name of the sample"),
        max_length=200,
        help_text=_("For example: Payroll of September 2026, sewing shop."),
    )
    period_from = DateField(label=_("Period from"))
    period_to = DateField(label=_("Period to"), help_text=_("Its law applies to the figures."))
    upload = forms.FileField(
        label=_("File (CSV, XLS, XLSX)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xls,.xlsx"}),
    )
    rows = TextField(
        label=_("Or type or paste the table"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "ec-grid-input"}),
        help_text=_("First line: column titles, parted by ; or tabs. “Worker; Wage; Overtime "
                    "month” – money in whole đồng, hours in whole numbers."),
    )  # fmt: skip

    def __init__(
        self, data: Any, files: Any, *, offers: dict[str, tuple[list[Limit], str]],
        initial: dict[str, Any],
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={"submission": uuid.uuid4(), **initial})
        for key, (choices, likely) in offers.items():
            if len(choices) < 2:
                continue
            self.fields[f"limit_{key}"] = forms.ChoiceField(
                label=LABELS[key], required=False, initial=likely,
                choices=[*([] if likely else [("", _("Choose…"))]),
                         *((c.variant, _words(c)) for c in choices)],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A table in one of the two ways, not in both."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("upload")) == bool(data.get("rows")) and not self.errors:
            self.add_error("rows", _("Upload a file or type the table, one of the two."))
        return data

    @property
    def variants(self) -> dict[str, str]:
        """The chosen limits by key."""
        return {
            name.removeprefix("limit_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("limit_") and value
        }


LABELS = {
    "wage-month": _("Region of the minimum wage"),
    "wage-hour": _("Region of the hourly minimum wage"),
    "overtime-month": _("Overtime in a month"),
    "overtime-year": _("Overtime in a year"),
    "probation-days": _("Kind of work on probation"),
    "late-payment": _("Why the wage was late"),
}


def _words(limit: Limit) -> str:
    vietnamese = (get_language() or "vi").startswith("vi")
    name = limit.name_vi if vietnamese or not limit.name_en else limit.name_en
    return f"{name}: {with_unit(limit.value, limit.unit)}"


class VisitMinutesForm(forms.Form):
    """Which visit could not be held, what happened, and who confirms it."""

    visit = forms.ModelChoiceField(label=_("Visit"), queryset=None, empty_label=None)
    how = forms.ChoiceField(
        label=_("Confirmed by"), widget=forms.RadioSelect, initial="COMMUNE",
        choices=(
            ("COMMUNE", _("The representative of the commune")), ("WITNESS", _("A witness")),
        ),
    )  # fmt: skip
    names = TextField(
        label=_("Names and offices"), max_length=300,
        help_text=_("Of those who confirm what the team found."),
    )  # fmt: skip
    course = TextField(
        label=_("Course of events"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Left empty, the note of the visit is printed."),
    )  # fmt: skip

    def __init__(self, *args: Any, visits: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visit"].queryset = visits
