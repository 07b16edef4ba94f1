"""What is done between starting the database and starting the web: each step only when needed.

A step's stamp stands in the database it was done to, so that it comes and goes with the data:
a restored or new database is never taken for a prepared one.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import psycopg2

from ecms.stack.errors import StackError, Stopped
from ecms.stack.process import end_with_parent
from ecms.stack.services import connection_arguments
from scripts import stamps
from scripts.console import LOGS, ROOT, VAR, say, tail
from scripts.environment import PYTHON

DEMO, NOTHING = "demo", "none"
SEEDING = "unfinished"


class Steps:
    """Prepares one database and the static files for a version of the code.

    ``stop_requested`` is asked while a step runs; one in the middle is ended and Stopped raised.
    """

    def __init__(self, env: Mapping[str, str], stop_requested: Callable[[], bool]) -> None:
        """``env`` holds ECMS_DATABASE_URL and what else the commands need."""
        self._env = env
        self._stop_requested = stop_requested
        self._database = Stamps(env["ECMS_DATABASE_URL"])

    def prepare(self, *, seed: str = DEMO) -> None:
        """Migrate, load reference data, make demonstration data, collect static files."""
        migrations = sorted(ROOT.glob("*/migrations/*.py")) + sorted(
            ROOT.glob("ecms/*/migrations/*.py")
        )
        requirements = ROOT / "requirements.txt"
        self._once("migrations", "Migrating the database", [*migrations, requirements], "migrate")
        reference = [ROOT / "data", *_reference_code()]
        self._once("reference", "Loading the reference data", reference, "load_reference")
        if seed != NOTHING and self._may_seed():
            self.seed(seed)
        self._collect_static(requirements)

    def seed(self, scale: str) -> None:
        """Make demonstration data of that scale, whatever is there (``make seed``)."""
        self._database.write("seed", SEEDING)
        self._manage(f"Making the demonstration data ({scale})", "seed", "--scale", scale)
        self._database.write("seed", scale)

    def _may_seed(self) -> bool:
        """Only an empty database, or one whose first seeding was interrupted, gets such data."""
        done = self._database.read("seed")
        if done is not None:
            return done == SEEDING
        return not self._database.has_rows("accounts_user")

    def _once(self, name: str, what: str, sources: list[Path], *command: str) -> None:
        value = stamps.digest(sources)
        if self._database.read(name) != value:
            self._manage(what, *command)
            self._database.write(name, value)

    def _collect_static(self, requirements: Path) -> None:
        sources = sorted([*ROOT.glob("*/static"), *ROOT.glob("ecms/*/static")])
        folders = [ROOT / "static", *(path for path in sources if path.parent != VAR)]
        value = stamps.digest([*folders, requirements, ROOT / "ecms" / "settings.py"])
        if (VAR / "static").is_dir() and stamps.is_fresh("static", value):
            return
        self._manage("Collecting the static files", "collectstatic", "--noinput", "--clear")
        stamps.record("static", value)

    def _manage(self, what: str, *command: str) -> None:
        say(f"{what}…")
        started = time.monotonic()
        log = LOGS / f"{command[0]}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [PYTHON, "manage.py", *command],
                cwd=ROOT,
                env=dict(self._env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGTERM),
            )
        while (status := process.poll()) is None:
            if self._stop_requested():
                _end_group(process)
                raise Stopped
            time.sleep(0.1)
        if status:
            text = f"{what} failed (status {status}):\n{tail(log)}\n  Full log: {log}"
            raise StackError(text)
        seconds = time.monotonic() - started
        if seconds > 3:
            say(f"  done in {seconds:.0f} s")


class Stamps:
    """Stamps kept in a small table of the database, outside Django's models."""

    def __init__(self, url: str) -> None:
        """``url`` as ECMS_DATABASE_URL."""
        self._arguments = connection_arguments(url)

    def read(self, name: str) -> str | None:
        """The stamp's value, None when the step was never finished."""
        query = "SELECT value FROM stack_stamp WHERE name = %s"
        rows = self._execute(query, name) if self._exists("stack_stamp") else []
        return str(rows[0][0]) if rows else None

    def write(self, name: str, value: str) -> None:
        """Set the stamp."""
        self._execute(
            "CREATE TABLE IF NOT EXISTS stack_stamp (name text PRIMARY KEY, value text NOT NULL)"
        )
        self._execute(
            "INSERT INTO stack_stamp VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
        )

    def has_rows(self, table: str) -> bool:
        """Whether the table, one of our own names, exists and holds anything."""
        query = f"SELECT 1 FROM {table} LIMIT 1"  # noqa: S608 - never a name from outside
        return self._exists(table) and bool(self._execute(query))

    def _exists(self, table: str) -> bool:
        return self._execute("SELECT to_regclass(%s)", table)[0][0] is not None

    def _execute(self, query: str, *parameters: str) -> list[tuple[object, ...]]:
        with closing(psycopg2.connect(**self._arguments)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(query, parameters)
                return cursor.fetchall() if cursor.description else []


def _reference_code() -> list[Path]:
    """The loaders: a changed one runs again even where the files did not change."""
    found = [*ROOT.glob("*/**/*reference*.py"), *ROOT.glob("*/reference/**/*.py")]
    outside = {".venv", "node_modules", "tests", "var"}
    return sorted(path for path in set(found) if path.relative_to(ROOT).parts[0] not in outside)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    # SIGINT: Django's commands roll their transaction back and leave as on Ctrl-C.
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
