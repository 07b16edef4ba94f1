"""What an administrator fills in for a draft of a procedure: everything is chosen by its name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.notifications import registry as letters
from inspections.documents import catalogue, planning, visit_minutes
from inspections.enums import Kind
from inspections.models import Procedure, ProcedureStep, ProcedureTerm
from inspections.models.procedure import read_definition
from inspections.services.papers import KINDS, OUTCOME
from inspections.workflow import ACTS, label_of
from law.models import DeadlineRule

Choices = list[tuple[Any, Any]]


def paper_words(kind: str, proceeding: str = Kind.CHECK) -> str:
    """What the pages call a kind of document; the letter or the notice for "outcome"."""
    if kind == OUTCOME:
        return f"{catalogue.RECTIFICATION.label} / {catalogue.RESULT.label}"
    places = (getattr(place, kind.upper(), None) for place in (catalogue, planning, visit_minutes))
    form = next((found for found in places if found), None)
    own = form
    if isinstance(form, catalogue.Pair):
        own = form.check if proceeding == Kind.CHECK else form.inspection
    return str(own.label) if own else kind


class Offers:
    """The names of one draft, read once for all its rows."""

    def __init__(self, procedure: Procedure) -> None:
        saved = read_definition(procedure) if procedure.pk else None
        self.kind = procedure.kind
        self.states: Choices = [(s.code, s.name) for s in saved.states] if saved else []
        self.verbs: Choices = (
            [(verb, label_of(saved, verb)) for verb in saved.verbs] if saved else []
        )

    def called(self, verb: str) -> Any:
        """What the draft calls a step; "" for one that it does not know."""
        return dict(self.verbs).get(verb, "")

    @cached_property
    def rules(self) -> Choices:
        """Rows of the table of time limits."""
        rows = DeadlineRule.objects.values_list("number", "step", "value", "unit")
        return [
            (number, f"{number}. {step}: {value} {unit}") for number, step, value, unit in rows
        ]


def with_present(choices: Choices, present: Iterable[Any]) -> Choices:
    """The choices and what the row names beside them, so that a save does not lose it."""
    known = {code for code, _words in choices}
    missing = [code for code in present if code and code not in known]
    return [*choices, *((code, _("%(code)s (not there)") % {"code": code}) for code in missing)]


class Several(forms.MultipleChoiceField):
    """Codes of states or steps, ticked by their names."""

    widget = forms.CheckboxSelectMultiple


class StepForm(forms.ModelForm):
    """A step: an act, from which states to which, who takes it, with which document."""

    act = forms.ChoiceField(label=_("act"))
    sources = Several(label=_("from the states"))
    target = forms.ChoiceField(label=_("to the state"), required=False)
    document = forms.ChoiceField(label=_("document"), required=False)
    needs = Several(label=_("only after"), required=False)

    def offer(self, names: Offers) -> None:
        """Put the names of the draft up for choice."""
        row, fields = self.instance, self.fields
        row.words = names.called(row.verb)
        papers = [(kind, paper_words(kind, names.kind)) for kind in (*KINDS, OUTCOME)]
        for name, choices in {
            "act": [(code, act.label) for code, act in ACTS.items()],
            "sources": with_present(names.states, row.sources or ()),
            "target": [("", _("the state stays")), *with_present(names.states, [row.target])],
            "document": [("", "–"), *papers],
            "needs": with_present(names.verbs, row.needs or ()),
        }.items():
            fields[name].choices = choices  # type: ignore[attr-defined]

    class Meta:
        model = ProcedureStep
        fields = ("order", "act", "code", "name_vi", "name_en", "sources", "target", "actor",
                  "document", "needs", "once", "primary")  # fmt: skip
        help_texts = {
            "code": _("Only for an act of your own: a word without blanks, then a name."),
        }


class TermForm(forms.ModelForm):
    """A time limit with one of the reminders that exist."""

    verb = forms.ChoiceField(label=_("step"))
    runs_from = forms.ChoiceField(label=_("runs from the beginning of"))
    extensions = forms.CharField(
        label=_("extensions in days"), required=False,
        help_text=_("One number for each extension, separated by blanks."),
    )  # fmt: skip
    rule = forms.TypedChoiceField(
        label=_("row of the table of time limits"), required=False, coerce=int, empty_value=None
    )
    reminder = forms.ChoiceField(label=_("reminder"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [kind for kind in sorted(letters.kinds()) if kind.startswith("inspection.")]
        self.fields["reminder"].choices = [(kind, letters.letter(kind).title) for kind in own]  # type: ignore[attr-defined]
        self.initial["extensions"] = " ".join(map(str, self.instance.extensions or ()))

    def offer(self, names: Offers) -> None:
        """Put the names of the draft up for choice."""
        row = self.instance
        row.words = names.called(row.verb)
        for name, choices in {
            "verb": with_present(names.verbs, [row.verb]),
            "runs_from": with_present(names.states, [row.runs_from]),
            "rule": [("", "–"), *with_present(names.rules, [row.rule])],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_extensions(self) -> list[int]:
        """Whole numbers of days."""
        words = self.cleaned_data["extensions"].split()
        if not all(word.isascii() and word.isdigit() for word in words):
            raise forms.ValidationError(_("Enter whole numbers, separated by blanks."))
        return [int(word) for word in words]

    class Meta:
        model = ProcedureTerm
        fields = ("order", "verb", "runs_from", "level", "ground", "mode", "manner", "days",
                  "unit", "extensions", "rule", "reminder", "late")  # fmt: skip


class PartFormSet(forms.BaseInlineFormSet):
    """Rows of a draft whose choices are the draft's own states and steps."""

    @cached_property
    def names(self) -> Offers:
        """Read once."""
        return Offers(self.instance)

    def add_fields(self, form: Any, index: int | None) -> None:
        """With the names to choose from."""
        super().add_fields(form, index)
        form.offer(self.names)


class FirstStateForm(forms.ModelForm):
    """The procedure itself; the first state is one of its own once they are saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "first_state" in self.fields:
            states = with_present(Offers(self.instance).states, [self.instance.first_state])
            self.fields["first_state"] = forms.ChoiceField(
                label=self.fields["first_state"].label, choices=states
            )

    class Meta:
        model = Procedure
        fields = "__all__"  # noqa: DJ007  (the admin lists them)
