"""The result: what the enterprise must put right, and the evidence that it did."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from inspections.enums import FindingState
from inspections.models import Finding, Inspection
from inspections.services.result import Demand
from inspections.states_followup import Addressee, RequirementKind

ROWS_MOST = 60
MORE = ("legal_basis", "responsible", "amount", "workers", "addressee_name", "high_risk")


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
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=RequirementKind.choices,
        initial=RequirementKind.ORDER,
    )  # fmt: skip
    legal_basis = TextField(label=_("Legal basis"), required=False, max_length=500)
    responsible = TextField(
        label=_("Responsible at the enterprise"), required=False, max_length=200
    )
    amount = VndField(label=_("Amount to be paid or repaid"), required=False)
    workers = WholeNumberField(label=_("Workers concerned"), required=False)
    addressee_name = TextField(
        label=_("State body, if it goes to one"), required=False, max_length=300
    )
    high_risk = forms.BooleanField(label=_("High risk: a second person accepts"), required=False)

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
        body = data["addressee_name"]
        return Demand(
            data["text"], data["due_on"], data.get("finding"),
            kind=data["kind"] or RequirementKind.ORDER,
            addressee=Addressee.STATE if body else Addressee.ENTERPRISE, addressee_name=body,
            legal_basis=data["legal_basis"], responsible=data["responsible"],
            amount=data["amount"], workers=data["workers"], high_risk=data["high_risk"],
        )  # fmt: skip

    @property
    def more(self) -> list[Any]:
        """The fields behind “More”, in order."""
        names = ("kind", "legal_basis", "responsible", "amount", "workers", "addressee_name")
        return [self[name] for name in names]

    @property
    def has_more(self) -> bool:
        """Something stands behind “More”, or is wrong there."""
        filled = (self[name].value() for name in MORE)
        return any(filled) or any(name in self.errors for name in MORE)


DemandFormSet = forms.formset_factory(DemandForm, extra=2, max_num=ROWS_MOST, validate_max=True)


def demand_formset(data: Any, inspection: Inspection, *, on: date) -> Any:
    """The team's draft; before there is one, a row for each confirmed finding."""
    findings = inspection.findings.filter(state=FindingState.CONFIRMED)
    rows = [
        {name: getattr(row, name) for name in ("text", "due_on", "finding", "kind", *MORE)}
        for row in inspection.requirements.all()
    ]
    if not rows:
        rows = [
            {
                "text": f.description, "finding": f.pk, "workers": f.workers,
                "legal_basis": f.provision.legal_basis if f.provision else "",
            }
            for f in findings.select_related("provision")
        ]  # fmt: skip
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
