"""Opening a case from a complaint or an accident."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.forms import DateField, TextField
from law.models import Provision
from law.selectors import provision_for
from violations.forms.opening import AREA, ENDED, ONGOING, UNIDENTIFIED_HELP, WHEN
from violations.services.acts import Facts
from violations.services.opening import Opening


class DirectForm(forms.Form):
    """Which acts, in which words, when; each act is completed on its own page afterwards."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    codes = forms.MultipleChoiceField(
        label=_("Acts that this points to"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Suggestions only; choose what is established."),
    )  # fmt: skip
    other = TextField(
        label=_("Further acts by code"), required=False, max_length=200,
        help_text=_("Codes of the catalogue with commas between, for example AT-22, TL-05."),
    )  # fmt: skip
    description = TextField(label=_("Description of the acts"), widget=AREA, max_length=4000)
    discovered_on = DateField(
        label=_("Violation discovered on"),
        help_text=_("The time for the violation minutes runs from this day."),
    )  # fmt: skip
    when = forms.ChoiceField(
        label=_("The violation"), choices=WHEN, widget=forms.RadioSelect, initial=ONGOING
    )
    ended_on = DateField(label=_("Ended on"), required=False)
    is_complex = forms.BooleanField(
        label=_("Especially serious, many details"), required=False,
        help_text=_("Longer limits: 5 working days for the minutes, 2 months for the decision."),
    )  # fmt: skip

    unidentified = forms.BooleanField(
        label=_("The violator is not identified yet"), required=False, help_text=UNIDENTIFIED_HELP
    )

    def __init__(self, *args: Any, offered: list[Provision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (row.code, f"{row.code} – {row.name}") for row in offered
        ]
        if not offered:
            del self.fields["codes"]
            self.fields["other"].label = _("Acts by code")

    def clean_other(self) -> list[str]:
        """Codes that the catalogue knows today."""
        found = re.split(r"[,;\s]+", self.cleaned_data["other"].upper())
        codes = [code for code in found if code]
        unknown = [code for code in codes if provision_for(code, on=clock.today()) is None]
        if unknown:
            raise forms.ValidationError(
                _("The catalogue has no act %(codes)s."), params={"codes": ", ".join(unknown)}
            )
        return codes

    def clean(self) -> dict[str, Any]:
        """An ended act has its day."""
        data = super().clean() or self.cleaned_data
        if data.get("when") == ENDED and not data.get("ended_on"):
            self.add_error("ended_on", _("Give the day the act ended."))
        return data

    def facts(self) -> list[Facts]:
        """One act for each code, in the order chosen."""
        data = self.cleaned_data
        ended = data["when"] == ENDED
        return [
            Facts(
                code=code, description=data["description"], ongoing=not ended,
                ended_on=data["ended_on"] if ended else None,
                discovered_on=data["discovered_on"],
            )
            for code in dict.fromkeys([*data.get("codes", ()), *data["other"]])
        ]  # fmt: skip

    def opening(self) -> Opening:
        """What the service wants besides."""
        data = self.cleaned_data
        return Opening(
            discovered_on=data["discovered_on"], is_complex=data["is_complex"],
            unidentified=data["unidentified"],
        )  # fmt: skip
