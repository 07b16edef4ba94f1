"""Other figures for the comparison of the decrees."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import VndField, WholeNumberField
from violations.states import PartyKind


class WhatIfForm(forms.Form):
    """Figures that replace those of the case; empty ones stay."""

    workers = WholeNumberField(label=_("Workers concerned"), required=False, min_value=1)
    base = VndField(label=_("Amount the fine is a percentage of"), required=False, min_value=1)
    party = forms.ChoiceField(
        label=_("Party"), required=False, choices=[("", _("As in the case")), *PartyKind.choices]
    )
