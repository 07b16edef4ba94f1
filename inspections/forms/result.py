"""The result: what the enterprise must put right, and the evidence that it did."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField
from inspections.enums import FindingState
from inspections.forms.fieldwork import ManyFilesField, ManyFilesInput
from inspections.models import Finding, Inspection
from inspections.services.result import Demand

ROWS_MOST = 60


class DemandForm(forms.Form):
    """One requirement of the letter; an empty row is left out."""

    text = TextField(
        label=_("What must be put right"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = DateField(label=_("By"), required=False)
    finding = forms.ModelChoiceField(
        Finding.objects.none(), label=_("Finding"), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, findings: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].queryset = findings  # type: ignore[attr-defined]
        self.fields["due_on"].min_value = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Text and day belong together."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("text") and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Enter the day by which it must be put right."))
        if data.get("due_on") and not data.get("text"):
            self.add_error("text", _("Say what must be put right."))
        return data

    @property
    def demand(self) -> Demand | None:
        """The requirement, or None for an empty row."""
        data = self.cleaned_data
        if not data.get("text"):
            return None
        return Demand(data["text"], data["due_on"], data.get("finding"))


DemandFormSet = forms.formset_factory(DemandForm, extra=2, max_num=ROWS_MOST, validate_max=True)


def demand_formset(data: Any, inspection: Inspection, *, on: date) -> Any:
    """The team's draft; before there is one, a row for each confirmed finding."""
    findings = inspection.findings.filter(state=FindingState.CONFIRMED)
    rows = [
        {"text": r.text, "due_on": r.due_on, "finding": r.finding_id}
        for r in inspection.requirements.all()
    ]
    if not rows:
        rows = [{"text": f.description, "finding": f.pk} for f in findings]
    return DemandFormSet(
        data,
        initial=rows,
        prefix="demand",
        # A row equal to the draft of a colleague is meant, not left empty: clean every row.
        form_kwargs={
            "findings": findings,
            "on": on,
            "empty_permitted": False,
            "use_required_attribute": False,
        },
    )


def demands_of(formset: Any) -> list[Demand]:
    """The filled rows of a valid formset."""
    return [form.demand for form in formset if form.demand is not None]


class RectifiedForm(forms.Form):
    """What the enterprise did about one requirement."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    note = TextField(
        label=_("What the enterprise did"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    files = ManyFilesField(
        label=_("Evidence"),
        required=False,
        widget=ManyFilesInput(attrs={"data-preview": "", "accept": "image/*,.pdf,.docx,.xlsx"}),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"submission": uuid.uuid4()})

    @property
    def uploads(self) -> list[Any]:
        """The files that came along."""
        return [upload for upload in self.cleaned_data["files"] if upload]
