"""What is looked for in the catalogue of violations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.forms import DateField, TextField
from inspections.catalogue import Asked
from law.models import ViolationTopic


class CatalogueForm(forms.Form):
    """Words, the day of the act, an area of law; a value that cannot be read narrows nothing."""

    q = TextField(
        label=_("Search the violation catalogue"), required=False, max_length=200,
        help_text=_("Plain words in Vietnamese or English, accents may be left out; a code "
                    "(TL-18) or an article (Article 23 clause 3)."),
    )  # fmt: skip
    on = DateField(
        label=_("Day of the act"), required=False,
        help_text=_("Decides which decree applies; empty: today."),
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        ViolationTopic.objects.order_by("name_vi"), label=_("Area of law"), required=False,
        to_field_name="code", empty_label=_("All"),
    )  # fmt: skip

    def asked(self) -> Asked:
        """What the list is narrowed by."""
        self.is_valid()
        data: dict[str, Any] = self.cleaned_data
        topic = data.get("topic")
        return Asked(
            data.get("q") or "", data.get("on") or clock.today(), topic.code if topic else ""
        )
