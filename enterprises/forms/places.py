"""Sites, hazards, and a head office that moved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Province
from ecms.core import clock
from ecms.core.forms import DateField, TextField
from enterprises.fact_words import place_problem
from enterprises.forms.facts import past_day, read_version, version_field
from enterprises.forms.people import source_field
from enterprises.models import Enterprise, Hazard, IndustrialZone, Site
from enterprises.services.places import PlaceReader
from enterprises.services.sites import SiteFacts

LONGEST_ADDRESS = 500
NOW = {"scheme": "2025"}


class PlacedForm(forms.Form):
    """An address with the unit that it is resolved to; ``place`` is the answer."""

    address = TextField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        help_text=_(
            "As it stands on paper, smallest part first: 12 Đường số 3, phường Trấn Biên, "
            "Đồng Nai. Names of provinces before July 2025 are understood."
        ),
    )
    ward = TextField(
        label=_("Ward or commune"),
        max_length=200,
        required=False,
        help_text=_("Name or code; leave it empty where the address names it."),
    )
    province = forms.ModelChoiceField(
        Province.objects.present(),
        label=_("Province"),
        required=False,
        empty_label=_("As the address says"),
    )

    def clean(self) -> dict[str, Any]:
        """Resolve the address; what cannot be resolved is asked."""
        data = super().clean() or self.cleaned_data
        self.place = PlaceReader(clock.today()).read(
            data.get("address", ""), province=data.get("province"), ward=data.get("ward", "")
        )
        if self.place.problem:
            field = "province" if self.place.province is None else "ward"
            self.add_error(field, place_problem(self.place.problem))
        elif len(self.place.address) > LONGEST_ADDRESS:
            self.add_error("address", _("Shorten the address: the former ward is kept in it."))
        else:
            data["address"] = self.place.address
        return data


class SiteForm(PlacedForm):
    """A place of work."""

    name = TextField(
        label=_("Name of the site"),
        max_length=200,
        help_text=_("For example: factory 2, warehouse, construction site."),
    )
    code = TextField(label=_("Code of the employer"), max_length=30, required=False)
    zone = forms.ModelChoiceField(
        IndustrialZone.objects.none(),
        label=_("Industrial zone"),
        required=False,
        empty_label=_("Not in a zone"),
    )
    is_head_office = forms.BooleanField(label=_("This is the head office"), required=False)
    phone = TextField(label=_("Telephone"), max_length=40, required=False)
    caution = TextField(
        label=_("Safety caution for visitors"),
        max_length=500,
        required=False,
        help_text=_("What applies at this place only."),
    )
    opened_on = DateField(label=pgettext_lazy("site", "Opened on"), required=False)
    reason = TextField(label=_("Reason and source"), max_length=300)
    field_order = ("name", "address", "ward", "province", "zone")

    def __init__(self, *args: Any, firm: Enterprise, site: Site | None = None, **kw: Any) -> None:
        if site is not None:
            kw.setdefault("initial", _initial(site))
        super().__init__(*args, **kw)
        self.firm = firm
        today = clock.today()
        zones = IndustrialZone.objects.in_force(today)
        if site is not None:
            zones = zones | IndustrialZone.objects.filter(pk=site.zone_id)
        self.fields["zone"].queryset = zones.order_by("name_vi")

    def clean_opened_on(self) -> Any:
        """A day that has come."""
        return past_day(self.cleaned_data["opened_on"])

    def clean(self) -> dict[str, Any]:
        """The zone lies in the province; the head office in that of the enterprise."""
        data = super().clean()
        where, zone = self.place.province, data.get("zone")
        if where and zone and zone.province_id != where.pk:
            self.add_error("zone", _("This zone is in another province."))
        if data.get("is_head_office") and where and where.pk != self.firm.province_id:
            self.add_error(
                "is_head_office",
                _("A head office in another province: use “Move to another province”."),
            )
        return data

    @property
    def facts(self) -> SiteFacts:
        """For the service."""
        names = ("name", "address", "code", "zone", "is_head_office", "phone", "caution",
                 "opened_on")  # fmt: skip
        return SiteFacts(place=self.place, **{name: self.cleaned_data[name] for name in names})


def _initial(site: Site) -> dict[str, Any]:
    names = ("name", "address", "code", "zone", "is_head_office", "phone", "caution", "opened_on",
             "province")  # fmt: skip
    today = clock.today()
    ward = site.ward.name if site.ward and site.ward.is_in_force(today) else ""
    return {**{name: getattr(site, name) for name in names}, "ward": ward}


class MoveForm(PlacedForm):
    """Where the head office is now."""

    on = DateField(label=_("Moved on"))
    reason = TextField(label=_("Reason and source"), max_length=300)
    version = version_field()
    field_order = ("address", "ward", "province", "on", "reason")

    def __init__(self, *args: Any, firm: Enterprise, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": firm.updated_at.isoformat()})
        super().__init__(*args, **kwargs)
        self.firm = firm

    def clean_on(self) -> Any:
        """A day that has come."""
        return past_day(self.cleaned_data["on"])

    def clean_version(self) -> Any:
        """The moment of the row as the person saw it."""
        return read_version(self.cleaned_data["version"])

    def clean(self) -> dict[str, Any]:
        """Another province than now."""
        data = super().clean()
        if self.place.province and self.place.province.pk == self.firm.province_id:
            self.add_error("province", _("The enterprise is in this province already."))
        return data


class HazardForm(forms.Form):
    """A hazard of the catalogue at an enterprise or one of its sites."""

    hazard = forms.ModelChoiceField(Hazard.objects.none(), label=_("Hazard"))
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), required=False, empty_label=_("Whole enterprise")
    )
    quantity = TextField(
        label=_("How much"),
        max_length=100,
        required=False,
        help_text=_("For example: 4 boilers, 12 tonnes, 3 tower cranes."),
    )
    on = DateField(label=_("As of"))
    source = source_field()

    def __init__(self, *args: Any, firm: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hazard"].queryset = Hazard.objects.in_force(clock.today())
        self.fields["hazard"].choices = [("", _("Choose…")), *_grouped(self.fields["hazard"])]
        self.fields["site"].queryset = firm.sites.filter(closed_on__isnull=True)

    def clean_on(self) -> Any:
        """A day that has come."""
        return past_day(self.cleaned_data["on"])


def _grouped(field: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices under the headings of their groups."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for hazard in field.queryset:
        groups.setdefault(str(hazard.get_group_display()), []).append((hazard.pk, hazard.name))
    return list(groups.items())


class EndForm(forms.Form):
    """Since when something is over; ``least`` is the day it began, if one is known."""

    on = DateField(label=_("Since"))
    reason = TextField(label=_("Reason and source"), max_length=300)

    def __init__(self, *args: Any, least: Any = None, reason: bool = True, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.least = least
        if not reason:
            del self.fields["reason"]

    def clean_on(self) -> Any:
        """Not before it began, not in the future."""
        day = past_day(self.cleaned_data["on"])
        if self.least and day < self.least:
            raise ValidationError(
                _("The end lies before the beginning (%(day)s)."),
                params={"day": f"{self.least:%d/%m/%Y}"},
            )
        return day


class ReasonForm(forms.Form):
    """Why."""

    reason = TextField(label=_("Reason"), max_length=300)


class NoteForm(forms.Form):
    """What a person found out."""

    note = TextField(
        label=_("Note"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you found out, for example: the difference are seasonal workers."),
    )
