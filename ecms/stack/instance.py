"""One stack per checkout: the lock, and where others find the running services."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ecms.stack import leftovers
from ecms.stack.errors import StackError
from scripts.console import VAR

RUN = VAR / "run"
STATE = RUN / "stack.json"


@dataclass
class Instance:
    """What runs from this checkout: by whom, for what, and at which addresses."""

    purpose: str
    pid: int = field(default_factory=os.getpid)
    url: str = ""
    database_url: str = ""
    redis_url: str = ""
    processes: dict[str, int] = field(default_factory=dict)

    def write(self) -> None:
        """Keep it for other commands; only the owner may read it, because it holds a password."""
        RUN.mkdir(parents=True, exist_ok=True)
        partial = STATE.with_suffix(".new")
        partial.touch(mode=0o600)
        partial.write_text(json.dumps(asdict(self)))
        partial.replace(STATE)


def current() -> Instance | None:
    """The instance that was written last, whether it still runs or not."""
    try:
        return Instance(**json.loads(STATE.read_text()))
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def exclusive(purpose: str) -> Iterator[Instance]:
    """Hold this checkout's stack. Raises StackError naming who holds it already.

    The kernel gives the lock back however the holder ends, so a stale one cannot exist; what a
    killed holder left running is ended first.
    """
    RUN.mkdir(parents=True, exist_ok=True)
    with (RUN / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StackError(_who_holds()) from None
        _end_leftovers()
        instance = Instance(purpose)
        instance.write()
        try:
            yield instance
        finally:
            STATE.unlink(missing_ok=True)


def is_held() -> bool:
    """Whether some process holds this checkout's stack now."""
    path = RUN / "lock"
    if not path.is_file():
        return False
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _who_holds() -> str:
    holder = current()
    if holder is None:
        return "ECMS is just being started from this folder by another command."
    where = f" at {holder.url}" if holder.url else ""
    return (
        f"ECMS already runs from this folder{where}: `{holder.purpose}`, process {holder.pid}."
        " Stop it first (Ctrl-C there), or use another checkout with another PORT."
    )


def _end_leftovers() -> None:
    old = current()
    if old is None:
        return
    for name, pid in old.processes.items():
        if name != "postgres":  # its own start looks after what is left of it, by its data
            leftovers.end_process(pid, containing=_program(name))


def _program(name: str) -> str:
    return {"web": "gunicorn", "worker": "celery", "beat": "celery", "valkey": "valkey"}[name]


def lock_file(folder: Path) -> Path:
    """The lock of a folder of services, such as one of the tests' slots."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "lock"
