"""What the hand-over of a person's work does in violations: open cases and the signing queue."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.handover import Moment
from accounts.models import Position
from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services import due, messages
from violations.competence import candidate_of
from violations.models import ViolationCase
from violations.services import clocks
from violations.services.refusal import Refusal, in_words, locked
from violations.states import CaseState


def give_case(case: ViolationCase, to: Any, moment: Moment) -> str:
    """Another official looks after the case; who opened it and who signed what stays.

    Raises:
        Refusal: not a leader of the body in charge.
    """
    fresh = locked(case)
    _demand_leader(fresh, moment.by)
    fresh.officer = to
    fresh.save(update_fields=["officer"])
    for item in due.of(fresh):
        messages.tell(item.kind, fresh, at=moment.at, to=[to], due_item=item, due_on=item.due_on,
                      stage="T3")  # fmt: skip
    log("violation.handed_over", fresh, by=moment.by, at=moment.at,
        data={"names": str(to), "note": moment.reason})  # fmt: skip
    return ""


@in_words
def give_signature(case: ViolationCase, to: Any, moment: Moment) -> str:
    """A case that waits for a signature goes to another competent office of the same body.

    Raises:
        Refusal: not a leader of the body, no office, or an office that may not sanction this
            (LHAV arts. 52, 54; Decree 189/2025), with the reason.
    """
    fresh = locked(case)
    _demand_leader(fresh, moment.by)
    if fresh.state != CaseState.SUBMITTED:
        raise Refusal(_("Only a case that was submitted inside the body can go to somebody else."))
    on = clock.legal_date(moment.at)
    fresh.signatory = _competent_office(fresh, to, on)
    fresh.save(update_fields=["signatory"])
    clocks.refresh(fresh, at=moment.at)
    log("violation.reassign", fresh, by=moment.by, at=moment.at,
        data={"names": str(fresh.signatory), "note": moment.reason})  # fmt: skip
    messages.tell("violation.sign", fresh, at=moment.at, turn=f"{moment.at:%Y%m%d%H%M%S}")
    return ""


def _competent_office(case: ViolationCase, to: Any, on: Any) -> Position:
    offices = Position.objects.in_force(on).filter(user=to, agency=case.agency)
    found = [candidate_of(case, office, on=on) for office in offices.select_related("agency")]
    able = next((one for one in found if one.competent), None)
    if able is not None:
        return able.position
    raise Refusal(found[0].refusal if found else _("This person holds no office that signs."))


def _demand_leader(case: ViolationCase, by: Any) -> None:
    if not (by.can(Permission.INSPECTION_ASSIGN) and case.agency_id in by.scope.agency_ids):
        raise Refusal(_("Only who assigns work in this body may hand it over."))
