"""Reads of what follows a visit: what is open, then and now, figures of what was put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from inspections import rules_followup as rules
from inspections.children import Child, of_other_modules
from inspections.enums import OPEN_PHASES, RequirementState
from inspections.models import Inspection, Recheck, Requirement, StopOrder
from inspections.permissions_followup import policy
from inspections.states_followup import ExtensionState


# --- What is open ---------------------------------------------------------------------------
def own_children(case: Inspection) -> list[Child]:
    """Requirements, follow-up checks, referrals, stop-work orders and originals still open."""
    return [
        *_requirements(case), *_checks(case), *_referrals(case), *_orders(case), *_originals(case)
    ]  # fmt: skip


def open_children(case: Inspection) -> list[Child]:
    """All that keeps the case open, those of other modules included."""
    return [*own_children(case), *of_other_modules(case)]


def _requirements(case: Inspection) -> Iterable[Child]:
    for row in case.requirements.outstanding():
        url = reverse("inspections:requirement", args=[case.pk, row.pk])
        label = _("Requirement: %(state)s") % {"state": row.get_state_display()}
        yield Child(label, url, row.text, row.due_on)


def _checks(case: Inspection) -> Iterable[Child]:
    for row in case.follow_ups.filter(phase__in=OPEN_PHASES):
        label = _("Follow-up check: %(state)s") % {"state": row.get_state_display()}
        yield Child(label, reverse("inspections:detail", args=[row.pk]), row.code)


def _referrals(case: Inspection) -> Iterable[Child]:
    for row in case.referrals.unanswered():
        url = reverse("inspections:referral", args=[case.pk, row.pk])
        yield Child(_("Referral without an answer"), url, row.body, row.answer_until)


def _orders(case: Inspection) -> Iterable[Child]:
    for row in case.stop_orders.in_force():
        url = reverse("inspections:stop_order", args=[case.pk, row.pk])
        yield Child(_("Stop-work order not lifted"), url, row.subject)


def _originals(case: Inspection) -> Iterable[Child]:
    for row in case.originals.filter(given_back_at=None):
        url = reverse("inspections:originals", args=[case.pk])
        yield Child(_("Original not given back"), url, row.name)


# --- Then and now ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Item:
    """One requirement before and after a follow-up check."""

    recheck: Recheck
    requirement: Requirement
    finding: Any
    files: tuple[Any, ...]

    @property
    def money_left_then(self) -> int | None:
        """What was missing before, None where no money was asked."""
        asked = self.requirement.amount
        return None if asked is None else max(asked - self.recheck.then_amount_done, 0)

    @property
    def workers_left_then(self) -> int | None:
        """Workers not helped before, None where none were named."""
        asked = self.requirement.workers
        return None if asked is None else max(asked - self.recheck.then_workers_done, 0)

    @property
    def money_left_now(self) -> int | None:
        """What is still missing."""
        left = self.money_left_then
        return None if left is None else max(left - (self.recheck.amount or 0), 0)

    @property
    def workers_left_now(self) -> int | None:
        """Workers still not helped."""
        left = self.workers_left_then
        return None if left is None else max(left - (self.recheck.workers or 0), 0)


@dataclass(frozen=True)
class ThenAndNow:
    """The report of a follow-up check: its items and their sums."""

    items: tuple[Item, ...]

    def count(self, rating: str) -> int:
        """Items with a rating."""
        return sum(item.recheck.rating == rating for item in self.items)

    @property
    def amount(self) -> int:
        """VND restored since the check before."""
        return sum(item.recheck.amount or 0 for item in self.items)

    @property
    def workers(self) -> int:
        """Workers helped since the check before."""
        return sum(item.recheck.workers or 0 for item in self.items)

    @property
    def missing(self) -> int:
        """Items not rated yet."""
        return self.count("")


def then_and_now(case: Inspection) -> ThenAndNow:
    """The items of a follow-up check in the order of the requirements, four queries."""
    rows = (
        case.rechecks.select_related(
            "requirement__finding__answer__question", "requirement__inspection", "rated_by"
        )
        .prefetch_related("files")
        .order_by("requirement__due_on", "pk")
    )
    return ThenAndNow(
        tuple(
            Item(row, row.requirement, row.requirement.finding, tuple(row.files.all()))
            for row in rows
        )
    )


# --- Stop-work ------------------------------------------------------------------------------
def stopped_at(enterprise: Any, user: Any) -> list[StopOrder]:
    """Orders in force at an enterprise that ``user`` may see, the newest first."""
    rows = StopOrder.objects.visible_to(user).in_force().filter(inspection__enterprise=enterprise)
    return list(rows.select_related("inspection", "site"))


# --- Figures --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Restored:
    """Sums in VND and persons, of requirements due or settled in a period."""

    amount_asked: int
    amount_done: int
    workers_asked: int
    workers_done: int


def put_right_on_time(rows: Any, start: date, end: date) -> tuple[int, int]:
    """Of the requirements in ``rows`` due from ``start`` to ``end`` (both included): how many
    were put right by their last day, and how many were due. Withdrawn and replaced ones do not
    count."""
    ended = (RequirementState.WITHDRAWN, RequirementState.REPLACED)
    due = rows.issued().filter(due_on__range=(start, end)).exclude(state__in=ended)
    on_time = Q(state=RequirementState.ACCEPTED, settled_on__lte=F("due_on"))
    found = due.order_by().aggregate(all=Count("pk"), good=Count("pk", filter=on_time))
    return found["good"], found["all"]


def restored(rows: Any, start: date, end: date) -> Restored:
    """Money and rights restored under the requirements in ``rows`` due in the period.

    A replaced requirement is left out: its successor carries what it had.
    """
    due = (
        rows.issued()
        .filter(due_on__range=(start, end))
        .exclude(state__in=(RequirementState.WITHDRAWN, RequirementState.REPLACED))
    )
    sums = due.order_by().aggregate(
        amount_asked=Sum("amount"), amount_done=Sum("amount_done"),
        workers_asked=Sum("workers"), workers_done=Sum("workers_done"),
    )  # fmt: skip
    return Restored(**{name: value or 0 for name, value in sums.items()})


# --- One requirement ------------------------------------------------------------------------
def standing_of(row: Requirement, today: date) -> str:
    """How it stands today (``rules_followup.standing``); uses prefetched extensions."""
    asked = any(each.state == ExtensionState.ASKED for each in row.extensions.all())
    return rules.standing(
        row.due_on,
        today,
        settled=not row.is_outstanding,
        waiting=row.state == RequirementState.EVIDENCE,
        asked=asked,
    )


def due_for_reminder(inspection: Inspection, *, on: date) -> list[tuple[Requirement, str]]:
    """Requirements that the next letter names, each with "remind" or "superior"."""
    rows = inspection.requirements.filter(
        state__in=(RequirementState.OPEN, RequirementState.SENT_BACK)
    ).annotate(sent=Count("reminders"), last=Max("reminders__sent_on"))
    chosen = policy()
    found: list[tuple[Requirement, str]] = []
    for row in rows:
        step = rules.reminder_step(
            chosen, due_on=row.due_on, today=on, sent=row.sent, last_on=row.last
        )
        if step:
            found.append((row, step))
    return found
