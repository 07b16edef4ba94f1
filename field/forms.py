"""Forms of the office: revoking, deciding a conflict, dealing with a rejected item."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import TextField
from field.enums import Choice
from field.presenters import Side


class RevokeForm(forms.Form):
    """Why a device may keep nothing any more."""

    reason = TextField(label=_("Reason"), max_length=500)


class HandleForm(forms.Form):
    """What was done about an item that could not be stored."""

    note = TextField(
        label=_("What was done about it"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DecisionForm(forms.Form):
    """For each field in conflict: mine, theirs or both."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, sides: list[Side], seen: int) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), "seen": seen})
        self.sides = sides
        for side in sides:
            self.fields[side.name] = forms.ChoiceField(
                label=side.label, choices=Choice.choices, widget=forms.RadioSelect
            )

    def choices(self) -> dict[str, str]:
        """The decisions by field."""
        return {side.name: self.cleaned_data[side.name] for side in self.sides}

    @property
    def rows(self) -> list[tuple[Side, Any]]:
        """Each field with its radio buttons."""
        return [(side, self[side.name]) for side in self.sides]
