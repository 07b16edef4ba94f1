"""Taking a step of a procedure: state, phase, record of the step, lateness, what is due next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.notifications.services import due
from inspections import rules
from inspections.enums import FINAL_PHASES, Late, Phase
from inspections.models import CaseStep, Inspection
from inspections.procedure_rules import TermSpec
from inspections.selectors import END_OF_FIELDWORK, definition, traits
from inspections.services.deadlines import legal_basis
from inspections.services.refusal import Refusal, locked
from inspections.workflow import workflow
from law.selectors import working_calendar

RESUME = "resume"
LENGTHEN = "lengthen"


@dataclass(frozen=True)
class Due:
    """A step that is due: its term, the day the term began, the last legal day, the article."""

    verb: str
    term: TermSpec
    since: date
    due_on: date
    article: str


def advance(
    inspection: Inspection,
    verb: str,
    *,
    by: Any,
    at: datetime,
    on: date | None = None,
    note: str = "",
    late_reason: str = "",
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> Inspection:
    """Take the step ``verb`` on the legal day ``on`` (today where not given).

    Raises:
        WorkflowRefused: state, person or a condition forbids it.
        Refusal: after the last legal day without a reason, or where the law allows none.
    """
    day = on or clock.legal_date(at)
    with transaction.atomic():
        case = locked(inspection)
        limit = due_of(case, verb)
        if workflow.answer(case, verb, by):  # a refusal is told by the workflow itself
            _check_lateness(limit, day, late_reason)
        before = case.state
        fresh: Inspection = workflow.advance(inspection, verb, by=by, at=at, note=note, **changes)
        CaseStep.objects.create(
            inspection=fresh, verb=verb, from_state=before, to_state=fresh.state, on=day,
            due_on=limit.due_on if limit else None, note=note, facts=facts or {},
            late_reason=late_reason.strip() if limit and day > limit.due_on else "",
            taken_at=at, taken_by=by,
        )  # fmt: skip
        refresh_due(fresh, at=at, done=verb)
    return fresh


def opened(inspection: Inspection, *, by: Any, at: datetime, on: date) -> None:
    """The first step of a new case: it came into its first state."""
    CaseStep.objects.create(
        inspection=inspection, verb="propose", to_state=inspection.state, on=on,
        taken_at=at, taken_by=by,
    )  # fmt: skip
    refresh_due(inspection, at=at)


def document_of(inspection: Inspection, verb: str) -> str:
    """The kind of document that the procedure joins to a step now; empty without one."""
    step = definition(inspection).step(verb, inspection.state)
    return step.document if step is not None else ""


# --- Lateness -------------------------------------------------------------------------------
def lateness(inspection: Inspection, verb: str, on: date) -> Due | None:
    """The exceeded term of a step on a day, or None while it is in time."""
    limit = due_of(inspection, verb)
    return limit if limit is not None and on > limit.due_on else None


def _check_lateness(limit: Due | None, day: date, reason: str) -> None:
    if limit is None or day <= limit.due_on or limit.term.late == Late.FREE:
        return
    words = {"day": legal_date(limit.due_on), "article": limit.article or "–"}
    if limit.term.late == Late.NEVER:
        raise Refusal(
            _("The last legal day was %(day)s (%(article)s); it is no longer possible.") % words
        )
    if not reason.strip():
        raise Refusal(
            _("The last legal day was %(day)s (%(article)s). Say why it is done late.") % words,
            field="late_reason",
        )


# --- What is due ----------------------------------------------------------------------------
class _Course:
    """The procedure of a case and the steps taken so far, read once."""

    def __init__(self, inspection: Inspection) -> None:
        self.case = inspection
        self.procedure = definition(inspection)
        self.steps = list(inspection.steps.order_by("pk"))
        self.begun = self._begun()

    def _begun(self) -> dict[str, tuple[int, date]]:
        """Each state that began: the step that led there (0: not recorded), its legal day.

        Cases without recorded steps are read from their own dates.
        """
        steps = {
            step.to_state: (step.pk, step.on)
            for step in self.steps
            if step.to_state != step.from_state
        }
        return steps or {code: (0, day) for code, day in self._own_dates() if day is not None}

    def _own_dates(self) -> Iterator[tuple[str, date | None]]:
        case = self.case
        known = {
            Phase.DECIDED: case.decided_on, Phase.RUNNING: case.announced_on,
            Phase.PAUSED: case.suspended_on, Phase.CONCLUDED: case.concluded_on,
            Phase.FOLLOW_UP: case.concluded_on,
        }  # fmt: skip
        for state in self.procedure.states:
            own = case.minutes_signed_on if state.code == case.state else None
            yield state.code, known.get(Phase(state.phase), own)

    def due(self, verb: str) -> Due | None:
        terms = self.procedure.terms_for(verb, **traits(self.case))
        running = [(self.begun[t.runs_from], t) for t in terms if t.runs_from in self.begun]
        if not running:
            return None
        (step, since), term = max(running, key=lambda pair: pair[0])
        done = any(row.verb == verb and row.pk > step for row in self.steps)
        if done and not self._leads_on(verb):
            return None
        last = self._last_day(verb, step, since, term)
        return Due(verb, term, since, last, legal_basis(term.rule))

    def _leads_on(self, verb: str) -> bool:
        """Whether the step leads out of the present state, and so is due again in it."""
        step = self.procedure.step(verb, self.case.state)
        return step is not None and self.case.state in step.sources and bool(step.target)

    def _last_day(self, verb: str, step: int, since: date, term: TermSpec) -> date:
        if verb == END_OF_FIELDWORK and self.case.ends_on is not None:
            return self.case.ends_on
        given = sum(
            int(row.facts.get("days", 0))
            for row in self.steps
            if row.verb == LENGTHEN and row.pk > step and row.facts.get("verb") == verb
        )
        return rules.term_end(
            since, term.days + given, unit=term.unit, calendar=working_calendar()
        )


def due_of(inspection: Inspection, verb: str) -> Due | None:
    """When the step is due now, or None where no term runs for it."""
    return _Course(inspection).due(verb)


def all_due(inspection: Inspection) -> list[Due]:
    """Every step that is due in the present state or a later one, the nearest first."""
    if inspection.phase in FINAL_PHASES:
        return []
    course = _Course(inspection)
    found = [
        course.due(verb)
        for verb in dict.fromkeys(term.verb for term in course.procedure.terms)
        if course.procedure.still_possible(verb, inspection.state)
    ]
    return sorted((item for item in found if item is not None), key=lambda item: item.due_on)


def refresh_due(inspection: Inspection, *, at: datetime, done: str = "") -> None:
    """Bring the due items of the case up to its state; reminders go out from them.

    While the clock stands only the resumption is due; a finished case owes nothing.
    """
    if inspection.phase in FINAL_PHASES:
        due.drop_all(inspection, at=at)
        return
    reminders = {term.reminder for term in definition(inspection).terms}
    if inspection.phase == Phase.PAUSED:
        due.pause(inspection, at=at)
        items = [item for item in all_due(inspection) if item.verb == RESUME]
    else:
        due.resume(inspection, at=at)
        items = [item for item in all_due(inspection) if item.verb != RESUME]
        for kind in reminders - {item.term.reminder for item in items}:
            due.settle(kind, inspection, at=at)
    for item in reversed(items):  # the nearest wins where two share a reminder
        due.expect(
            item.term.reminder, inspection, due_on=item.due_on, at=at, legal_basis=item.article
        )
