"""Complaints, lawsuits, stays, evasion, publication and reminders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from intake.models import Complaint
from violations.enforcement_states import ChallengeKind, ChallengeResult, PublicationGround
from violations.forms.enforcement import Sent
from violations.forms.opening import AREA
from violations.models import ViolationCase
from violations.services.challenges import Filed, Outcome
from violations.states import ServiceMethod

COMPLAINTS_SHOWN = 50


class ContestForm(Sent):
    """A complaint or lawsuit that came in."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=ChallengeKind.choices, widget=forms.RadioSelect
    )
    filed_on = DateField(label=_("Filed on"))
    body = TextField(
        label=_("Body or court that settles it"),
        max_length=300,
        help_text=_("A first complaint: the body that issued the decision."),
    )
    complaint = forms.ModelChoiceField(
        Complaint.objects.none(),
        label=_("Complaint in the book"),
        required=False,
        empty_label=_("None"),
        help_text=_("Where it was received with complaints and denunciations."),
    )
    content = TextField(label=_("What is asked for"), widget=AREA)
    late_reason = TextField(
        label=_("Why it is taken late"),
        max_length=500,
        required=False,
        help_text=_("Only after 90 days (complaint) or one year (lawsuit)."),
    )
    upload = forms.FileField(label=_("Complaint or claim as a file"), required=False)

    def __init__(self, *args: Any, case: ViolationCase, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Complaint.objects.visible_to(user).filter(enterprise=case.enterprise_id)
        self.fields["complaint"].queryset = rows.order_by("-pk")[:COMPLAINTS_SHOWN]
        if not user.can("complaint.read"):
            del self.fields["complaint"]

    def filed(self) -> Filed:
        """What the service wants."""
        names = ("kind", "filed_on", "body", "content", "late_reason", "complaint")
        return Filed(**{name: self.cleaned_data.get(name) for name in names})


class OutcomeForm(forms.Form):
    """What came out."""

    result = forms.ChoiceField(
        label=_("Result"), choices=ChallengeResult.choices, widget=forms.RadioSelect
    )
    on = DateField(label=_("Date of the result"))
    number = TextField(
        label=_("Number of the decision or judgement"), max_length=120, required=False
    )
    fine_after = VndField(
        label=_("Fine afterwards"),
        required=False,
        help_text=_("Only where the decision is to be amended: the whole fine, not the rest."),
    )
    words = TextField(label=_("What it says"), widget=AREA)
    upload = forms.FileField(label=_("Decision or judgement as a file"), required=False)

    def outcome(self) -> Outcome:
        """What the service wants."""
        return Outcome(**self.cleaned_data)


class StayForm(forms.Form):
    """An order that stays execution, or lifts the stay."""

    on = DateField(label=_("From"))
    number = TextField(label=_("Number of the order"), max_length=120)
    body = TextField(label=_("Who ordered it"), max_length=300, required=False)
    upload = forms.FileField(label=_("Order as a file"), required=False)


class LiftForm(forms.Form):
    """The stay is lifted."""

    on = DateField(label=_("Execution goes on from"))
    number = TextField(label=_("Number of the order"), max_length=120, required=False)


class EvasionForm(forms.Form):
    """The debtor evades."""

    began_on = DateField(label=_("Began on"))
    evidence = TextField(label=_("Evidence"), widget=AREA)


class EvasionEndForm(forms.Form):
    """The evasion ended."""

    ended_on = DateField(label=_("Ended on"))


class PublicationForm(Sent):
    """Proposal to publish: its ground, and what shows it."""

    ground = forms.ChoiceField(
        label=_("Ground of publication"),
        choices=PublicationGround.choices,
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("What shows it"), widget=AREA)
    body = TextField(
        label=_("Publishing body"),
        max_length=300,
        help_text=_("For example the portal of the department or a newspaper."),
    )


class DayForm(forms.Form):
    """One day."""

    on = DateField(label=_("Date"))


class PostForm(DayForm):
    """Since when and where it stands."""

    address = TextField(label=_("Where it stands"), max_length=500)


class CorrectionForm(forms.Form):
    """What is corrected."""

    correction = TextField(label=_("What is wrong, and what is right"), widget=AREA)


class RunForm(Sent):
    """Letters to those chosen in the list."""

    answer_until = DateField(label=_("Answer until"))
    gap_days = WholeNumberField(
        label=_("Leave out who was reminded in the last days"), min_value=0, max_value=365
    )


class DeliveryForm(DayForm):
    """How a letter arrived."""

    method = forms.ChoiceField(label=_("How it was sent"), choices=ServiceMethod.choices)
