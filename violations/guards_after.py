"""Guards of what follows a decision: default, stay, limitation, power to enforce, open ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.formatting import legal_date
from violations import guards
from violations.enforcement_states import OPEN
from violations.execution_limit import evading, limit_on
from violations.models import FileAway, RemedyOrder, ViolationCase
from violations.offices_enforcing import enforcing_office
from violations.states import DUE_STATES, CaseState, RemedyState, Whereto


def overdue_remedies(case: ViolationCase, on: date) -> list[RemedyOrder]:
    """Ordered measures whose day has passed without being accepted."""
    rows = case.remedies.exclude(state=RemedyState.ACCEPTED)
    return list(rows.filter(due_on__lt=on).order_by("due_on", "pk"))


def remedies_until(case: ViolationCase, day: date) -> list[RemedyOrder]:
    """Ordered measures not accepted whose last day is ``day`` or earlier, the earliest first."""
    rows = case.remedies.exclude(state=RemedyState.ACCEPTED)
    return list(rows.filter(due_on__lte=day).order_by("due_on", "pk"))


def fine_is_overdue(case: ViolationCase, on: date) -> bool:
    """The day to pay has passed, and something of the fine or the surcharge is open."""
    due_on = case.execution_due_on
    if case.state not in DUE_STATES or due_on is None:
        return False
    return on > due_on and bool(case.outstanding or guards.surcharge_owed(case, on))


def overdue_since(case: ViolationCase, on: date) -> date:
    """The last day that passed first: of the fine or of a measure; ``on`` where none did."""
    days = [row.due_on for row in overdue_remedies(case, on) if row.due_on]
    if fine_is_overdue(case, on) and case.execution_due_on:
        days.append(case.execution_due_on)
    return min(days, default=on)


def days_running(case: ViolationCase, on: date) -> list[date]:
    """The last days, not yet passed, of what is still owed: the fine, the ordered measures."""
    rows = case.remedies.exclude(state=RemedyState.ACCEPTED).filter(due_on__gte=on)
    days = [row.due_on for row in rows if row.due_on]
    if case.state in DUE_STATES and case.outstanding and case.execution_due_on:
        days.append(case.execution_due_on)
    return days


def is_overdue(case: ViolationCase, user: Any) -> Answer:
    """Enforcement begins only when the time to execute of free will has passed (art. 86)."""
    on = clock.today()
    if fine_is_overdue(case, on) or overdue_remedies(case, on):
        return ALLOWED
    left = left_to_execute(case, user)
    if not left:
        return left
    day = min(days_running(case, on), default=None)
    if day is None:
        return Refused(_("Nothing is due yet."))
    return Refused(
        _("The time to execute of free will lasts until %(day)s.") % {"day": legal_date(day)}
    )


def left_to_execute(case: ViolationCase, user: Any) -> Answer:
    """The fine, its surcharge, a measure or an additional sanction is still to be executed.

    A fine that lapsed is not (art. 74); remedial measures and additional sanctions outlast it.
    """
    owed = case.outstanding or guards.surcharge_owed(case, clock.today())
    if case.state in DUE_STATES and owed:
        return ALLOWED
    if case.remedies.exclude(state=RemedyState.ACCEPTED).exists():
        return ALLOWED
    if case.acts.exclude(additional_terms="").exists():
        return ALLOWED
    return Refused(_("Nothing of the decision is left to be executed."))


def not_stayed(case: ViolationCase, user: Any) -> Answer:
    """Execution does not stand still by order of the settling body or the court."""
    row = next((row for row in case.stays.all() if row.lifted_on is None), None)
    if row is None:
        return ALLOWED
    return Refused(
        _("Execution stands still since %(day)s (%(number)s).")
        % {"day": legal_date(row.stayed_on), "number": row.number}
    )


def has_minutes(case: ViolationCase, user: Any) -> Answer:
    """Minutes of non-execution stand before every measure (Decree 296/2025 art. 5)."""
    if case.non_executions.filter(of_decision=case.decision_number).exists():
        return ALLOWED
    return Refused(_("First draw up the minutes of non-execution (MBB09)."))


def may_enforce(case: ViolationCase, user: Any) -> Answer:
    """Only who holds an office with power to order enforcement at or above this body."""
    if enforcing_office(case, user, on=clock.today())[0] is None:
        return Refused(
            _("Only an office with power to order enforcement, or a deputy with its delegation "
              "(MQĐ35), may do this (Art. 87).")
        )  # fmt: skip
    return ALLOWED


def executed_elsewhere(case: ViolationCase) -> FileAway | None:
    """The open hand-over of the decision to a body that executes it (art. 71)."""
    rows = case.files_away.filter(whereto=Whereto.EXECUTION, ended_at__isnull=True)
    return rows.first()


def executed_here(case: ViolationCase, user: Any) -> Answer:
    """No other body executes the decision."""
    row = executed_elsewhere(case)
    if row is None:
        return ALLOWED
    return Refused(
        _("%(body)s executes the decision since %(day)s.")
        % {"body": row.to, "day": legal_date(row.sent_on)}
    )


def is_executed_elsewhere(case: ViolationCase, user: Any) -> Answer:
    """Another body executes the decision."""
    if executed_elsewhere(case) is not None:
        return ALLOWED
    return Refused(_("The decision was not handed to another body for execution."))


def fine_owed(case: ViolationCase, user: Any) -> Answer:
    """Something of the fine is left to be paid."""
    if case.outstanding:
        return ALLOWED
    return Refused(_("Nothing of the fine is left to be paid."))


def limit_passed(case: ViolationCase, user: Any) -> Answer:
    """The fine lapses when its year is over; evasion stops the year (art. 74)."""
    if not case.outstanding:
        return Refused(_("Nothing of the fine is left to be paid."))
    if evading(case):
        return Refused(_("The time for execution stands still while the debtor evades (Art. 74)."))
    last = limit_on(case)
    if clock.today() <= last:
        return Refused(
            _("The decision can be executed until %(day)s (Art. 74).") % {"day": legal_date(last)}
        )
    return ALLOWED


def is_settled(case: ViolationCase, user: Any) -> Answer:
    """Paid in full with the surcharge, or the fine has lapsed."""
    return ALLOWED if case.state == CaseState.LAPSED else guards.is_paid(case, user)


def measures_ended(case: ViolationCase, user: Any) -> Answer:
    """No measure of enforcement is proposed or runs."""
    open_ones = case.enforcements.filter(state__in=OPEN).count()
    if open_ones:
        return Refused(
            ngettext(
                "%(n)d measure of enforcement is still open.",
                "%(n)d measures of enforcement are still open.",
                open_ones,
            )
            % {"n": open_ones}
        )
    return ALLOWED


def nothing_open(case: ViolationCase, user: Any) -> Answer:
    """No ruling, measure, challenge, stay, publication or cost is open."""
    from violations.open_ends import open_ends

    found = open_ends(case)
    if not found:
        return ALLOWED
    return Refused(_("Still open: %(what)s.") % {"what": "; ".join(end.label for end in found)})


def may_be_contested(case: ViolationCase, user: Any) -> Answer:
    """There is a decision that was not annulled."""
    return ALLOWED if case.decision_number else Refused(_("There is no decision yet."))
