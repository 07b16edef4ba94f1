"""What a submission is in law; competence and clock follow from the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.notifications.services import messages
from intake.complaint_guards import may_be_anonymous
from intake.models import Complaint
from intake.rules.complaint_routes import Asked, RouteError
from intake.selectors.complaint_reference import Competence, competence
from intake.services.complaints import accused, clocks
from intake.services.complaints.refusal import Refusal, allowed, locked, not_future
from intake.workflow.complaint import workflow


@dataclass(frozen=True)
class Classification:
    """What it is in law, as the official judges it."""

    kind: str
    subject: str
    level: str
    respondent: str
    known_on: date | None = None
    is_remote: bool = False
    accused: tuple[Any, ...] = ()  # officials it is about

    @property
    def asked(self) -> Asked:
        """The question for the table of competence."""
        return Asked(self.kind, self.respondent, self.level, self.subject)


def competence_of(asked: Asked, *, on: date) -> Competence:
    """Who settles it on that day. Raises Refusal when the table has no answer."""
    try:
        return competence(asked, on=on)
    except RouteError as error:
        raise Refusal(
            _("The table of competence gives no single answer; tell the administrator.")
        ) from error


def classify(complaint: Complaint, given: Classification, *, by: Any, at: datetime) -> Complaint:
    """Say what it is; competence, clock and the day for acceptance follow from the table.

    Raises:
        WorkflowRefused: accepted or finished already, or no right.
        Refusal: anonymous where the law wants a name, about ``by``, or no answer of the table.
    """
    with transaction.atomic():
        fresh = locked(complaint)
        allowed(fresh, "classify", by)
        if fresh.is_anonymous and not may_be_anonymous(given.kind):
            raise Refusal(
                _("A complaint or denunciation names the person; enter it as a tip."), "kind"
            )
        not_future(given.known_on, fresh.received_on, "known_on")
        people = accused.shut_out(
            given.kind, given.respondent, given.accused, agency=fresh.agency, by=by,
            on=clock.legal_date(at),
        )  # fmt: skip
        found = competence_of(given.asked, on=fresh.received_on)
        values = _values(given, found)
        for name, value in values.items():
            setattr(fresh, name, value)
        values["accept_due_on"] = clocks.accept_due(fresh)
        fresh = workflow.advance(
            fresh, "classify", by=by, at=at, note=found.body.name_vi,
            note_en=found.body.name_en, **values,
        )  # fmt: skip
        accused.record(fresh, people, by=by, at=at)
        clocks.refresh(fresh, at=at)
        messages.tell("complaint.classified", fresh, at=at)
    return fresh


def _values(given: Classification, found: Competence) -> dict[str, Any]:
    return {
        "kind": given.kind, "subject": given.subject, "level": given.level,
        "respondent": given.respondent, "known_on": given.known_on,
        "is_remote": given.is_remote, "competent": found.route.competent,
        "competent_vi": found.body.name_vi, "competent_en": found.body.name_en,
        "handling": found.route.handling, "clock": found.route.clock,
        "route_basis": found.route.basis,
    }  # fmt: skip
