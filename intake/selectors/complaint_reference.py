"""Competence and clocks of complaints as the administrators keep them, for a legal date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from ecms.core.calendar import WorkingCalendar
from intake.models import CompetentBody, Complaint, ComplaintRoute, ComplaintTerm
from intake.rules import complaint_routes, complaint_terms
from intake.rules.complaint_routes import Asked, Route
from intake.rules.complaint_terms import Term
from law.models import DeadlineRule
from law.selectors import working_calendar

ROUTE_FIELDS = (
    "kind", "respondent", "level", "subject", "competent", "handling", "clock", "valid_from",
    "valid_to", "confidence",
)  # fmt: skip


@dataclass(frozen=True)
class Competence:
    """The answer to "who settles this, by which clock", with the words to print."""

    route: Route
    body: CompetentBody
    note_vi: str
    note_en: str

    @property
    def note(self) -> str:
        """In the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        return self.note_vi if vietnamese else self.note_en or self.note_vi

    @property
    def is_recalled(self) -> bool:
        """The row, or the body, still has to be confirmed by the department."""
        return self.body.is_recalled or "verified" not in self.route.confidence


def as_route(row: ComplaintRoute) -> Route:
    """A row for the rule."""
    values = {name: getattr(row, name) for name in ROUTE_FIELDS}
    return Route(**values, basis=row.legal_basis, key=row.pk or 0)


def table(rows: Iterable[ComplaintRoute] | None = None) -> list[Route]:
    """The whole table for the rule."""
    return [as_route(row) for row in (ComplaintRoute.objects.all() if rows is None else rows)]


def body(code: str, *, on: date) -> CompetentBody | None:
    """Who stands behind a code on the date; the successor where an office ended."""
    rows = CompetentBody.objects.in_force(on).filter(code=code)
    return rows.order_by("-valid_from").first()


def competence(asked: Asked, *, on: date) -> Competence:
    """Who settles it, and what the department does with it.

    Raises:
        RouteError: the table has no answer, or two, or names a body that it does not know.
    """
    chosen = complaint_routes.route(table(), asked, on=on)
    found = body(chosen.competent, on=on)
    if found is None:
        raise complaint_routes.RouteError(f"no body {chosen.competent} on {on}")
    row = ComplaintRoute.objects.get(pk=chosen.key)
    return Competence(chosen, found, row.note_vi, row.note_en)


@dataclass(frozen=True)
class Limit:
    """A time limit with its article."""

    term: Term
    basis_vi: str
    basis_en: str
    is_recalled: bool

    @property
    def basis(self) -> str:
        """The article in the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        return self.basis_vi if vietnamese else self.basis_en or self.basis_vi


def limits(clock: str, *, on: date) -> dict[str, Limit]:
    """The time limits of a clock by step, as in force on the day of the event."""
    rows = ComplaintTerm.objects.in_force(on).filter(clock=clock).order_by("valid_from")
    found = {row.step: row for row in rows}  # the latest of each step
    numbers = [row.deadline_row for row in found.values() if row.deadline_row is not None]
    rules = {rule.number: rule for rule in DeadlineRule.objects.filter(number__in=numbers)}
    return {step: _limit(row, rules) for step, row in found.items()}


def _limit(row: ComplaintTerm, rules: dict[int, DeadlineRule]) -> Limit:
    value, unit = row.value or 0, row.unit
    if row.deadline_row is not None:
        rule = rules[row.deadline_row]
        value, unit = int(rule.value), rule.unit
    term = Term(
        value=value,
        unit=unit,
        extended=tuple(row.extended),
        remote=row.remote,
        remote_extended=tuple(row.remote_extended),
    )
    return Limit(term, row.basis_vi, row.basis_en or row.basis_vi, row.is_recalled)


def limit(clock: str, step: str, *, on: date) -> Limit | None:
    """The time limit of one step under a clock, or None where the law sets none."""
    return limits(clock, on=on).get(step)


def last_day(
    complaint: Complaint,
    step: str,
    start: date,
    *,
    extensions: int = 0,
    stood: int = 0,
    calendar: WorkingCalendar | None = None,
) -> date | None:
    """The last day of a step of this complaint, or None where the law sets none.

    Raises:
        ValueError: no further extension, or holidays not known.
    """
    found = limit(complaint.clock, step, on=start)
    if found is None:
        return None
    return complaint_terms.last_day(
        found.term, start, calendar or working_calendar(), remote=complaint.is_remote,
        extensions=extensions, stood=stood,
    )  # fmt: skip
