"""Headcounts and contacts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, WholeNumberField
from enterprises.fact_words import PART_WORDS, headcount_problem
from enterprises.forms.facts import MOST_WORKERS, past_day
from enterprises.models import Contact
from enterprises.rules.headcount import is_jump, problems
from enterprises.services.headcounts import NUMBERS


def source_field() -> TextField:
    """Where somebody has it from."""
    return TextField(
        label=_("Source"),
        max_length=200,
        help_text=_("For example: labour report of the enterprise; wage list seen on site."),
    )


class HeadcountForm(forms.Form):
    """People at an enterprise on a day; parts may be left open."""

    on = DateField(label=_("As of"))
    total = WholeNumberField(label=PART_WORDS["total"], required=False, max_value=MOST_WORKERS)
    source = source_field()
    confirmed = forms.BooleanField(
        label=_("The number is right: it changed by more than half"),
        required=False,
    )

    def __init__(self, *args: Any, before: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        for name in NUMBERS[1:]:
            self.fields[name] = WholeNumberField(
                label=PART_WORDS[name], required=False, max_value=MOST_WORKERS
            )
        self.order_fields(["on", *NUMBERS, "source", "confirmed"])
        self.asks = "confirmed" in self.data

    def clean_on(self) -> Any:
        """A day that has come."""
        return past_day(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        """Parts fit the total; a jump is confirmed."""
        data = super().clean() or self.cleaned_data
        if any(name in self.errors for name in NUMBERS):
            return data
        for problem in problems(self.numbers):
            self.add_error(problem.field, headcount_problem(problem))
        if is_jump(self.before, data.get("total")) and not data.get("confirmed"):
            self.asks = True
            self.add_error("confirmed", _("Check the number of workers, then confirm it."))
        return data

    @property
    def numbers(self) -> dict[str, int | None]:
        """Heads by part."""
        return {name: self.cleaned_data.get(name) for name in NUMBERS}

    @property
    def parts(self) -> list[Any]:
        """The fields of the parts, for the page."""
        return [self[name] for name in NUMBERS[1:]]


class ContactForm(forms.Form):
    """A person to talk to."""

    name = TextField(label=_("Name of the person"), max_length=200)
    title = TextField(
        label=_("Title"), max_length=100, required=False,
        help_text=_("For example: head of personnel, safety officer, union chair."),
    )  # fmt: skip
    phone = TextField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    note = TextField(label=_("Note"), max_length=300, required=False)
    source = source_field()

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        if contact is not None:
            names = ("name", "title", "phone", "email", "note")
            kwargs.setdefault("initial", {name: getattr(contact, name) for name in names})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A way to reach the person."""
        data = super().clean() or self.cleaned_data
        if "phone" in data and "email" in data and not data["phone"] and not data["email"]:
            self.add_error("phone", _("Enter a telephone number or an e-mail address."))
        return data
