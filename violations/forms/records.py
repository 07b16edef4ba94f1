"""Forms of minutes drawn up on the spot, and of partial execution."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField
from violations.forms.opening import AREA, SHORT_AREA
from violations.forms.proceeding import CaseForm
from violations.states import INDIVIDUAL_ENDS, Gone, PartyKind, WhyWorking


class RefusedForm(CaseForm):
    """A decision that the violator did not take."""

    on = DateField(label=_("Date of the minutes"))
    place = TextField(label=_("Place"), max_length=500)
    authority = TextField(
        label=_("Representative of the commune"), max_length=300,
        help_text=_("Name and title. The decision counts as delivered only when the commune "
                    "confirms the refusal (Art. 70)."),
    )  # fmt: skip
    witnesses = TextField(label=_("Other witnesses"), max_length=300, required=False)
    reason = TextField(
        label=_("How the decision was refused, and the reason given"), widget=AREA,
        max_length=4000,
    )  # fmt: skip
    upload = forms.FileField(label=_("Signed minutes as a file"), required=False)


class WorkingForm(CaseForm):
    """A working session before violation minutes."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    on = DateField(label=_("Date of the minutes"))
    place = TextField(label=_("Place"), max_length=500)
    why = forms.ChoiceField(
        label=_("Why no violation minutes yet"), choices=WhyWorking.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    present = TextField(label=_("Who was present"), widget=SHORT_AREA, max_length=1000)
    text = TextField(label=_("What was discussed and found"), widget=AREA, max_length=8000)
    opinion = TextField(
        label=_("Opinion of the person or organisation"), widget=AREA, max_length=4000,
        required=False,
    )  # fmt: skip
    signed_names = TextField(label=_("Names of those who signed"), max_length=500, required=False)
    upload = forms.FileField(label=_("Signed minutes as a file"), required=False)


class PartlyForm(CaseForm):
    """What became of the sanctioned, and who carries out the rest."""

    why = forms.ChoiceField(
        label=_("What became of the violator"), choices=Gone.choices, widget=forms.RadioSelect
    )
    happened_on = DateField(label=_("On which day"))
    proof = TextField(
        label=_("What proves it"), max_length=500,
        help_text=_("Number and date of the death certificate, the judgement or the decision of "
                    "dissolution, and who issued it."),
    )  # fmt: skip
    successor = TextField(
        label=_("Who carries out the rest"), widget=SHORT_AREA, max_length=500,
        help_text=_("Heirs, or the organisation or persons that answer for the dissolved one."),
    )  # fmt: skip
    late_reason = TextField(
        label=_("Why it comes late"), max_length=500, required=False,
        help_text=_("Only where sixty days from that day have passed (Art. 75)."),
    )  # fmt: skip
    upload = forms.FileField(label=_("The proof as a file"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        company = self.case.party == PartyKind.ORGANISATION
        field: Any = self.fields["why"]
        field.choices = [c for c in Gone.choices if (c[0] in INDIVIDUAL_ENDS) != company]


class ExecutionHandOverForm(CaseForm):
    """Which body executes the decision, who received it, why."""

    to = TextField(
        label=_("To which body"), max_length=300,
        help_text=_("The body of the same level where the violator lives or has its seat."),
    )  # fmt: skip
    handed_on = DateField(label=_("Handed over on"))
    receiver = TextField(label=_("Who received the decision"), max_length=300)
    reason = TextField(
        label=_("Why it cannot be executed here"), widget=SHORT_AREA, max_length=1000
    )


class ExecutionEndForm(CaseForm):
    """What the other body reported."""

    returned_on = DateField(label=_("Date of the report"))
    answer = TextField(label=_("Number and content of the answer"), max_length=500)
