"""The list as one whose searches people keep and are told of."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.searches import Place
from intake.filters.complaint import ComplaintFilter, listed

PLACE = "intake:complaints"


def _rows(user: Any, query: QueryDict) -> Any:
    form = ComplaintFilter(query, user=user)
    rows = listed(user, form, tab=query.get("tab", "all"), sort="")
    return rows if form.is_valid() else rows.none()


SEARCHES = Place(
    PLACE, _("Complaints and tips"), Permission.COMPLAINT_READ, _rows,
    lambda row: reverse("intake:complaint", args=[row.pk]),
)  # fmt: skip
