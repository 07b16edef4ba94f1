"""Small forms of single steps: a reason, a note, the announcement, the signing of the minutes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField
from inspections.enums import SignedHow


class ReasonForm(forms.Form):
    """A step that must say why."""

    reason = TextField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteForm(forms.Form):
    """A step that may say more."""

    note = TextField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ConfirmForm(forms.Form):
    """A step that only wants a yes."""


class AnnounceForm(forms.Form):
    """The announcement at the enterprise (Decree 217/2025 art. 15.1)."""

    on = DateField(label=_("Day of the announcement"))
    attendees = TextField(
        label=_("Who was there for the enterprise"),
        max_length=500,
        help_text=_("Names and offices; printed in the minutes of the announcement."),
    )


class SignForm(forms.Form):
    """How the check minutes were signed (Decree 217/2025 art. 15.3a)."""

    on = DateField(label=_("Day of the minutes"))
    how = forms.ChoiceField(
        label=_("How the subject signed"), choices=SignedHow.choices, widget=forms.RadioSelect
    )
    names = TextField(
        label=_("Names and offices of those who signed"),
        max_length=500,
        help_text=_("If the subject refused: the representative of the commune or the witness."),
    )
    opinion = TextField(
        label=_("Opinion of the subject"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    read_aloud = forms.BooleanField(
        label=_("The minutes were read to those present and a copy was handed over")
    )
