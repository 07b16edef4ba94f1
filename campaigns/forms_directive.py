"""Forms of leaders' directives."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField

AREA = {"rows": 4}


class GiveForm(forms.Form):
    """Who, what, until when."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    to: Any = forms.ModelChoiceField(None, label=_("Given to"), empty_label=_("Choose a person"))
    title = TextField(label=_("Task, in one line"), max_length=200)
    text = TextField(
        label=_("What is wanted"), max_length=4000, widget=forms.Textarea(attrs=AREA)
    )  # fmt: skip
    due_on = DateField(label=_("Until"))

    def __init__(self, data: Any, *, people: Any) -> None:
        super().__init__(data)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Columns by name."""
        return {name: self.cleaned_data[name] for name in ("to", "title", "text", "due_on")}


class ReplyForm(forms.Form):
    """What was done, with one paper."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = TextField(
        label=_("What was done"), max_length=4000, widget=forms.Textarea(attrs=AREA)
    )  # fmt: skip
    paper = forms.FileField(label=_("Attachment"), required=False)


class JudgeForm(forms.Form):
    """Accept, or return with a remark."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), widget=forms.RadioSelect,
        choices=[("ACCEPTED", _("Accept: it is done")), ("RETURNED", _("Return: not enough"))],
    )  # fmt: skip
    remark = TextField(
        label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea(attrs=AREA)
    )  # fmt: skip
    due_on = DateField(label=_("When returned: until"), required=False)

    def clean(self) -> dict[str, Any]:
        """A return says what is missing."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("verdict") == "RETURNED" and not data.get("remark"):
            self.add_error("remark", _("Say what is missing."))
        return data
