"""Compute the last day of a term by hand: ``deadline --from 2026-02-10 --working-days 7``."""

from typing import Any

from django.core.management.base import CommandParser

from ecms.core.calendar import CalendarError, WorkingCalendar, load_calendar
from ecms.core.datafile import DataFileError
from ecms.core.management.strict import Refused, StrictCommand, iso_date, whole_number

UNITS = ("working_days", "days", "months", "years")


class Command(StrictCommand):
    """Print the ISO date of the last day of a term; the day of the event is not counted."""

    help = (
        "Print the last day of a term. Public holidays, Tết and moved working days are read from "
        "data/. Working days are State office days; months and years are clamped to the end of "
        "the month. With --roll a last day off moves to the next working day (Civil Code 2015 "
        "art. 148.5)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the start and exactly one length."""
        parser.add_argument("--from", dest="start", type=iso_date, required=True, metavar="DATE")
        length = parser.add_mutually_exclusive_group(required=True)
        length.add_argument("--working-days", type=whole_number, metavar="N")
        length.add_argument("--days", type=whole_number, metavar="N")
        length.add_argument("--months", type=whole_number, metavar="N")
        length.add_argument("--years", type=whole_number, metavar="N")
        parser.add_argument("--roll", action="store_true", help="a last day off moves on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and print."""
        unit = next(name for name in UNITS if options[name] is not None)
        number: int = options[unit]
        if number < 1:
            raise Refused(f"--{unit.replace('_', '-')} must be at least 1, not {number}")
        if options["roll"] and unit == "working_days":
            raise Refused("--roll does not go with --working-days, which end on a working day")
        try:
            self.stdout.write(self._last_day(load_calendar(), unit, number, options))
        except (CalendarError, DataFileError) as error:
            raise Refused(str(error)) from error

    @staticmethod
    def _last_day(
        calendar: WorkingCalendar, unit: str, number: int, options: dict[str, Any]
    ) -> str:
        if unit == "working_days":
            return calendar.add_working_days(options["start"], number).isoformat()
        add = getattr(calendar, f"add_{unit}")
        return str(add(options["start"], number, roll=options["roll"]).isoformat())
