"""Minutes, explanations, submission and decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecms.core.formatting import vnd
from ecms.core.forms import DateField, TextField, VndField
from inspections.enums import SignedHow
from violations.competence import Candidate
from violations.forms.opening import AREA, SHORT_AREA
from violations.guards_before import lawful_end
from violations.models import ViolationCase
from violations.services.decision import Measure, Order
from violations.services.minutes import Signing
from violations.states import ExhibitFate, ExplanationKind, NoSanction

OUTSIDE = "outside"


class MinutesForm(forms.Form):
    """How the violation minutes were signed."""

    on = DateField(label=_("Date of the minutes"))
    place = TextField(label=_("Place"), max_length=500)
    signed_how = forms.ChoiceField(
        label=_("Signature"),
        choices=SignedHow.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Where the violator refuses, the commune’s representative or a witness signs."
        ),
    )
    signed_names = TextField(
        label=_("Names of those who signed"),
        max_length=500,
        required=False,
        help_text=_("Representative of the violator; after a refusal the commune or witness."),
    )
    opinion = TextField(label=_("Opinion of the violator"), widget=AREA, required=False)

    def signing(self) -> Signing:
        """What the service wants."""
        return Signing(**self.cleaned_data)


class ExplanationForm(forms.Form):
    """What came in from the violator."""

    kind = forms.ChoiceField(
        label=_("What came in"), choices=ExplanationKind.choices, widget=forms.RadioSelect
    )
    received_on = DateField(label=_("Received on"))
    text = TextField(label=_("Content"), widget=AREA, required=False)
    upload = forms.FileField(label=_("Letter or hearing minutes"), required=False)


class ConsiderForm(forms.Form):
    """How the explanation was considered."""

    considered = TextField(label=_("How it was considered"), widget=AREA, max_length=4000)


def _office(candidate: Candidate) -> str:
    """An office, who holds it, and how far its power reaches."""
    words = gettext("limit %(limit)s") % {"limit": vnd(candidate.limit)}
    return f"{candidate.title} – {candidate.position.user} ({words})"


class SubmitForm(forms.Form):
    """Which competent office of the body decides."""

    position = forms.ChoiceField(label=_("Signatory"), widget=forms.RadioSelect)
    note = TextField(
        label=_("Note to the signatory"), widget=SHORT_AREA, required=False, max_length=1000
    )

    def __init__(self, *args: Any, candidates: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [candidate for candidate in candidates if candidate.competent]
        self.offices = {str(candidate.position.pk): candidate.position for candidate in able}
        self.fields["position"].choices = [(str(c.position.pk), _office(c)) for c in able]
        if self.offices:
            self.fields["position"].initial = next(iter(self.offices))


class TransferForm(SubmitForm):
    """Which competent office of another body, or which body outside the system."""

    outside = TextField(label=_("Body outside the system"), required=False, max_length=300)
    reason = TextField(label=_("Reason"), widget=SHORT_AREA, max_length=1000)
    field_order = ("position", "outside", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        self.fields["position"].choices = [
            *self.fields["position"].choices,
            (OUTSIDE, _("A body that does not use this system")),
        ]


class FineForm(forms.Form):
    """Another amount inside the frame."""

    amount = VndField(label=_("Fine"))
    reason = TextField(
        label=_("Reason"),
        widget=SHORT_AREA,
        required=False,
        help_text=_("Needed when the amount is not the computed one."),
    )


class MeasuresForm(forms.Form):
    """Remedial measures and additional sanctions of the worksheet, act by act."""

    def __init__(self, *args: Any, sheet: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: list[tuple[int, str, str]] = []
        self.extras: list[int] = []
        for row in sheet["acts"]:
            self._ask_measures(row)
            self._ask_additional(row)

    def _ask_measures(self, row: dict[str, Any]) -> None:
        for item in row["remedial_measures"]:
            key = f"{row['act'].pk}_{item['code']}"
            self.keys.append((row["act"].pk, item["code"], key))
            self.fields[f"order_{key}"] = forms.BooleanField(
                label=f"{row['code']} – {item['title']}", required=False, initial=True
            )
            self.fields[f"text_{key}"] = TextField(
                label=_("As ordered"), widget=SHORT_AREA, required=False, initial=item["title"]
            )
            self.fields[f"due_{key}"] = DateField(
                label=_("To be carried out by"),
                required=False,
                initial=item["due_on"],
                help_text=_("Empty: within 10 days of the service of the decision."),
            )

    def _ask_additional(self, row: dict[str, Any]) -> None:
        if not row["additional_sanctions"]:
            return
        self.extras.append(row["act"].pk)
        titles = "; ".join(item["title"] for item in row["additional_sanctions"])
        self.fields[f"additional_{row['act'].pk}"] = TextField(
            label=_("Additional sanction for %(code)s, as imposed") % {"code": row["code"]},
            widget=SHORT_AREA,
            required=False,
            initial=titles,
        )

    def measures(self) -> list[Measure]:
        """The measures that were ticked."""
        data = self.cleaned_data
        return [
            Measure(
                act,
                code,
                data[f"text_{key}"] or self.fields[f"text_{key}"].initial,
                data[f"due_{key}"],
            )
            for act, code, key in self.keys
            if data[f"order_{key}"]
        ]

    def order(self) -> Order:
        """What the service wants."""
        additional = {act: self.cleaned_data[f"additional_{act}"] for act in self.extras}
        return Order(self.measures(), additional)


class SpotForm(MeasuresForm):
    """Measures of a sanction on the spot, and the receipt where it was paid at once."""

    receipt = TextField(
        label=_("Receipt number"), max_length=80, required=False,
        help_text=_("Only where the fine was paid on the spot; else it is due in 10 days."),
    )  # fmt: skip


class NoSanctionForm(MeasuresForm):
    """Why no sanction, and which measures are ordered all the same."""

    reason = forms.ChoiceField(
        label=_("Why without sanction"), choices=NoSanction.choices, widget=forms.RadioSelect
    )
    words = TextField(label=_("Reason in words"), widget=AREA, max_length=4000)
    exhibits = forms.ModelMultipleChoiceField(
        None, label=_("Exhibits that are confiscated (MQĐ14)"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, case: ViolationCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = case.exhibits.filter(fate=ExhibitFate.KEPT)
        field: Any = self.fields["exhibits"]
        field.queryset = kept
        if not kept:
            del self.fields["exhibits"]
        self.fields["reason"].initial = lawful_end(case)
        for _act, _code, key in self.keys:
            self.fields[f"order_{key}"].initial = False
            self.fields[f"due_{key}"].help_text = ""
