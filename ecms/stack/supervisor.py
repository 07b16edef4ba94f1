"""``make run``: services, web, worker and beat together, watched until somebody stops them."""

import collections
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from ecms.stack import instance
from ecms.stack.errors import StackError, Stopped
from ecms.stack.process import Process, describe_status
from ecms.stack.services import Services
from ecms.stack.steps import DEMO, Steps
from scripts.console import LOGS, ROOT, VAR, say
from scripts.environment import PYTHON, child_environment, command

WATCH_SECONDS = 0.2
READY_SECONDS = 120
CRASHES_ALLOWED, CRASH_WINDOW_SECONDS = 3, 60
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Starts the parts in order, restarts what crashes, stops all in reverse order."""

    def __init__(self, *, host: str, port: int, seed: str = DEMO) -> None:
        """``seed`` is the scale of the demonstration data for an empty database, or "none"."""
        self.host, self.port, self._seed = host, port, seed
        shown = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - only compared
        self.url = f"http://{shown}:{port}"
        self.services = Services(VAR)
        self._parts: list[Process] = []
        self._crashes: dict[str, collections.deque[float]] = collections.defaultdict(
            collections.deque
        )
        self._stop_asked = False
        self._instance = instance.Instance("make run")

    def run(self) -> int:
        """Run until stopped: 0 after Ctrl-C or SIGTERM, 1 after a reason that was printed."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._ask_to_stop)
        try:
            with instance.exclusive("make run") as self._instance:
                return self._run_alone()
        except StackError as error:
            say(f"\nECMS stopped: {error}")
            return 1

    def _run_alone(self) -> int:
        try:
            self._require_free_port()
            self._publish()
            self._start()
            self._watch()
        except Stopped:
            return 0
        finally:
            self._stop_everything()
        return 0

    def _start(self) -> None:
        self.services.start()
        self._instance.database_url = self.services.database_url
        self._instance.redis_url = self.services.redis_url
        self._publish()
        env = child_environment(
            DJANGO_SETTINGS_MODULE="ecms.settings",
            **{"ECMS_SITE_URL": self.url, **_given("ECMS_SITE_URL")},
            **self.services.environment(),
        )
        Steps(env, lambda: self._stop_asked).prepare(seed=self._seed)
        self._parts = application_parts(env, host=self.host, port=self.port)
        since = time.time()
        for part in self._parts:
            part.start()
        self._publish()
        self._wait_ready(since)
        say(f"\nECMS is ready at {self.url}")
        _show_demo_accounts(env)
        say("Ctrl-C stops it; data stay in var/, logs in var/log/.")

    def _wait_ready(self, since: float) -> None:
        """Until the web answers, and worker and beat reported after ``since`` (a Unix time)."""
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            self._check()
            if _is_ready(f"{self.url}/readyz", since):
                return
            time.sleep(WATCH_SECONDS)
        tails = "\n".join(f"  {part.name}:\n{part.output(8)}" for part in self._parts)
        raise StackError(f"it was not ready after {READY_SECONDS} s.\n{tails}")

    def _watch(self) -> None:
        while True:
            self._check()
            time.sleep(WATCH_SECONDS)

    def _check(self) -> None:
        """Raise Stopped when asked to; restart what died, or give up on it."""
        if self._stop_asked:
            raise Stopped
        for part in self._everything():
            status = part.exit_status()
            if status is not None:
                self._restart(part, status)

    def _restart(self, part: Process, status: int) -> None:
        part.end_children()
        crashes = self._crashes[part.name]
        now = time.monotonic()
        while crashes and now - crashes[0] > CRASH_WINDOW_SECONDS:
            crashes.popleft()
        crashes.append(now)
        story = (
            f"{part.name} ended with {describe_status(status)}. Its last lines:\n{part.output()}"
        )
        if len(crashes) >= CRASHES_ALLOWED:
            raise StackError(
                f"{len(crashes)} crashes within a minute; {story}\n    Log: {part.log}"
            )
        say(f"{part.name} is started again ({len(crashes)}): {story}")
        time.sleep(len(crashes) - 1)
        part.start()
        self._publish()

    def _stop_everything(self) -> None:
        if not self._everything():
            return
        say("\nStopping…")
        for part in self._parts:  # together: worker and beat need not wait for the web
            part.ask_to_stop()
        for part in self._parts:
            if not part.stop():
                say(f"{part.name} had to be ended by force; an unfinished job runs again later.")
        self.services.stop()
        say("Stopped; data are kept.")

    def _publish(self) -> None:
        """Tell other commands what runs where."""
        self._instance.url = self.url
        self._instance.processes = {
            part.name: part.pid for part in self._everything() if part.pid is not None
        }
        self._instance.write()

    def _everything(self) -> list[Process]:
        return [*self.services.processes(), *self._parts]

    def _require_free_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
                probe.listen()
            except OSError as error:
                raise StackError(
                    f"port {self.port} cannot be used ({error.strerror}). Choose another:"
                    f"\n  make run PORT={self.port + 1}"
                ) from None

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop_asked = True


def application_parts(env: dict[str, str], *, host: str, port: int) -> list[Process]:
    """Web, worker and beat. Tasks of every queue run in one worker here."""
    web = [
        str(command("gunicorn")),
        "ecms.wsgi:application",
        f"--bind={host}:{port}",
        f"--workers={env.get('ECMS_WEB_WORKERS', '2')}",
        "--threads=4",
        "--graceful-timeout=10",
        f"--access-logfile={LOGS / 'access.log'}",
        "--logger-class=ecms.core.discretion.DiscreetLogger",
    ]
    celery = [str(command("celery")), "-A", "ecms"]
    worker = [
        *celery,
        "worker",
        "--queues=default,imports,alerts,exports",
        f"--concurrency={env.get('ECMS_WORKERS', '2')}",
        "--loglevel=INFO",
        "--without-gossip",
        "--without-mingle",
    ]
    beat = [*celery, "beat", "--loglevel=WARNING", "--pidfile="]
    return [
        Process("web", web, env, stop_seconds=15),
        Process("worker", worker, env, stop_seconds=20),
        Process("beat", beat, env, stop_seconds=10),
    ]


def _given(name: str) -> dict[str, str]:
    return {name: os.environ[name]} if name in os.environ else {}


def _show_demo_accounts(env: dict[str, str]) -> None:
    """The accounts to sign in with; silent where there are none, as on real servers."""
    done = subprocess.run(
        [PYTHON, "manage.py", "demo_accounts"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0 and done.stdout.strip():
        say(done.stdout.rstrip())


def _is_ready(url: str, since: float) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own address
            state = json.load(response)
    except (urllib.error.URLError, OSError, ValueError):
        return False
    # A report from before this start is of a worker that is no more.
    return all(state.get(f"{part}_seen_at", 0) >= since for part in ("worker", "beat"))


def main(*, seed: str) -> int:
    """Run with PORT and HOST from the environment."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        say(f"ECMS stopped: PORT must be a number from 1 to 65535, not {text!r}.")
        return 1
    with contextlib.suppress(AttributeError):
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    return Supervisor(host=os.environ.get("HOST") or "127.0.0.1", port=int(text), seed=seed).run()
