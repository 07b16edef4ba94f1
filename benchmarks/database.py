"""A database for one benchmark run, at the scale of a province."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

SUFFIX = "_bench"


@contextmanager
def own_database() -> Iterator[None]:
    """Point ``ECMS_DATABASE_URL`` to a new, empty database; drop it at the end."""
    server = os.environ.get("ECMS_DATABASE_URL", "")
    if not server:
        raise SystemExit("ECMS_DATABASE_URL names no server; run `make bench`.")
    parts = urlsplit(server)
    name = parts.path.strip("/") + SUFFIX
    _run(server, _drop(name))
    _run(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    # urlunsplit would lose the empty host of a socket: put the path in by hand.
    bench = (
        server.replace(parts.path, f"/{name}", 1)
        if not parts.hostname
        else urlunsplit(parts._replace(path=f"/{name}"))
    )
    os.environ["ECMS_DATABASE_URL"] = bench
    try:
        yield
    finally:
        _close()
        os.environ["ECMS_DATABASE_URL"] = server
        _run(server, _drop(name))


def _run(server: str, statement: sql.Composed) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True  # databases are not made inside a transaction
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def _drop(name: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))


def _close() -> None:
    from django.db import connections

    connections.close_all()


def fill() -> None:
    """Tables, reference data, the demonstration province."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    silence = io.StringIO()
    call_command("load_reference", verbosity=0, stdout=silence)
    call_command("seed", scale="province", verbosity=0, stdout=silence)
    call_command("collectstatic", interactive=False, verbosity=0)


def sizes() -> dict[str, int]:
    """How much is in the database."""
    from enterprises.models import Enterprise
    from inspections.models import Inspection
    from violations.models import ViolationCase

    models = (Enterprise, Inspection, ViolationCase)
    return {str(model._meta.model_name): model.objects.count() for model in models}
