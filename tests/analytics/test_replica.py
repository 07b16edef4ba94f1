"""Figures come from the replica when one is there and follows closely."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connections
from django.urls import reverse

from analytics.models import Figure
from analytics.numbers import Selection
from analytics.periods import year_of
from ecms.core import replica
from tests.factories import TODAY, fresh

pytestmark = pytest.mark.django_db
ASKED = {"explorer": {"m": "cases_opened:count", "rows": "month"}}


@pytest.fixture
def second(monkeypatch):
    """A second alias that answers from the same data."""
    cache.delete(replica.KEY)
    monkeypatch.setitem(connections.settings, "replica", connections.settings["default"])
    connections["replica"] = connections["default"]
    yield
    del connections["replica"]
    cache.delete(replica.KEY)


def test_without_a_replica_the_main_database_answers(world, ministry_official):
    assert replica.alias() == "default"
    assert replica.words() == ""
    assert Selection(fresh(ministry_official), year_of(TODAY)).figures().db == "default"


def test_figures_are_read_from_the_replica_and_its_lag_is_said(
    second, world, ministry_official, sign_in
):
    rows = Selection(fresh(ministry_official), year_of(TODAY)).figures()
    assert rows.db == "replica"
    assert rows.count() == Figure.objects.count()
    for name in ("dashboard", "indicators", "explorer", "quality", "months"):
        page = sign_in(ministry_official).get(reverse(f"analytics:{name}"), ASKED.get(name))
        assert replica.words() in page.content.decode(), name


def test_a_replica_that_lags_or_is_away_is_passed_by(second, monkeypatch):
    cache.set(replica.KEY, 10_000, 60)
    assert replica.alias() == "default"
    cache.delete(replica.KEY)

    def broken(*args):
        raise DatabaseError("gone")

    monkeypatch.setattr(connections["replica"], "cursor", broken)
    assert replica.alias() == "default"
    assert replica.lag() is None
