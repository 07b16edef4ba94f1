"""One process of the stack: start, watch, stop, without leaving anything behind."""

import contextlib
import ctypes
import os
import platform
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ecms.stack.unprivileged import Account
from scripts.console import LOGS, ROOT

LOG_LIMIT_BYTES = 5 * 1024 * 1024
_PR_SET_PDEATHSIG = 1


@dataclass
class Process:
    """A program that should run until it is told to stop.

    ``stop_signal`` asks for an orderly end, for which it has ``stop_seconds``. ``own_children``
    says that its children share its process group and are ended with it. ``before_start`` runs
    ahead of every start, also after a crash.
    """

    name: str
    command: list[str]
    env: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 10
    account: Account | None = None
    own_children: bool = True
    before_start: Callable[[], None] | None = None
    _popen: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _log_start: int = field(default=0, init=False, repr=False)

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return LOGS / f"{self.name}.log"

    @property
    def pid(self) -> int | None:
        """Its process id, None before the first start."""
        return self._popen.pid if self._popen else None

    def start(self) -> None:
        """Start it; its output is appended to the log."""
        if self.before_start:
            self.before_start()
        LOGS.mkdir(parents=True, exist_ok=True)
        _rotate(self.log)
        with self.log.open("ab") as output:
            self._log_start = output.tell()
            self._popen = subprocess.Popen(
                self.command,
                cwd=ROOT if self.account is None else "/",
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor only, which keeps order
                preexec_fn=end_with_parent(self.stop_signal),
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
            )

    def exit_status(self) -> int | None:
        """None while it runs; otherwise its status, negative for a signal."""
        return self._popen.poll() if self._popen else None

    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._popen is not None and self._popen.poll() is None

    def ask_to_stop(self) -> None:
        """Send the signal for an orderly end and return at once."""
        if self._popen and self.is_running():
            self._popen.send_signal(self.stop_signal)

    def stop(self) -> bool:
        """Stop it in order, by force when its time is over. False when force was needed."""
        if self._popen is None:
            return True
        self.ask_to_stop()
        try:
            self._popen.wait(self.stop_seconds)
            orderly = True
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
            orderly = False
        self.end_children()
        return orderly

    def end_children(self) -> None:
        """End what a dead process left in its group."""
        if self.own_children and self._popen:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)

    def output(self, lines: int = 12) -> str:
        """The last lines it wrote since its last start, indented."""
        try:
            with self.log.open("rb") as log:
                log.seek(self._log_start)
                text = log.read().decode(errors="replace")
        except OSError:
            return ""
        return "\n".join("    " + line for line in text.splitlines()[-lines:]) or "    (none)"


def end_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """On Linux: have the kernel signal the child when we ourselves are killed outright."""
    if platform.system() != "Linux":
        return None
    libc = ctypes.CDLL(None)

    def request() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(stop_signal))

    return request


def describe_status(status: int) -> str:
    """Exit status in words: "status 1" or "signal SIGKILL"."""
    if status < 0:
        return f"signal {signal.Signals(-status).name}"
    return f"status {status}"


def wait_until(done: Callable[[], bool], *, seconds: float, every: float = 0.05) -> bool:
    """Ask ``done`` until it is true or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(every)
    return done()


def _rotate(log: Path) -> None:
    if log.is_file() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))
