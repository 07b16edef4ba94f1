"""What a killed supervisor or postmaster left running, ended before the next start."""

import os
import platform
import signal
import subprocess
from pathlib import Path

from ecms.stack.errors import StackError
from ecms.stack.process import wait_until

PROC = Path("/proc")


def end_old_server(data: Path) -> None:
    """End a server, or backends without a server, still at work on these data.

    The caller holds the stack's lock, so that whatever runs here belongs to nobody any more.
    Raises StackError when the old server does not go away.
    """
    pid = _postmaster_pid(data)
    if pid and str(data) in command_line(pid):
        os.kill(pid, signal.SIGINT)
        if not wait_until(lambda: str(data) not in command_line(pid), seconds=30, every=0.1):
            raise StackError(f"An old PostgreSQL (process {pid}) does not stop; end it and retry.")
    for signal_ in (signal.SIGQUIT, signal.SIGKILL):
        orphans = _processes_in(data)
        for orphan in orphans:
            _send(orphan, signal_)
        if wait_until(lambda: not _processes_in(data), seconds=5):
            return


def end_process(pid: int, *, containing: str) -> None:
    """End an old process by its id, if it still is the program that we started.

    ``containing`` is a text of its command line: ids are used again by the system.
    """
    if containing not in command_line(pid):
        return
    _send(pid, signal.SIGTERM)
    if not wait_until(lambda: containing not in command_line(pid), seconds=15, every=0.1):
        _send(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether a process with this id exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def command_line(pid: int) -> str:
    """The command line of a process, empty when there is none."""
    done = subprocess.run(
        ["ps", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _postmaster_pid(data: Path) -> int | None:
    try:
        first = (data / "postmaster.pid").read_text().splitlines()[0]
    except (OSError, IndexError):
        return None
    return int(first) if first.strip().isdigit() else None


def _processes_in(data: Path) -> list[int]:
    """Processes whose working folder is the data folder: a server's backends (Linux only)."""
    if platform.system() != "Linux":
        return []
    here = data.resolve()
    return [
        int(entry.name)
        for entry in PROC.iterdir()
        if entry.name.isdigit() and _working_folder(entry) == here
    ]


def _working_folder(entry: Path) -> Path | None:
    try:
        return (entry / "cwd").readlink()
    except OSError:
        return None


def _send(pid: int, signal_: signal.Signals) -> None:
    try:
        os.kill(pid, signal_)
    except ProcessLookupError:
        return
