"""A town for a module: the law, the demonstration accounts, a server and a browser."""

import os

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.demo import create_demo_accounts
from scripts.system import find_chromium
from tests.e2e.desk import Desk
from tests.e2e.sanctions import MONDAY, Office
from tests.factories import NOW

FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/e2e/" in item.nodeid:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture
def _django_db_helper(django_db_setup):
    """In place of pytest-django's: no transaction or flush around each test, the module's own
    fixture sees to that. The mark ``django_db`` stays, because it makes the test database."""


@pytest.fixture(scope="session")
def last_session_ends(django_db_setup, django_db_blocker):
    """Threads of a server may keep their connections, and with them the test database."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND usename = current_user"
        )


@pytest.fixture(scope="module")
def town(last_session_ends, django_db_blocker, tmp_path_factory):
    """The address of a running ECMS; its clock stands at a Monday morning and goes on ticking."""
    folder = tmp_path_factory.mktemp("town")
    mail = folder / "mail"
    changed = override_settings(
        MEDIA_ROOT=folder / "media",
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
        EMAIL_FILE_PATH=str(mail),
    )
    with django_db_blocker.unblock(), changed, time_machine.travel(NOW, tick=True) as clock:
        assert connection.settings_dict["NAME"].startswith("test_")  # what follows empties it
        call_command("load_reference", verbosity=0)
        create_demo_accounts()
        server = LiveServer("127.0.0.1")
        try:
            yield server, clock, mail
        finally:
            server.stop()
            # Numbers are not given again: what a process keeps of published procedures goes by them.
            call_command("flush", interactive=False, verbosity=0, reset_sequences=False)


@pytest.fixture(scope="module")
def chromium():
    # Playwright keeps an event loop in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture(autouse=True)
def media(town):
    """Files stay where the town keeps them, from one test to the next."""
    return town[0]


@pytest.fixture(scope="module")
def seen():
    """Pages whose accessibility was examined in this module."""
    return set()


@pytest.fixture
def sit(chromium, town, seen):
    """``sit("director.dongnai", width=390)`` seats a person at a browser."""
    desks = []

    def seat(username, **options):
        desks.append(Desk(chromium, town[0].url, username, seen=seen, **options))
        return desks[-1]

    yield seat
    for desk in desks:
        desk.close()


@pytest.fixture
def people(sit):
    """Each person's desk, opened when first asked for."""

    class People(dict):
        def __missing__(self, name):
            self[name] = sit(name)
            return self[name]

    return People()


@pytest.fixture
def office(sit, town):
    """The department of Đồng Nai on Monday 5 October 2026; ``office.on(day)`` lets time pass."""
    return Office(sit, town[1]).on(MONDAY)
