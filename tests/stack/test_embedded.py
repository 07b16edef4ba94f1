"""The embedded servers: where they live, who runs them, what they refuse."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from ecms.stack import instance, leftovers, postgres, unprivileged
from ecms.stack.errors import StackError
from ecms.stack.postgres import Postgres
from ecms.stack.process import Process, wait_until
from ecms.stack.services import connection_arguments
from ecms.stack.unprivileged import Account
from ecms.stack.valkey import Valkey
from tests.stack.checkout import all_gone

pytestmark = pytest.mark.stack
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to change users")


@pytest.fixture
def place():
    """A folder that other users can reach, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="ecms-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def server(place):
    started = Postgres(place / "postgres", name="test-postgres", durable=False)
    started.start()
    yield started
    started.stop()


def ask(server, query, database="ecms"):
    connection = psycopg2.connect(**connection_arguments(server.url(database)))
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.commit()
        connection.close()


def test_the_application_is_no_superuser_and_has_what_migrations_need(server):
    assert ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    for extension in ("pg_trgm", "unaccent", "btree_gin", "btree_gist", "ltree"):
        ask(server, f"CREATE EXTENSION {extension}")
    assert ask(server, "SELECT lower('ĐỒNG NAI')") == "đồng nai"
    assert ask(server, "SHOW listen_addresses") == ""


def test_only_the_owner_enters_data_and_socket(server):
    for folder in (server.data, server.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_data_are_there_after_a_stop_and_after_a_kill(server):
    ask(server, "CREATE TABLE proof AS SELECT 42 AS answer")
    server.stop()
    server.start()
    assert ask(server, "SELECT answer FROM proof") == 42
    server.process._popen.kill()
    server.process._popen.wait()
    server.start()
    assert ask(server, "SELECT answer FROM proof") == 42


def test_a_server_left_behind_is_ended_before_the_next_start(server, place):
    old = server.process.pid
    again = Postgres(place / "postgres", name="test-postgres", durable=False)
    again.start()
    try:
        assert again.process.pid != old
        assert server.process.exit_status() is not None
    finally:
        again.stop()


def test_a_long_path_gets_a_short_socket_that_goes_with_the_server(place):
    server = Postgres(place / ("d" * 80) / "postgres", name="test-postgres", durable=False)
    server.start()
    try:
        assert len(str(server.sockets)) < 60
        assert ask(server, "SELECT 1") == 1
    finally:
        server.stop()
    assert not server.sockets.exists()


@as_root
def test_where_the_servers_user_cannot_go_data_go_elsewhere_and_no_mode_changes(
    place, capsys, monkeypatch
):
    private = place / "private"
    home = private / "var" / "postgres"
    home.mkdir(parents=True)
    private.chmod(0o700)
    monkeypatch.setattr(postgres, "FALLBACK", place / "lib")
    (place / "lib").mkdir()
    server = Postgres(home, name="test-postgres", durable=False)
    server.start()
    try:
        assert ask(server, "SELECT 1") == 1
        assert server.home.parent == place / "lib"
        assert server.programs.is_relative_to(server.home)
    finally:
        server.stop()
    said = capsys.readouterr().out
    assert "cannot reach this folder" in said
    assert str(server.home) in said
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert not (home / "data").exists()


@as_root
def test_data_keep_their_owner(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    os.chown(data, 65534, 65534)
    assert unprivileged.unprivileged_account(data).uid == 65534


@as_root
def test_reaching_is_asked_of_the_kernel(place):
    nobody = Account("nobody", 65534, 65534)
    open_, closed = place / "open", place / "closed"
    open_.mkdir()
    closed.mkdir(mode=0o700)
    (closed / "inside").mkdir()
    assert unprivileged.can_reach(nobody, open_)
    assert not unprivileged.can_reach(nobody, open_, closed / "inside")


def test_not_as_root_nobody_else_runs_the_server(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert unprivileged.unprivileged_account(tmp_path) is None


def test_valkey_wants_its_password_and_keeps_its_queue(tmp_path):
    server = Valkey(tmp_path / "valkey", name="test-valkey")
    server.start()
    try:
        with redis.Redis.from_url(server.url()) as client:
            client.lpush("queue", "job")
        with (
            redis.Redis(port=server.port) as stranger,
            pytest.raises(redis.AuthenticationError),
        ):
            stranger.ping()
        config = tmp_path / "valkey" / "valkey.conf"
        assert stat.S_IMODE(config.stat().st_mode) == 0o600
        server.stop()
        server.start()
        with redis.Redis.from_url(server.url()) as client:
            assert client.lrange("queue", 0, -1) == [b"job"]
    finally:
        server.stop()


def test_a_process_that_ignores_the_signal_is_ended_by_force_with_its_children():
    script = "trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 0.1; done' & echo $!; wait"
    process = Process(
        "test-stubborn",
        ["sh", "-c", f"{script}; while :; do sleep 0.1; done"],
        {"PATH": os.environ["PATH"]},
        stop_seconds=0.5,
    )
    process.start()
    wait_until(lambda: process.output().strip().isdigit(), seconds=5)
    child = int(process.output().strip())
    assert process.stop() is False
    assert all_gone([process.pid, child])


def test_output_is_only_of_the_last_start():
    process = Process("test-echo", ["sh", "-c", "echo first"], {"PATH": os.environ["PATH"]})
    process.start()
    wait_until(lambda: process.exit_status() is not None, seconds=5)
    process.command = ["sh", "-c", "echo second"]
    process.start()
    wait_until(lambda: process.exit_status() is not None, seconds=5)
    assert process.output().strip() == "second"


def test_the_stack_is_held_once_and_says_by_whom(monkeypatch, tmp_path):
    monkeypatch.setattr(instance, "RUN", tmp_path)
    monkeypatch.setattr(instance, "STATE", tmp_path / "stack.json")
    with instance.exclusive("make run") as mine:
        mine.url = "http://127.0.0.1:8123"
        mine.write()
        assert instance.is_held()
        assert stat.S_IMODE((tmp_path / "stack.json").stat().st_mode) == 0o600
        with (
            pytest.raises(StackError, match=r"already runs.*8123.*`make run`, process \d+"),
            instance.exclusive("make seed"),
        ):
            pass
    assert not instance.is_held()
    assert instance.current() is None


def test_an_id_that_was_given_to_another_program_is_left_alone():
    other = subprocess.Popen(["sleep", "30"])
    try:
        leftovers.end_process(other.pid, containing="gunicorn")
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_what_a_killed_supervisor_left_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(instance, "RUN", tmp_path)
    monkeypatch.setattr(instance, "STATE", tmp_path / "stack.json")
    left = subprocess.Popen(["sh", "-c", "exec -a gunicorn sleep 30"], executable="/bin/bash")
    time.sleep(0.2)
    instance.Instance("make run", pid=1, processes={"web": left.pid}).write()
    with instance.exclusive("make run"):
        assert left.wait(5) == -signal.SIGTERM
