"""One world for all tests of a module; each test works inside a savepoint of its own."""

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client, override_settings

from tests.access.world import World
from tests.factories import NOW

BACKEND = "accounts.backends.DatedAccountBackend"


@pytest.fixture
def _django_db_helper(django_db_setup):
    """In place of pytest-django's: no transaction or flush around each test, the module's own
    fixture sees to that. The mark ``django_db`` stays, because it makes the test database."""


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    """The database with the world in it, thrown away at the end of the module."""
    media = tmp_path_factory.mktemp("media")
    patch = pytest.MonkeyPatch()
    patch.setattr("ecms.documents.services.issuing.press", lambda *a, **k: b"%PDF-1.7 x")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        override_settings(MEDIA_ROOT=media),
        transaction.atomic(),
    ):
        assert connection.settings_dict["NAME"].startswith("test_")
        yield World(), media
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def world(stage, settings, media, monkeypatch):
    """The world; what the test changes is undone after it."""
    world, settings.MEDIA_ROOT = stage
    for module in ("inspections.services.papers", "violations.services.papers"):
        monkeypatch.setattr(f"{module}.render", lambda *a, **k: b"%PDF-1.7 x", raising=False)
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def enter(world):
    """``enter("director.dongnai")`` is a browser of that person; ``enter(None)`` a stranger's."""
    browsers = {}

    def browser(name):
        if name not in browsers:
            browsers[name] = Client(raise_request_exception=True)
            if name:
                browsers[name].force_login(world.people[name], backend=BACKEND)
        return browsers[name]

    return browser
