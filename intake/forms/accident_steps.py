"""Small forms of an accident: statements, causes, costs, measures, and single steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from intake.enums.accident import (
    CodeKind,
    FaultSide,
    Finding,
    ReportPeriod,
    Speaker,
)
from intake.forms.accident import CodeField, CodesField, Submitted, area
from intake.models import Accident, AccidentCode, Victim
from intake.selectors.accident import codes
from intake.services.accidents.fieldwork import Costs, Result, Said
from intake.services.accidents.reports import Figures
from intake.services.accidents.victims import Consequence


class StatementForm(Submitted):
    """What somebody said."""

    speaker = forms.ChoiceField(label=_("Whose statement"), choices=Speaker.choices)
    name = TextField(label=_("Full name"), max_length=200)
    is_protected = forms.BooleanField(
        label=_("Keep the name secret"),
        required=False,
        help_text=_("It then stands in no document, not even in the minutes."),
    )
    job = TextField(label=_("Work or office"), required=False, max_length=150)
    taken_on = DateField(label=_("Taken on"))
    text = TextField(label=_("What was said"), max_length=20000, widget=area(5))

    def said(self) -> Said:
        """The cleaned values as the service takes them."""
        data = {k: v for k, v in self.cleaned_data.items() if k != "submission"}
        return Said(**data)


class SceneForm(Submitted):
    """What was seen at the scene."""

    noted_on = DateField(label=_("Day"))
    text = TextField(label=_("What was found"), max_length=20000, widget=area(4))


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


class EvidenceForm(Submitted):
    """Photos and papers of the scene."""

    files = ManyFilesField(
        label=_("Photos or documents"),
        widget=ManyFilesInput(attrs={"data-preview": "", "accept": "image/*,.pdf,.docx,.xlsx"}),
        help_text=_("Several at once; photos, PDF, Word or Excel."),
    )
    caption = TextField(
        label=_("What they show"), max_length=500, help_text=_("Without names of persons.")
    )


class ConclusionForm(forms.Form):
    """Causes, conclusion, fault."""

    course = TextField(label=_("Course of the accident"), max_length=10000, widget=area(6))
    cause = CodeField(
        AccidentCode.objects.none(), label=_("Main cause"), required=False, empty_label="–"
    )
    other_causes = CodesField(
        AccidentCode.objects.none(),
        label=_("Further causes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    factor = CodeField(
        AccidentCode.objects.none(), label=_("Injuring factor"), required=False, empty_label="–"
    )
    cause_text = TextField(
        label=_("Causes in words"), required=False, max_length=5000, widget=area(3)
    )
    finding = forms.ChoiceField(
        label=_("Conclusion"), required=False, choices=Finding.choices, widget=forms.RadioSelect
    )
    fault = forms.ChoiceField(
        label=_("Fault"), required=False, choices=FaultSide.choices, widget=forms.RadioSelect
    )
    fault_text = TextField(
        label=_("Persons at fault and how to deal with them"),
        required=False,
        max_length=5000,
        widget=area(2),
    )

    def __init__(self, data: Any = None, *, on: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name in ("cause", "other_causes"):
            self.fields[name].queryset = codes(CodeKind.CAUSE, on=on)
        self.fields["factor"].queryset = codes(CodeKind.FACTOR, on=on)

    def result(self) -> Result:
        """The cleaned values as the service takes them."""
        data = dict(self.cleaned_data)
        data["other_causes"] = tuple(data["other_causes"])
        return Result(**data)


def initial_result(accident: Accident) -> dict[str, Any]:
    """What is written down so far."""
    names = ("course", "cause", "factor", "cause_text", "finding", "fault", "fault_text")
    return {name: getattr(accident, name) for name in names} | {
        "other_causes": list(accident.other_causes.all())
    }


class CostsForm(forms.Form):
    """Costs of the accident."""

    cost_medical = VndField(label=_("Medical costs"))
    cost_wages = VndField(label=_("Wages during treatment"))
    cost_benefit = VndField(label=_("Compensation and allowances"))
    cost_property = VndField(label=_("Damage to property"))

    def costs(self) -> Costs:
        """The cleaned values as the service takes them."""
        return Costs(**self.cleaned_data)


def initial_costs(accident: Accident) -> dict[str, Any]:
    """What is recorded so far."""
    return {name: getattr(accident, name) for name in CostsForm.base_fields}


class MeasureForm(Submitted):
    """A measure against a repetition."""

    text = TextField(label=_("What must be done"), max_length=2000, widget=area(2))
    responsible = TextField(label=_("Responsible (office, not a name)"), max_length=200)
    due_on = DateField(label=_("Due on"))


class DoneForm(forms.Form):
    """A measure was taken."""

    done_on = DateField(label=_("Done on"))
    note = TextField(label=_("What was done"), max_length=2000, widget=area(2))


class AssessForm(forms.Form):
    """What followed for a victim."""

    wage = VndField(label=_("Monthly wage"), required=False)
    loss = WholeNumberField(
        label=_("Loss of working capacity in percent"), required=False, max_value=100
    )
    loss_on = DateField(label=_("Conclusion of the medical council"), required=False)
    own_fault = forms.BooleanField(label=_("Wholly the worker’s own fault"), required=False)
    days_lost = WholeNumberField(label=_("Days off work"), required=False, max_value=9999)

    def consequence(self) -> Consequence:
        """The cleaned values as the service takes them."""
        return Consequence(**self.cleaned_data)


def initial_assess(victim: Victim) -> dict[str, Any]:
    """What is recorded so far."""
    return {name: getattr(victim, name) for name in AssessForm.base_fields}


class PaidForm(forms.Form):
    """What the employer paid."""

    paid = VndField(label=_("Amount paid"))
    paid_on = DateField(label=_("Paid on"))


class DeathForm(forms.Form):
    """A later death."""

    died_on = DateField(label=_("Died on"))
    notice_on = DateField(
        label=_("Notice of the death received on"),
        help_text=_("The term of the fatal class runs from this day."),
    )


# --- Steps ------------------------------------------------------------------------------------
class ReasonForm(forms.Form):
    """A step that must say why."""

    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        widget=area(3),
        help_text=_("Without names of victims or witnesses: it stands in the timeline."),
    )


class ConfirmForm(forms.Form):
    """A step that only wants a yes."""


class RecordTeamForm(forms.Form):
    """The team of another body."""

    number = TextField(label=_("Number of the decision or record"), max_length=80)
    on = DateField(label=_("Date of the decision or record"))


class ReceiveForm(forms.Form):
    """The minutes of another body."""

    number = TextField(label=_("Number of the minutes"), required=False, max_length=80)
    on = DateField(label=_("Date of the minutes"))


class SignForm(forms.Form):
    """The minutes of a provincial team."""

    on = DateField(label=_("Date of the minutes"))
    attendance = TextField(
        label=_("Who was there besides the team"), max_length=1000, widget=area(2)
    )
    opinions = TextField(
        label=_("Other opinions"), required=False, max_length=5000, widget=area(2)
    )


class AnnounceForm(forms.Form):
    """The announcement meeting (art. 35.8)."""

    on = DateField(label=_("Day of the meeting"))
    place = TextField(label=_("Place"), max_length=300)
    attendance = TextField(
        label=_("Who was there"),
        max_length=1000,
        widget=area(2),
        help_text=_("Employer, union, victim or family; police and procuracy if somebody died."),
    )
    opinions = TextField(
        label=_("Opinions at the meeting"), required=False, max_length=5000, widget=area(2)
    )


class ExtendForm(ReasonForm):
    """How long, and why."""

    days = WholeNumberField(label=_("Days"), min_value=1, max_value=60)


class ReferForm(ReasonForm):
    """When, and why."""

    on = DateField(label=_("Handed over on"))


class DayForm(forms.Form):
    """A step with its day."""

    on = DateField(label=_("Day"))


class SendForm(DayForm):
    """To whom the minutes went."""

    note = TextField(
        label=_("To whom"),
        max_length=500,
        widget=area(2),
        help_text=_("Bodies of the team, employer, victim or family, ministry."),
    )


class ReturnForm(forms.Form):
    """The report to the ministry went out."""

    number = TextField(label=_("Number of the letter"), max_length=80)
    sent_on = DateField(label=_("Sent on"))


class ReportForm(forms.Form):
    """The report of an employer for a period."""

    year = WholeNumberField(label=_("Year"), min_value=2016, max_value=2100)
    part = forms.ChoiceField(label=_("Period"), choices=ReportPeriod.choices)
    received_on = DateField(label=_("Received on"))
    workers = WholeNumberField(label=_("Workers on average"), min_value=1, max_value=9_999_999)
    hours = WholeNumberField(label=_("Hours worked"), required=False)
    cases = WholeNumberField(label=_("Accidents"), max_value=99_999)
    fatal_cases = WholeNumberField(label=_("Fatal accidents"), max_value=99_999)
    victims = WholeNumberField(label=_("Victims"), max_value=99_999)
    dead = WholeNumberField(label=_("Dead"), max_value=99_999)
    serious = WholeNumberField(label=_("Seriously injured"), max_value=99_999)
    days_lost = WholeNumberField(label=_("Days off work"), max_value=9_999_999)
    costs = VndField(label=_("Costs"))

    def figures(self) -> Figures:
        """The cleaned values as the service takes them."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("year", "part")}
        return Figures(**data)
