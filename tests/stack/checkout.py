"""A second checkout of this project to start and to kill, and programs running in it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from ecms.stack.leftovers import is_alive
from scripts.console import ROOT


class Checkout:
    """A copy of the working tree with an environment of its own and its own free port."""

    def __init__(self) -> None:
        # Not pytest's folder: it is closed to other users, and PostgreSQL runs as one under root.
        self.root = Path(tempfile.mkdtemp(prefix="ecms-checkout-"))
        self.root.chmod(0o755)
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, names.split("\0")):
            if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
                target = self.root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, target)
        (self.root / ".venv").symlink_to(ROOT / ".venv")
        shutil.copytree(ROOT / "static" / "build", self.root / "static" / "build")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._started = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def environment(self, **extra):
        """This process's, without what would lead to the tests' own servers."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("ECMS_")}
        for name in ("DJANGO_SETTINGS_MODULE", "PYTHONPATH"):
            own.pop(name, None)
        # DEBUG spares compressing the static files; nothing here depends on it.
        return own | {"PORT": str(self.port), "SEED": "none", "ECMS_DEBUG": "1"} | extra

    def command(self, *arguments):
        return [str(self.root / ".venv/bin/python"), "-m", "ecms.stack", *arguments]

    def run(self, *arguments, **extra):
        """Run a command of the stack to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.root,
            env=self.environment(**extra),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def start(self, **extra):
        started = Running(self, **extra)
        self._started.append(started)
        return started

    def state(self):
        return json.loads((self.root / "var/run/stack.json").read_text())

    def remove(self):
        """Stop what a failed test left running, and forget the folder."""
        for started in self._started:
            started.stop()
        shutil.rmtree(self.root)


class Running:
    """``python -m ecms.stack run`` in a checkout."""

    def __init__(self, checkout, **extra):
        self.checkout = checkout
        self.log = checkout.root / "run.out"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                checkout.command("run"),
                cwd=checkout.root,
                env=checkout.environment(**extra),
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def output(self):
        return self.log.read_text()

    def wait_for(self, text, seconds=400):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if text in self.output():
                return
            if self.process.poll() is not None and text not in self.output():
                raise AssertionError(f"ended before {text!r}:\n{self.output()}")
            time.sleep(0.1)
        raise AssertionError(f"no {text!r} within {seconds} s:\n{self.output()}")

    def wait_ready(self, since=0.0, seconds=120):
        """Until /readyz says yes and its worker reported after ``since``."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            state = self.readyz()
            if state.get("status") == "ok" and state["worker_seen_at"] >= since:
                return state
            time.sleep(0.2)
        raise AssertionError(f"not ready within {seconds} s: {self.readyz()}\n{self.output()}")

    def readyz(self):
        try:
            with urllib.request.urlopen(f"{self.checkout.url}/readyz", timeout=5) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            return {"status": f"HTTP {error.code}"}
        except OSError as error:
            return {"status": str(error)}

    def kill(self, name):
        os.kill(self.checkout.state()["processes"][name], signal.SIGKILL)

    def pids(self):
        return list(self.checkout.state()["processes"].values())

    def stop(self, signal_=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(signal_)
        return self.process.wait(60)


def all_gone(pids, seconds=5):
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(map(is_alive, pids)):
        time.sleep(0.1)
    return not any(map(is_alive, pids))
