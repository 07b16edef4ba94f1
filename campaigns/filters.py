"""The criteria of a campaign: the filters of the register and what speaks for a visit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core import clock
from enterprises.enums import EnterpriseStatus
from enterprises.filters import EnterpriseFilter
from enterprises.models import Enterprise, SelfCheck
from enterprises.querysets import EnterpriseQuerySet
from intake.models import Accident, Complaint

COMPLAINTS, ACCIDENTS = timedelta(days=365), timedelta(days=730)
# Who may not read the files is not told where there are any.
RIGHTS = {"complaints": Permission.COMPLAINT_READ, "accidents": Permission.ACCIDENT_READ}


class CriteriaFilter(EnterpriseFilter):
    """Who is meant. Without a status only working enterprises are."""

    complaints = forms.BooleanField(label=_("Complaint in the last year"), required=False)
    accidents = forms.BooleanField(label=_("Accident in the last two years"), required=False)
    unchecked = forms.BooleanField(label=_("No self-check this year"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data, user=user)
        for name, right in RIGHTS.items():
            if not user.can(right):
                del self.fields[name]

    def conditions(self) -> dict[str, Q]:
        """Those of the register and the further ones."""
        found, chosen, today = super().conditions(), self.cleaned_data, clock.today()
        if "status" not in found:
            found["status"] = Q(status=EnterpriseStatus.ACTIVE)
        mine = OuterRef("pk")
        if chosen.get("complaints"):
            since = today - COMPLAINTS
            rows = Complaint.objects.filter(enterprise=mine, received_on__gte=since)
            found["complaints"] = Q(Exists(rows))
        if chosen.get("accidents"):
            rows = Accident.objects.filter(enterprise=mine, occurred_on__gte=today - ACCIDENTS)
            found["accidents"] = Q(Exists(rows))
        if chosen["unchecked"]:
            done = SelfCheck.objects.filter(enterprise=mine, submitted_at__year=today.year)
            found["unchecked"] = ~Q(Exists(done))
        return found


def criteria_of(query: str, user: Any) -> CriteriaFilter:
    """The filter that a stored query means to ``user``."""
    form = CriteriaFilter(QueryDict(query), user=user)
    form.is_valid()
    return form


def meant(query: str, user: Any) -> EnterpriseQuerySet:
    """The enterprises that a query means, as far as ``user`` sees them."""
    return criteria_of(query, user).narrow(Enterprise.objects.visible_to(user).listed())
