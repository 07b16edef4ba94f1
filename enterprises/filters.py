"""Filters and orders of the register's list; the list, its export and its chips share them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import Province, Ward
from ecms.core import clock
from enterprises.enums import EnterpriseStatus
from enterprises.models import Enterprise, Sector
from enterprises.presenters import SIZE_WORDS
from enterprises.querysets import EnterpriseQuerySet

VISITED = {
    "never": _("Never visited"),
    "1": _("Not visited for a year"),
    "3": _("Not visited for three years"),
    "recent": _("Visited within a year"),
}
SORTS = {
    "name": ("name", "pk"),
    "workers": ("workers", "pk"),
    "visited": ("last_visited_on", "pk"),
    "risk": ("risk_score", "pk"),
}
_LETTER = re.compile(r"\b[A-V]\b")  # "J (58-60) / K (61-63)" names two sections
ANY = [("", _("Any"))]


class EnterpriseFilter(forms.Form):
    """What the list may be narrowed to; ``user`` decides which places are offered."""

    q = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    province = forms.ModelChoiceField(
        Province.objects.none(), label=_("Province"), required=False, empty_label=_("Any")
    )
    ward = forms.ModelChoiceField(
        Ward.objects.none(), label=_("Ward or commune"), required=False, empty_label=_("Any")
    )
    section = forms.ModelChoiceField(
        Sector.objects.none(),
        label=_("Economic section"),
        required=False,
        empty_label=_("Any"),
        to_field_name="code",
    )
    size = forms.ChoiceField(label=_("Size"), required=False, choices=[*ANY, *SIZE_WORDS.items()])
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[*ANY, *EnterpriseStatus.choices]
    )
    visited = forms.ChoiceField(
        label=_("Last visit"), required=False, choices=[*ANY, *VISITED.items()]
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.user = user
        provinces = provinces_of(user)
        if user.scope.national or len(user.scope.province_ids) > 1:
            self.fields["province"].queryset = provinces
        else:
            del self.fields["province"]
        self.fields["section"].queryset = Sector.objects.filter(
            scheme="VSIC2025", level=1
        ).order_by("code")
        self._offer_wards(provinces)

    def _offer_wards(self, provinces: Any) -> None:
        """Wards of the one province in question; none are offered for the whole country."""
        chosen = str(self.data.get("province", "")) if "province" in self.fields else ""
        if chosen.isdigit():
            provinces = provinces.filter(pk=chosen)
        elif "province" in self.fields:
            del self.fields["ward"]
            return
        self.fields["ward"].queryset = Ward.objects.filter(province__in=provinces).order_by(
            "name_vi"
        )

    def narrow(self, rows: EnterpriseQuerySet) -> EnterpriseQuerySet:
        """Apply what was chosen, except the search words and the order."""
        if not self.is_valid():
            return rows.none()
        chosen = self.cleaned_data
        for name in ("province", "ward"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        if chosen["status"]:
            rows = rows.filter(status=chosen["status"])
        if chosen["section"]:
            rows = rows.filter(sector__in=sectors_of_section(chosen["section"].code))
        if chosen["size"]:
            rows = rows.of_size(chosen["size"])
        return _visited(rows, chosen["visited"])


def provinces_of(user: Any) -> Any:
    """Provinces in the user's reach, as a queryset."""
    provinces = Province.objects.filter(scheme="2025").order_by("name_vi")
    if user.scope.national:
        return provinces
    return provinces.filter(pk__in=user.scope.province_ids)


def sectors_of_section(code: str) -> list[int]:
    """Keys of every sector, of both classifications, that belongs to a section of VSIC 2025."""
    rows = Sector.objects.values_list("pk", "scheme", "level", "code", "section_2025")
    return [
        pk
        for pk, scheme, level, own, section in rows
        if code in _LETTER.findall(section)
        or (scheme == "VSIC2025" and level == 1 and own == code)
    ]


def _visited(rows: EnterpriseQuerySet, choice: str) -> EnterpriseQuerySet:
    if choice == "never":
        return rows.filter(last_visited_on__isnull=True)
    if choice == "recent":
        return rows.filter(last_visited_on__gte=clock.today() - timedelta(days=365))
    if choice:
        return rows.not_visited_since(clock.today() - timedelta(days=365 * int(choice)))
    return rows


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


def listed(user: Any, form: EnterpriseFilter, sort: str) -> tuple[EnterpriseQuerySet, bool]:
    """The rows of list and export in one order, and whether they are only alike the query."""
    rows = form.narrow(Enterprise.objects.visible_to(user))
    query = form.cleaned_data.get("q", "") if form.is_valid() else ""
    found, alike = rows.found_by(query)
    if not query or sort.removeprefix("-") in SORTS:
        found = in_order(found, sort)
    return found, alike
