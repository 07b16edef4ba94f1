"""Non-execution, verification of means, measures of enforcement and their steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from law.models import MeasureKind
from violations.enforcement_rules import Rule
from violations.enforcement_states import InquiryKind, StepKind
from violations.forms.opening import AREA, SHORT_AREA
from violations.models import Inquiry, ViolationCase
from violations.services.enforcement import Measure
from violations.services.enforcement_steps import Facts
from violations.services.non_execution import Found
from violations.states import PartyKind


class Sent(forms.Form):
    """A form that is harmless to send twice."""

    submission = forms.UUIDField(widget=forms.HiddenInput)


class NonExecutionForm(Sent):
    """What the minutes of non-execution need beside the file."""

    place = TextField(label=_("Place"), max_length=500)
    present = TextField(label=_("Who was present"), max_length=500, required=False)
    opinion = TextField(label=_("Opinion of the violator"), widget=AREA, required=False)
    late_reason = TextField(
        label=_("Why it comes late"),
        max_length=500,
        required=False,
        help_text=_("Only where the three working days have passed."),
    )

    def found(self) -> Found:
        """What the service wants."""
        data = self.cleaned_data
        return Found(data["place"], data["present"], data["opinion"], data["late_reason"])


class InquiryForm(Sent):
    """A letter that asks about means."""

    kind = forms.ChoiceField(
        label=_("Who is asked"), choices=InquiryKind.choices, widget=forms.RadioSelect
    )
    addressee = TextField(label=_("Addressee"), max_length=300)
    question = TextField(
        label=_("What is asked"),
        widget=AREA,
        help_text=_("Printed in the letter, for example: accounts and balances on this day."),
    )


class AnswerForm(forms.Form):
    """What was answered."""

    answered_on = DateField(label=_("Answer received on"))
    words = TextField(label=_("Answer"), widget=AREA)
    upload = forms.FileField(label=_("Answer as a file"), required=False)


class MeasureForm(Sent):
    """One measure; the fields that it does not use stay empty."""

    kind = forms.ChoiceField(
        label=_("Measure of enforcement"), choices=MeasureKind.choices, widget=forms.RadioSelect
    )
    amount = VndField(
        label=_("Sum to be collected"), required=False, help_text=_("Not for remediation.")
    )
    inquiry = forms.ModelChoiceField(
        Inquiry.objects.none(),
        label=_("Verification of means it rests on"),
        required=False,
        empty_label=_("None"),
        help_text=_("An answered letter; the time for the order runs from the answer."),
    )
    holder = TextField(label=_("Bank, employer or third party"), max_length=300, required=False)
    account = TextField(label=_("Account number"), max_length=120, required=False)
    percent = WholeNumberField(
        label=_("Per cent each time"),
        required=False,
        help_text=_("Salary: at most 30; other income: at most 50."),
    )
    of_income = forms.BooleanField(label=_("Of income other than salary"), required=False)
    content = TextField(
        label=_("Property taken, or what must be done and by whom"), widget=AREA, required=False
    )
    planned_on = DateField(
        label=_("To be carried out on"),
        required=False,
        help_text=_(
            "Distraint and remediation: the police get the plan five working days before."
        ),
    )
    reason = TextField(label=_("Reason"), widget=SHORT_AREA, help_text=_("Printed in the order."))

    def __init__(self, *args: Any, case: ViolationCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inquiry"].queryset = case.inquiries.filter(answered_on__isnull=False)
        if case.party == PartyKind.ORGANISATION:
            choices = [c for c in MeasureKind.choices if c[0] != MeasureKind.SALARY]
            self.fields["kind"].choices = choices
            del self.fields["percent"], self.fields["of_income"]

    def measure(self) -> Measure:
        """What the service wants."""
        data = {k: v for k, v in self.cleaned_data.items() if k != "submission"}
        return Measure(**data)


class StepForm(Sent):
    """One step of a measure; only the fields that it asks for are shown."""

    on = DateField(label=_("Date"))
    text = TextField(label=_("What was done and why"), widget=AREA)
    names = TextField(label=_("Who was present or received it"), max_length=500)
    amount = VndField(label=_("Sum"), min_value=1)
    reference = TextField(label=_("Receipt number"), max_length=80)
    able = forms.BooleanField(
        label=_("The debtor has means now"), required=False,
        help_text=_("Else the means are verified again, three times in all."),
    )  # fmt: skip
    upload = forms.FileField(label=_("Evidence"), required=False)

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("text", "names", "amount", "reference"):
            if name not in rule.asks:
                del self.fields[name]
        if "outcome" not in rule.asks:
            del self.fields["able"]
        if rule.kind == StepKind.NOT_TAKEN:
            self.fields["names"].label = _("Representative of the commune who confirms it")
        if rule.directs:
            del self.fields["on"]
        label = LABELS.get(rule.kind)
        if label and "text" in self.fields:
            self.fields["text"].label = label

    def facts(self, today: Any) -> Facts:
        """What the service wants; a decision is dated today."""
        data = {k: v for k, v in self.cleaned_data.items() if k != "submission"}
        return Facts(**{"on": today, **data})


LABELS = {
    StepKind.NOT_TAKEN: _("How the decision was refused, and the reason given"),
    StepKind.DISTRAIN: _("Property distrained"),
    StepKind.SUSPEND: _("Reason"),
    StepKind.RESUME: _("Reason"),
    StepKind.NOT_YET: _("Reason"),
    StepKind.END: _("Reason"),
    StepKind.COST: _("What it was spent for"),
    StepKind.NOTICE: _("Whom it was given to, and how"),
    StepKind.POLICE: _("Which body it was sent to"),
    StepKind.VERIFY: _("What was found out"),
}
