"""``manage.py refresh_figures``: bring the figures of the dashboards up to date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics import figures
from ecms.core import clock


class Command(BaseCommand):
    """Compute what has changed; ``--force``: everything; ``--prove``: count it all again."""

    help = "Brings the figures of dashboards and reports up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--force`` and ``--prove``."""
        parser.add_argument("--force", action="store_true", help="compute every measure anew")
        parser.add_argument(
            "--prove", action="store_true", help="then count everything again and compare"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh and say what was done."""
        outcome = figures.refresh(at=clock.now(), force=options["force"])
        if outcome is None:
            raise CommandError("Another refresh is running.")
        self.stdout.write(f"{len(outcome.measures)} measures computed in {outcome.seconds:.2f} s.")
        if options["prove"]:
            self._prove()

    def _prove(self) -> None:
        """Say how many cells were compared; fail where one differs from the full recount."""
        found = figures.prove(at=clock.now())
        wrong = [row for row in found if row.missing or row.extra]
        for row in wrong:
            self.stderr.write(f"{row.measure}: {row.missing} missing, {row.extra} too many")
        if wrong:
            raise CommandError(f"{len(wrong)} measures differ from a full recount.")
        cells = sum(row.cells for row in found)
        self.stdout.write(f"{cells} cells of {len(found)} measures equal a full recount.")
