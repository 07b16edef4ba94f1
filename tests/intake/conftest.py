"""Complaints: a standing clock and the people of one body."""

import pytest
import time_machine

from tests.factories import NOW
from tests.intake import complaint_world as world
from tests.intake.complaint_world import Cast


@pytest.fixture
def frozen():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(frozen, agency, clerk, inspector, chief_inspector, director):
    world.load()
    return Cast(agency, clerk, inspector, chief_inspector, director)
