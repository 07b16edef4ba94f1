"""Filters, tabs and orders of the list; the list, its export and its chips share them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Position, Province
from ecms.core import clock
from ecms.core.calendar import add_months
from ecms.core.forms import TextField
from ecms.core.listing import in_order
from law.models import ViolationTopic
from violations.models import Act, RemedyOrder, ViolationCase
from violations.querysets import ViolationCaseQuerySet
from violations.states import CaseState, RemedyState

TABS = (
    ("mine", _("My cases")),
    ("sign", _("Waiting for my signature")),
    ("overdue", _("Overdue")),
    ("all", _("All")),
)
SORTS = {
    "code": ("pk",),
    "decision_due": ("decision_due_on", "pk"),
    "fine": ("fine_current", "pk"),
    "opened": ("opened_at", "pk"),
}
_MONTH = re.compile(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])")


class MonthField(forms.CharField):
    """A month as 2026-10."""

    def clean(self, value: Any) -> date | None:
        """The first day of the month; None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        match = _MONTH.fullmatch(text)
        if not match:
            raise forms.ValidationError(_("Enter a month as year-month, for example 2026-10."))
        return date(int(match[1]), int(match[2]), 1)


class CaseFilter(forms.Form):
    """What the list may be narrowed to; ``user`` decides which places are offered."""

    q = TextField(required=False, max_length=200, widget=forms.HiddenInput)
    state = forms.MultipleChoiceField(
        label=_("State"),
        required=False,
        choices=CaseState.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    province = forms.ModelChoiceField(
        Province.objects.none(), label=_("Province"), required=False, empty_label=_("Any")
    )
    month = MonthField(label=_("Opened in (year-month)"), required=False)
    decided = MonthField(label=_("Decided in (year-month)"), required=False)
    topic = forms.ModelChoiceField(
        ViolationTopic.objects.all(),
        label=_("Area of law"),
        required=False,
        to_field_name="code",
        empty_label=_("Any"),
    )
    code = TextField(label=_("Violation code"), required=False, max_length=12)
    signatory = forms.ModelChoiceField(
        Position.objects.none(), label=_("Signatory"), required=False, empty_label=_("Any")
    )
    overdue = forms.BooleanField(label=_("Overdue"), required=False)
    owing = forms.BooleanField(label=_("Fine not paid"), required=False)
    accept = forms.BooleanField(label=_("Evidence to accept"), required=False)
    enterprise = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.user = user
        offices = Position.objects.exclude(title_code="").select_related("user", "agency")
        if user.scope.national:
            self.fields["province"].queryset = Province.objects.present()
        else:
            del self.fields["province"]
            offices = offices.filter(agency__province__in=user.scope.province_ids)
        self.fields["signatory"].queryset = offices

    def narrow(self, rows: ViolationCaseQuerySet) -> ViolationCaseQuerySet:
        """Apply what was chosen; nothing for a filter that makes no sense."""
        if not self.is_valid():
            return rows.none()
        chosen = self.cleaned_data
        if chosen["q"]:
            rows = rows.found_by(chosen["q"])
        if chosen["state"]:
            rows = rows.filter(state__in=chosen["state"])
        for name in ("province", "signatory"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        if chosen["enterprise"]:
            rows = rows.filter(enterprise=chosen["enterprise"])
        rows = _in_month(rows, "opened_at__date", chosen["month"])
        rows = _in_month(rows, "decided_on", chosen["decided"])
        if chosen["accept"]:
            rows = rows.filter(pk__in=to_accept(self.user).values("case"))
        return _by_act(_by_time(rows, chosen), chosen)


def _in_month(rows: Any, field: str, first: date | None) -> Any:
    if first is None:
        return rows
    return rows.filter(**{f"{field}__gte": first, f"{field}__lt": add_months(first, 1)})


def _by_time(rows: Any, chosen: dict[str, Any]) -> Any:
    if chosen["overdue"]:
        rows = rows.overdue(clock.today())
    return rows.owing() if chosen["owing"] else rows


def _by_act(rows: Any, chosen: dict[str, Any]) -> Any:
    acts = Act.objects.all()
    if chosen["topic"]:
        acts = acts.filter(provision__topic=chosen["topic"])
    if chosen["code"]:
        acts = acts.filter(provision__code__iexact=chosen["code"])
    if chosen["topic"] or chosen["code"]:
        rows = rows.filter(pk__in=acts.values("case"))
    return rows


def to_accept(user: Any) -> Any:
    """Measures of the user's bodies whose evidence another person recorded."""
    rows = RemedyOrder.objects.visible_to(user).filter(state=RemedyState.EVIDENCE)
    return rows.exclude(submitted_by=user).filter(case__agency__in=user.scope.agency_ids)


def tab_of(rows: ViolationCaseQuerySet, tab: str, user: Any) -> ViolationCaseQuerySet:
    """The rows of one tab; an unknown tab shows all."""
    if tab == "mine":
        return rows.mine(user).open()
    if tab == "sign":
        return rows.waiting_for(user)
    if tab == "overdue":
        return rows.overdue(clock.today())
    return rows


def listed(user: Any, form: CaseFilter, *, tab: str, sort: str) -> ViolationCaseQuerySet:
    """The rows of list and export in one order."""
    rows = tab_of(ViolationCase.objects.visible_to(user), tab, user)
    return in_order(form.narrow(rows), sort, SORTS)
