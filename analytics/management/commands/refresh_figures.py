"""``manage.py refresh_figures``: bring the figures of the dashboards up to date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics import figures
from ecms.core import clock


class Command(BaseCommand):
    """Compute what has changed, or everything with ``--force``."""

    help = "Brings the figures of dashboards and reports up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--force``."""
        parser.add_argument("--force", action="store_true", help="compute every measure anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh and say what was done."""
        outcome = figures.refresh(at=clock.now(), force=options["force"])
        if outcome is None:
            raise CommandError("Another refresh is running.")
        self.stdout.write(f"{len(outcome.measures)} measures computed in {outcome.seconds:.2f} s.")
