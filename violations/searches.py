"""The list as one whose searches people keep and are told of."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.searches import Place
from violations.filters import CaseFilter, listed

PLACE = "violations:list"


def _rows(user: Any, query: QueryDict) -> Any:
    form = CaseFilter(query, user=user)
    rows = listed(user, form, tab=query.get("tab", "all"), sort="")
    return rows if form.is_valid() else rows.none()


SEARCHES = Place(
    PLACE, _("Violation cases"), Permission.VIOLATION_READ, _rows,
    lambda row: reverse("violations:detail", args=[row.pk]),
)  # fmt: skip
