"""The offices that may order enforcement of a decision (LHAV art. 87; MQĐ35 for deputies)."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.enums import DelegationKind, Level
from accounts.models import Delegation, Position
from accounts.selectors import delegation_to
from law.selectors_enforcement import enforcing_titles
from violations.models import ViolationCase


def enforcing_office(
    case: ViolationCase, user: Any, *, on: date
) -> tuple[Position | None, Delegation | None]:
    """The office of ``user`` that may order enforcement on a day, with a deputy's delegation.

    An office with such a title at the body of the case or of its signatory, or the chairman of
    the province, who enforces for those below; (None, None) where there is none.
    """
    titles = enforcing_titles(on)
    bodies = {case.agency_id, case.signatory.agency_id if case.signatory else case.agency_id}
    held = Position.objects.in_force(on).filter(user=user).select_related("agency", "user")
    for office in held.order_by("-is_head", "pk"):
        above = office.agency.province_id == case.province_id and (
            office.title_code == "PROVINCE_CHAIR"
        )
        if office.title_code in titles and (office.agency_id in bodies or above):
            return office, None
        found = delegation_to(office, kind=DelegationKind.ENFORCEMENT, on=on)
        if found and found.giver.title_code in titles and office.agency_id in bodies:
            return office, found
    return None, None


def enforcing_people(case: ViolationCase, *, on: date) -> list[Any]:
    """Whoever may sign an order of enforcement for the body of the case today."""
    titles = enforcing_titles(on)
    bodies = {case.agency_id, case.signatory.agency_id if case.signatory else case.agency_id}
    offices = Position.objects.in_force(on).filter(
        agency__in=bodies, title_code__in=titles, user__is_active=True
    )
    people = {
        office.user_id: office.user
        for office in offices.select_related("user", "agency")
        if office.agency.level != Level.COMMUNE or office.agency_id == case.agency_id
    }
    deputies = Delegation.objects.in_force(on).filter(
        kind=DelegationKind.ENFORCEMENT, giver__in=offices, holder__user__is_active=True
    )
    people |= {row.holder.user_id: row.holder.user for row in deputies.select_related(
        "holder__user"
    )}  # fmt: skip
    return list(people.values())
