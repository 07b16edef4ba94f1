"""The definitions, and a world with its figures."""

import pytest

from analytics import figures
from analytics.loading import load_measures
from tests.analytics.world import World
from tests.factories import NOW


@pytest.fixture
def measures(db):
    load_measures()


@pytest.fixture
def world(measures, ministry_official, director, foreign_director):
    """Case files in two provinces, with figures."""
    made = World(11)
    made.fill(35)
    figures.refresh(at=NOW)
    return made


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """The pages live on the day of the world."""
    from ecms.core import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: NOW.date())
