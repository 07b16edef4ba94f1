#!/usr/bin/env python
"""Command line of ECMS."""

import json
import os
import sys
from pathlib import Path

# Written by `make run` while it runs: where its database and broker are.
RUNNING = Path(__file__).resolve().parent / "var" / "run" / "stack.json"


def main() -> None:
    """Run a management command with the project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecms.settings")
    _use_running_servers()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _use_running_servers() -> None:
    """Beside `make run`, a command typed by hand works on the same data; the environment wins."""
    if not os.access(RUNNING, os.R_OK):
        return
    running = json.loads(RUNNING.read_text())
    for name, key in (("ECMS_DATABASE_URL", "database_url"), ("ECMS_REDIS_URL", "redis_url")):
        if running[key]:
            os.environ.setdefault(name, running[key])


if __name__ == "__main__":
    main()
