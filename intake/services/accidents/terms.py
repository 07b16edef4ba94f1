"""Terms of an accident as due items; lengths come from the table of time limits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecms.core.calendar import CalendarError
from ecms.notifications.services import due
from intake.enums.accident import AccidentState as S
from intake.models import Accident
from intake.selectors.accident import NoTerm, Term, term
from intake.services.accidents.refusal import Refusal

SEND_RULE = 105  # both minutes, working days from the announcement meeting
PAY_RULE = 106  # by the employer, from the medical conclusion or the publication


def lawful_term(rule: int, start: date) -> Term:
    """The term of row ``rule`` from ``start``.

    Raises:
        Refusal: the row is missing, or the holidays of that time are not known.
    """
    try:
        return term(rule, start)
    except NoTerm as error:
        raise Refusal(
            _("Row %(rule)s of the table of time limits is missing or is not a number of days.")
            % {"rule": error}
        ) from error
    except CalendarError as error:
        raise Refusal(str(error)) from error


def set_investigation(accident: Accident, rule: int | None, *, at: datetime) -> None:
    """Put the term on the object and open or move its due item; the caller saves.

    An extension already granted is added again. ``rule`` None: the law sets no term.
    """
    accident.term_rule = rule
    if rule is None:
        accident.term_days, accident.due_on = None, None
        due.settle("accident.investigate", accident, at=at)
        return
    found = lawful_term(rule, accident.notice_on)
    accident.term_days, accident.due_on = found.days, found.last
    if accident.extension_days:
        accident.due_on = extended_last(accident.notice_on, found.days + accident.extension_days)
    if accident.state in (S.REPORTED, S.INVESTIGATING, S.MINUTES_SIGNED):
        due.expect(
            "accident.investigate",
            accident,
            due_on=accident.due_on,
            at=at,
            legal_basis=found.legal_basis,
        )


def extended_last(start: date, days: int) -> date:
    """The last day of a whole term of ``days``, rolled to a working day."""
    from law.selectors import working_calendar

    try:
        return working_calendar().add_days(start, days, roll=True)
    except CalendarError as error:
        raise Refusal(str(error)) from error


def expect(kind: str, thing: Any, *, rule: int, start: date, at: datetime) -> date:
    """Open the due item of ``kind`` at the end of the term of row ``rule``; answers that day."""
    found = lawful_term(rule, start)
    due.expect(kind, thing, due_on=found.last, at=at, legal_basis=found.legal_basis)
    return found.last
