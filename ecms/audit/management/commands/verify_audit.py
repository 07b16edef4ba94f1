"""Walk the audit chain; exit 1 when it does not hold."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecms.audit import chain


class Command(BaseCommand):
    """``manage.py verify_audit [--since PK] [--expect HASH]``."""

    help = "Checks that no audit event was changed, removed or slipped in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A start, and the last hash noted elsewhere (which shows a cut-off end)."""
        parser.add_argument("--since", type=int, default=0)
        parser.add_argument("--expect", default="", help="hash that must still be in the chain")

    def handle(self, *args: Any, since: int, expect: str, **options: Any) -> None:
        """Print the rows and the last hash, or the breaks."""
        result = chain.walk(since)
        for item in result.breaks:
            self.stderr.write(f"event {item.pk}: {item.reason}")
        if result.breaks:
            raise CommandError(f"the audit chain is broken at {len(result.breaks)} place(s)")
        if expect and not chain.contains(expect):
            raise CommandError("the expected hash is gone: the end of the chain was cut off")
        self.stdout.write(f"{result.rows} events, chain intact, last hash {result.last_hash}")
