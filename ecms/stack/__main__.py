"""Command line of the stack: ``python -m ecms.stack run|with|seed|reset``."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ecms.stack import instance, supervisor
from ecms.stack.errors import StackError, Stopped
from ecms.stack.postgres import Postgres
from ecms.stack.services import Services
from ecms.stack.steps import DEMO, NOTHING, Steps
from scripts.console import VAR, say
from scripts.environment import child_environment

SCALES = ("demo", "province", "national")


def main() -> int:
    """Dispatch; the status is the command's, or 1 with one clear line."""
    options = _arguments()
    try:
        match options.action:
            case "run":
                return supervisor.main(seed=options.seed)
            case "with":
                return _with_services(options.command)
            case "seed":
                return _seed(options.scale)
            case _:
                return _reset(confirmed=options.confirm == "yes")
    except StackError as error:
        say(f"ECMS stopped: {error}")
        return 1
    except (KeyboardInterrupt, Stopped):
        return 130


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ecms.stack", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    run = actions.add_parser("run", help="serve ECMS until stopped")
    run.add_argument("--seed", choices=(NOTHING, *SCALES), default=os.environ.get("SEED", DEMO))
    with_services = actions.add_parser("with", help="run a command with the services up")
    with_services.add_argument("command", nargs="+")
    seed = actions.add_parser("seed", help="make demonstration data")
    seed.add_argument("scale", choices=SCALES)
    reset = actions.add_parser("reset", help="throw away the embedded database and its files")
    reset.add_argument("confirm", nargs="?", default="")
    return parser.parse_args()


@contextmanager
def _services(purpose: str) -> Iterator[dict[str, str]]:
    """The environment of the running stack's services, or of ones started for this command."""
    running = instance.current() if instance.is_held() else None
    if running and running.redis_url:
        urls = {"ECMS_DATABASE_URL": running.database_url, "ECMS_REDIS_URL": running.redis_url}
        yield child_environment(**urls)
        return
    # A plain SIGTERM would skip the orderly stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with instance.exclusive(purpose) as mine:
        services = Services(VAR)
        try:
            services.start()
            mine.database_url, mine.redis_url = services.database_url, services.redis_url
            mine.processes = {part.name: part.pid or 0 for part in services.processes()}
            mine.write()
            yield child_environment(**services.environment())
        finally:
            services.stop()


def _with_services(command: list[str]) -> int:
    with _services(" ".join(command)) as env:
        program = shutil.which(command[0], path=env["PATH"]) or command[0]
        return subprocess.run([program, *command[1:]], env=env, check=False).returncode


def _seed(scale: str) -> int:
    with _services(f"make seed SCALE={scale}") as env:
        steps = Steps(env, lambda: False)
        steps.prepare(seed=NOTHING)
        steps.seed(scale)
    return 0


def _reset(*, confirmed: bool) -> int:
    if not confirmed:
        say(f"This deletes the embedded database and all files in {VAR}. If you mean it:")
        say("  make reset CONFIRM=yes")
        return 1
    with instance.exclusive("make reset"):
        paths = [VAR / name for name in ("postgres", "valkey", "media", "mail")]
        paths += VAR.glob("beat-schedule*")
        for path in [Postgres(VAR / "postgres").home, *paths]:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    say("The embedded database and its files are gone; the next `make run` makes new ones.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
