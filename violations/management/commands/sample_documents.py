"""Print every official form with an invented case, to look at the pages."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ecms.documents.rendering import Issue, render
from ecms.documents.services import preview
from violations.documents.samples import ON, samples


class Command(BaseCommand):
    """``manage.py sample_documents --out DIR [--drafts]``; writes nothing to the database."""

    help = "Renders every official form with sample data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write, and whether as drafts."""
        parser.add_argument("--out", required=True, type=Path)
        parser.add_argument("--drafts", action="store_true")

    def handle(self, *args: Any, out: Path, drafts: bool, **options: Any) -> None:
        """Write one PDF per form."""
        out.mkdir(parents=True, exist_ok=True)
        for form, context in samples():
            if drafts:
                pdf = preview(form, context)
            else:
                symbol = form.full_symbol(context.head.symbol)
                issue = Issue(
                    reference=f"05/{symbol}" if symbol else "",
                    symbol=symbol,
                    on=ON,
                    place=context.head.place,
                    code="7K3M-9QXD-2FAB",
                )
                pdf = render(form, context, issue)
            (out / f"{form.code}.pdf").write_bytes(pdf)
            self.stdout.write(f"{form.code}.pdf  {len(pdf)} bytes")
