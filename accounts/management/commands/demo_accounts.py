"""Print the demonstration accounts; with ``--create`` make them first."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import demo


class Command(BaseCommand):
    """``manage.py demo_accounts [--create]``."""

    help = "Print the demonstration accounts, their roles and their password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--create", action="store_true", help="create missing ones first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table that can be pasted into the README."""
        if not settings.DEMO_ACCOUNTS:
            raise CommandError("Demonstration accounts are switched off here.")
        if options["create"]:
            self._create()
        self.stdout.write(f"Password of every demonstration account: {demo.DEMO_PASSWORD}\n\n")
        self.stdout.write("| Account | Name | Role | Body |\n|---|---|---|---|\n")
        for row in demo.table():
            role = f"{row.role_en} ({row.role_vi})"
            self.stdout.write(f"| `{row.username}` | {row.name} | {role} | {row.agency} |\n")

    def _create(self) -> None:
        try:
            made = demo.create_demo_accounts()
        except ObjectDoesNotExist as error:
            raise CommandError(f"{error} Run load_reference first.") from error
        self.stderr.write(f"{made} new")
