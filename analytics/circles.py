"""Whose work: one person's, a division's, a campaign's; the rows that figures count, narrowed.

The figures that are kept know provinces only; the work of a few people is counted from its rows
when it is looked at, which are hundreds, never millions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from accounts.models import Unit
from accounts.permissions import Permission
from campaigns.models import Campaign
from inspections.models import Finding, Inspection, Visit
from intake.models import Complaint
from violations.models import Act, Payment, RemedyOrder, ViolationCase


@dataclass(frozen=True)
class Circle:
    """``code`` stands in addresses; ``files`` narrows inspections, ``cases`` violation cases,
    ``complaints`` submissions (None: they do not belong to it)."""

    code: str
    title: str
    files: Q
    cases: Q
    complaints: Q | None = None

    def narrow(self, rows: Any) -> Any:
        """Only the rows of the circle; none of a kind that has no place in it."""
        model = rows.model
        if model is Complaint:
            return rows.none() if self.complaints is None else rows.filter(self.complaints)
        if model in OF_FILE:
            files = Inspection.objects.filter(self.files).values("pk")
            return rows.filter(**{f"{OF_FILE[model]}__in": files})
        if model in OF_CASE:
            cases = ViolationCase.objects.filter(self.cases).values("pk")
            return rows.filter(**{f"{OF_CASE[model]}__in": cases})
        return rows.none()


OF_FILE: Mapping[type[Model], str] = {Inspection: "pk", Finding: "inspection", Visit: "inspection"}
OF_CASE: Mapping[type[Model], str] = {
    ViolationCase: "pk", Act: "case", Payment: "case", RemedyOrder: "case",
}  # fmt: skip


def own(user: Any) -> Circle:
    """What one person works on: files of whose team one is, cases and submissions one handles."""
    return Circle("me", str(user), Q(team__user=user), Q(officer=user), Q(handler=user))


def division(unit: Unit) -> Circle:
    """The files of a division and the cases of its people."""
    return Circle(f"unit-{unit.pk}", unit.name, Q(unit=unit), Q(officer__unit=unit),
                  Q(handler__unit=unit))  # fmt: skip


def of_campaign(campaign: Campaign) -> Circle:
    """The checks of a campaign and what followed them."""
    return Circle(
        f"campaign-{campaign.pk}", campaign.title, Q(campaign_target__campaign=campaign),
        Q(inspection__campaign_target__campaign=campaign),
    )  # fmt: skip


def units_of(user: Any) -> list[Unit]:
    """Divisions whose work a person may look at: all of one's body for its heads, else one's own.

    Only those who assign work see a division: figures of a team are figures about people.
    """
    if not user.can(Permission.INSPECTION_ASSIGN) or user.agency_id is None:
        return []
    units = Unit.objects.filter(agency=user.agency_id).order_by("code")
    if user.can(Permission.INSPECTION_APPROVE) or user.unit_id is None:
        return list(units)
    return list(units.filter(pk=user.unit_id))


def find(user: Any, code: str) -> Circle | None:
    """The circle of an address, if the user may look at it."""
    kind, _dash, key = code.partition("-")
    if code == "me":
        return own(user)
    if not key.isascii() or not key.isdigit():
        return None
    if kind == "unit":
        unit = next((unit for unit in units_of(user) if unit.pk == int(key)), None)
        return division(unit) if unit else None
    if kind == "campaign":
        campaign = Campaign.objects.visible_to(user).filter(pk=int(key)).first()
        return of_campaign(campaign) if campaign else None
    return None
