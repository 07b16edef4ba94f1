"""What counts as shared: the rule against single days, and the statement against the rule."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecms.core.scoping import Scope
from enterprises.rules import tracing as rules
from enterprises.rules.tracing import HOUSING, KINDS, SHIFT, SITE, VEHICLE, Period, Presence
from enterprises.selectors_tracing import Question, answer
from tests.factories import EnterpriseFactory, ProvinceFactory
from tests.worker_factories import (
    SharedPlaceFactory,
    SharedStayFactory,
    SiteFactory,
    SpellFactory,
    WorkerFactory,
)

DAY = date(2026, 9, 1)
WHOLE = Scope(national=True)


def on(number):
    return DAY + timedelta(days=number)


def brute(subject, presences, period, kinds):
    """Day by day, person by person: slow and plain."""
    found = {}
    for offset in range(period.days):
        day = period.first + timedelta(days=offset)
        there = [p for p in presences if p.first <= day and (p.last is None or day <= p.last)]
        for kind in kinds:
            spots = {p.spot for p in there if p.person == subject and p.kind == kind}
            met = {p.person for p in there if p.kind == kind and p.spot in spots}
            for person in met - {subject}:
                by_kind = found.setdefault(person, {})
                by_kind[kind] = by_kind.get(kind, 0) + 1
    return found


def presence():
    first = st.integers(-20, 45)
    length = st.one_of(st.none(), st.integers(0, 40))
    return st.builds(
        lambda person, kind, spot, start, days: Presence(
            person, kind, spot, on(start), None if days is None else on(start + days)
        ),
        st.integers(0, 4), st.sampled_from(KINDS), st.integers(0, 1), first, length,
    )  # fmt: skip


histories = st.lists(presence(), max_size=25)
periods = st.builds(
    lambda start, days: Period(on(start), on(start + days)), st.integers(0, 30), st.integers(0, 30)
)
chosen = st.sets(st.sampled_from(KINDS), min_size=1).map(sorted)


@given(histories, periods, chosen)
def test_the_rule_counts_every_shared_day_once(presences, period, kinds):
    assert rules.contacts(0, presences, period, kinds) == brute(0, presences, period, kinds)


@given(histories, periods)
def test_contact_is_mutual(presences, period):
    for person, days in rules.contacts(0, presences, period).items():
        assert rules.contacts(person, presences, period)[0] == days


@given(histories, periods)
def test_no_more_days_than_the_period_has(presences, period):
    for days in rules.contacts(0, presences, period).values():
        assert all(1 <= count <= period.days for count in days.values())
        assert rules.strength(days) >= max(days.values())


class Stage:
    """Five people, two sites of one enterprise, two places of each kind."""

    def __init__(self):
        self.firm = EnterpriseFactory(province=ProvinceFactory(code="75"))
        self.people = [WorkerFactory() for _ in range(5)]
        self.sites = [SiteFactory(enterprise=self.firm), None]  # None: no site is known
        self.places = {
            (kind, spot): SharedPlaceFactory(enterprise=self.firm, kind=kind)
            for kind in (SHIFT, HOUSING, VEHICLE)
            for spot in (0, 1)
        }

    def play(self, presences):
        """Store what can be stored: one employment, one stay a day of beginning. Returns it."""
        kept, seen = [], set()
        for row in presences:
            # spell_once: an enterprise does not take somebody on twice on a day
            key = (row.person, row.first, row.kind, row.spot if row.kind != SITE else "firm")
            if key in seen:
                continue
            seen.add(key)
            kept.append(row)
            days = {"started_on": row.first, "ended_on": row.last}
            person = self.people[row.person]
            if row.kind == SITE:
                site = self.sites[row.spot]
                SpellFactory(worker=person, enterprise=self.firm, site=site, **days)
            else:
                place = self.places[row.kind, row.spot]
                SharedStayFactory(worker=person, place=place, **days)
        return kept


def found(stage, period, kinds, scope=WHOLE, **options):
    question = Question(period.first, period.last, tuple(kinds), worker=stage.people[0].pk)
    got = answer(question, scope, **options)
    keys = {person.pk: number for number, person in enumerate(stage.people)}
    return got, {keys[c.worker_id]: c.days for c in got.contacts}


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(presences=histories, period=periods, kinds=chosen)
def test_the_statement_finds_what_the_rule_finds(db, presences, period, kinds):
    from django.db import transaction

    with transaction.atomic():
        stage = Stage()
        kept = stage.play(presences)
        wanted = rules.contacts(0, kept, period, kinds)
        got, days = found(stage, period, kinds)
        assert days == wanted
        assert (got.found, got.elsewhere, got.capped) == (len(wanted), 0, False)
        strengths = [contact.strength for contact in got.contacts]
        assert strengths == sorted(strengths, reverse=True)
        assert strengths == [rules.strength(contact.days) for contact in got.contacts]
        transaction.set_rollback(True)


@pytest.mark.django_db
class TestStatement:
    period = Period(on(0), on(20))

    @pytest.fixture
    def stage(self):
        return Stage()

    def test_a_bus_of_two_enterprises_is_one_bus(self, stage):
        other = EnterpriseFactory(province=stage.firm.province)
        bus = stage.places[VEHICLE, 0]
        type(bus).objects.filter(pk=bus.pk).update(code="60B12345")
        same = SharedPlaceFactory(enterprise=other, kind=VEHICLE, code="60B12345")
        SharedStayFactory(worker=stage.people[0], place=bus, started_on=on(1))
        SharedStayFactory(worker=stage.people[3], place=same, started_on=on(5), ended_on=on(6))
        assert found(stage, self.period, KINDS)[1] == {3: {VEHICLE: 2}}

    def test_a_name_that_is_no_plate_says_nothing_elsewhere(self, stage):
        other = EnterpriseFactory(province=stage.firm.province)
        bus = stage.places[VEHICLE, 0]
        same = SharedPlaceFactory(enterprise=other, kind=VEHICLE, code=bus.code)
        SharedStayFactory(worker=stage.people[0], place=bus, started_on=on(1))
        SharedStayFactory(worker=stage.people[3], place=same, started_on=on(1))
        assert found(stage, self.period, KINDS)[1] == {}

    def test_houses_of_the_same_name_are_different_houses(self, stage):
        other = EnterpriseFactory(province=stage.firm.province)
        house = stage.places[HOUSING, 0]
        same = SharedPlaceFactory(enterprise=other, kind=HOUSING, code=house.code)
        SharedStayFactory(worker=stage.people[0], place=house, started_on=on(1))
        SharedStayFactory(worker=stage.people[3], place=same, started_on=on(1))
        assert found(stage, self.period, KINDS)[1] == {}

    def test_out_of_reach_is_counted_and_not_shown(self, stage):
        away = EnterpriseFactory(province=ProvinceFactory(code="01"))
        bus = stage.places[VEHICLE, 0]
        type(bus).objects.filter(pk=bus.pk).update(code="60B12345")
        there = SharedPlaceFactory(enterprise=away, kind=VEHICLE, code="60B12345")
        SharedStayFactory(worker=stage.people[0], place=bus, started_on=on(1))
        SharedStayFactory(worker=stage.people[1], place=bus, started_on=on(1))
        SharedStayFactory(worker=stage.people[2], place=there, started_on=on(1))
        scope = Scope(province_ids=frozenset({stage.firm.province_id}))
        got, days = found(stage, self.period, KINDS, scope)
        assert days == {1: {VEHICLE: 20}}
        assert (got.found, got.elsewhere) == (1, 1)

    def test_what_is_shared_out_of_reach_adds_nothing_to_a_contact_within(self, stage):
        away = EnterpriseFactory(province=ProvinceFactory(code="01"))
        for person in stage.people[:2]:
            SpellFactory(
                worker=person, enterprise=away, started_on=on(-90), ended_on=on(3),
                site=SiteFactory(enterprise=away) if person is None else None,
            )  # fmt: skip
            SharedStayFactory(
                worker=person, place=stage.places[SHIFT, 0], started_on=on(10), ended_on=on(11)
            )
        scope = Scope(province_ids=frozenset({stage.firm.province_id}))
        assert found(stage, self.period, KINDS, scope)[1] == {1: {SHIFT: 2}}
        assert found(stage, self.period, KINDS)[1] == {1: {SITE: 4, SHIFT: 2}}

    def test_a_big_place_is_cut_and_says_so(self, stage):
        for person in stage.people:
            SharedStayFactory(worker=person, place=stage.places[SHIFT, 0], started_on=on(0))
        full, _ = found(stage, self.period, KINDS, most=4)
        assert (full.found, full.capped) == (4, False)
        cut, _ = found(stage, self.period, KINDS, most=3)
        assert cut.capped

    def test_pages_hold_everybody_once(self, stage):
        for person in stage.people:
            SharedStayFactory(worker=person, place=stage.places[SHIFT, 0], started_on=on(0))
        pages = [found(stage, self.period, KINDS, limit=2, offset=n)[1] for n in (0, 2, 4)]
        assert [sorted(page) for page in pages] == [[1, 2], [3, 4], []]
        assert found(stage, self.period, KINDS, limit=2, offset=4)[0].found == 4

    def test_who_was_on_a_site_on_a_day(self, stage):
        site = stage.sites[0]
        SpellFactory(worker=stage.people[0], enterprise=stage.firm, site=site, started_on=on(4))
        SpellFactory(
            worker=stage.people[1], enterprise=stage.firm, site=site, started_on=on(0),
            ended_on=on(3),
        )  # fmt: skip
        SpellFactory(worker=stage.people[2], enterprise=stage.firm, started_on=on(0))
        ask = {"enterprise": stage.firm.pk}

        def there(first, last, **more):
            got = answer(Question(on(first), on(last), (SITE,), **ask, **more), WHOLE)
            return [(c.worker_id, c.days[SITE]) for c in got.contacts]

        first, second, third = (person.pk for person in stage.people[:3])
        assert there(3, 3, site=site.pk) == [(second, 1)]
        assert there(4, 4, site=site.pk) == [(first, 1)]
        assert there(3, 5) == [(third, 3), (first, 2), (second, 1)]


class TestPeriod:
    today = date(2026, 10, 5)

    @pytest.mark.parametrize(
        "back, days, problem",
        [
            (60, 31, ""), (61, 31, "too_old"), (60, 32, "too_long"), (0, 1, ""),
            (0, 2, "future"), (10, 0, "reversed"),
        ],
    )  # fmt: skip
    def test_limits(self, back, days, problem):
        first = self.today - timedelta(days=back)
        last = first + timedelta(days=days - 1)
        assert rules.problem(first, last, today=self.today) == problem

    def test_an_answer_is_open_for_thirty_days(self):
        assert rules.keep_until(self.today) == date(2026, 11, 4)

    def test_a_night_under_one_roof_weighs_more_than_a_week_in_one_plant(self):
        assert rules.strength({HOUSING: 1}) > rules.strength({SITE: 7})
        order = [rules.strength({kind: 1}) for kind in (HOUSING, VEHICLE, SHIFT, SITE)]
        assert order == sorted(set(order), reverse=True)

    @pytest.mark.parametrize("typed", ["60B-123.45", "60b 12345", "60B12345 "])
    def test_plates_are_compared_without_their_dress(self, typed):
        assert rules.plate(typed) == "60B12345"

    @pytest.mark.parametrize("name", ["Xe 1", "Bus A", "", "12345", "60B12"])
    def test_other_names_are_no_plates(self, name):
        assert rules.plate(name) == ""
