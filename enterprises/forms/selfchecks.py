"""Forms of self-checks: which one, and the answers of a topic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Province, Ward
from ecms.core import clock
from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from enterprises.models import SelfCheckForm
from enterprises.rules import selfcheck as rules
from enterprises.selectors_selfchecks import Line, Topic
from law.models import AnswerType

ANSWERS = (
    (rules.YES, _("Complied with")),
    (rules.NO, _("Not complied with")),
    (rules.NOT_APPLICABLE, _("Not applicable")),
)
COUNTING = (AnswerType.NUMBER, AnswerType.MONEY)


class BeginForm(forms.Form):
    """Which form was filled in, when, and how it reached us."""

    form = forms.ModelChoiceField(
        SelfCheckForm.objects.none(), label=_("Form"), empty_label=None, widget=forms.RadioSelect
    )
    done_on = DateField(label=_("Day of the self-check"))
    source = TextField(
        label=_("Received by"),
        max_length=200,
        help_text=_("For example: on paper by post; brought to the counter."),
    )

    def __init__(self, data: Any, *, forms_offered: Any) -> None:
        super().__init__(data)
        self.fields["form"].queryset = forms_offered  # type: ignore[attr-defined]


class SelfCheckFilter(forms.Form):
    """What the lists of self-checks may be narrowed to."""

    q = TextField(label=_("Name or tax code"), required=False, max_length=100)
    province = forms.ModelChoiceField(
        Province.objects.present(),
        label=_("Province"),
        required=False,
        empty_label=_("Any"),
    )
    ward = forms.ModelChoiceField(
        Ward.objects.none(), label=_("Ward or commune"), required=False, empty_label=_("Any")
    )
    workers = WholeNumberField(label=_("Workers, at least"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        if user.scope.national:
            del self.fields["ward"]
        else:
            del self.fields["province"]
            self.fields["ward"].queryset = Ward.objects.filter(  # type: ignore[attr-defined]
                province__in=user.scope.province_ids
            ).findable(clock.today())


class AnswersForm(forms.Form):
    """The questions of one topic; counting questions ask for their number under a "no"."""

    def __init__(self, data: Any, *, topic: Topic) -> None:
        super().__init__(data)
        self.topic = topic
        for line in topic.lines:
            self._add(line)

    def _add(self, line: Line) -> None:
        code, kind = line.question.code, line.question.answer_type
        if kind in (AnswerType.TEXT, AnswerType.NUMBERS):
            self.fields[f"{code}-value"] = TextField(
                label=line.question.text, required=False, max_length=300, initial=line.value
            )
        else:
            self.fields[f"{code}-value"] = forms.ChoiceField(
                label=line.question.text, choices=ANSWERS, required=False,
                widget=forms.RadioSelect, initial=line.reading,
            )  # fmt: skip
        if kind in COUNTING:
            number = int(line.value) if line.value.isdecimal() and int(line.value) else None
            field = VndField if kind == AnswerType.MONEY else WholeNumberField
            label = _("Amount concerned") if kind == AnswerType.MONEY else _("How many")
            self.fields[f"{code}-number"] = field(label=label, required=False, initial=number)
        self.fields[f"{code}-note"] = TextField(
            label=_("Note"), required=False, max_length=1000, initial=line.note,
            widget=forms.Textarea(attrs={"rows": 1}),
        )  # fmt: skip

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The fields of each question, for the page."""
        return [
            {
                "line": line,
                "value": self[f"{line.question.code}-value"],
                "number": self[f"{line.question.code}-number"]
                if f"{line.question.code}-number" in self.fields
                else None,
                "note": self[f"{line.question.code}-note"],
            }
            for line in self.topic.lines
        ]

    def clean(self) -> dict[str, Any]:
        """A "no" to a counting question needs its number."""
        data = super().clean() or self.cleaned_data
        for line in self.topic.lines:
            code = line.question.code
            asks = f"{code}-number" in self.fields and data.get(f"{code}-value") == rules.NO
            if asks and not data.get(f"{code}-number"):
                self.add_error(f"{code}-number", _("Enter the number, at least 1."))
        return data

    def given(self) -> dict[str, dict[str, str]]:
        """{question code: {"value", "note"}} as the service takes it."""
        found = {}
        for line in self.topic.lines:
            code = line.question.code
            value = self.cleaned_data[f"{code}-value"]
            if f"{code}-number" in self.fields and value in (rules.YES, rules.NO):
                value = str(self.cleaned_data[f"{code}-number"]) if value == rules.NO else "0"
            found[code] = {"value": value, "note": self.cleaned_data[f"{code}-note"]}
        return found
