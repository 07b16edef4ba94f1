"""The officials a submission is about: they neither see it, nor handle it, nor hear of it.

Law on Denunciations 25/2018/QH14 arts. 8 and 10. A complaint in the sense of the Law on
Complaints is answered by who took the decision, so nobody is shut out of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Position
from accounts.selectors import colleagues
from ecms.audit.services import log
from intake.enums.complaint import ComplaintKind, Respondent
from intake.models import Complaint
from intake.querysets.complaint import OWN_HOUSE
from intake.services.complaints.refusal import Refusal

ABOUT_PEOPLE = frozenset({ComplaintKind.DENUNCIATION, ComplaintKind.PETITION, ComplaintKind.TIP})


def shut_out(
    kind: str, respondent: str, named: Iterable[Any], *, agency: Agency, by: Any, on: date
) -> list[Any]:
    """Who is shut out: the people named, and the head of the department where it is about him.

    Raises:
        Refusal: somebody of another body, or ``by`` enters or classifies what is about ``by``.
    """
    if kind not in ABOUT_PEOPLE or respondent not in OWN_HOUSE:
        return []
    people = {person.pk: person for person in named}
    if not people.keys() <= {person.pk for person in colleagues(agency, on=on)}:
        raise Refusal(_("Choose officials of this body."), "accused")
    if respondent == Respondent.DIRECTOR:
        heads = Position.objects.in_force(on).filter(agency=agency, is_head=True)
        people |= {row.user_id: row.user for row in heads.select_related("user")}
    if by.pk in people:
        raise Refusal(_("It is about you: somebody else must take it in."), "accused")
    return list(people.values())


def record(complaint: Complaint, people: list[Any], *, by: Any, at: datetime) -> None:
    """Keep who is shut out; work already given to one of them is taken away."""
    if {person.pk for person in complaint.accused.all()} == {person.pk for person in people}:
        return
    complaint.accused.set(people)
    if complaint.handler_id in {person.pk for person in people}:
        complaint.handler = complaint.assigned_at = complaint.assigned_by = None
        complaint.save(update_fields=["handler", "assigned_at", "assigned_by"])
    log("complaint.accused", complaint, by=by, at=at, data={"people": len(people)})
