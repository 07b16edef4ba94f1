"""Forms of duplicates: filters of the list, a merge, another record by its code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from ecms.core.forms import TextField
from enterprises.presenters_merge import LEFT, RIGHT
from enterprises.rules import tax_code as tax_codes
from enterprises.rules.duplicates import PROPOSED, SURE
from enterprises.services.merging import GROUPS, MERGED, SURVIVOR


class DuplicateFilter(forms.Form):
    """What the list of pairs may be narrowed to."""

    q = TextField(label=_("Name or tax code"), required=False, max_length=100)
    score = forms.ChoiceField(
        label=_("Likeness"),
        required=False,
        choices=[("", _("Any")), (str(SURE), _("Very alike")), (str(PROPOSED), _("Alike"))],
    )
    province = forms.ModelChoiceField(
        Province.objects.present(),
        label=_("Province"),
        required=False,
        empty_label=_("Any"),
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        if not user.scope.national:
            del self.fields["province"]


class MergeForm(forms.Form):
    """Which record stays, whose facts stand, and why the two are one."""

    keep = forms.ChoiceField(choices=[(LEFT, LEFT), (RIGHT, RIGHT)])
    reason = TextField(
        label=_("Why are they one enterprise?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: the same business registered again under a new tax code."),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for group in GROUPS:
            self.fields[f"side_{group}"] = forms.ChoiceField(
                choices=[(LEFT, LEFT), (RIGHT, RIGHT)], required=False
            )

    @property
    def sides(self) -> dict[str, str]:
        """{group: left or right} as sent."""
        sent = {group: self[f"side_{group}"].value() for group in GROUPS}
        return {group: side for group, side in sent.items() if side in (LEFT, RIGHT)}

    @property
    def choices(self) -> dict[str, str]:
        """{group: survivor or merged} as the service takes it."""
        keep = self.cleaned_data["keep"]
        return {group: SURVIVOR if side == keep else MERGED for group, side in self.sides.items()}


class DifferentForm(forms.Form):
    """Why two records are two enterprises."""

    note = TextField(
        label=_("Why are they different?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OtherRecordForm(forms.Form):
    """The tax code of a record to compare with."""

    tax_code = TextField(label=_("Tax code of the other record"), max_length=30)

    def clean_tax_code(self) -> str:
        """In the form in which the register stores it."""
        return tax_codes.read(self.cleaned_data["tax_code"]).text
