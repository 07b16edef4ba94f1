"""``python manage.py workflow_diagrams``: writes docs/workflows/, or checks it with --check."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ecms.core import workflows


class Command(BaseCommand):
    """Draws every registered workflow from its transition table."""

    help = "Write docs/workflows/<name>.md for every workflow."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--check`` writes nothing and fails when a page is out of date."""
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "workflows")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare each page."""
        folder: Path = options["to"]
        stale = []
        for entry in workflows.all_workflows():
            path, text = folder / f"{entry.workflow.name}.md", workflows.page(entry)
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(path.name)
            if not options["check"]:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        if stale and options["check"]:
            raise CommandError(f"out of date: {', '.join(stale)}; run workflow_diagrams")
        self.stdout.write(f"{', '.join(stale) or 'nothing'} written")
