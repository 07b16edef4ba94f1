"""Preparing a database: each step once, and demonstration data never over somebody's own."""

import os
from contextlib import closing

import psycopg2
import pytest

from ecms.stack.errors import StackError, Stopped
from ecms.stack.services import connection_arguments
from ecms.stack.steps import SEEDING, Stamps, Steps

pytestmark = pytest.mark.stack


@pytest.fixture
def url():
    """An empty database on the tests' server."""
    server = os.environ["ECMS_DATABASE_URL"]
    arguments = connection_arguments(server)
    with closing(psycopg2.connect(**arguments)) as connection:
        connection.autocommit = True
        name = f"steps_{os.getpid()}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
            yield server.replace(f"/{arguments['dbname']}?", f"/{name}?")
            cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture
def steps(url, monkeypatch):
    """Steps whose commands are only noted."""
    made = Steps({"ECMS_DATABASE_URL": url}, lambda: False)
    made.done = []
    monkeypatch.setattr(made, "_manage", lambda what, *command: made.done.append(command[0]))
    monkeypatch.setattr("ecms.stack.steps.stamps.is_fresh", lambda name, value: True)
    return made


def make_user(url):
    with closing(psycopg2.connect(**connection_arguments(url))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE accounts_user AS SELECT 1 AS id")


def test_each_step_is_done_once(steps):
    steps.prepare()
    assert steps.done == ["migrate", "load_reference", "seed"]
    steps.prepare()
    assert len(steps.done) == 3


def test_another_database_is_prepared_anew(steps, url):
    steps.prepare()
    Stamps(url)._execute("DROP TABLE stack_stamp")
    steps.prepare()
    assert steps.done.count("migrate") == 2


def test_a_database_with_users_gets_no_demonstration_data(steps, url):
    make_user(url)
    steps.prepare()
    assert "seed" not in steps.done


def test_an_interrupted_seeding_is_done_again(steps, url):
    make_user(url)
    Stamps(url).write("seed", SEEDING)
    steps.prepare()
    assert "seed" in steps.done
    assert Stamps(url).read("seed") == "demo"


def test_without_demonstration_data_when_told_so(steps):
    steps.prepare(seed="none")
    assert "seed" not in steps.done


def test_a_step_that_fails_is_not_stamped(url, monkeypatch):
    steps = Steps({"ECMS_DATABASE_URL": url}, lambda: False)

    def refuse(what, *command):
        raise StackError("no")

    monkeypatch.setattr(steps, "_manage", refuse)
    with pytest.raises(StackError):
        steps.prepare()
    assert Stamps(url).read("migrations") is None


def test_a_failing_command_shows_the_end_of_its_log(url):
    steps = Steps({**os.environ, "ECMS_DATABASE_URL": url}, lambda: False)
    with pytest.raises(StackError, match=r"(?s)Trying failed.*Unknown command.*Full log"):
        steps._manage("Trying", "no_such_command")


def test_a_command_is_ended_when_somebody_wants_to_stop(url):
    steps = Steps({**os.environ, "ECMS_DATABASE_URL": url}, lambda: True)
    with pytest.raises(Stopped):
        steps._manage("Trying", "shell", "-c", "import time; time.sleep(60)")
