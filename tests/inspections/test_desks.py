"""Tabs of the list per role, and the next act of each case on it."""

import pytest

from inspections.desks import DESKS, desks_of
from inspections.models import Inspection
from inspections.next_steps import next_steps


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


@pytest.mark.parametrize("many", (1, 3))
def test_the_next_act_costs_the_same_for_any_number(running, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        found = next_steps([running] * many)
    assert found[running.pk].due_on == running.ends_on
