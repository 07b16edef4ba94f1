"""Tabs of the list per role."""

from inspections.desks import DESKS, desks_of
from inspections.models import Inspection


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
