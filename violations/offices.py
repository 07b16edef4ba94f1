"""The office that issued a decision, as it is held today: it alone may change the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import DelegationKind
from accounts.models import Delegation, Position
from accounts.selectors import delegation_to
from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from violations.models import ViolationCase


def issuing_office(
    case: ViolationCase, user: Any, *, on: date
) -> tuple[Position | None, Delegation | None]:
    """The user's office that may change the decision on a day, with a deputy's delegation.

    The office that issued it, whoever holds it now: same body and title; or a deputy to whom
    its power is delegated. (None, None) where the user holds no such office.
    """
    issued = case.signatory
    if issued is None:
        return None, None
    title = case.delegation.giver.title_code if case.delegation else issued.title_code
    held = Position.objects.in_force(on).filter(user=user, agency=issued.agency_id)
    for office in held.select_related("agency", "user").order_by("-is_head", "pk"):
        if title and office.title_code == title:
            return office, None
        found = delegation_to(office, kind=DelegationKind.SANCTION, on=on)
        if found is not None and title and found.giver.title_code == title:
            return office, found
    return None, None


def holds_issuing_office(case: ViolationCase, user: Any) -> Answer:
    """Only the office that issued the decision changes it (LHAV art. 18; Decree 118/2021)."""
    if issuing_office(case, user, on=clock.today())[0] is None:
        return Refused(_("Only the office that issued the decision may change it."))
    return ALLOWED
