"""A relation to another enterprise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField
from enterprises.fact_words import RELATION_WORDS
from enterprises.forms.facts import past_day
from enterprises.forms.people import source_field
from enterprises.models import Enterprise
from enterprises.rules import tax_code as tax_codes
from enterprises.wording import tax_code_problem

OTHER_IS_SOURCE, OTHER_IS_TARGET = "S", "T"


class RelationForm(forms.Form):
    """What the other enterprise is to this one; found by search, or by its exact tax code."""

    role = forms.ChoiceField(
        label=_("The other enterprise is"),
        choices=[
            (f"{kind}-{side}", words[index])
            for kind, words in RELATION_WORDS.items()
            for index, side in enumerate((OTHER_IS_SOURCE, OTHER_IS_TARGET))
        ],
    )
    other = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tax_code = TextField(
        label=_("or its tax code"),
        max_length=40,
        required=False,
        help_text=_("For an enterprise of another province, which the search does not show."),
    )
    started_on = DateField(label=_("Since"), required=False)
    note = TextField(label=_("Note"), max_length=300, required=False)
    source = source_field()

    def __init__(self, *args: Any, user: Any, firm: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.firm = user, firm
        self.chosen: Enterprise | None = None
        key = str(self.data.get("other", "")) if self.is_bound else ""
        if key.isdigit():
            self.chosen = Enterprise.objects.visible_to(user).filter(pk=key).first()

    def clean_started_on(self) -> Any:
        """A day that has come."""
        return past_day(self.cleaned_data["started_on"])

    def clean(self) -> dict[str, Any]:
        """The other enterprise."""
        data = super().clean() or self.cleaned_data
        if data.get("tax_code"):
            self._by_code(data["tax_code"])
        elif self.chosen is None:
            self.add_error("tax_code", _("Choose the other enterprise, or give its tax code."))
        if self.chosen is not None and self.chosen.pk == self.firm.pk:
            self.add_error("tax_code", _("This is the same enterprise."))
        return data

    def _by_code(self, text: str) -> None:
        code = tax_codes.read(text)
        if code.problem:
            self.add_error("tax_code", tax_code_problem(code.problem))
            return
        known = Enterprise.objects.select_related("merged_into").filter(tax_code=code.text)
        found = known.first()
        self.chosen = (found.merged_into or found) if found else None
        if self.chosen is None:
            self.add_error("tax_code", _("No enterprise in the register has this tax code."))

    @property
    def sides(self) -> tuple[Enterprise, Enterprise, str]:
        """(source, target, kind) for the service."""
        kind, side = self.cleaned_data["role"].split("-")
        if self.chosen is None:
            raise ValueError("no other enterprise")
        if side == OTHER_IS_SOURCE:
            return self.chosen, self.firm, kind
        return self.firm, self.chosen, kind


class ChainForm(forms.Form):
    """Look for somebody within a chain."""

    q = TextField(label=_("Name or tax code"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Relation"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("", _("Any")),
            *((kind, words[1]) for kind, words in RELATION_WORDS.items()),
        ]
