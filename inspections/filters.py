"""Tabs, filters and orders of the list of inspections; the export uses the same."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from ecms.core import clock
from ecms.core.forms import TextField
from ecms.core.listing import in_order
from ecms.core.text import fold
from enterprises.models import Enterprise, Sector
from inspections.desks import by_next_due, on_desk, with_next_due
from inspections.enums import FindingState, Ground, Kind, Phase
from inspections.models import Finding, Inspection
from inspections.querysets import InspectionQuerySet
from inspections.selectors import state_names
from law.models import ViolationTopic

MONTH = re.compile(r"^(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])\Z")
DATED = {
    "proposed": ("proposed_at__date", _("Proposed")),
    "decided": ("decided_on", _("Decided")),
    "minutes": ("minutes_signed_on", _("Minutes signed")),
    "closed": ("closed_at__date", _("Closed")),
}
SORTS = {
    "number": ("pk",),
    "ends": ("ends_on", "pk"),
    "next": ("next_due", "pk"),
    "decided": ("decided_on", "pk"),
}


class InspectionFilter(forms.Form):
    """What the list may be narrowed to; every field can stand in a link."""

    q = TextField(required=False, max_length=200, widget=forms.HiddenInput)
    state = forms.MultipleChoiceField(
        label=_("State"),
        required=False,
        choices=lambda: list(state_names().items()),
        widget=forms.CheckboxSelectMultiple,
    )
    phase = forms.MultipleChoiceField(
        label=_("Phase"),
        required=False,
        choices=Phase.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    ground = forms.ChoiceField(
        label=_("Ground"), required=False, choices=[("", _("Any")), *Ground.choices]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *Kind.choices]
    )
    province = forms.ModelChoiceField(
        Province.objects.none(),
        label=_("Province"),
        required=False,
        empty_label=_("Any"),
        to_field_name="code",
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label=_("Economic section"),
        required=False,
        empty_label=_("Any"),
        to_field_name="code",
    )
    topic = forms.ModelChoiceField(
        ViolationTopic.objects.all(),
        label=_("Area of law of the findings"),
        required=False,
        empty_label=_("Any"),
        to_field_name="code",
    )
    month = forms.RegexField(
        MONTH,
        label=_("Month"),
        required=False,
        help_text=_("As year-month: 2026-10"),
        error_messages={"invalid": _("Enter a month as year-month, for example 2026-10.")},
    )
    dated = forms.ChoiceField(
        label=_("The month is that of"),
        required=False,
        choices=[(key, words) for key, (_field, words) in DATED.items()],
    )
    overdue = forms.BooleanField(label=_("Only overdue"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        provinces = Province.objects.in_reach(user)
        self.fields["province"].queryset = provinces  # type: ignore[attr-defined]
        if len(user.scope.province_ids) == 1 and not user.scope.national:
            self.fields["province"].widget = forms.HiddenInput()
        self.fields["sector"].queryset = Sector.objects.filter(  # type: ignore[attr-defined]
            scheme="VSIC2025", level=1
        )

    @property
    def values(self) -> dict[str, Any]:
        """Clean values; a wrong one narrows nothing and is shown as an error."""
        return self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})


def listed(user: Any, form: InspectionFilter, *, tab: str, sort: str) -> InspectionQuerySet:
    """The rows of the list for ``user``, in order."""
    rows = on_desk(Inspection.objects.visible_to(user), user, tab, clock.today())
    for name, value in form.values.items():
        narrow = NARROW.get(name)
        if narrow is not None and value:
            rows = narrow(rows, value, form.values)
    if sort.removeprefix("-") == "next":
        return in_order(with_next_due(rows), sort, SORTS)
    if tab != "all" and sort.removeprefix("-") not in SORTS:
        return by_next_due(rows)
    return in_order(rows, sort, SORTS)


# --- Each filter ----------------------------------------------------------------------------
def _search(rows: Any, text: str, values: Any) -> Any:
    """By file number, decision number, tax code, or words of the enterprise without accents."""
    numbers = Q(code__iexact=text) | Q(decision_number__iexact=text)
    if re.match(r"(?i)kt-?\d", text):
        return rows.filter(numbers | Q(code__istartswith=text))
    firms = Enterprise.objects.all()
    for word in fold(text).split():
        firms = firms.filter(folded__contains=word)
    return rows.filter(numbers | Q(enterprise__in=firms.values("pk")))


def _month(rows: Any, month: str, values: dict[str, Any]) -> Any:
    year, number = (int(part) for part in month.split("-"))
    field = DATED[values.get("dated") or "proposed"][0]
    last = calendar.monthrange(year, number)[1]
    return rows.filter(**{f"{field}__range": (date(year, number, 1), date(year, number, last))})


def _topic(rows: Any, topic: Any, values: Any) -> Any:
    found = Finding.objects.exclude(state=FindingState.DROPPED).filter(provision__topic=topic)
    return rows.filter(pk__in=found.values("inspection"))


def _sector(rows: Any, sector: Any, values: Any) -> Any:
    within = Q(enterprise__sector=sector) | Q(enterprise__sector__parent=sector)
    return rows.filter(within | Q(enterprise__sector__section_2025=sector.code))


NARROW = {
    "q": _search,
    "state": lambda rows, states, values: rows.filter(state__in=states),
    "phase": lambda rows, phases, values: rows.filter(phase__in=phases),
    "ground": lambda rows, ground, values: rows.filter(ground=ground),
    "kind": lambda rows, kind, values: rows.filter(kind=kind),
    "province": lambda rows, province, values: rows.filter(province=province),
    "sector": _sector,
    "topic": _topic,
    "month": _month,
    "overdue": lambda rows, yes, values: rows.overdue(clock.today()),
}
