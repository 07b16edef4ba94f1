"""Tabs, filters and orders of the list of accidents; the export uses the same."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.forms import TextField
from ecms.core.listing import in_order
from ecms.core.text import fold
from enterprises.models import Enterprise
from intake.enums.accident import AccidentClass, AccidentState, CodeKind, TeamLevel
from intake.models import Accident, AccidentCode
from intake.querysets.accident import AccidentQuerySet

MONTH = re.compile(r"^(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])\Z")
SORTS = {"number": ("pk",), "occurred": ("occurred_on", "pk"), "due": ("due_on", "pk")}
TABS = ("mine", "waiting", "incomplete", "overdue", "open", "all", "elsewhere")
ANY = [("", _("Any"))]


class AccidentFilter(forms.Form):
    """What the list may be narrowed to; every field can stand in a link."""

    q = TextField(required=False, max_length=200, widget=forms.HiddenInput)
    class_code = forms.MultipleChoiceField(
        label=_("Class"),
        required=False,
        choices=AccidentClass.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*ANY, *AccidentState.choices]
    )
    level = forms.ChoiceField(
        label=_("Investigating body"), required=False, choices=[*ANY, *TeamLevel.choices]
    )
    province = forms.ModelChoiceField(
        Province.objects.none(),
        label=_("Province"),
        required=False,
        empty_label=_("Any"),
        to_field_name="code",
    )
    cause = forms.ModelChoiceField(
        AccidentCode.objects.filter(kind=CodeKind.CAUSE),
        label=_("Main cause"),
        required=False,
        empty_label=_("Any"),
        to_field_name="code",
    )
    month = forms.RegexField(
        MONTH,
        label=_("Month of the accident"),
        required=False,
        help_text=_("As year-month: 2026-10"),
        error_messages={"invalid": _("Enter a month as year-month, for example 2026-10.")},
    )
    enterprise = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        provinces = Province.objects.in_reach(user)
        field: Any = self.fields["province"]
        field.queryset = provinces
        if len(user.scope.province_ids) == 1 and not user.scope.national:
            field.widget = forms.HiddenInput()

    @property
    def values(self) -> dict[str, Any]:
        """Clean values; a wrong one narrows nothing and is shown as an error."""
        return self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})


def listed(user: Any, form: AccidentFilter, *, tab: str, sort: str) -> AccidentQuerySet:
    """The rows of the list for ``user``, in order."""
    seen = Accident.objects.visible_to(user)
    one_firm = bool(form.values.get("enterprise"))  # wherever it had them
    here = seen if one_firm or tab == "elsewhere" else seen.in_province_of(user)
    rows = _of_tab(here, user, tab)
    for name, value in form.values.items():
        narrow = NARROW.get(name)
        if narrow is not None and value:
            rows = narrow(rows, value)
    return in_order(rows, sort, SORTS)


def _of_tab(rows: AccidentQuerySet, user: Any, tab: str) -> AccidentQuerySet:
    chosen = {
        "mine": lambda: rows.mine(user).open(),
        "waiting": lambda: rows.waiting_for(user),
        "overdue": lambda: rows.overdue(clock.today()),
        "open": lambda: rows.open(),
        "incomplete": lambda: rows.incomplete(),
        "elsewhere": lambda: rows.elsewhere(user),
    }.get(tab)
    return chosen() if chosen else rows


def _search(rows: Any, text: str) -> Any:
    """By file number, tax code, or words of the enterprise without accents; never by person."""
    words = fold(text).split()
    firms = Enterprise.objects.all()
    for word in words:
        firms = firms.filter(folded__contains=word)
    found = Q(code__iexact=text) | Q(enterprise__in=firms.values("pk"))
    return rows.filter(found | Q(employer__icontains=text))


def _month(rows: Any, month: str) -> Any:
    year, number = (int(part) for part in month.split("-"))
    last = calendar.monthrange(year, number)[1]
    return rows.filter(occurred_on__range=(date(year, number, 1), date(year, number, last)))


NARROW = {
    "q": _search,
    "class_code": lambda rows, codes: rows.filter(class_code__in=codes),
    "state": lambda rows, state: rows.filter(state=state),
    "level": lambda rows, level: rows.filter(level=level),
    "province": lambda rows, province: rows.filter(province=province),
    "cause": lambda rows, cause: rows.filter(cause=cause),
    "month": _month,
    "enterprise": lambda rows, firm: rows.filter(enterprise=firm),
}


def default_tab(user: Any) -> str:
    """Where the list opens."""
    if user.can(Permission.ACCIDENT_DECIDE):
        return "waiting"
    return "open"
