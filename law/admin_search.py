"""The words of inspectors in the administration, with a look at what they find."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import CatalogueAdmin
from ecms.core.text import squeeze
from law.admin_filters import ConfirmedFilter
from law.models import Provision, Saying
from law.resources_search import SayingResource


class SayingForm(forms.ModelForm):
    """Refuses acts that the catalogue does not have."""

    class Meta:
        model = Saying
        fields = ("said", "written", "codes", "source", "confidence")

    def clean_said(self) -> str:
        """One line in one Unicode form, so that the same words are not there twice."""
        return squeeze(self.cleaned_data["said"])

    def clean_codes(self) -> list[str]:
        """In capitals, each known."""
        codes = [code.strip().upper() for code in self.cleaned_data["codes"]]
        known = set(Provision.objects.filter(code__in=codes).values_list("code", flat=True))
        if strange := [code for code in codes if code not in known]:
            raise forms.ValidationError(
                _("The catalogue has no act %(codes)s."), params={"codes": ", ".join(strange)}
            )
        return codes


@admin.register(Saying)
class SayingAdmin(CatalogueAdmin):
    """Words that people say, as the catalogue writes them, and the acts that are meant."""

    form = SayingForm
    resource_classes = [SayingResource]
    list_display = ("said", "written", "meant")
    list_filter = (ConfirmedFilter,)
    search_fields = ("said", "written")

    @admin.display(description=_("acts that are meant"))
    def meant(self, row: Saying) -> Any:
        """The codes, the likeliest first."""
        return ", ".join(row.codes) or "–"
