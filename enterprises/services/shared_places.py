"""Dormitories, vehicles and shifts of an enterprise, and who stays in them from when to when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from ecms.audit.services import log
from ecms.core.bulk import lock_for_transaction
from ecms.core.clock import legal_date
from ecms.core.secrets import keyed_hash
from enterprises.enums import SharedPlaceKind
from enterprises.models import Enterprise, SharedPlace, SharedStay, Spell, Worker
from enterprises.rules import identity
from enterprises.services.place_lists import Line
from enterprises.services.survivors import surviving

MOST_ROWS = 5_000
# Nobody sleeps in two houses or works in two shifts: moving in elsewhere ends the stay before.
EXCLUSIVE = (SharedPlaceKind.HOUSING, SharedPlaceKind.SHIFT)
_FIELDS = ("kind", "code", "address", "ward", "site", "capacity", "operator")


class Closed(Exception):
    """Nobody can move into a place that is closed."""


@dataclass(frozen=True)
class Refused:
    """A line that was not carried out; ``problem`` is a reason code, ``place`` where one is."""

    line: Line
    problem: str
    place: str = ""


@dataclass
class Assigned:
    """What became of a list: numbers of people, and every line that was refused."""

    added: int = 0
    moved: int = 0
    same: int = 0
    refused: list[Refused] = field(default_factory=list)


@transaction.atomic
def declare(
    enterprise: Enterprise, facts: dict[str, Any], *, by: Any, at: datetime
) -> SharedPlace:
    """Add a place; the one of that kind and name where there is one already."""
    place, made = SharedPlace.objects.get_or_create(
        enterprise=surviving(enterprise, by=by), kind=facts["kind"], code=facts["code"],
        defaults={name: facts.get(name) for name in _FIELDS if facts.get(name) is not None},
    )  # fmt: skip
    if made:
        data = {"kind": place.kind, "code": place.code}
        log("shared_place.declared", place, by=by, at=at, data=data)
    return place


@transaction.atomic
def change(place: SharedPlace, facts: dict[str, Any], *, by: Any, at: datetime) -> list[str]:
    """Correct a place; returns the fields that changed. Its kind stays."""
    row = SharedPlace.objects.select_for_update().get(pk=place.pk)
    changed = [
        name
        for name in _FIELDS
        if name in facts and name != "kind" and getattr(row, name) != facts[name]
    ]
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        row.save(update_fields=changed)
        log("shared_place.changed", row, by=by, at=at, data={"fields": changed})
    return changed


@transaction.atomic
def close(place: SharedPlace, *, on: date, by: Any, at: datetime) -> int:
    """Close a place after ``on`` and end the stays in it; returns how many ended."""
    row = SharedPlace.objects.select_for_update().get(pk=place.pk)
    if row.closed_on is not None:
        return 0
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    ended = _end(SharedStay.objects.filter(place=row), on)
    log("shared_place.closed", row, by=by, at=at, data={"on": on, "ended": ended})
    return ended


def _end(stays: Any, on: date) -> int:
    """End open stays with ``on``; those that begin later never happened."""
    still = stays.filter(ended_on__isnull=True)
    never, _deleted = still.filter(started_on__gt=on).delete()
    return int(still.update(ended_on=on)) + never


@transaction.atomic
def leave(stay: SharedStay, *, on: date, by: Any, at: datetime) -> bool:
    """End a stay with its last day; False where it has ended, or would end before it began."""
    row = (
        SharedStay.objects.select_for_update(of=("self",)).select_related("place").get(pk=stay.pk)
    )
    if row.ended_on is not None or on < row.started_on:
        return False
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    log("shared_place.left", row.place, by=by, at=at, data={"worker": row.worker_id, "on": on})
    return True


def leave_all(*, worker: Worker, enterprise: Enterprise, on: date) -> int:
    """End all stays of somebody who leaves the enterprise; the departure itself is recorded."""
    return _end(SharedStay.objects.filter(worker=worker, place__enterprise=enterprise), on)


@transaction.atomic
def assign(place: SharedPlace, lines: list[Line], *, by: Any, at: datetime) -> Assigned:
    """Let the workers of ``lines`` stay in ``place``; what is wrong is returned line by line.

    Sent twice, the second time changes nothing. Exclusive kinds end the stay before.

    Raises:
        Closed: the place is closed.
    """
    lock_for_transaction("stays", place.enterprise_id)  # a move concerns two places
    row = SharedPlace.objects.select_for_update().get(pk=place.pk)
    if row.closed_on is not None:
        raise Closed
    result = Assigned()
    _Assignment(row, legal_date(at), result).carry_out(lines)
    if result.added:
        data = {"added": result.added, "moved": result.moved}
        log("shared_place.assigned", row, by=by, at=at, data=data)
    return result


class _Assignment:
    """One list into one place: everything is read in three statements, then written in sets."""

    def __init__(self, place: SharedPlace, today: date, result: Assigned) -> None:
        self.place, self.today, self.result = place, today, result
        self.new: list[SharedStay] = []
        self.shortened: dict[int, SharedStay] = {}

    def carry_out(self, lines: list[Line]) -> None:
        """Judge every line and write what is right."""
        known = [line for line in lines if not self._unreadable(line)]
        numbers = {line.row: identity.read(line.identity, on=self.today) for line in known}
        hashes = {keyed_hash(number.key): number.key for number in numbers.values()}
        workers = Worker.objects.filter(identity_hash__in=hashes).only("identity_hash")
        found = {hashes[bytes(worker.identity_hash or b"")]: worker.pk for worker in workers}
        self._read(list(found.values()))
        for line in known:
            worker = found.get(numbers[line.row].key)
            problem, where = self._judge(worker, line)
            if problem:
                self.result.refused.append(Refused(line, problem, where))
        self.result.refused.sort(key=lambda item: item.line.row)
        SharedStay.objects.bulk_update(self.shortened.values(), ["ended_on"], batch_size=1000)
        SharedStay.objects.bulk_create(self.new, batch_size=1000)

    def _unreadable(self, line: Line) -> bool:
        number = identity.read(line.identity, on=self.today)
        problem = line.problem or (f"identity_{number.problem}" if number.problem else "")
        if problem:
            self.result.refused.append(Refused(line, problem))
        return bool(problem)

    def _read(self, workers: list[int]) -> None:
        self.spells: dict[int, list[Spell]] = {}
        for spell in Spell.objects.filter(worker__in=workers, enterprise=self.place.enterprise_id):
            self.spells.setdefault(spell.worker_id, []).append(spell)
        same = Q(place=self.place)
        if self.place.kind in EXCLUSIVE:
            same |= Q(place__kind=self.place.kind, place__enterprise=self.place.enterprise_id)
        stays = SharedStay.objects.filter(same, worker__in=workers).select_related("place")
        self.stays: dict[int, list[SharedStay]] = {}
        for stay in stays.order_by("started_on", "pk"):
            self.stays.setdefault(stay.worker_id, []).append(stay)

    def _judge(self, worker: int | None, line: Line) -> tuple[str, str]:
        """A reason code and the other place, or empty when the stay is taken over."""
        first = line.started_on or self.today
        if first > self.today:
            return "future", ""
        if worker is None or worker not in self.spells:
            return "unknown", ""
        if not any(_covers(spell, first) for spell in self.spells[worker]):
            return "not_employed", ""
        meeting = [
            stay for stay in self.stays.get(worker, []) if _meet(stay, first, line.ended_on)
        ]
        if any(_same(stay, self.place, first, line.ended_on) for stay in meeting):
            self.result.same += 1
            return "", ""
        for stay in meeting:
            if stay.place_id == self.place.pk or not self._can_move(stay, first):
                return "elsewhere", stay.place.code
        self._take(worker, first, line.ended_on, meeting)
        return "", ""

    def _can_move(self, stay: SharedStay, first: date) -> bool:
        return stay.ended_on is None and stay.started_on < first

    def _take(self, worker: int, first: date, last: date | None, before: list[SharedStay]) -> None:
        for stay in before:
            stay.ended_on = first - timedelta(days=1)
            self.shortened[stay.pk] = stay
        stay = SharedStay(worker_id=worker, place=self.place, started_on=first, ended_on=last)
        self.new.append(stay)
        self.stays.setdefault(worker, []).append(stay)
        self.result.added += 1
        self.result.moved += bool(before)


def _covers(spell: Spell, day: date) -> bool:
    return spell.started_on <= day and (spell.ended_on is None or spell.ended_on >= day)


def _meet(stay: SharedStay, first: date, last: date | None) -> bool:
    return (last is None or stay.started_on <= last) and (
        stay.ended_on is None or stay.ended_on >= first
    )


def _same(stay: SharedStay, place: SharedPlace, first: date, last: date | None) -> bool:
    """Already there: the same stay, or one without end that covers it."""
    if stay.place_id != place.pk:
        return False
    covered = stay.started_on <= first and stay.ended_on is None and last is None
    return covered or (stay.started_on == first and stay.ended_on == last)
