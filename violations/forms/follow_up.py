"""Whose cases the follow-up lists show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from violations.follow_up import HOLDER, Shares


class FollowUpFilter(forms.Form):
    """Whose cases: of a person, of a unit; those who have some in the list."""

    person = forms.TypedChoiceField(
        label=_("Person"), required=False, coerce=int, empty_value=None
    )
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, shares: Shares) -> None:
        super().__init__(data)
        for name, found in (("person", shares.people), ("unit", shares.units)):
            choices = sorted(((str(thing.pk), str(thing)) for thing, _n in found), key=_by_name)
            self.fields[name].choices = [("", _("Any")), *choices]

    def narrow(self, rows: Any) -> Any:
        """Apply what was chosen; nothing for a filter that makes no sense."""
        if not self.is_valid():
            return rows.none()
        if person := self.cleaned_data["person"]:
            rows = rows.annotate(holder=HOLDER).filter(holder=person)
        if unit := self.cleaned_data["unit"]:
            rows = rows.filter(inspection__unit=unit)
        return rows


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1]
