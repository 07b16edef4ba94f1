"""Load the reference data of every module from ``data/``; idempotent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ecms.core import clock, reference
from ecms.core.datafile import DataFileError


class Command(BaseCommand):
    """``manage.py load_reference [--force] [--only NAME]``."""

    help = "Load the reference data (law, places, sectors, checklists, roles) from data/."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--force", action="store_true", help="load unchanged files too")
        parser.add_argument("--only", metavar="NAME", help="one data set only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load set by set and say what happened."""
        chosen = [s for s in reference.all_sets() if options["only"] in (None, s.name)]
        if not chosen:
            known = ", ".join(s.name for s in reference.all_sets())
            raise CommandError(f"no data set {options['only']!r}; there are: {known}")
        for data_set in chosen:
            try:
                outcome = reference.load(data_set, at=clock.now(), force=options["force"])
            except DataFileError as error:
                raise CommandError(str(error)) from error
            self._report(data_set.name, outcome)

    def _report(self, name: str, outcome: reference.Outcome | None) -> None:
        if outcome is None:
            self.stdout.write(f"{name}: unchanged")
            return
        self.stdout.write(
            f"{name}: {outcome.created} new, {outcome.changed} changed, "
            f"{outcome.unchanged} as before"
        )
        for kept in outcome.kept:
            self.stdout.write(f"  kept as edited by an administrator: {kept}")
