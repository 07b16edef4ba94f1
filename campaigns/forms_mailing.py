"""Forms of letters before visits."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.documents_mailing import draft_words
from campaigns.enums import Answered, Ask, To
from campaigns.models import Campaign, Mailing
from ecms.core.forms import DateField, TextField

FACTS = ("ask", "to", "form", "subject", "text", "reply_until")
ANSWER_WITHIN = timedelta(days=30)  # our practice: time to put right and to answer
NOT_RECEIVED = "NONE"


class MailingForm(forms.Form):
    """What the letters say, to whom, by when; ``sizes`` says how many each choice reaches."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    ask = forms.ChoiceField(label=_("The letters ask"), choices=Ask, widget=forms.RadioSelect)
    form: Any = forms.ModelChoiceField(
        None, label=_("Self-check form"), required=False, empty_label=_("None"),
        help_text=_("Needed when the letters ask for a self-check."),
    )  # fmt: skip
    to = forms.ChoiceField(label=_("The letters go to"), widget=forms.RadioSelect)
    subject = TextField(label=_("Subject (V/v)"), max_length=200)
    text = TextField(
        label=_("Text of the letter, in Vietnamese"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One paragraph a line. Addressee, day of the answer, signature are put in."),
    )  # fmt: skip
    reply_until = DateField(label=_("Answer until"))

    def __init__(
        self, data: Any, *, campaign: Campaign, forms_of: Any, sizes: dict[str, int],
        today: date, mailing: Mailing | None = None,
    ) -> None:  # fmt: skip
        subject, text = draft_words(Ask.CHECK, campaign.scope)
        initial: dict[str, Any] = {
            "submission": uuid.uuid4(), "ask": Ask.CHECK, "subject": subject, "text": text,
            "reply_until": today + ANSWER_WITHIN, "form": forms_of.first(),
            "to": To.TARGETS if sizes[To.TARGETS] else To.OTHERS,
        }  # fmt: skip
        if mailing is not None:
            initial |= {name: getattr(mailing, name) for name in FACTS}
        super().__init__(data, initial=initial)
        self.today = today
        self.fields["form"].queryset = forms_of  # type: ignore[attr-defined]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (code, _("%(who)s (%(n)d)") % {"who": label, "n": sizes[code]})
            for code, label in To.choices
        ]

    def clean_reply_until(self) -> date:
        """Ahead, and not beyond a year."""
        day: date = self.cleaned_data["reply_until"]
        if not self.today < day <= self.today + timedelta(days=366):
            raise forms.ValidationError(_("The day of the answer lies ahead, within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        """A self-check that is asked for has a name."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("ask") == Ask.CHECK and not data.get("form"):
            self.add_error("form", _("Choose the self-check that is asked for."))
        if data.get("ask") == Ask.MEND:
            data["form"] = None
        return data

    def facts(self) -> dict[str, Any]:
        """Columns of the mailing by name."""
        return {name: self.cleaned_data[name] for name in FACTS}


class AnswerForm(forms.Form):
    """What came back, for one letter or many."""

    answer = forms.ChoiceField(
        label=_("What came back"), widget=forms.RadioSelect,
        choices=[*Answered.choices, (NOT_RECEIVED, _("Nothing: it was recorded by mistake"))],
    )  # fmt: skip
    on = DateField(label=_("Day of the answer"))
    note = TextField(
        label=_("What was answered"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    @property
    def said(self) -> str:
        """The answer as it is stored."""
        answer: str = self.cleaned_data["answer"]
        return "" if answer == NOT_RECEIVED else answer
