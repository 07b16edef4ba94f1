"""Who is drawn for a team, and in which order visits are made: properties of the pure rules."""

from collections import Counter
from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules_allotment import LEAST, Person, draw, luck, weigh
from inspections.rules_route import (
    FAR,
    LUNCH_FROM,
    LUNCH_TO,
    SAME_PROVINCE,
    SAME_WARD,
    SAME_ZONE,
    Hours,
    Place,
    RouteError,
    Stop,
    in_order,
    nearness,
    timed,
)

people = st.lists(
    st.builds(
        Person,
        pk=st.integers(1, 500),
        name=st.just("x"),
        heads=st.integers(0, 30),
        joins=st.integers(0, 30),
        near=st.sampled_from([None, 0, 1, 2]),
        topics=st.integers(0, 9),
        was_last=st.booleans(),
        has_conflict=st.booleans(),
    ),
    unique_by=lambda person: person.pk,
    max_size=12,
)
seeds = st.text(min_size=1, max_size=12)


# --- Allotment ------------------------------------------------------------------------------
@given(people, st.integers(1, 6), seeds)
def test_nobody_barred_is_drawn_and_nobody_twice(everybody, size, seed):
    drawn = draw(everybody, size, seed=seed)
    free = {p.pk for p in everybody if not p.was_last and not p.has_conflict}
    assert set(drawn.team) <= free
    assert len(set(drawn.team)) == len(drawn.team) == min(size, len(free))
    assert {one.person.pk for one in drawn.everybody} == {p.pk for p in everybody}


@given(people, st.integers(1, 6), seeds, st.randoms())
def test_a_draw_can_be_redone_whatever_the_order_of_the_list(everybody, size, seed, random):
    mixed = list(everybody)
    random.shuffle(mixed)
    assert draw(everybody, size, seed=seed) == draw(mixed, size, seed=seed)


@given(people, st.integers(1, 6), seeds)
def test_who_has_less_to_do_is_never_worse_off(everybody, size, seed):
    for person in everybody:
        if person.pk in draw(everybody, size, seed=seed).team and person.heads:
            eased = [replace(p, heads=0) if p is person else p for p in everybody]
            assert person.pk in draw(eased, size, seed=seed).team


@given(people, seeds)
def test_chances_are_shares_of_those_who_can_be_drawn(everybody, seed):
    drawn = draw(everybody, 2, seed=seed)
    assert all(one.chance == 0 for one in drawn.everybody if one.bar)
    shares = [one.chance for one in drawn.everybody if not one.bar]
    assert not shares or sum(shares) == pytest.approx(1, abs=0.001)


@given(seeds, st.integers(1, 10**9))
def test_luck_lies_between_nought_and_one(seed, pk):
    assert 0 < luck(seed, pk) < 1


def test_the_less_loaded_person_is_drawn_more_often_but_not_always():
    idle, busy = Person(1, "idle"), Person(2, "busy", heads=5)
    first = Counter(draw([idle, busy], 1, seed=str(n)).team[0] for n in range(400))
    assert first[1] > 200 > first[2] > 40


def test_points_by_cause():
    one = weigh(Person(1, "x", heads=2, joins=1, near=0, topics=5))
    assert (one.load, one.way, one.topics) == (-30, 25, 24)
    assert one.points == 119
    assert weigh(Person(1, "x", heads=40)).points == LEAST


# --- Route ----------------------------------------------------------------------------------
places = st.builds(
    Place,
    zone=st.sampled_from([None, 1, 2]),
    ward=st.sampled_from([None, 1, 2, 3]),
    province=st.sampled_from([75, 79]),
)
stops = st.lists(
    st.builds(
        Stop,
        pk=st.integers(1, 99),
        place=places,
        days_left=st.sampled_from([None, -2, 0, 1, 5, 30]),
        risk=st.integers(0, 100),
    ),
    unique_by=lambda stop: stop.pk,
    max_size=8,
)
DAY = Hours(time(7, 30), time(7, 30), time(16, 30), 90)


@given(places, places)
def test_nearness_is_the_same_both_ways(one, other):
    assert nearness(one, other) == nearness(other, one)


def test_nearness_by_zone_ward_province():
    here = Place(1, 2, 75)
    assert nearness(here, Place(1, 9, 75)) == SAME_ZONE
    assert nearness(here, Place(None, 2, 75)) == SAME_WARD
    assert nearness(here, Place(None, None, 75)) == SAME_PROVINCE
    assert nearness(here, Place(None, None, 79)) == FAR


@given(stops)
def test_every_visit_is_in_the_route_once_and_the_most_urgent_first(some):
    route = in_order(some)
    assert sorted(stop.pk for stop in route) == sorted(stop.pk for stop in some)
    if some:
        assert route[0].urgency == min(stop.urgency for stop in some)


@given(stops)
def test_the_next_stop_is_never_farther_than_another_one_left(some):
    route = in_order(some)
    for number, stop in enumerate(route[:-1]):
        steps = [nearness(stop.place, other.place) for other in route[number + 1 :]]
        assert steps[0] == min(steps)


@given(stops, st.integers(15, 240))
def test_visits_keep_the_hours_and_the_break(some, minutes):
    hours = replace(DAY, minutes=minutes)
    legs, left_out = timed(in_order(some), hours)
    assert len(legs) + len(left_out) == len(some)
    for leg in legs:
        assert hours.opens <= leg.arrives < leg.leaves <= hours.closes
        assert leg.leaves <= LUNCH_FROM or leg.arrives >= LUNCH_TO
    for before, after in pairwise(legs):
        assert before.leaves <= after.arrives


def test_a_late_check_comes_before_a_risky_one():
    late = Stop(1, Place(None, 1, 75), days_left=-1, risk=0)
    risky = Stop(2, Place(None, 2, 75), days_left=9, risk=100)
    assert [stop.pk for stop in in_order([risky, late])] == [1, 2]


@pytest.mark.parametrize("hours", [replace(DAY, closes=time(7, 0)), replace(DAY, minutes=0)])
def test_impossible_hours_are_refused(hours):
    with pytest.raises(RouteError):
        timed([], hours)
