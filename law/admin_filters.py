"""Filters of the law catalogue in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from law.admin_choices import CHOICES
from law.models import Instrument

UNSURE = (
    ~Q(confidence__istartswith="verified")
    | Q(confidence__icontains="recalled")
    | Q(confidence__icontains="inferred")
)


class ConfirmedFilter(admin.SimpleListFilter):
    """Rows taken over from memory or derived, which the department has to confirm."""

    title = _("confirmation")
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The choices."""
        return [("no", _("To be confirmed")), ("yes", _("Confirmed"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Rows of the choice."""
        if self.value() == "no":
            return queryset.filter(UNSURE)
        if self.value() == "yes":
            return queryset.exclude(UNSURE)
        return queryset


class InstrumentFilter(admin.SimpleListFilter):
    """Provisions of one decree, by its number."""

    title = _("instrument")
    parameter_name = "decree"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Decrees on sanctions, the newest first."""
        decrees = Instrument.objects.filter(kind=Instrument.SANCTION).order_by("-valid_from")
        return [(str(decree.pk), decree.number) for decree in decrees]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Rows of the choice; nonsense in the address is ignored."""
        value = self.value()
        return queryset.filter(instrument=value) if value and value.isdigit() else queryset


class LevelFilter(admin.SimpleListFilter):
    """Level of the title, in words."""

    title = _("level")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """All levels."""
        return CHOICES["level"]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Rows of the choice."""
        return queryset.filter(level=self.value()) if self.value() else queryset
