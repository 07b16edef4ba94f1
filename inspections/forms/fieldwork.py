"""Forms on site: a finding, photos, a visit."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from inspections.enums import VisitOutcome
from inspections.models import Finding
from inspections.services.findings import Facts
from inspections.services.visits import VisitFacts
from law.models import Question


class FindingForm(forms.Form):
    """A finding with the facts its fine depends on; ``needed`` names them."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    violation_code = TextField(
        label=_("Violation code"),
        max_length=10,
        required=False,
        help_text=_(
            "Search in plain words, or type the code, for example TL-18. It may stay "
            "empty for now: describe what was found, classify it later."
        ),
    )
    description = TextField(
        label=_("What was found"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who, what, when, how many, how much. It goes into the minutes."),
    )
    discovered_on = DateField(label=_("Discovered on"))
    timing = forms.ChoiceField(
        label=_("Does the act still go on?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("ongoing", _("It still goes on")), ("ended", _("It has ended"))],
    )
    ended_on = DateField(
        label=_("Ended on"),
        required=False,
        help_text=_("This day decides which decree applies."),
    )
    workers = WholeNumberField(
        label=_("Workers concerned"), required=False, min_value=1, max_value=9_999_999
    )
    units = WholeNumberField(
        label=_("Other units concerned"),
        required=False,
        min_value=1,
        max_value=9_999_999,
        help_text=_("Machines, dossiers, books, as the provision counts them."),
    )
    base_amount = VndField(
        label=_("Amount the fine is a percentage of"), required=False, min_value=1
    )
    evidence_note = TextField(
        label=_("Evidence"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})
        self.fields["discovered_on"].max_value = clock.today()  # type: ignore[attr-defined]

    def clean_violation_code(self) -> str:
        """Codes are written in capitals."""
        return str(self.cleaned_data["violation_code"]).upper().strip()

    def clean(self) -> dict[str, Any]:
        """An act that has ended has its last day, not after its discovery."""
        data: dict[str, Any] = super().clean() or {}
        ended, discovered = data.get("ended_on"), data.get("discovered_on")
        if data.get("timing") == "ended" and not ended and "ended_on" not in self.errors:
            self.add_error("ended_on", _("Enter the day on which the act ended."))
        if ended and discovered and ended > discovered:
            self.add_error("ended_on", _("The act cannot end after it was discovered."))
        return data

    def facts(self) -> Facts:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        names = (
            "violation_code", "description", "discovered_on", "workers", "units",
            "base_amount", "evidence_note",
        )  # fmt: skip
        ended = data["ended_on"] if data["timing"] == "ended" else None
        return Facts(
            **{name: data[name] for name in names},
            ongoing=data["timing"] == "ongoing",
            ended_on=ended,
        )


def initial_of(finding: Finding) -> dict[str, Any]:
    """The values of a finding, to be edited."""
    names = (
        "violation_code", "description", "discovered_on", "ended_on", "workers", "units",
        "base_amount", "evidence_note",
    )  # fmt: skip
    timing = "ongoing" if finding.ongoing else ("ended" if finding.ended_on else "")
    return {name: getattr(finding, name) for name in names} | {"timing": timing}


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several files; phones offer the camera."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploads as a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each upload as a single file field does."""
        uploads = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(upload, initial) for upload in uploads]


class EvidenceForm(forms.Form):
    """Photos and documents with one caption, for one or more findings."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    files = ManyFilesField(
        label=_("Photos or documents"),
        widget=ManyFilesInput(attrs={"data-preview": "", "accept": "image/*,.pdf,.docx,.xlsx"}),
        help_text=_("Several at once; photos, PDF, Word or Excel."),
    )
    caption = TextField(label=_("What they show"), max_length=500)
    consent = forms.BooleanField(
        label=_("Record the place of this device with the pieces"),
        required=False,
        help_text=_("Only with your consent; leave it empty and no place is asked for."),
        widget=forms.CheckboxInput(attrs={"data-place-consent": ""}),
    )
    latitude = forms.DecimalField(
        widget=forms.HiddenInput, required=False, min_value=-90, max_value=90
    )
    longitude = forms.DecimalField(
        widget=forms.HiddenInput, required=False, min_value=-180, max_value=180
    )
    findings = forms.ModelMultipleChoiceField(
        Finding.objects.none(),
        label=_("For these findings"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    question = forms.ModelChoiceField(
        Question.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, data: Any, files: Any, *, findings: QuerySet[Finding], questions: QuerySet[Question],
        initial: dict[str, Any],
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={"submission": uuid.uuid4(), **initial})
        self.fields["question"].queryset = questions  # type: ignore[attr-defined]
        self.fields["findings"].queryset = findings  # type: ignore[attr-defined]

    def place(self) -> tuple[Any, Any]:
        """Latitude and longitude, only with consent and only both."""
        data = self.cleaned_data
        both = data["latitude"] is not None and data["longitude"] is not None
        return (data["latitude"], data["longitude"]) if data["consent"] and both else (None, None)


class VisitForm(forms.Form):
    """A visit and how it ended."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    visited_on = DateField(label=_("Day of the visit"))
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=VisitOutcome.choices, widget=forms.RadioSelect
    )
    place = TextField(label=_("Place"), max_length=500, required=False)
    met = TextField(
        label=_("Persons met"),
        max_length=500,
        required=False,
        help_text=_("Names and offices."),
    )
    workers_present = WholeNumberField(
        label=_("Workers present"), required=False, max_value=9_999_999
    )
    note = TextField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})

    def facts(self) -> VisitFacts:
        """The cleaned values as the service takes them."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "submission"}
        return VisitFacts(**data)
