"""Whatever happens to server, workers and clock: each reminder once, and late only if it says so.

The same random histories run through a naive model (a set of what was told), through the pure
rules, and through the job on PostgreSQL.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecms.core.calendar import load_calendar
from ecms.notifications import registry
from ecms.notifications.models import Delivery, ReminderRule
from ecms.notifications.rules import Ladder, Step, reminder_day
from ecms.notifications.services import claiming, due, writing
from tests.factories import EnterpriseFactory

CALENDAR = load_calendar()
START = date(2026, 12, 1)  # the New Year and Tết lie ahead
STEPS = (
    Step(1, "", "BEFORE", 3, "WORKING", "RESPONSIBLE"),
    Step(2, "", "BEFORE", 10, "CALENDAR", "RESPONSIBLE"),
    Step(3, "", "ON", 0, "WORKING", "RESPONSIBLE"),
    Step(4, "", "AFTER", 1, "WORKING", "RESPONSIBLE"),
    Step(5, "", "AFTER", 7, "CALENDAR", "RESPONSIBLE"),
)
KIND = "test.clock"


@dataclass
class Case:
    """One thing with a date, and what the naive model knows of it."""

    due_on: date
    runs_from: date = START
    paused: bool = False
    closed: bool = False
    told: set = field(default_factory=set)
    moves: int = 0


# What happens next: days that pass (an outage is many, a clock set back is negative), then events,
# then runs of the job: none, one, two at once, or one that is killed.
EVENTS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["pause", "resume", "move", "settle", ""])),
    max_size=2,
)
HISTORY = st.lists(
    st.tuples(
        st.integers(-3, 12),
        EVENTS,
        st.sampled_from(["none", "one", "two", "killed", "killed late"]),
    ),
    min_size=1,
    max_size=12,
)
DATES = st.lists(st.integers(-10, 60), min_size=3, max_size=3)


class Model:
    """The naive model: a reminder is told when its day has come and it is not in the set."""

    def __init__(self, offsets):
        self.cases = [Case(START + timedelta(days=n)) for n in offsets]
        self.told = []  # (case, due date, rule, late)

    def event(self, number, what, today):
        case = self.cases[number]
        if case.closed:
            return
        if what == "pause":
            case.paused = True
        elif what == "resume" and case.paused:
            case.paused, case.runs_from = False, today
        elif what == "move":
            case.moves += 1  # always to a date it never had
            case.due_on, case.runs_from = START + timedelta(days=100 * case.moves + number), today
        elif what == "settle":
            case.closed = True

    def run(self, today):
        for number, case in enumerate(self.cases):
            if case.closed or case.paused or case.runs_from > today:
                continue
            for step in STEPS:
                day = reminder_day(step.moment, step.days, step.unit, case.due_on, CALENDAR)
                since = max(day, case.runs_from)
                if since <= today and (case.due_on, step.pk) not in case.told:
                    case.told.add((case.due_on, step.pk))
                    self.told.append((number, case.due_on, step.pk, today > since))


def days_of(history):
    today = START
    for passed, events, runs in history:
        today += timedelta(days=passed)
        yield today, events, runs


@given(DATES, HISTORY)
def test_the_rules_tell_what_the_naive_model_tells(offsets, history):
    model, ladder = Model(offsets), Ladder(STEPS, CALENDAR)
    marks = [None] * 3
    told = []
    for today, events, runs in days_of(history):
        for number, what in events:
            moves = model.cases[number].moves
            model.event(number, what, today)
            if model.cases[number].moves != moves:
                marks[number] = None
        if runs in ("none", "killed", "killed late"):
            continue
        for number, case in enumerate(model.cases):
            silent = case.closed or case.paused or case.runs_from > today
            if silent or (marks[number] is not None and marks[number] >= today):
                continue
            fired = ladder.fired(
                KIND, case.due_on, runs_from=case.runs_from, told_through=marks[number],
                today=today,
            )  # fmt: skip
            told += [(number, case.due_on, f.step.pk, f.is_late(today)) for f in fired]
            latest = ladder.latest(case.due_on, today)
            if latest is not None and (marks[number] is None or latest > marks[number]):
                marks[number] = today
        model.run(today)
    assert Counter(told) == Counter(model.told)


class Killed(Exception):
    """The worker is gone."""


def run(today, *, killed=""):
    moment = datetime(today.year, today.month, today.day, 3, tzinfo=UTC)
    write = writing.write

    def dying(lines, *, at):
        if killed == "killed late":  # the rows were written, the commit never came
            write(lines, at=at)
        raise Killed

    with mock.patch.object(claiming.writing, "write", dying if killed else write):
        try:
            claiming.claim_due(today=today, at=moment, calendar=CALENDAR)
        except Killed:
            return


@pytest.fixture
def world(inspector):
    ReminderRule.objects.all().delete()
    for step in STEPS:
        ReminderRule.objects.create(
            pk=step.pk, code=f"s{step.pk}", moment=step.moment, days=step.days, unit=step.unit,
            audience=step.audience,
        )  # fmt: skip
    registry.register(
        registry.Letter(KIND, "A date", "Keep it.", lambda thing: [inspector], lambda thing: "/")
    )
    firms = [EnterpriseFactory() for _ in range(3)]
    yield firms
    registry._letters.pop(KIND)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DATES, HISTORY)
def test_the_job_tells_what_the_naive_model_tells(world, offsets, history):
    with transaction.atomic():
        _live(world, Model(offsets), history)
        transaction.set_rollback(True)


def _live(firms, model, history):
    opened = datetime(START.year, START.month, START.day, 2, tzinfo=UTC)
    for firm, case in zip(firms, model.cases, strict=True):
        due.expect(KIND, firm, due_on=case.due_on, at=opened)
    for today, events, runs in days_of(history):
        at = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
        for number, what in events:
            _event(firms[number], model.cases[number], what, at)
            moves = model.cases[number].moves
            model.event(number, what, today)
            if model.cases[number].moves != moves:
                due.expect(KIND, firms[number], due_on=model.cases[number].due_on, at=at)
        if runs.startswith("killed"):
            run(today, killed=runs)
        elif runs != "none":
            for _ in range(2 if runs == "two" else 1):
                run(today)
            model.run(today)
    _same(firms, model)


def _event(firm, case, what, at):
    if case.closed:
        return
    if what == "pause":
        due.pause(firm, at=at)
    elif what == "resume":
        due.resume(firm, at=at)
    elif what == "settle":
        due.settle(KIND, firm, at=at)


def _same(firms, model):
    numbers = {firm.pk: number for number, firm in enumerate(firms)}
    told, late, messages = Counter(), {}, {}
    for row in Delivery.objects.filter(kind=KIND):
        for rule in row.rules:
            key = (numbers[row.object_id], row.due_on, rule)
            told[key] += 1
            messages[key] = row.pk
            late[row.pk] = row.is_late
    assert told == Counter((number, due_on, rule) for number, due_on, rule, _ in model.told)
    for number, due_on, rule, was_late in model.told:
        if was_late:  # never late without being marked
            assert late[messages[number, due_on, rule]]
    for row, marked in late.items():  # nor marked without being late
        parts = [n for n in model.told if messages[n[:3]] == row]
        assert marked == any(part[3] for part in parts)
