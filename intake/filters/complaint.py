"""Filters, tabs and orders of the list; list, export and chips share them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from ecms.core import clock
from ecms.core.forms import DateField, TextField
from ecms.core.listing import in_order
from intake.enums.complaint import (
    Channel,
    ComplaintKind,
    ComplaintState,
    ComplaintSubject,
)
from intake.models import Complaint
from intake.querysets.complaint import ComplaintQuerySet
from law.models import ViolationTopic

TABS = (
    ("mine", _("My complaints")),
    ("new", _("New")),
    ("overdue", _("Overdue")),
    ("all", _("All")),
)
SORTS = {
    "code": ("pk",),
    "received": ("received_on", "pk"),
    "due": ("settle_due_on", "pk"),
    "state": ("state", "pk"),
}
BOXES = forms.CheckboxSelectMultiple


class ComplaintFilter(forms.Form):
    """What the list may be narrowed to; never by who complained."""

    q = TextField(required=False, max_length=200, widget=forms.HiddenInput)
    kind = forms.MultipleChoiceField(
        label=_("Kind"), required=False, choices=ComplaintKind.choices, widget=BOXES
    )
    state = forms.MultipleChoiceField(
        label=_("State"), required=False, choices=ComplaintState.choices, widget=BOXES
    )
    subject = forms.ChoiceField(
        label=_("Field"), required=False, choices=[("", _("Any")), *ComplaintSubject.choices]
    )
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("Any")), *Channel.choices]
    )
    topic = forms.ModelChoiceField(
        ViolationTopic.objects.all(), label=_("Area of law"), required=False,
        to_field_name="code", empty_label=_("Any"),
    )  # fmt: skip
    province = forms.ModelChoiceField(
        Province.objects.none(), label=_("Province"), required=False, empty_label=_("Any")
    )
    since = DateField(label=_("Received from"), required=False)
    until = DateField(label=_("Received until"), required=False)
    overdue = forms.BooleanField(label=_("Overdue"), required=False)
    enterprise = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        if user.scope.national:
            self.fields["province"].queryset = Province.objects.present()  # type: ignore[attr-defined]
        else:
            del self.fields["province"]

    def narrow(self, rows: ComplaintQuerySet) -> ComplaintQuerySet:
        """Apply what was chosen; nothing for a filter that makes no sense."""
        if not self.is_valid():
            return rows.none()
        chosen = self.cleaned_data
        for name in ("kind", "state"):
            if chosen[name]:
                rows = rows.filter(**{f"{name}__in": chosen[name]})
        plain = {name: chosen.get(name) for name in ("subject", "channel", "topic", "province",
                                                     "enterprise")}  # fmt: skip
        rows = rows.filter(**{name: value for name, value in plain.items() if value})
        if chosen["since"]:
            rows = rows.filter(received_on__gte=chosen["since"])
        if chosen["until"]:
            rows = rows.filter(received_on__lte=chosen["until"])
        if chosen["overdue"]:
            rows = rows.overdue(clock.today())
        return rows.found_by(chosen["q"]) if chosen["q"] else rows


def tab_of(rows: ComplaintQuerySet, tab: str, user: Any) -> ComplaintQuerySet:
    """The rows of one tab; an unknown tab shows all."""
    if tab == "mine":
        return rows.mine(user).open()
    if tab == "new":
        return rows.filter(state__in=(ComplaintState.RECEIVED, ComplaintState.CLASSIFIED))
    if tab == "overdue":
        return rows.overdue(clock.today())
    return rows


def listed(user: Any, form: ComplaintFilter, *, tab: str, sort: str) -> ComplaintQuerySet:
    """The rows of list and export in one order."""
    rows = tab_of(Complaint.objects.visible_to(user), tab, user)
    return in_order(form.narrow(rows), sort, SORTS)
