"""Procedures in the administration: drafts are edited, drawn, checked and published."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.admin.filters import InForceFilter
from inspections.admin_procedure_forms import (
    FirstStateForm,
    PartFormSet,
    StepForm,
    TermForm,
    paper_words,
)
from inspections.admin_versions import PartInline, VersionAdmin, is_draft
from inspections.enums import Actor
from inspections.models import Procedure, ProcedureState, ProcedureStep, ProcedureTerm
from inspections.models.procedure import definition_of, read_definition
from inspections.procedure_picture import picture
from inspections.services import procedures
from inspections.workflow import ACTS, label_of


class StateInline(PartInline):
    """States."""

    model = ProcedureState


class StepInline(admin.StackedInline, PartInline):
    """Steps of a draft."""

    model = ProcedureStep
    form, formset = StepForm, PartFormSet
    classes = ("collapse",)
    fieldsets = (
        (None, {"fields": (("order", "act"), "sources", ("target", "actor"), "document",
                           ("once", "primary"))}),
        (_("Own name, steps before it"), {
            "fields": (("code", "name_vi", "name_en"), "needs"), "classes": ("collapse",),
        }),
    )  # fmt: skip


class TermInline(admin.StackedInline, PartInline):
    """Time limits of a draft."""

    model = ProcedureTerm
    form, formset = TermForm, PartFormSet
    classes = ("collapse",)
    fieldsets = (
        (None, {"fields": (
            ("order", "verb", "runs_from"), ("days", "unit", "extensions"),
            ("level", "ground"), ("mode", "manner"), ("late", "reminder"), ("rule",),
        )}),
    )  # fmt: skip


class PublishedSteps(PartInline):
    """Steps of a published version, in words."""

    model = ProcedureStep
    fields = readonly_fields = ("what", "starts", "leads", "who", "paper", "after", "once",
                                "primary")  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProcedureStep]:
        """With the procedure, whose proceeding names the documents."""
        return super().get_queryset(request).select_related("procedure")

    @admin.display(description=_("act"))
    def what(self, row: ProcedureStep) -> str:
        """What the procedure calls it."""
        return str(label_of(definition_of(row.procedure_id), row.verb))

    @admin.display(description=_("from the states"))
    def starts(self, row: ProcedureStep) -> str:
        """Names of states."""
        return "; ".join(map(definition_of(row.procedure_id).state_name, row.sources))

    @admin.display(description=_("to the state"))
    def leads(self, row: ProcedureStep) -> str:
        """Name of a state; a dash where it stays."""
        return definition_of(row.procedure_id).state_name(row.target) or "–"

    @admin.display(description=_("who takes it"))
    def who(self, row: ProcedureStep) -> str:
        """The procedure's own, or that of the act."""
        return str(Actor(row.actor or ACTS[row.act].actor).label)

    @admin.display(description=_("document"))
    def paper(self, row: ProcedureStep) -> str:
        """As the pages call it."""
        return paper_words(row.document, row.procedure.kind) if row.document else "–"

    @admin.display(description=_("only after"))
    def after(self, row: ProcedureStep) -> str:
        """Steps that come before."""
        procedure = definition_of(row.procedure_id)
        return "; ".join(str(label_of(procedure, verb)) for verb in row.needs) or "–"


class PublishedTerms(PartInline):
    """Time limits of a published version, in words."""

    model = ProcedureTerm
    fields = readonly_fields = ("what", "since", "length", "case", "late", "row_of_table")

    @admin.display(description=_("step"))
    def what(self, row: ProcedureTerm) -> str:
        """What the procedure calls it."""
        return str(label_of(definition_of(row.procedure_id), row.verb))

    @admin.display(description=_("runs from the beginning of"))
    def since(self, row: ProcedureTerm) -> str:
        """Name of a state."""
        return definition_of(row.procedure_id).state_name(row.runs_from)

    @admin.display(description=_("length"))
    def length(self, row: ProcedureTerm) -> str:
        """With the further days that may be given."""
        more = "".join(f" + {days}" for days in row.extensions)
        return f"{row.days}{more} {row.get_unit_display().lower()}"

    @admin.display(description=_("for cases"))
    def case(self, row: ProcedureTerm) -> str:
        """Level, ground, mode and who carries it out; a dash for any case."""
        found = (row.get_level_display(), row.get_ground_display(), row.get_mode_display(),
                 row.get_manner_display())  # fmt: skip
        return ", ".join(str(words) for words in found if words) or "–"

    @admin.display(description=_("row of the table of time limits"))
    def row_of_table(self, row: ProcedureTerm) -> str:
        """Its number."""
        return str(row.rule or "–")


@admin.register(Procedure)
class ProcedureAdmin(VersionAdmin):
    """Versions: a draft is edited and published; a published one gets a new version."""

    list_display = ("code", "version", "kind", "name_vi", "published_on", "validity")
    list_filter = ("kind", InForceFilter)
    search_fields = ("code", "name_vi", "name_en", "legal_basis")
    form = FirstStateForm
    versions = procedures
    always_shown = ("published_on", "wrong", "drawn")
    fields = (
        "code", "version", "kind", "name_vi", "name_en", "regime", "legal_basis", "can_propose",
        "first_state", "valid_from", "valid_to", "published_on", "wrong", "drawn",
    )  # fmt: skip

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A draft is filled in; a published version is read."""
        if is_draft(obj):
            return [StateInline, StepInline, TermInline]
        return [StateInline, PublishedSteps, PublishedTerms]

    @admin.display(description=_("picture"))
    def drawn(self, row: Procedure) -> str:
        """States and steps as saved."""
        return picture(read_definition(row)) if row.pk else ""

    @admin.display(description=_("what forbids publishing"))
    def wrong(self, row: Procedure) -> str:
        """Each complaint on a line; a dash when there is none."""
        found = procedures.complaints(row) if row.pk and is_draft(row) else []
        return format_html_join("", "<p>{}</p>", ((words,) for words in found)) or "–"
