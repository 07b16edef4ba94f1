"""Filters and orders of the register's list; list, facets, export and chips share them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Province, Ward
from ecms.core import clock
from enterprises import facets
from enterprises.enums import EnterpriseStatus
from enterprises.models import Enterprise, IndustrialZone, Sector
from enterprises.querysets import CANDIDATES, EnterpriseQuerySet, Found

SORTS = {
    "name": ("name", "pk"),
    "workers": ("workers", "pk"),
    "visited": ("last_visited_on", "pk"),
    "risk": ("risk_score", "pk"),
}


class SeveralField(forms.MultipleChoiceField):
    """Some of a few choices, as boxes to tick."""

    def __init__(self, label: Any, choices: Any) -> None:
        super().__init__(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class EnterpriseFilter(forms.Form):
    """What the list may be narrowed to; ``user`` decides which places are offered."""

    q = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    province = forms.ModelChoiceField(
        Province.objects.none(), label=_("Province"), required=False, empty_label=_("Any")
    )
    ward = forms.ModelChoiceField(
        Ward.objects.none(), label=_("Ward or commune"), required=False, empty_label=_("Any")
    )
    zone = forms.ModelChoiceField(
        IndustrialZone.objects.none(),
        label=_("Industrial zone"),
        required=False,
        empty_label=_("Any"),
    )
    section = forms.ModelChoiceField(
        Sector.objects.none(),
        label=_("Economic section"),
        required=False,
        empty_label=_("Any"),
        to_field_name="code",
    )
    size = SeveralField(_("Size"), list(facets.SIZE_CHOICES.items()))
    risk = SeveralField(_("Risk"), list(facets.RISK_BANDS.items()))
    visited = SeveralField(_("Last visit"), list(facets.VISITED.items()))
    status = SeveralField(_("Status"), EnterpriseStatus.choices)
    late = forms.BooleanField(label=_("List of workers out of date"), required=False)
    flagged = forms.BooleanField(label=_("With open flags"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.user = user
        provinces = Province.objects.in_reach(user)
        if user.scope.national or len(user.scope.province_ids) > 1:
            self.fields["province"].queryset = provinces
        else:
            del self.fields["province"]
        self.fields["section"].queryset = Sector.objects.filter(
            scheme="VSIC2025", level=1
        ).order_by("code")
        self._offer_places(provinces)

    def _offer_places(self, provinces: Any) -> None:
        """Wards and zones of the one province in question; none for the whole country."""
        chosen = str(self.data.get("province", "")) if "province" in self.fields else ""
        if chosen.isdecimal() and len(chosen) < 10:
            provinces = provinces.filter(pk=chosen)
        elif "province" in self.fields:
            del self.fields["ward"], self.fields["zone"]
            return
        wards = Ward.objects.filter(province__in=provinces)
        self.fields["ward"].queryset = wards.findable(clock.today())
        self.fields["zone"].queryset = IndustrialZone.objects.filter(
            province__in=provinces
        ).order_by("name_vi")

    def narrow(self, rows: EnterpriseQuerySet, *, without: str = "") -> EnterpriseQuerySet:
        """Apply what was chosen, except the search words, the order and the facet ``without``."""
        if not self.is_valid():
            return rows.none()
        for name, condition in self.conditions().items():
            if name != without:
                rows = rows.filter(condition)
        return rows

    def conditions(self) -> dict[str, Q]:
        """What was chosen in each filter; several choices of one filter widen it."""
        chosen, today = self.cleaned_data, clock.today()
        found = {
            name: Q(**{name: chosen[name]}) for name in ("province", "zone") if chosen.get(name)
        }
        if chosen.get("ward"):
            found["ward"] = Q(ward__in=chosen["ward"].with_predecessors())
        if chosen["section"]:
            found["section"] = Q(section_2025=chosen["section"])
        if chosen["status"]:
            found["status"] = Q(status__in=chosen["status"])
        several = {
            "size": facets.size_condition,
            "risk": facets.risk_condition,
            "visited": lambda code: facets.visited_condition(code, today),
        }
        for name, condition in several.items():
            if chosen[name]:
                found[name] = reduce(or_, map(condition, chosen[name]))
        if chosen["late"]:
            found["late"] = facets.late_condition(today)
        if chosen["flagged"]:
            found["flagged"] = facets.flagged_condition()
        return found

    @property
    def provinces(self) -> Any:
        """The provinces that the list is about, as a queryset."""
        found = Province.objects.in_reach(self.user)
        chosen = self.cleaned_data.get("province")
        return found.filter(pk=chosen.pk) if chosen else found

    def put_counts(self, counts: facets.Counts) -> None:
        """Write how many there are beside each choice; a choice without any loses nothing."""
        for name, of_facet in counts.items():
            if name in self.fields:
                field = self.fields[name]
                found = _of_wards(field, of_facet) if name == "ward" else of_facet
                self.fields[name] = _with_counts(field, found)


def _of_wards(field: Any, counts: dict[str, int]) -> dict[str, int]:
    """Counts by the wards that are offered: records of a merged one count for its successor."""
    field.choices = list(field.choices)  # asked for once
    offered = {str(value) for value, _label in field.choices}
    found = {key: count for key, count in counts.items() if key in offered}
    merged = counts.keys() - found.keys()
    if merged:
        today = clock.today()
        for ward in Ward.objects.filter(pk__in=merged):
            now = str((ward.at(today) or ward).pk)
            found[now] = found.get(now, 0) + counts[str(ward.pk)]
    return found


def _with_counts(field: Any, counts: dict[str, int]) -> Any:
    from ecms.core.formatting import grouped

    def words(value: Any, label: Any) -> str:
        code = str(getattr(value, "value", value))
        return f"{label} ({grouped(counts.get(code, 0))})" if code else str(label)

    field.choices = [(value, words(value, label)) for value, label in field.choices]
    return field


def in_order(rows: EnterpriseQuerySet, sort: str) -> EnterpriseQuerySet:
    """The whole list in the asked order; unknown orders fall back to the name.

    Unknown values count as the smallest: "most workers first" ends with them, and "longest not
    visited first" begins with those never visited. One index serves both ways.
    """
    name = sort.removeprefix("-")
    field, key = SORTS.get(name, SORTS["name"])
    if name not in SORTS:
        sort = ""
    if sort.startswith("-"):
        return rows.order_by(F(field).desc(nulls_last=field != "name" or None), f"-{key}")
    return rows.order_by(F(field).asc(nulls_first=field != "name" or None), key)


@dataclass(frozen=True)
class Listing:
    """What a person asked of the register: ``narrowed`` by filters, and what the words found."""

    form: EnterpriseFilter
    narrowed: EnterpriseQuerySet
    found: Found | None
    sort: str

    @property
    def alike(self) -> bool:
        """Whether the rows are only much like the words."""
        return self.found is not None and self.found.alike

    @property
    def plain(self) -> bool:
        """Whether it is the whole register of its provinces."""
        return self.found is None and not set(self.form.conditions()) - {"province"}

    def keys(self) -> Any:
        """Keys in the order of the list: a list for a search, else a queryset."""
        if self.found is None:
            return in_order(self.narrowed, self.sort).values_list("pk", flat=True)
        if self.sort.removeprefix("-") not in SORTS:
            return self.found.keys
        best = Enterprise.objects.filter(pk__in=self.found.keys)
        return list(in_order(best, self.sort).values_list("pk", flat=True))

    def everything(self, *, without: str = "") -> EnterpriseQuerySet:
        """Every row, unordered, also those that a search does not rank any more."""
        rows = self.narrowed
        if self.found is not None and len(self.found.keys) <= CANDIDATES and not without:
            return rows.filter(pk__in=self.found.keys)
        if without:
            rows = self.form.narrow(
                Enterprise.objects.visible_to(self.form.user).listed(), without=without
            )
        if self.found is not None and self.found.condition is not None:
            rows = rows.filter(self.found.condition)
        return rows

    def counts(self) -> facets.Counts:
        """Rows beside each choice of the filters; facets that cannot be counted soon are left out.

        A filter that is in use shows what its other choices would bring.
        """
        today = clock.today()
        names = {facet.name for facet in facets.FACETS} & set(self.form.fields)
        used = set(self.form.conditions()) & names
        counts = facets.count_found(self.everything(), names - used, today)
        if counts is None and self.plain:
            return self._whole(names)
        counts = counts or {}
        for name in used:
            counts |= facets.count_found(self.everything(without=name), {name}, today) or {}
        return counts

    def _whole(self, names: set[str]) -> facets.Counts:
        """Counts of whole provinces, as the job counted them last."""
        here = facets.count_whole(self.form.provinces, names - {"province"})
        reach = facets.count_whole(Province.objects.in_reach(self.form.user), names & {"province"})
        return {name: of_facet for name, of_facet in (here | reach).items() if of_facet}


def listing(user: Any, form: EnterpriseFilter, sort: str) -> Listing:
    """What list, facets and export show to ``user``; merged records are never among it."""
    rows = form.narrow(Enterprise.objects.visible_to(user).listed())
    query = form.cleaned_data.get("q", "").strip() if form.is_valid() else ""
    return Listing(form, rows, rows.search(query) if query else None, sort)
