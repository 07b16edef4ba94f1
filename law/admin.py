"""The law catalogue in the administration: with history, import and a check of every change.

A change that contradicts the rest of the catalogue is refused with its reason and nothing is
saved: the rules would otherwise refuse to compute any fine.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts import offices
from accounts.admin.base import AuditedAdmin, CatalogueAdmin, PlainRelations, period
from accounts.admin.filters import InForceFilter
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.admin_site import Page, register_page
from ecms.core.formatting import amount
from ecms.core.text import fold
from law import (
    admin_drafts,  # noqa: F401 - registers
    admin_enforcement,  # noqa: F401 - registers
    admin_interest,  # noqa: F401 - registers
    admin_limits,  # noqa: F401 - registers
    admin_reminders,  # noqa: F401 - registers
    admin_search,  # noqa: F401 - registers
    catalogue,
    resources,
)
from law.admin_choices import CHOICES, POWERS, words
from law.admin_filters import UNSURE, ConfirmedFilter, InstrumentFilter, LevelFilter
from law.models import (
    AdditionalSanction,
    CalendarDay,
    CompetenceRule,
    CompetenceScope,
    DeadlineRule,
    Frame,
    Instrument,
    Provision,
    ReliefRule,
    Remedy,
    ViolationTopic,
)
from law.rules.errors import InvalidReference


class LawAdmin(CatalogueAdmin):
    """A catalogue of the law: choices in words, confirmation, contradiction check."""

    list_per_page = 50
    actions = ["confirm"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Words instead of codes; a code of the files that has no words stays choosable."""
        if db_field.name in CHOICES:
            known = dict(CHOICES[db_field.name])
            present = self.model.objects.order_by().values_list(db_field.name, flat=True)
            extra = [(code, code) for code in present.distinct() if code not in known]
            return forms.ChoiceField(
                label=db_field.verbose_name.capitalize(),
                choices=[*known.items(), *extra],
                required=not db_field.blank,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("confirmation"))
    def confirmation(self, row: Any) -> str:
        """A mark with words."""
        sure = row.confidence.lower().startswith("verified") and not any(
            word in row.confidence for word in ("recalled", "inferred")
        )
        return format_html(
            '<span class="ec-mark {}">{}</span>',
            "ec-on" if sure else "ec-wait",
            gettext("Confirmed") if sure else gettext("To be confirmed"),
        )

    @admin.display(description=_("valid"))
    def validity(self, row: Any) -> str:
        """From – to."""
        return period(row)

    @admin.action(description=_("Mark as confirmed by the department"))
    def confirm(self, request: HttpRequest, queryset: Any) -> None:
        """Note who confirmed the chosen rows, and when."""
        rows = list(queryset.filter(UNSURE))
        for row in rows:
            row.confidence = f"verified ({request.user.get_full_name()}, {clock.today()})"
            row.save(update_fields=["confidence"])
            log("catalogue.confirmed", row, by=request.user, at=clock.now())
        words_ = ngettext("%(n)d row is confirmed.", "%(n)d rows are confirmed.", len(rows))
        messages.success(request, words_ % {"n": len(rows)})

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The form shows why the whole catalogue refused what was typed."""
        form = super().get_form(request, obj, **kwargs)
        refusal = getattr(request, "law_refusal", "")
        if not refusal:
            return form

        def clean(self: Any) -> Any:
            raise forms.ValidationError(refusal)

        return type(form.__name__, (form,), {"clean": clean})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Last step of saving, inside its transaction: does the law still hold together?"""
        super().save_related(request, form, formsets, change)
        catalogue.build()

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """On a contradiction nothing is saved and the form comes back as typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (InvalidReference, ValueError) as error:
            if getattr(request, "law_refusal", ""):
                raise
            request.law_refusal = gettext(  # type: ignore[attr-defined]
                "The catalogue would contradict itself: %(reason)s"
            ) % {"reason": error}
            return super().changeform_view(request, *args, **kwargs)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Import inside one transaction that ends with the same check."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().process_import(request, **kwargs)
                catalogue.build()
        except (InvalidReference, ValueError) as error:
            messages.error(
                request,
                gettext("Nothing was imported. The catalogue would contradict itself: %(reason)s")
                % {"reason": error},
            )
            return self.import_action(request)
        return response


@admin.register(Instrument)
class InstrumentAdmin(LawAdmin):
    """Decrees; an act falls under the one in force when it ended."""

    resource_classes = [resources.InstrumentResource]
    list_display = ("number", "name_vi", "kind", "validity", "confirmation")
    list_filter = (ConfirmedFilter, InForceFilter, "kind")
    search_fields = ("number", "name_vi", "name_en")


class FrameInline(PlainRelations, admin.StackedInline):
    """The bands of a provision; amounts in whole đồng."""

    model = Frame
    extra = 0
    fields = (
        "row_id",
        ("bracket_from", "bracket_to"),
        ("fine_min", "fine_max", "cap"),
        ("org_fine_min", "org_fine_max", "org_cap"),
        ("percent_min", "percent_max"),
    )


@admin.register(Provision)
class ProvisionAdmin(LawAdmin):
    """A violation: where it stands, who commits it, what follows, how much."""

    resource_classes = [resources.ProvisionResource, resources.FrameResource]
    list_display = ("code", "name_vi", "legal_basis", "fines", "validity", "confirmation")
    list_filter = (InstrumentFilter, ConfirmedFilter, InForceFilter, "topic")
    list_select_related = ("instrument",)
    search_fields = ("code", "folded", "legal_basis")
    autocomplete_fields = ("instrument", "topic", "remedies", "additional_sanctions")
    inlines = [FrameInline]
    fieldsets = (
        (None, {"fields": ("instrument", "code", "name_vi", "name_en", "topic")}),
        (_("Where it stands"), {"fields": (("article", "clause", "point"), "legal_basis",
                                           "valid_from", "valid_to", "counterpart")}),
        (_("What it says"), {"fields": ("violator", "severity", "fine_stated_for",
                                        "org_multiplier", "fine_type", "scale_unit",
                                        "percent_of")}),
        (_("What follows"), {"fields": ("remedies", "additional_sanctions", "criminal_referral",
                                        "explanation_right")}),
        (_("Source"), {"fields": ("notes", "source", "confidence")}),
    )  # fmt: skip

    @admin.display(description=_("fine, as stated"))
    def fines(self, row: Provision) -> str:
        """Lowest to highest of the bands; other kinds in words."""
        frames = row.frames.all()
        low = [f.fine_min for f in frames if f.fine_min is not None]
        high = [f.fine_max for f in frames if f.fine_max is not None]
        if not high:
            return words("fine_type", row.fine_type)
        span = f"{amount(min(low or [0]))} – {amount(max(high))}"
        return format_html('<span class="ec-number">{}</span>', span)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the bands of each row."""
        return super().get_queryset(request).prefetch_related("frames")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Accents do not matter."""
        return super().get_search_results(request, queryset, fold(search_term) or search_term)

    def save_model(self, request: HttpRequest, obj: Provision, form: Any, change: bool) -> None:
        """Keep the search key with the title."""
        obj.folded = fold(f"{obj.code} {obj.name_vi} {obj.name_en} {obj.topic.name_vi}")
        super().save_model(request, obj, form, change)


@admin.register(ViolationTopic)
class ViolationTopicAdmin(AuditedAdmin):
    """Areas of law."""

    list_display = ("code", "name_vi", "name_en")
    search_fields = ("code", "name_vi", "name_en")


@admin.register(Remedy)
class RemedyAdmin(LawAdmin):
    """Remedial measures."""

    resource_classes = [resources.RemedyResource]
    list_display = ("code", "name_vi", "due_deadline_key", "confirmation")
    list_filter = (ConfirmedFilter,)
    search_fields = ("code", "name_vi", "name_en")


@admin.register(AdditionalSanction)
class AdditionalSanctionAdmin(LawAdmin):
    """Additional sanctions."""

    resource_classes = [resources.AdditionalSanctionResource]
    list_display = ("code", "name_vi", "power_words", "confirmation")
    list_filter = (ConfirmedFilter,)
    search_fields = ("code", "name_vi", "name_en")

    @admin.display(description=_("power needed"), ordering="power")
    def power_words(self, row: AdditionalSanction) -> str:
        """In words."""
        return words("power", row.power)


@admin.register(CompetenceRule)
class CompetenceRuleAdmin(LawAdmin):
    """Which title may fine up to how much, and from when to when."""

    resource_classes = [resources.CompetenceResource]
    list_display = ("name_vi", "instrument_number", "individual", "organisation",
                    "only_during_check", "validity", "confirmation")  # fmt: skip
    list_filter = (ConfirmedFilter, InForceFilter, "instrument_number", LevelFilter)
    search_fields = ("title_code", "name_vi", "name_en")

    @admin.display(description=_("individuals, up to"), ordering="max_individual")
    def individual(self, row: CompetenceRule) -> str:
        """In đồng."""
        return format_html('<span class="ec-number">{}</span>', amount(row.max_individual))

    @admin.display(description=_("organisations, up to"), ordering="max_organisation")
    def organisation(self, row: CompetenceRule) -> str:
        """In đồng."""
        return format_html('<span class="ec-number">{}</span>', amount(row.max_organisation))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Powers are ticked."""
        if db_field.name == "power_codes":
            return forms.MultipleChoiceField(
                label=_("Powers"), choices=POWERS, widget=forms.CheckboxSelectMultiple,
                required=False,
            )  # fmt: skip
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(CompetenceScope)
class CompetenceScopeAdmin(LawAdmin):
    """Which provisions a title may sanction."""

    resource_classes = [resources.CompetenceScopeResource]
    list_display = ("title_code", "instrument_number", "provisions", "confirmation")
    list_filter = (ConfirmedFilter, "instrument_number", "title_code")
    search_fields = ("title_code", "provisions")


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(LawAdmin):
    """Time limits; the programme asks for them by number and key, so rows are not deleted."""

    resource_classes = [resources.DeadlineResource]
    list_display = ("number", "step", "value", "unit", "legal_basis", "validity", "confirmation")
    list_filter = (ConfirmedFilter, "regime", InForceFilter)
    search_fields = ("number", "key", "step", "trigger", "legal_basis")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Time limits end; they are not deleted."""
        return False


@admin.register(ReliefRule)
class ReliefRuleAdmin(LawAdmin):
    """Bounds of deferral, reduction and instalments; a new law is a new row with its dates."""

    resource_classes = [resources.ReliefResource]
    list_display = ("kind", "party", "fine_least", "months_most", "parts_most",
                    "first_percent_least", "validity", "confirmation")  # fmt: skip
    list_filter = ("kind", "party", ConfirmedFilter, InForceFilter)


@admin.register(CalendarDay)
class CalendarDayAdmin(LawAdmin):
    """Public holidays and working days moved to a weekend."""

    resource_classes = [resources.CalendarDayResource]
    list_display = ("day", "name_vi", "kind", "replaces", "confirmation")
    list_filter = ("kind", ConfirmedFilter)
    search_fields = ("name_vi", "name_en")
    date_hierarchy = "day"


CONFIRMABLE = (Instrument, Provision, Remedy, AdditionalSanction, CompetenceRule,
               CompetenceScope, DeadlineRule, ReliefRule, CalendarDay)  # fmt: skip


def unconfirmed(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """How many rows of each catalogue wait for the department's confirmation."""
    rows = [
        {
            "name": model._meta.verbose_name_plural,
            "count": model.objects.filter(UNSURE).count(),  # type: ignore[attr-defined]
            "url": reverse(f"admin:law_{model._meta.model_name}_changelist") + "?confirmed=no",
        }
        for model in CONFIRMABLE
    ]
    return TemplateResponse(request, "admin/unconfirmed.html", {**context, "rows": rows})


register_page(
    Page(
        "unconfirmed", "to-be-confirmed/", unconfirmed, _("Law to be confirmed"),
        _("Rows that the department still has to check against the gazette"), 40,
    )
)  # fmt: skip


def _titles() -> list[tuple[str, str]]:
    return list(CompetenceRule.objects.order_by().values_list("title_code", "name_vi").distinct())


offices.register_titles(_titles)
