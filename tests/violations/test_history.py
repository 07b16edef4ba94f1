"""Recidivism from history: the periods, the days at their edges, and the page that proposes it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import TODAY
from tests.violations.conftest import at
from violations import history
from violations.history_rules import Earlier, Finding, Periods, clean_from, judge
from violations.models import ViolationCase
from violations.services import closing, payments

LAW = Periods(warning=6, other=12, execution=12)
ON = date(2026, 10, 5)
DECIDED = date(2025, 3, 3)


def found(day, **values):
    earlier = Earlier(1, "TL-18", **{"decided_on": DECIDED, **values})
    hit = judge(earlier, began_or_ended_on=day, on=ON, periods=LAW)
    return hit and hit.finding


@pytest.mark.parametrize(
    ("warning", "executed", "last_day"),
    [(False, date(2025, 4, 1), date(2026, 4, 1)),
     (True, date(2025, 4, 1), date(2025, 10, 1)),
     (False, None, date(2027, 3, 3)),  # a year to execute it, then a year
     (True, None, date(2026, 9, 3)),
     (True, date(2025, 8, 31), date(2026, 2, 28))],
)  # fmt: skip
def test_the_last_day_still_counts_and_the_next_is_clean(warning, executed, last_day):
    facts = {"warning": warning, "executed_on": executed}
    assert found(last_day, **facts) == Finding.REPEAT
    assert found(last_day + timedelta(days=1), **facts) == Finding.CLEAN
    assert clean_from(Earlier(1, "X", decided_on=DECIDED, **facts), LAW) == last_day + timedelta(1)


def test_an_act_before_the_decision_is_no_recidivism():
    assert found(DECIDED) is None
    assert found(DECIDED + timedelta(days=1)) == Finding.REPEAT


def test_an_act_not_sanctioned_yet_is_several_times_until_its_limitation():
    facts = {"decided_on": None}
    assert found(ON, limitation_ends_on=ON, **facts) == Finding.SEVERAL
    assert found(ON, limitation_ends_on=ON - timedelta(days=1), **facts) is None
    assert found(ON, **facts) == Finding.SEVERAL


days = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(days, st.none() | days, st.booleans(), days)
def test_later_acts_are_never_judged_more_harshly(decided, executed, warning, day):
    facts = {"decided_on": decided, "executed_on": executed, "warning": warning}
    if found(day, **facts) == Finding.CLEAN:
        assert found(day + timedelta(days=1), **facts) == Finding.CLEAN
    if found(day, **facts) == Finding.REPEAT and warning:
        assert found(day, **{**facts, "warning": False}) == Finding.REPEAT


@pytest.mark.django_db
def test_a_repeat_is_proposed_with_its_evidence_and_counted_once(
    executing, open_case, inspector, client
):
    first = executing("TD-03")
    payments.record(first, 4_000_000, paid_on=TODAY, reference="R1", by=inspector, at=at())
    first.remedies.all().delete()
    first = closing.mark_executed(ViolationCase.objects.get(pk=first.pk), by=inspector, at=at())
    before = open_case("TD-03")  # done on 20 September, before the decision of 5 October
    assert history.record_of(before, inspector) == []
    case = open_case("TD-03", ended_on=None, ongoing=True, discovered_on=TODAY + timedelta(days=1))
    lines = history.record_of(case, inspector)
    assert {line.finding for line in lines} == {Finding.REPEAT, Finding.SEVERAL}
    [repeat] = [line for line in lines if line.to_weigh]
    assert "06/10/2027" in repeat.words
    client.force_login(inspector)
    url = reverse("violations:weigh", args=[case.pk])
    assert (
        f"{url}?repeat={repeat.act.pk}"
        in client.get(reverse("violations:detail", args=[case.pk])).content.decode()
    )
    form = client.get(url, {"repeat": repeat.act.pk}).context["form"]
    assert form.initial["code"] == "A-b"
    client.post(url, form.initial)
    assert case.circumstances.get().code == "A-b"
    assert not any(line.to_weigh for line in history.record_of(case, inspector))
