"""Procedures in the administration: drafts are edited, drawn, checked and published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.admin.filters import InForceFilter
from ecms.notifications import registry as letters
from inspections.admin_versions import PartInline, VersionAdmin, is_draft
from inspections.models import Procedure, ProcedureState, ProcedureStep, ProcedureTerm
from inspections.models.procedure import read_definition
from inspections.procedure_picture import picture
from inspections.services import procedures
from inspections.services.papers import KINDS, OUTCOME
from inspections.workflow import ACTS


class WordsField(forms.CharField):
    """Codes separated by blanks."""

    def to_python(self, value: Any) -> Any:
        """The codes."""
        return str(value or "").split()

    def prepare_value(self, value: Any) -> Any:
        """As typed."""
        return " ".join(str(part) for part in value) if isinstance(value, list) else value


class StepForm(forms.ModelForm):
    """A step; states and earlier steps are named by their codes."""

    act = forms.ChoiceField(label=_("act"))
    document = forms.ChoiceField(label=_("document"), required=False)
    sources = WordsField(label=_("from the states"), help_text=_("Codes, separated by blanks."))
    needs = WordsField(label=_("only after"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [(code, act.label) for code, act in ACTS.items()]  # type: ignore[attr-defined]
        kinds = [("", "–"), *((kind, kind) for kind in (*KINDS, OUTCOME))]
        self.fields["document"].choices = kinds  # type: ignore[attr-defined]

    class Meta:
        model = ProcedureStep
        fields = ("order", "act", "code", "name_vi", "name_en", "sources", "target", "actor",
                  "document", "needs", "once", "primary")  # fmt: skip


class TermForm(forms.ModelForm):
    """A time limit with one of the reminders that exist."""

    reminder = forms.ChoiceField(label=_("reminder"))
    extensions = WordsField(label=_("extensions in days"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [kind for kind in sorted(letters.kinds()) if kind.startswith("inspection.")]
        self.fields["reminder"].choices = [(kind, letters.letter(kind).title) for kind in own]  # type: ignore[attr-defined]

    def clean_extensions(self) -> list[int]:
        """Whole numbers of days."""
        words = self.cleaned_data["extensions"]
        if not all(word.isascii() and word.isdigit() for word in words):
            raise forms.ValidationError(_("Enter whole numbers, separated by blanks."))
        return [int(word) for word in words]

    class Meta:
        model = ProcedureTerm
        fields = ("order", "verb", "runs_from", "level", "ground", "mode", "manner", "days",
                  "unit", "extensions", "rule", "reminder", "late")  # fmt: skip


class StateInline(PartInline):
    """States."""

    model = ProcedureState


class StepInline(PartInline):
    """Steps."""

    model = ProcedureStep
    form = StepForm


class TermInline(PartInline):
    """Time limits."""

    model = ProcedureTerm
    form = TermForm


@admin.register(Procedure)
class ProcedureAdmin(VersionAdmin):
    """Versions: a draft is edited and published; a published one gets a new version."""

    list_display = ("code", "version", "kind", "name_vi", "published_on", "validity")
    list_filter = ("kind", InForceFilter)
    search_fields = ("code", "name_vi", "name_en", "legal_basis")
    inlines = [StateInline, StepInline, TermInline]
    versions = procedures
    always_shown = ("published_on", "wrong", "drawn")
    fields = (
        "code", "version", "kind", "name_vi", "name_en", "regime", "legal_basis", "can_propose",
        "first_state", "valid_from", "valid_to", "published_on", "wrong", "drawn",
    )  # fmt: skip

    @admin.display(description=_("picture"))
    def drawn(self, row: Procedure) -> str:
        """States and steps as saved."""
        return picture(read_definition(row)) if row.pk else ""

    @admin.display(description=_("what forbids publishing"))
    def wrong(self, row: Procedure) -> str:
        """Each complaint on a line; a dash when there is none."""
        found = procedures.complaints(row) if row.pk and is_draft(row) else []
        return format_html_join("", "<p>{}</p>", ((words,) for words in found)) or "–"
