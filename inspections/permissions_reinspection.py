"""Who may look at a concluded inspection again (Law 84/2025/QH15 art. 25)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Level
from accounts.models import Agency
from accounts.permissions import Permission
from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.formatting import legal_date
from inspections.enums import Kind
from inspections.models import Inspection
from inspections.rules import reinspection_until

RANK = {Level.COMMUNE: 0, Level.PROVINCE: 1, Level.MINISTRY: 2}


def in_time(earlier: Inspection, *, on: date) -> Answer:
    """Whether there is a conclusion that is not older than two years (art. 25.2)."""
    if earlier.concluded_on is None:
        return Refused(_("This inspection has no conclusion yet."))
    last = reinspection_until(earlier.concluded_on)
    if on > last:
        return Refused(
            _("A re-inspection was possible until %(day)s (Law 84/2025 art. 25.2).")
            % {"day": legal_date(last)}
        )
    return ALLOWED


def stands_above(agency: Agency | None, earlier: Inspection) -> bool:
    """An inspectorate of a higher level; at the same level only above a body that is none, as
    the former inspectorates of departments were."""
    if agency is None or not agency.is_inspectorate:
        return False
    mine, theirs = RANK[Level(agency.level)], RANK[Level(earlier.level)]
    return mine > theirs or (mine == theirs and not earlier.agency.is_inspectorate)


def can_reinspect(earlier: Inspection, user: Any, *, on: date) -> Answer:
    """Propose the re-inspection of ``earlier`` on a day."""
    if earlier.kind == Kind.CHECK:
        return Refused(
            _("A check has no conclusion that could be inspected again; propose a new one.")
        )
    if not user.can(Permission.INSPECTION_PROPOSE):
        return Refused(_("Your role does not include this step."))
    if not stands_above(user.agency, earlier):
        return Refused(_("Only an inspectorate above the body that concluded may do this."))
    timely = in_time(earlier, on=on)
    if not timely:
        return timely
    under_way = earlier.reinspections.open().first()
    if under_way is not None:
        return Refused(
            _("It is being inspected again already: %(code)s.") % {"code": under_way.code}
        )
    return ALLOWED
