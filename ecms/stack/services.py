"""Database and broker: embedded ones, or the real servers that the environment names."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import redis
from environ import Env

from ecms.stack.errors import StackError
from ecms.stack.postgres import Postgres
from ecms.stack.process import Process, wait_until
from ecms.stack.valkey import Valkey

ANSWER_SECONDS = 30


@dataclass
class Services:
    """The two servers behind ECMS, with data of embedded ones under ``home``."""

    home: Path
    durable: bool = True
    prefix: str = ""  # of the log files' names
    database_url: str = field(init=False)
    redis_url: str = field(init=False)
    postgres: Postgres | None = field(init=False, default=None)
    valkey: Valkey | None = field(init=False, default=None)

    def start(self) -> None:
        """Start what is embedded and wait for what is not. Raises StackError with the reason."""
        self.database_url = os.environ.get("ECMS_DATABASE_URL", "")
        self.redis_url = os.environ.get("ECMS_REDIS_URL", "")
        if self.database_url:
            _wait_for_database(self.database_url)
        else:
            name = f"{self.prefix}postgres"
            self.postgres = Postgres(self.home / "postgres", name=name, durable=self.durable)
            self.postgres.start()
            self.database_url = self.postgres.url()
        if self.redis_url:
            _wait_for_broker(self.redis_url)
        else:
            name = f"{self.prefix}valkey"
            self.valkey = Valkey(self.home / "valkey", name=name, durable=self.durable)
            self.valkey.start()
            self.redis_url = self.valkey.url()

    def stop(self) -> None:
        """Stop what was started here; real servers are left alone."""
        if self.valkey:
            self.valkey.stop()
        if self.postgres:
            self.postgres.stop()

    def processes(self) -> list[Process]:
        """The embedded servers' processes, for watching."""
        servers = (self.postgres, self.valkey)
        return [server.process for server in servers if server is not None]

    def environment(self) -> dict[str, str]:
        """What a program needs to find them."""
        return {"ECMS_DATABASE_URL": self.database_url, "ECMS_REDIS_URL": self.redis_url}


def connection_arguments(url: str) -> dict[str, str | int]:
    """Arguments of ``psycopg2.connect`` for an ECMS_DATABASE_URL, read as the settings do."""
    parsed = Env.db_url_config(url)
    arguments = {
        "dbname": parsed["NAME"],
        "user": parsed["USER"],
        "password": parsed["PASSWORD"],
        "host": parsed["HOST"],
        "port": parsed["PORT"],
        **parsed.get("OPTIONS", {}),
    }
    return {key: value for key, value in arguments.items() if value}


def _wait_for_database(url: str) -> None:
    reason = ""

    def answers() -> bool:
        nonlocal reason
        try:
            psycopg2.connect(**connection_arguments(url), connect_timeout=5).close()
        except psycopg2.OperationalError as error:
            reason = str(error).strip()
            return False
        return True

    if not wait_until(answers, seconds=ANSWER_SECONDS, every=1):
        raise StackError(f"The database of ECMS_DATABASE_URL does not answer: {reason}")


def _wait_for_broker(url: str) -> None:
    reason = ""

    def answers() -> bool:
        nonlocal reason
        try:
            with redis.Redis.from_url(url, socket_connect_timeout=5) as client:
                return bool(client.ping())
        except redis.RedisError as error:
            reason = str(error)
            return False

    if not wait_until(answers, seconds=ANSWER_SECONDS, every=1):
        raise StackError(f"The broker of ECMS_REDIS_URL does not answer: {reason}")
