"""The question bank, checklists and procedures in the administration; cases to look at only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import CatalogueAdmin, HistoryAdmin, period
from accounts.admin.filters import InForceFilter
from inspections import admin_procedures  # noqa: F401 - registers procedures
from inspections.admin_versions import PartInline, VersionAdmin
from inspections.models import (
    CaseQuestion,
    Checklist,
    ChecklistItem,
    Inspection,
    InterviewQuestion,
    ReinspectionGround,
    TeamMember,
)
from inspections.resources import QuestionResource
from inspections.services import checklists
from law.models import Question, QuestionCondition, QuestionScope


class ScopeInline(admin.StackedInline):
    """For whom the question, or one violation of it, is."""

    model = QuestionScope
    extra = 0


class ConditionInline(admin.TabularInline):
    """After which answers the question is asked."""

    model = QuestionCondition
    fk_name = "question"
    extra = 0
    autocomplete_fields = ("depends_on",)


@admin.register(InterviewQuestion)
class InterviewQuestionAdmin(HistoryAdmin):
    """What inspectors ask workers."""

    list_display = ("code", "order", "topic_vi", "name_vi", "validity")
    list_filter = ("topic_vi", InForceFilter)
    search_fields = ("code", "name_vi", "name_en")

    @admin.display(description=_("valid"))
    def validity(self, row: InterviewQuestion) -> str:
        """From – to."""
        return period(row)


@admin.register(ReinspectionGround)
class ReinspectionGroundAdmin(HistoryAdmin):
    """Grounds of re-inspections with their articles, as the law has them."""

    list_display = ("code", "order", "name_vi", "legal_basis", "confidence", "validity")
    list_filter = ("confidence", InForceFilter)
    search_fields = ("code", "name_vi", "name_en", "legal_basis")

    @admin.display(description=_("valid"))
    def validity(self, row: ReinspectionGround) -> str:
        """From – to."""
        return period(row)


@admin.register(Question)
class QuestionAdmin(CatalogueAdmin):
    """Questions with their legal basis, scopes, conditions, and the violations of a "no".

    Once a case asks a question, its words and kind of answer stand: an answer must go on meaning
    what it meant. A changed question is a new one; the old one gets its last day.
    """

    inlines = [ScopeInline, ConditionInline]

    resource_classes = [QuestionResource]
    list_display = ("code", "text_vi", "topic_vi", "answer_type", "legal_basis", "codes")
    list_filter = ("answer_type", "topic_vi", InForceFilter)
    search_fields = ("code", "text_vi", "text_en", "legal_basis")
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What the cases that ask the question rest on."""
        if obj is not None and CaseQuestion.objects.filter(question=obj).exists():
            return ("code", "text_vi", "answer_type", "limit_key", "parts")
        return ()

    @admin.display(description=_("violation codes"))
    def codes(self, row: Question) -> str:
        """Separated by blanks."""
        return " ".join(row.violation_codes)


class ItemInline(PartInline):
    """Questions of a checklist; read-only once it is published."""

    model = ChecklistItem
    autocomplete_fields = ("question",)


@admin.register(Checklist)
class ChecklistAdmin(VersionAdmin):
    """Versions: a draft is composed and published; a published one gets a new version."""

    versions = checklists
    list_display = ("code", "version", "name_vi", "published_on", "validity")
    list_filter = ("code", InForceFilter)
    search_fields = ("code", "name_vi", "name_en")
    inlines = [ItemInline]
    fields = ("code", "version", "name_vi", "name_en", "valid_from", "valid_to", "published_on")


class TeamInline(admin.TabularInline):
    """The team, to look at."""

    model = TeamMember
    extra = 0
    can_delete = False
    fields = ("user", "role", "no_conflict")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Cases change on the working pages only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Cases change on the working pages only."""
        return False


@admin.register(Inspection)
class InspectionAdmin(HistoryAdmin):
    """Support view: state and dates of a case, nothing to change; sensitive cases left out."""

    list_display = ("code", "enterprise", "state", "agency", "decided_on", "ends_on")
    list_filter = ("state", "kind", "agency")
    search_fields = ("code", "decision_number", "enterprise__tax_code")
    list_select_related = ("enterprise", "agency")
    inlines = [TeamInline]
    fields = (
        "code", "kind", "state", "procedure", "agency", "unit", "province", "enterprise",
        "planned_on", "decision_number", "decided_on", "announced_on", "ends_on",
        "minutes_signed_on", "concluded_on", "closed_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        """Administrators keep the system; sensitive cases are none of their business."""
        return super().get_queryset(request).filter(is_sensitive=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Cases begin on the working pages only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Cases change on the working pages only."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Cases are kept."""
        return False
