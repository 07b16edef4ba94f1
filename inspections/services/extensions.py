"""More time for a requirement: the enterprise asks with its reasons, the signatory decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.notifications.services import due, messages
from inspections import rules_followup as rules
from inspections.models import DueExtension, Requirement
from inspections.permissions_followup import can_change, can_follow, policy
from inspections.services import papers
from inspections.services.refusal import Refusal, demand
from inspections.services.requirements import expect, label_of, locked_with_case
from inspections.states_followup import ExtensionState
from law.selectors import working_calendar

DECIDE_DAYS = 5  # working days; our own measure, the law sets none
WORDS = {
    "most": _("The day was already moved %(most)d times; more is not possible."),
    "before": _("The new day must be after %(due)s."),
    "past": _("The new day has passed already."),
    "long": _("At most %(days)d more days may be given at once."),
}


@dataclass(frozen=True)
class Wish:
    """What the enterprise asks for."""

    until: date
    reason: str
    asked_on: date


def ask(requirement: Requirement, wish: Wish, *, by: Any, at: datetime) -> DueExtension:
    """Record the request; the signatory is told. The same request twice is one.

    Raises:
        Refusal: not followed up by this body, settled, asked already, no reason, a day that
            is not possible.
    """
    with transaction.atomic():
        row, case = locked_with_case(requirement)
        open_one = row.extensions.filter(state=ExtensionState.ASKED).first()
        if open_one is not None and (open_one.until, open_one.reason) == (wish.until, wish.reason):
            return open_one
        demand(can_follow(case, by))
        if open_one is not None:
            raise Refusal(_("More time was already asked for; decide on that first."))
        _check(row, wish, on=clock.legal_date(at))
        made = DueExtension.objects.create(
            requirement=row, asked_on=wish.asked_on, until=wish.until, reason=wish.reason.strip(),
            recorded_at=at, recorded_by=by,
        )  # fmt: skip
        last = working_calendar().add_working_days(clock.legal_date(at), DECIDE_DAYS)
        due.expect("extension.decide", row, due_on=last, at=at, label=label_of(row))
        log("requirement.extension_asked", case, by=by, at=at, data=_data(made, wish.reason))
        messages.tell("extension.asked", row, at=at, turn=str(made.pk))
    return made


def grant(extension: DueExtension, *, reason: str = "", by: Any, at: datetime) -> DueExtension:
    """The signatory gives the time: a letter is issued and the due day moves. Raises Refusal."""
    with transaction.atomic():
        made, row, case = _open(extension, by)
        if made.state != ExtensionState.ASKED:
            return made
        _check(row, Wish(made.until, made.reason, made.asked_on), on=clock.legal_date(at))
        row.first_due_on = row.first_due_on or row.due_on
        before, row.due_on = row.due_on, made.until
        row.save(update_fields=["first_due_on", "due_on"])
        expect(row, at=at)
        _decide(made, ExtensionState.GRANTED, reason, by=by, at=at)
        papers.issue(
            case, "more_time", by=by, at=at, extension=made, before=before, occasion=str(made.pk)
        )
        log("requirement.extended", case, by=by, at=at, data=_data(made, reason))
    return made


def refuse(extension: DueExtension, *, reason: str, by: Any, at: datetime) -> DueExtension:
    """The signatory refuses, with a reason and a letter; the day stays. Raises Refusal."""
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        made, row, case = _open(extension, by)
        if made.state != ExtensionState.ASKED:
            return made
        _decide(made, ExtensionState.REFUSED, reason, by=by, at=at)
        papers.issue(
            case, "more_time", by=by, at=at, extension=made, before=row.due_on,
            occasion=str(made.pk),
        )  # fmt: skip
        log("requirement.extension_refused", case, by=by, at=at, data=_data(made, reason))
    return made


def _open(extension: DueExtension, by: Any) -> tuple[DueExtension, Requirement, Any]:
    row, case = locked_with_case(extension.requirement)
    made = DueExtension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
    made.requirement = row
    demand(can_change(case, by))
    return made, row, case


def _check(row: Requirement, wish: Wish, *, on: date) -> None:
    if not row.is_outstanding:
        raise Refusal(_("This requirement is already settled."))
    if not wish.reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    if wish.asked_on > on:
        raise Refusal(_("The day lies in the future."), field="asked_on")
    chosen = policy()
    granted = row.extensions.filter(state=ExtensionState.GRANTED).count()
    problem = rules.extension_problem(
        chosen, due_on=row.due_on, until=wish.until, today=on, granted=granted
    )
    if problem:
        facts = {
            "most": chosen.extensions_most,
            "due": legal_date(row.due_on),
            "days": chosen.extension_days_most,
        }
        raise Refusal(WORDS[problem] % facts, field="until")


def _decide(made: DueExtension, state: str, answer: str, *, by: Any, at: datetime) -> None:
    made.state, made.answer = state, answer.strip()
    made.decided_at, made.decided_by = at, by
    made.save()
    due.settle("extension.decide", made.requirement, at=at)
    messages.tell("extension.decided", made.requirement, at=at, turn=str(made.pk))


def _data(made: DueExtension, note: str) -> dict[str, Any]:
    return {"requirement": made.requirement_id, "until": made.until.isoformat(), "note": note}
