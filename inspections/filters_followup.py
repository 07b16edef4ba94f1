"""Tabs, search and order of the list of requirements of all cases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.forms import TextField
from ecms.core.listing import in_order
from ecms.core.text import fold
from enterprises.models import Enterprise
from inspections.models import Requirement
from inspections.querysets_followup import RequirementQuerySet
from inspections.states_followup import Addressee, RequirementKind

TABS = ("mine", "overdue", "waiting", "asked", "open", "all")
SORTS = {"due": ("due_on", "pk"), "number": ("inspection_id", "pk")}


class RequirementFilter(forms.Form):
    """What the list may be narrowed to."""

    q = TextField(required=False, max_length=200, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *RequirementKind.choices]
    )
    addressee = forms.ChoiceField(
        label=_("Addressed to"), required=False, choices=[("", _("Any")), *Addressee.choices]
    )
    high_risk = forms.BooleanField(label=_("Only high risk"), required=False)

    @property
    def values(self) -> dict[str, Any]:
        """Clean values; a wrong one narrows nothing and is shown as an error."""
        return self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})


def listed(user: Any, form: RequirementFilter, *, tab: str, sort: str) -> RequirementQuerySet:
    """The rows of the list for ``user``, the nearest day first."""
    rows = _of_tab(Requirement.objects.visible_to(user).issued(), user, tab)
    values = form.values
    for name in ("kind", "addressee"):
        if values.get(name):
            rows = rows.filter(**{name: values[name]})
    if values.get("high_risk"):
        rows = rows.filter(high_risk=True)
    if values.get("q"):
        rows = _search(rows, values["q"])
    return in_order(rows, sort or "due", SORTS)


def _of_tab(rows: RequirementQuerySet, user: Any, tab: str) -> RequirementQuerySet:
    narrow = {
        "mine": lambda: rows.outstanding().followed_by(user),
        "overdue": lambda: rows.overdue(clock.today()),
        "waiting": rows.waiting,
        "asked": rows.asked,
        "open": rows.outstanding,
    }
    return narrow[tab]() if tab in narrow else rows


def _search(rows: RequirementQuerySet, text: str) -> RequirementQuerySet:
    firms = Enterprise.objects.all()
    for word in fold(text).split():
        firms = firms.filter(folded__contains=word)
    return rows.filter(
        Q(inspection__code__istartswith=text) | Q(inspection__enterprise__in=firms.values("pk"))
    )
