"""pytest plugin: an embedded PostgreSQL and Valkey for one test run.

Started before the settings are read, stopped at the end; nothing is started where
ECMS_DATABASE_URL and ECMS_REDIS_URL name servers. Each run takes a slot of its own under
``var/test/``, so that two runs, or a run beside ``make run``, never meet. Only this machine can
be reached from a test: what would go to the network fails at once.
"""

import contextlib
import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import IO

import pytest

from ecms.stack.errors import StackError
from ecms.stack.services import Services
from scripts.console import VAR, say

SLOTS = 8


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Refuse the network from the first import on."""
    socket.socket.connect = _only_local(socket.socket.connect)  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Start the services ahead of pytest-django, which reads the settings in this hook."""
    stack = contextlib.ExitStack()
    early_config.add_cleanup(stack.close)
    (VAR / "static").mkdir(parents=True, exist_ok=True)  # the web server warns where it is missing
    if not _is_worker() and not _is_only_asked(early_config):
        stack.enter_context(_services())
    return (yield)


def _is_worker() -> bool:
    """Workers of pytest-xdist inherit the addresses from the process that started them."""
    return "PYTEST_XDIST_WORKER" in os.environ


def _is_only_asked(config: pytest.Config) -> bool:
    options = config.known_args_namespace
    return any(getattr(options, name, False) for name in ("help", "version", "markers"))


@contextlib.contextmanager
def _services() -> Iterator[None]:
    wanted = {"ECMS_DATABASE_URL", "ECMS_REDIS_URL"} - os.environ.keys()
    if not wanted:
        yield
        return
    folder, lock = _free_slot()
    services = _started(folder)
    addresses = services.environment()
    os.environ.update({name: addresses[name] for name in wanted})
    try:
        yield
    finally:
        for name in wanted:
            os.environ.pop(name, None)
        services.stop()
        lock.close()


def _started(folder: Path) -> Services:
    try:
        return _start(folder)
    except StackError as error:
        # These data are not written durably: a killed run may have left them unusable.
        say(f"{error}\nThe tests' database is made anew.")
        shutil.rmtree(folder / "postgres", ignore_errors=True)
        return _start(folder)


def _start(folder: Path) -> Services:
    services = Services(folder, durable=False, prefix=f"test-{folder.name}-")
    services.start()
    return services


def _free_slot() -> tuple[Path, IO[str]]:
    for number in range(1, SLOTS + 1):
        folder = VAR / "test" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return folder, lock
    raise pytest.UsageError(f"{SLOTS} test runs are at work in this folder already.")


def _only_local(connect):
    def guarded(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_local(address[0]):
            raise RuntimeError(f"a test tried to reach {address!r}")
        return connect(self, address)

    return guarded


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
