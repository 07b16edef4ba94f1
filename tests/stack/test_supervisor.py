"""``make run`` for real: started, doubled, its parts killed, stopped, started again."""

import socket
import time

import pytest

from tests.stack.checkout import Checkout, all_gone

pytestmark = [pytest.mark.stack, pytest.mark.slow]


@pytest.fixture(scope="module")
def checkout():
    made = Checkout()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def running(checkout):
    started = checkout.start()
    started.wait_for("ECMS is ready at")
    yield started
    started.stop()


def test_it_says_where_it_is_and_is_ready_when_it_says_so(running, checkout):
    assert f"ECMS is ready at {checkout.url}" in running.output()
    assert running.readyz()["status"] == "ok"


def test_a_second_start_from_the_same_folder_is_refused(running, checkout):
    second = checkout.run("run", PORT="1")
    assert second.returncode == 1
    assert "ECMS already runs from this folder" in second.stdout
    assert checkout.url in second.stdout
    running.wait_ready()


def test_killed_parts_are_reported_and_started_again(running):
    killed_at = time.time()
    parts = ("worker", "web", "beat", "valkey")
    for part in parts:
        running.kill(part)
    for part in parts:
        running.wait_for(f"{part} is started again (1): {part} ended with signal SIGKILL")
    running.wait_ready(since=killed_at)


def test_a_killed_database_recovers_with_its_data(running, checkout):
    query = "from ecms.stack.steps import Stamps; import os; print(Stamps(os.environ['%s']).%s)"
    write = query % ("ECMS_DATABASE_URL", "write('proof', 'kept')")
    read = query % ("ECMS_DATABASE_URL", "read('proof')")
    assert checkout.run("with", "--", "python", "-c", write).returncode == 0
    running.kill("postgres")
    running.wait_for("postgres is started again (1)")
    running.wait_ready()
    assert checkout.run("with", "--", "python", "-c", read).stdout.strip() == "kept"


def test_sigterm_stops_everything_and_the_next_start_repeats_nothing(running, checkout):
    pids = running.pids()
    assert len(pids) == 5
    assert running.stop() == 0
    assert "Stopped; data are kept." in running.output()
    assert all_gone(pids)

    again = checkout.start()
    again.wait_for("ECMS is ready at")
    for step in ("Making the database", "Migrating", "Loading", "Collecting"):
        assert step not in again.output()

    # Killed outright, it leaves nothing, and what comes next finds a database in order.
    pids = again.pids()
    again.process.kill()
    again.process.wait()
    assert all_gone(pids, seconds=30)


@pytest.mark.usefixtures("running")
def test_a_part_that_keeps_crashing_ends_the_whole_with_the_reason(checkout):
    broken = checkout.start(ECMS_WEB_WORKERS="none")
    assert broken.process.wait(240) == 1
    assert "3 crashes within a minute; web ended with status" in broken.output()
    assert "invalid int value" in broken.output()
    assert not (checkout.root / "var/run/stack.json").exists()


@pytest.mark.usefixtures("running")
def test_a_port_in_use_is_refused_before_anything_starts(checkout):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = checkout.run("run", PORT=str(port))
    assert done.returncode == 1
    assert f"port {port} cannot be used" in done.stdout
    assert f"make run PORT={port + 1}" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_refused(checkout, port):
    done = checkout.run("run", PORT=port)
    assert done.returncode == 1
    assert "PORT must be a number" in done.stdout


def test_a_database_that_does_not_answer_is_named(checkout, monkeypatch):
    monkeypatch.setattr("ecms.stack.services.ANSWER_SECONDS", 0)
    from ecms.stack.errors import StackError
    from ecms.stack.services import Services

    monkeypatch.setenv("ECMS_DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StackError, match="ECMS_DATABASE_URL does not answer"):
        Services(checkout.root / "var").start()
