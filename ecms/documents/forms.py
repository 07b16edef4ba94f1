"""Forms about issued documents: a correction, the filters of the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField
from ecms.documents import registry, wording
from ecms.documents.models import DocumentState

PAIRS_MOST = 10


class PairForm(forms.Form):
    """Words as printed, and as they should be."""

    wrong = TextField(label=_("Printed"), required=False, max_length=500)
    right = TextField(label=_("Should be"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """A pair is whole, and changes something."""
        data = super().clean() or {}
        wrong, right = (wording.squeezed(data.get(name) or "") for name in ("wrong", "right"))
        if bool(wrong) != bool(right):
            self.add_error("right" if wrong else "wrong", _("Fill in both sides."))
        elif wrong and wrong == right:
            self.add_error("right", _("The words are the same."))
        data["wrong"], data["right"] = wrong, right
        return data


PairSet = formset_factory(PairForm, extra=3, max_num=PAIRS_MOST, validate_max=True)


class CorrectionForm(forms.Form):
    """What kind of mistake it was, and why."""

    kind = forms.ChoiceField(
        label=_("What was wrong"), widget=forms.RadioSelect,
        choices=(
            ("slip", _("A slip: number and date stay, a letter of correction is issued")),
            ("content", _("The content: a new document under a new number replaces it")),
        ),
    )  # fmt: skip
    reason = TextField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the letter of correction and in the file."),
    )  # fmt: skip

    def __init__(self, *args: Any, only_slips: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only_slips:
            self.fields["kind"].choices = self.fields["kind"].choices[:1]
            self.fields["kind"].initial = "slip"


class RegisterFilter(forms.Form):
    """The register of issued documents."""

    q = TextField(label=_("Number or words of the title"), required=False, max_length=100)
    form = forms.ChoiceField(label=_("Form"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=(("", _("All")), *(pair for pair in DocumentState.choices if pair[0] != "DRAFT")),
    )  # fmt: skip
    since = DateField(label=_("Issued from"), required=False)
    until = DateField(label=_("Issued until"), required=False)
    mine = forms.BooleanField(label=_("Signed by me"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted((str(form.label), code) for code, form in registry.known().items())
        self.fields["form"].choices = [
            ("", _("All")),
            *((code, f"{label} ({code})") for label, code in known),
        ]
