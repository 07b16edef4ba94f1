"""Commands for checking by hand: one line on stderr and exit status 2 for bad input."""

import argparse
import sys
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Refused(CommandError):
    """Bad input; ends the command with exit status 2."""

    def __init__(self, reason: str) -> None:
        super().__init__(" ".join(reason.split()), returncode=2)


class StrictCommand(BaseCommand):
    """A command that needs no checks and no database, and refuses bad options in one line."""

    requires_system_checks = ()
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Build the parser without abbreviations; its errors become one line."""
        parser = super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)

        def error(message: str) -> NoReturn:
            if not parser.called_from_command_line:
                raise Refused(message)
            sys.stderr.write(f"Refused: {' '.join(message.split())}\n")
            sys.exit(2)

        parser.error = error  # type: ignore[method-assign]
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Write UTF-8 whatever the terminal's locale says: the output is Vietnamese."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8")
        return super().execute(*args, **options)


def iso_date(text: str) -> date:
    """Read YYYY-MM-DD for argparse."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:  # the parser also takes 20260910, 2026-W37-4
        raise argparse.ArgumentTypeError(f"{text!r} is not a date (YYYY-MM-DD)")
    return found


def whole_number(text: str) -> int:
    """Read a whole number for argparse: digits only, an optional sign."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
