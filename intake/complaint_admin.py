"""Competence, bodies and clocks of complaints in the administration.

The table must go on answering every question once: a change that would leave two answers, or
none for a kind, is refused with its reason.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HistoryAdmin, period
from accounts.admin.filters import InForceFilter
from ecms.core import clock
from intake.enums.complaint import ComplaintKind, ComplaintLevel, ComplaintSubject, Respondent
from intake.models import CompetentBody, ComplaintRoute, ComplaintTerm
from intake.rules.complaint_routes import Asked, RouteError, clashes, route
from intake.selectors.complaint_reference import as_route, table

QUESTIONS = [
    Asked(*values)
    for values in product(
        ComplaintKind.values, Respondent.values, ComplaintLevel.values, ComplaintSubject.values
    )
]


class RouteForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses a table that contradicts itself or leaves a question open today."""

    def clean(self) -> dict[str, Any]:
        """The whole table with this row."""
        data = super().clean() or {}
        if self.errors:
            return data
        for name, value in data.items():
            setattr(self.instance, name, value)
        others = table(ComplaintRoute.objects.exclude(pk=self.instance.pk))
        rows = [*others, as_route(self.instance)]
        if clashes(rows):
            raise forms.ValidationError(_("Another row says something else of the same case."))
        try:
            for asked in QUESTIONS:
                route(rows, asked, on=clock.today())
        except RouteError as error:
            raise forms.ValidationError(
                _("The table would leave a case without an answer: %(case)s") % {"case": error}
            ) from error
        if not CompetentBody.objects.filter(code=data.get("competent")).exists():
            self.add_error("competent", _("No body has this code."))
        return data


class DatedAdmin(HistoryAdmin):
    """With the validity of a row and whether it is confirmed."""

    list_per_page = 50

    @admin.display(description=_("valid"))
    def validity(self, row: Any) -> str:
        """From – to."""
        return period(row)

    @admin.display(description=_("confirmed"), boolean=True)
    def confirmed(self, row: Any) -> bool:
        """Verified, not recalled."""
        return not row.is_recalled


@admin.register(ComplaintRoute)
class RouteAdmin(DatedAdmin):
    """Who settles what, by which clock."""

    form = RouteForm
    list_display = ("kind", "respondent", "level", "subject", "competent", "handling", "clock",
                    "validity", "confirmed")  # fmt: skip
    list_filter = ("kind", "respondent", "handling", InForceFilter)
    search_fields = ("competent", "note_vi", "note_en", "legal_basis")

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """A row is ended by its date, so that old cases stay explained."""
        return False


@admin.register(CompetentBody)
class BodyAdmin(DatedAdmin):
    """Bodies by code and date, also the successor of an office that ended."""

    list_display = ("code", "name_vi", "is_own", "legal_basis", "validity", "confirmed")
    list_filter = ("is_own", InForceFilter)
    search_fields = ("code", "name_vi", "name_en")


@admin.register(ComplaintTerm)
class TermAdmin(DatedAdmin):
    """Time limits by clock and step."""

    list_display = ("clock", "step", "deadline_row", "value", "unit", "extended", "remote",
                    "basis_vi", "validity", "confirmed")  # fmt: skip
    list_filter = ("clock", "step", InForceFilter)
    search_fields = ("clock", "basis_vi", "basis_en")
