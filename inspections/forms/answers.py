"""One question of the checklist as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from inspections.enums import AnswerValue
from inspections.selectors_checklist import Line
from inspections.services.checklist import COUNTING, Given
from inspections.services.figures import Figure, with_unit
from law.models import AnswerType, LimitKey
from law.rules.limits import Limit

HOTKEYS = {AnswerValue.YES: "y", AnswerValue.NO: "n", AnswerValue.NOT_APPLICABLE: "a"}
WORDS = (AnswerType.NUMBERS, AnswerType.TEXT)
PART = "part_"


class AnswerForm(forms.Form):
    """One question; counting questions ask for the number only under "not complied with".

    ``offers`` are the limits that a figure may be compared with, and the likely one.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    value = forms.CharField(label=_("Answer"))
    number = WholeNumberField(label=_("How many"), required=False, max_value=9_999_999)
    figure = WholeNumberField(label=_("Figure found"), required=False, max_value=999_999_999)
    variant = forms.ChoiceField(label=_("Limit that applies"), required=False)
    on = DateField(label=_("Day, or last day of the month or year it is about"), required=False)
    codes = forms.MultipleChoiceField(
        label=_("Which violations?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = TextField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
    )

    def __init__(
        self, data: Any, *, line: Line, titles: dict[str, str], initial: dict[str, Any],
        offers: tuple[list[Limit], str] | None = None,
    ) -> None:  # fmt: skip
        self.question = question = line.question
        super().__init__(data, initial=initial, prefix=f"q{question.pk}")
        self._set_value()
        self._set_number()
        self._set_figure(offers if question.limit_key else None)
        self._set_codes(line, titles)

    def _set_value(self) -> None:
        question = self.question
        if question.answer_type == AnswerType.DATE:
            self.fields["value"] = DateField(label=_("Answer"))
        elif question.part_names:
            for key, words in question.part_names:
                self.fields[PART + key] = WholeNumberField(
                    label=words, required=False, max_value=9_999_999
                )
            del self.fields["value"]
        elif question.answer_type in WORDS:
            self.fields["value"] = TextField(label=_("Answer"), max_length=300)
        else:
            self.fields["value"] = forms.ChoiceField(
                label=question.text, choices=AnswerValue.choices, widget=forms.RadioSelect,
                required=not self.has_figure,
            )  # fmt: skip

    def _set_number(self) -> None:
        question = self.question
        if question.answer_type == AnswerType.MONEY:
            self.fields["number"] = VndField(label=_("Amount concerned"), required=False)
        elif question.limit_key:
            self.fields["number"].label = _("Workers concerned")
        elif question.answer_type not in COUNTING:
            del self.fields["number"]

    def _set_figure(self, offers: tuple[list[Limit], str] | None) -> None:
        if offers is None or not offers[0]:
            for name in ("figure", "variant", "on"):
                del self.fields[name]
            return
        choices, likely = offers
        self.fields["figure"].label = LimitKey(self.question.limit_key).label
        if choices[0].unit == "vnd":
            self.fields["figure"] = VndField(
                label=LimitKey(self.question.limit_key).label, required=False
            )
        self.fields["variant"].choices = [  # type: ignore[attr-defined]
            *([] if likely else [("", _("Choose…"))]),
            *((limit.variant, _limit_words(limit)) for limit in choices),
        ]
        self.fields["variant"].initial = likely

    def _set_codes(self, line: Line, titles: dict[str, str]) -> None:
        if len(line.codes) < 2 or self.question.answer_type == AnswerType.NUMBERS:
            del self.fields["codes"]
            return
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (code, f"{code} – {titles.get(code, '')}".strip(" –")) for code in line.codes
        ]

    @property
    def has_figure(self) -> bool:
        """A figure was sent, which decides the answer."""
        return bool(str(self.data.get(f"{self.prefix}-figure", "")).strip())

    @property
    def options(self) -> list[tuple[Any, str]]:
        """The radio buttons with their keys; empty for questions answered otherwise."""
        field = self.fields.get("value")
        if field is None or not hasattr(field, "choices"):
            return []
        return [(radio, HOTKEYS[radio.data["value"]]) for radio in self["value"]]

    @property
    def part_fields(self) -> list[Any]:
        """The fields of the parts of an answer, in their order."""
        return [self[name] for name in self.fields if name.startswith(PART)]

    @property
    def waits_for_number(self) -> bool:
        """“Not complied with” was chosen and the number is still to come."""
        return (
            self.question.answer_type in COUNTING
            and "value" in self.fields
            and self["value"].value() == AnswerValue.NO
            and not str(self["number"].value() or "").strip()
        )

    @property
    def typed(self) -> dict[str, Any]:
        """What was sent, to be shown again without having been judged."""
        return {name: self[name].value() for name in self.fields}

    def given(self) -> Given:
        """The cleaned answer as the service takes it."""
        data = self.cleaned_data
        value = data.get("value") or ""
        figure = data.get("figure")
        return Given(
            value=value.isoformat() if hasattr(value, "isoformat") else value,
            number=data.get("number"),
            note=data["note"],
            codes=tuple(data["codes"]) if "codes" in self.fields else None,
            version=data["version"],
            parts={
                name.removeprefix(PART): number
                for name, number in data.items()
                if name.startswith(PART) and number is not None
            },
            figure=Figure(figure, data.get("variant") or "", data.get("on"))
            if figure is not None
            else None,
        )


def _limit_words(limit: Limit) -> str:
    """“Region I: 5,310,000 đồng”."""
    vietnamese = (get_language() or "vi").startswith("vi")
    name = limit.name_vi if vietnamese or not limit.name_en else limit.name_en
    return f"{name}: {with_unit(limit.value, limit.unit)}"
