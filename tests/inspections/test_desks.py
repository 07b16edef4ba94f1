"""Tabs of the list per role, and the next act of each case on it."""

import pytest

from inspections.desks import DESKS, desks_of
from inspections.models import Inspection
from inspections.next_steps import next_steps
from tests.factories import fresh


def on(code, user, today):
    return set(DESKS[code].rows(Inspection.objects.visible_to(user), user, today))


def test_tabs_follow_the_role(inspector, director):
    assert "approve" in desks_of(director)
    assert "approve" not in desks_of(inspector)
    assert {"today", "mine", "sign", "overdue"} <= set(desks_of(inspector))


def test_a_proposal_is_on_the_desk_of_who_decides(proposed, inspector, director):
    today = proposed.proposed_at.date()
    assert proposed in on("approve", director, today)
    assert proposed in on("mine", inspector, today)
    assert proposed not in on("sign", inspector, today)


def test_a_running_check_is_to_sign_for_its_head(running, inspector, director):
    today = running.announced_on
    assert running in on("sign", inspector, today)
    assert running not in on("sign", director, today)
    assert running in on(
        "overdue", director, running.ends_on.replace(year=running.ends_on.year + 1)
    )


def test_who_watches_over_the_work_of_others_has_its_stages(running, inspector, ministry_official):
    watcher = {"overdue", "risk", "running", "result", "followed", "all"}
    assert set(desks_of(fresh(ministry_official))) == watcher
    assert not {"running", "result", "followed"} & set(desks_of(inspector))
    today = running.announced_on
    assert running in on("running", fresh(ministry_official), today)
    assert running not in on("result", fresh(ministry_official), today)


@pytest.mark.parametrize("many", (1, 3))
def test_the_next_act_costs_the_same_for_any_number(running, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        found = next_steps([running] * many)
    assert found[running.pk].due_on == running.ends_on
