"""Forms of badges, shared places and tracings."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Ward
from ecms.core import clock
from ecms.core.forms import DateField, TextField, WholeNumberField
from enterprises.enums import SharedPlaceKind, TracingPurpose
from enterprises.models import Enterprise, SharedPlace, Site
from enterprises.presenters_tracing import REVOKED_WORDS, SHARED_WORDS, period_words
from enterprises.rules import tracing as rules
from enterprises.services.badges import LEFT
from enterprises.services.shared_places import MOST_ROWS


# --- Badges -------------------------------------------------------------------------------
class RevokeForm(forms.Form):
    """Why a badge goes out of use, and whether a new one is wanted."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(code, words) for code, words in REVOKED_WORDS.items() if code != LEFT]
        + [(LEFT, REVOKED_WORDS[LEFT])],
        widget=forms.RadioSelect,
    )
    replace = forms.BooleanField(
        label=_("Issue a new badge with another code"), required=False, initial=True
    )


# --- Shared places ------------------------------------------------------------------------
class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Housing, a vehicle or a shift of an enterprise."""

    code = TextField(
        label=_("Name or number"),
        max_length=100,
        help_text=_("For example: House 3; 60B-123.45; Shift A. A vehicle is known by its plate."),
    )
    address = TextField(label=_("Address or route"), max_length=300, required=False)
    operator = TextField(label=_("Owner or operator"), max_length=200, required=False)
    capacity = WholeNumberField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("How many people it is meant for. You are warned when there are more."),
    )

    class Meta:
        model = SharedPlace
        fields = ("kind", "code", "address", "ward", "site", "capacity", "operator")
        labels = {"kind": _("Kind"), "ward": _("Ward or commune"), "site": _("Site")}
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enterprise = enterprise
        self.fields["kind"].choices = SharedPlaceKind.choices
        wards = Ward.objects.filter(province=enterprise.province_id)
        kept = wards.filter(pk=self.instance.ward_id)
        self.fields["ward"].queryset = wards.present(clock.today()) | kept
        self.fields["site"].queryset = Site.objects.filter(enterprise=enterprise)
        if self.instance.pk:
            self.fields["kind"].disabled = True

    def clean(self) -> dict[str, Any]:
        """A number plate in its bare form; no second place of the same name."""
        data = super().clean() or self.cleaned_data
        kind, code = data.get("kind"), data.get("code", "")
        if kind == SharedPlaceKind.VEHICLE:
            code = data["code"] = rules.plate(code) or code
        same = SharedPlace.objects.filter(enterprise=self.enterprise, kind=kind, code=code)
        if code and same.exclude(pk=self.instance.pk).exists():
            self.add_error("code", _("The enterprise has a place of this kind and name already."))
        return data


class AssignForm(forms.Form):
    """Workers for a place: pasted numbers, or a file with the columns identity, from, until."""

    numbers = forms.CharField(
        label=_("Identity numbers"),
        required=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "One worker a line. The first and the last day may follow after a semicolon: "
            "075190000123; 05/02/2026; 30/06/2026."
        ),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_("CSV with the columns identity, from, until; at most 5,000 rows."),
    )
    started_on = DateField(
        label=_("First day"), help_text=_("For lines that do not say it themselves.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        """Something must be given, and not more than one sitting can hold."""
        data = super().clean() or self.cleaned_data
        if not data.get("numbers", "").strip() and not data.get("file"):
            raise ValidationError(_("Paste identity numbers, or choose a file."))
        if data.get("numbers", "").count("\n") > MOST_ROWS:
            self.add_error("numbers", _("At most 5,000 lines at once."))
        return data


class LeaveForm(forms.Form):
    """The last day of somebody in a place, or of the place itself."""

    ended_on = DateField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = clock.today()

    def clean_ended_on(self) -> Any:
        """Not in the future: it would be forgotten when plans change."""
        day = self.cleaned_data["ended_on"]
        if day > clock.today():
            raise ValidationError(_("The last day is in the future."))
        return day


# --- Tracings -----------------------------------------------------------------------------
class _AskForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=TracingPurpose.choices, widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        min_length=10,
        max_length=1000,
        help_text=_(
            "Which case, which request. It is kept with the tracing and stands on every export."
        ),
    )
    started_on = DateField(label=pgettext_lazy("period", "From"))
    ended_on = DateField(label=pgettext_lazy("period", "Until"))
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4
        self.fields["ended_on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        """The days must be within the limits."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("started_on"), data.get("ended_on")
        if first and last:
            problem = rules.problem(first, last, today=clock.today())
            field = "ended_on" if problem in ("reversed", "future") else "started_on"
            if problem:
                self.add_error(field, period_words(problem))
        return data


class AskWorkerForm(_AskForm):
    """Who shared something with a worker. The number is asked for unless the worker is known."""

    number = TextField(label=_("Identity number of the worker"), max_length=40)
    kinds = forms.MultipleChoiceField(
        label=_("Shared"),
        choices=[(kind, SHARED_WORDS[kind]) for kind in rules.KINDS],
        widget=forms.CheckboxSelectMultiple,
        initial=rules.KINDS,
    )
    field_order = ("number", "purpose", "reason", "started_on", "ended_on", "kinds")

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["number"]


class AskSiteForm(_AskForm):
    """Who was at an enterprise, or on one site of it, on some days."""

    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), required=False, empty_label=_("All sites")
    )
    field_order = ("purpose", "reason", "site", "started_on", "ended_on")

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.filter(enterprise=enterprise)
        self.fields["started_on"].initial = clock.today()
