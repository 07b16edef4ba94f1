"""Service, payment and remedies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from violations.forms.opening import AREA
from violations.states import ServiceMethod


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(item, initial) for item in files if item]


class ServiceForm(forms.Form):
    """How and when the decision reached the violator."""

    method = forms.ChoiceField(
        label=_("How it was delivered"), choices=ServiceMethod.choices, widget=forms.RadioSelect
    )
    event_on = DateField(
        label=_("Date"),
        help_text=_(
            "Day of the receipt. Without one: the third return of the post, the entry in the "
            "information system, or the beginning of the posting."
        ),
    )
    confirmed = forms.BooleanField(
        label=_("The violator acknowledged receipt"),
        required=False,
        help_text=_("Else the decision counts as delivered after the time of Art. 17a."),
    )
    upload = forms.FileField(label=_("Delivery note or receipt"), required=False)


class PaymentForm(forms.Form):
    """One receipt of the treasury or bank."""

    amount = VndField(label=_("Amount"), min_value=1)
    paid_on = DateField(label=_("Paid on"))
    reference = TextField(label=_("Receipt number"), max_length=80)
    note = TextField(label=_("Note"), max_length=300, required=False)
    upload = forms.FileField(
        label=_("Receipt"), required=False, help_text=_("PDF or photo of the receipt.")
    )
    confirm_over = forms.BooleanField(label=_("More than is owed was really paid"), required=False)


class RemedyForm(forms.Form):
    """Evidence that a measure was carried out."""

    evidence_note = TextField(
        label=_("What proves that it was carried out"), widget=AREA, max_length=4000
    )
    workers_helped = WholeNumberField(label=_("Workers helped"), required=False)
    amount_restored = VndField(label=_("Amount restored to workers"), required=False)
    uploads = FilesField(label=_("Files"), required=False)
