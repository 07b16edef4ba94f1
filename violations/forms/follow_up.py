"""Whose cases the follow-up lists show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from violations.follow_up import HOLDER


class FollowUpFilter(forms.Form):
    """Whose cases: of a person, of a unit."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Person"), required=False, empty_label=_("Any")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("Any")
    )

    def __init__(self, data: Any, *, rows: Any) -> None:
        super().__init__(data)
        people = rows.order_by().annotate(holder=HOLDER).values("holder")
        self.fields["person"].queryset = User.objects.filter(pk__in=people).order_by("full_name")
        units = rows.order_by().values("inspection__unit")
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units).order_by("name_vi")

    def narrow(self, rows: Any) -> Any:
        """Apply what was chosen; nothing for a filter that makes no sense."""
        if not self.is_valid():
            return rows.none()
        if person := self.cleaned_data["person"]:
            rows = rows.annotate(holder=HOLDER).filter(holder=person.pk)
        if unit := self.cleaned_data["unit"]:
            rows = rows.filter(inspection__unit=unit)
        return rows
