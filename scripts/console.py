"""How set-up speaks: one line a step, one clear error with what to do about it."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOGS = VAR / "log"


class SetupError(Exception):
    """Set-up cannot go on; the message says why and what to type."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    log: str,
    what: str,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a program with its output in ``var/log/<log>``; on failure show the end of it.

    Raises SetupError with the last lines and the file's name.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / log
    with path.open("wb") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            check=False,
        )
    if done.returncode:
        raise SetupError(
            f"{what} failed (status {done.returncode}).\n{tail(path)}\nFull log: {path}"
        )


def tail(path: Path, lines: int = 15) -> str:
    """The last lines of a log, indented."""
    try:
        text = path.read_text(errors="replace")
    except OSError:
        return "  (no log)"
    return "\n".join("  " + line for line in text.splitlines()[-lines:])


def fail(error: SetupError) -> int:
    """Print the error for a person and give the exit status."""
    print(f"\nSet-up stopped: {error}", file=sys.stderr, flush=True)
    return 1
