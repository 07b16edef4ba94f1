"""Set up this checkout: environment, libraries, assets, catalogues (``make setup``).

Runs with the system's Python before anything is installed, and in a fraction of a second when
nothing changed. Usage: ``python3 -m scripts.setup [--dev] [--browser]``.
"""

import argparse
import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scripts import stamps
from scripts.console import ROOT, VAR, SetupError, fail, run, say

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Do what is missing; 0 when the checkout is ready, 1 with one clear error."""
    parser = argparse.ArgumentParser(description="Set up this checkout of ECMS.")
    parser.add_argument("--dev", action="store_true", help="also the tools for tests and checks")
    parser.add_argument("--browser", action="store_true", help="also Chromium for the tests")
    options = parser.parse_args()
    try:
        _require_python()
        with _alone():
            _set_up(dev=options.dev, browser=options.browser)
    except SetupError as error:
        return fail(error)
    except KeyboardInterrupt:
        print("\nSet-up was interrupted; run the same command again.", file=sys.stderr)
        return 130
    return 0


def _require_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        raise SetupError(
            f"ECMS needs Python 3.11 or newer, and this is {found}. Name another one:"
            "\n  make run PYTHON=python3.12"
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Two set-ups of one checkout wait for each other instead of mixing."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up of this folder is at work; waiting for it…")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _set_up(*, dev: bool, browser: bool) -> None:
    # Imported late: these use syntax of Python 3.11, and the version is checked first.
    from scripts.assets import ensure_assets
    from scripts.environment import ensure_environment
    from scripts.system import ensure_chromium, ensure_pango

    ensure_environment(dev=dev)
    ensure_pango()
    if browser:
        ensure_chromium()
    ensure_assets()
    _ensure_catalogues()


def _ensure_catalogues() -> None:
    from scripts.environment import PYTHON

    folder = ROOT / "locale"
    catalogues = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    parts = sorted(folder.glob("*/LC_MESSAGES/parts/*.po"))
    value = stamps.digest([*catalogues, *parts, ROOT / "scripts" / "messages.py"])
    compiled = all(path.with_suffix(".mo").is_file() for path in catalogues)
    if compiled and stamps.is_fresh("catalogues", value):
        return
    say("Compiling the message catalogues…")
    command = [PYTHON, "-m", "scripts.messages", "compile"]
    run(command, log="setup-messages.log", what="Compiling the catalogues")
    stamps.record("catalogues", value)


if __name__ == "__main__":
    sys.exit(main())
