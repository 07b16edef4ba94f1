"""Forms of delegated power."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from ecms.core.forms import DateField, TextField
from violations.forms.opening import SHORT_AREA
from violations.services.delegating import KINDS, Power


class DelegationForm(forms.Form):
    """Who may sign what, from when until when."""

    kind = forms.ChoiceField(
        label=_("What is delegated"), choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    holder = forms.ModelChoiceField(
        Position.objects.none(), label=_("To which deputy"), empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    starts_on = DateField(label=_("From"))
    ends_on = DateField(
        label=_("Until"), required=False, help_text=_("Empty: until it is ended by a decision.")
    )
    matters = TextField(
        label=_("For which matters"), widget=SHORT_AREA, max_length=300, required=False,
        help_text=_("Empty: everything in the power of the office."),
    )  # fmt: skip

    def __init__(self, *args: Any, deputies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["holder"]
        field.queryset, field.initial = deputies, deputies.first()

    def power(self) -> Power:
        """What the service wants."""
        return Power(**{k: v for k, v in self.cleaned_data.items() if k != "holder"})


class DelegationEndForm(forms.Form):
    """From when it no longer holds, and why."""

    last_on = DateField(label=_("Last day on which it holds"))
    reason = TextField(label=_("Reason"), widget=SHORT_AREA, max_length=1000)
