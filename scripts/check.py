"""``make check``: every static check, two at a time; every failure is shown."""

import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from scripts.console import ROOT, say
from scripts.environment import PYTHON, child_environment, command

# What production must be given; the values only serve `check --deploy`.
PRODUCTION = {
    "ECMS_PRODUCTION": "1",
    "ECMS_SECRET_KEY": "only-for-the-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ECMS_FIELD_KEYS": "only-for-the-check-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ECMS_HASH_KEY": "also-only-for-the-check-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ECMS_DEMO_ACCOUNTS": "0",
    "ECMS_MFA_REQUIRED": "1",
    "ECMS_ALLOWED_HOSTS": "ecms.example",
}


@dataclass(frozen=True)
class Check:
    """A program that must end with status 0."""

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """How a check went."""

    check: Check
    status: int
    output: str
    seconds: float


def checks() -> list[Check]:
    """All of them, the slowest first."""
    ruff, manage = str(command("ruff")), (str(PYTHON), "manage.py")
    # makemigrations compares with the database's history where there is one; here is none.
    no_database = {"PYTHONWARNINGS": "ignore::RuntimeWarning"}
    return [
        Check("types", (str(command("mypy")),)),
        Check("templates", (str(command("djlint")), "templates", "--lint", "--quiet")),
        Check("imports", (str(command("lint-imports")),)),
        Check("migrations", (*manage, "makemigrations", "--check", "--dry-run"), env=no_database),
        Check("django", (*manage, "check", "--fail-level", "WARNING")),
        Check(
            "deployment",
            (*manage, "check", "--deploy", "--fail-level", "WARNING"),
            env=PRODUCTION,
        ),
        Check("messages", (str(PYTHON), "-m", "scripts.messages", "check")),
        Check("lint", (ruff, "check", ".")),
        Check("format", (ruff, "format", "--check", ".")),
    ]


def main() -> int:
    """Run all checks; 1 when any failed."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(_run, checks()))
    failed = [result for result in results if result.status]
    for result in failed:
        say(f"\n--- {result.check.name} ---\n{result.output.strip()}")
    say(f"\n{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def _run(check: Check) -> Result:
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=child_environment(**check.env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - started
    say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {check.name} ({seconds:.0f} s)")
    return Result(check, done.returncode, done.stdout, seconds)


if __name__ == "__main__":
    sys.exit(main())
