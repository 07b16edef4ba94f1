"""The list as one whose searches people keep and are told of."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.searches import Place
from ecms.core.listing import asked_tab
from inspections.desks import default_desk, desks_of
from inspections.filters import InspectionFilter, listed

PLACE = "inspections:list"


def _rows(user: Any, query: QueryDict) -> Any:
    form = InspectionFilter(query, user=user)
    tab = asked_tab(query, tuple(desks_of(user)), default_desk(user))
    rows = listed(user, form, tab=tab, sort="")
    return rows if form.is_valid() else rows.none()


SEARCHES = Place(
    PLACE, _("Inspections"), Permission.INSPECTION_READ, _rows,
    lambda row: reverse("inspections:detail", args=[row.pk]),
)  # fmt: skip
