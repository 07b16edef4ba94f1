"""Start-up checks: without its fonts a document would come out with wrong diacritics."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register


@register("documents")
def document_fonts(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every style of Tinos is under ``static/build/fonts``."""
    from ecms.documents.fetching import missing_fonts

    missing = missing_fonts()
    if not missing:
        return []
    return [
        Error(
            f"Fonts of official documents are missing: {', '.join(missing)}.",
            hint="Run `make assets`.",
            id="documents.E001",
        )
    ]
