"""Forms of campaigns."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from ecms.core.forms import DateField, TextField, WholeNumberField
from enterprises.models import Enterprise

FACTS = (
    "title", "purpose", "period_from", "period_to", "ground_detail", "scope", "checked_from",
    "checked_to", "checklist", "size", "random_share", "team_size", "item",
    "tool",
)  # fmt: skip
LONGEST = 366  # days


class CampaignForm(forms.Form):
    """What a campaign is about; who is visited is chosen on the next page."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    title = TextField(label=_("Title of the campaign"), max_length=200)
    purpose = TextField(
        label=_("What is to be better afterwards, and how it will be seen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    item: Any = forms.ModelChoiceField(
        None, label=_("Theme of the plan of a year"), required=False,
        empty_label=_("Outside the plan of a year"),
    )  # fmt: skip
    tool: Any = forms.ModelChoiceField(
        None, label=_("Tool of the strategic plan"), required=False,
        empty_label=_("That of the theme, or none"),
    )  # fmt: skip
    ground_detail = TextField(label=_("Plan it belongs to"), max_length=300)
    period_from = DateField(label=_("Visits from"))
    period_to = DateField(label=_("Visits until"))
    checklist = forms.ModelChoiceField(
        None, label=_("Checklist"), empty_label=_("Choose a checklist")
    )
    scope = TextField(
        label=_("Content of the checks"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    checked_from = DateField(label=_("Period checked, from"))
    checked_to = DateField(label=_("Period checked, until"))
    size = WholeNumberField(label=_("Number of enterprises"), min_value=1, max_value=5000)
    random_share = WholeNumberField(
        label=_("Of these at random, percent"),
        max_value=100,
        help_text=_(
            "Drawn by lot from everything that meets the criteria. Only against them can be seen "
            "whether choosing by risk finds more than chance; 10 to 20 percent are enough."
        ),
    )
    team_size = WholeNumberField(label=_("People in a team"), min_value=2, max_value=9)

    def __init__(
        self, data: Any, *, checklists: Any, items: Any, tools: Any,
        campaign: Campaign | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        initial: dict[str, Any] = {"submission": uuid.uuid4(), "random_share": 20, "team_size": 2}
        if campaign is not None:
            initial |= {name: getattr(campaign, name) for name in FACTS}
        super().__init__(data, initial=initial | dict(given or {}))
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["tool"].queryset = tools  # type: ignore[attr-defined]
        self.fields["checklist"].queryset = checklists  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ends do not come before beginnings; a campaign is of one year."""
        data: dict[str, Any] = super().clean() or {}
        for start, end in (("period_from", "period_to"), ("checked_from", "checked_to")):
            if data.get(start) and data.get(end) and data[end] < data[start]:
                self.add_error(end, _("The end lies before the beginning."))
        first, last = data.get("period_from"), data.get("period_to")
        if first and last and (last - first).days > LONGEST:
            self.add_error("period_to", _("A campaign lasts a year at most."))
        return data

    def facts(self) -> dict[str, Any]:
        """Columns of the campaign by name."""
        return {name: self.cleaned_data[name] for name in FACTS}


class AddForm(forms.Form):
    """One more enterprise, by its tax code."""

    tax_code = TextField(label=_("Tax code"), max_length=14)
    reason = TextField(label=_("Why it is added"), max_length=500)

    def __init__(self, data: Any = None, *, user: Any) -> None:
        super().__init__(data, prefix="add")
        self.user = user

    def clean_tax_code(self) -> Enterprise:
        """The enterprise of the register."""
        rows = Enterprise.objects.visible_to(self.user).listed()
        found = rows.filter(tax_code=self.cleaned_data["tax_code"]).first()
        if found is None:
            raise forms.ValidationError(
                _("The register does not know this tax code in your provinces. Check the digits.")
            )
        return found


class ReasonForm(forms.Form):
    """Why."""

    reason = TextField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class LessonsForm(forms.Form):
    """What the next campaign should do better."""

    lessons = TextField(
        label=_("Lessons for the next campaign"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class PinnedInput(forms.HiddenInput):
    """A hidden field that always carries ``mark``, whatever came in."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark

    def format_value(self, value: Any) -> str:
        """The present mark: who was refused has then seen what is there now."""
        return self.mark


class ApproveForm(forms.Form):
    """Yes to the list as it stood on the page."""

    seen = forms.CharField(required=False, max_length=100)

    def __init__(self, data: Any, *, mark: str) -> None:
        super().__init__(data)
        self.fields["seen"].widget = PinnedInput(mark)


class ConfirmForm(forms.Form):
    """Nothing to say but yes."""
