"""Handing the work of a person to others: everything chosen at once, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import selectors
from accounts.handover import Item, Kind, Moment, kinds
from accounts.models import Agency, Handover, User
from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core.clock import legal_date
from ecms.core.refusal import Refusal
from ecms.core.workflow import WorkflowRefused
from ecms.notifications.services import carrying, messages

Key = tuple[str, int]  # code of the kind, primary key of the row


class HandoverRefused(Refusal):
    """Nothing was handed over; ``problems`` says why for each thing, by its key."""

    def __init__(self, problems: Mapping[Key, str | Promise]) -> None:
        super().__init__(_("Nothing was handed over. See what stands in the way below."))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Occasion:
    """Whose work at which body, why, and why in spite of objections where there are any."""

    person: User
    agency: Agency
    absence: str
    reason: str
    override_reason: str = ""


def hand_over(
    occasion: Occasion, gifts: Mapping[Key, User], *, submission: UUID, by: Any, at: datetime
) -> Handover:
    """Give each thing of ``gifts`` to its successor in one transaction, with audit and news.

    What the person does not hold any more is passed over, so that a repeat does no harm; past
    signatures and the history of the things stay as they are. The same ``submission`` is one act.

    Raises:
        HandoverRefused: a successor may not take a thing, or an objection without a reason.
        Refusal: no right, no reason, nothing chosen or nothing left.
    """
    _demand_right(occasion, by)
    if not occasion.reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    if not gifts:
        raise Refusal(_("Choose a successor for at least one thing."))
    with transaction.atomic():
        # Two leaders at once: the second waits here and finds what is left.
        User.objects.select_for_update(of=("self",)).get(pk=occasion.person.pk)
        sent = Handover.objects.filter(submission=submission).first()
        if sent is not None:
            return sent
        lines = _Giving(occasion, by=by, at=at).all(gifts)
        if not lines:
            raise Refusal(_("All of this has been handed over already."))
        carrying.carry(occasion.person.pk, at=at)
        return _written(occasion, lines, submission=submission, by=by, at=at)


def _demand_right(occasion: Occasion, by: Any) -> None:
    here = occasion.agency.pk in by.scope.agency_ids
    if not (here and by.can(Permission.INSPECTION_ASSIGN)):
        raise Refusal(_("Only who assigns work in this body may hand it over."))


class _Giving:
    """One hand-over on its way: what goes wrong is collected, so that it is told all at once."""

    def __init__(self, occasion: Occasion, *, by: Any, at: datetime) -> None:
        self.occasion, self.by, self.on = occasion, by, legal_date(at)
        self.moment = Moment(occasion.reason.strip(), by, at)
        self.problems: dict[Key, str | Promise] = {}

    def all(self, gifts: Mapping[Key, User]) -> list[dict[str, Any]]:
        lines = []
        for kind in kinds():
            chosen = {pk: to for (code, pk), to in gifts.items() if code == kind.code}
            lines += self._of_kind(kind, chosen) if chosen else []
        if self.problems:
            raise HandoverRefused(self.problems)
        return lines

    def _of_kind(self, kind: Kind, chosen: Mapping[int, User]) -> list[dict[str, Any]]:
        held = kind.held(self.occasion.person, self.occasion.agency, self.by)
        rows = list(held.filter(pk__in=chosen))
        able = {u.pk for u in successors(kind, self.occasion, on=self.on)}
        items = {item.pk: item for item in kind.show(rows, self.occasion.person, self.on)}
        lines = []
        for row in rows:
            item, to = items[row.pk], chosen[row.pk]
            problem = self._objection(item, to, able)
            if problem:
                self.problems[kind.code, row.pk] = problem
            elif not item.settled:
                lines += self._one(kind, row, item, to)
        return lines

    def _objection(self, item: Item, to: User, able: set[int]) -> str | Promise:
        if to.pk not in able or to.pk in item.never:
            return _("%(name)s may not take this.") % {"name": to}
        if to.pk in item.bars and not self.occasion.override_reason.strip():
            return _("%(name)s: %(why)s. Choose somebody else, or say why all the same.") % {
                "name": to, "why": item.bars[to.pk],
            }  # fmt: skip
        return ""

    def _one(self, kind: Kind, row: Any, item: Item, to: User) -> list[dict[str, Any]]:
        outcome = self._tried(lambda: kind.give(row, to, self.moment), (kind.code, row.pk))
        line = {
            "kind": kind.code, "pk": row.pk, "label": item.label, "to": to.pk, "name": str(to),
            "outcome": str(outcome), "overruled": str(item.bars.get(to.pk, "")),
        }  # fmt: skip
        return [line]

    def _tried(self, give: Callable[[], str | Promise], key: Key) -> str | Promise:
        try:
            with transaction.atomic():
                return give()
        except (Refusal, WorkflowRefused) as refused:
            self.problems[key] = refused.reason
            return ""


def successors(kind: Kind, occasion: Occasion, *, on: Any) -> list[User]:
    """Who of the body may take work of this kind on a day, by name; not who gives it up."""
    able = selectors.holders_of(kind.able, agency=occasion.agency, on=on)
    here, person = occasion.agency.pk, occasion.person.pk
    return [user for user in able if user.agency_id == here and user.pk != person]


def _written(
    occasion: Occasion, lines: list[dict[str, Any]], *, submission: UUID, by: Any, at: datetime
) -> Handover:
    row = Handover.objects.create(
        person=occasion.person, agency=occasion.agency, absence=occasion.absence,
        reason=occasion.reason.strip(), override_reason=occasion.override_reason.strip(),
        lines=lines, submission=submission, done_at=at, done_by=by,
    )  # fmt: skip
    row.successors.set({line["to"] for line in lines})
    overruled = sum(1 for line in lines if line["overruled"])
    data = {
        "handover": row.pk, "things": len(lines), "overruled": overruled,
        "to": sorted({line["name"] for line in lines}), "reason": row.reason,
    }  # fmt: skip
    log("account.handed_over", occasion.person, by=by, at=at, data=data)
    messages.tell("account.handed_over", row, at=at)
    return row


def ask_for_it(person: User, *, by: Any, at: datetime) -> list[User]:
    """Ask those who assign work in the person's body to hand the open work over.

    Raises:
        Refusal: the account belongs to no body, or nobody there assigns work.
    """
    leaders = selectors.leaders_of(person, on=legal_date(at))
    if not leaders:
        raise Refusal(_("Nobody in this person’s body may hand work over."))
    messages.tell("account.work_left", person, at=at, to=leaders, turn=f"{at:%Y%m%d%H}")
    log("account.handover_asked", person, by=by, at=at)
    return leaders
