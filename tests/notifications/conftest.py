"""Rules as shipped, two people and a letter."""

from datetime import date

import pytest

from ecms.notifications import registry
from ecms.notifications.loading import load_rules

DUE = date(2026, 10, 30)  # a Friday


@pytest.fixture
def rules(db):
    """The shipped reminder rules."""
    load_rules()


@pytest.fixture
def people(inspector, director, rules):
    """One who must act and one who is told when it is late."""
    letter = registry.Letter(
        kind="test.due",
        title="Do the thing",
        text="It is due.",
        recipients=lambda thing: [inspector],
        url=lambda thing: "/",
        escalate_to=lambda thing: [director],
    )
    registry.register(letter)
    for user, address in ((inspector, "an@example.vn"), (director, "")):
        user.email = address
        user.save()
    yield inspector, director
    registry._letters.pop("test.due")
