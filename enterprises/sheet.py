"""The A4 sheet of an enterprise: what a visitor should know, always on one page."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from ecms.documents.fetching import OwnFilesFetcher, font_faces, missing_fonts
from ecms.documents.rendering import FontsMissingError
from enterprises.briefs import Part, clipped, parts_for

# How much of each part is shown: lines and letters a line; the first that fits one page wins.
BUDGETS = ((12, 400), (8, 300), (6, 220), (5, 170), (4, 130), (3, 100), (2, 90), (1, 80))
ON_SCREEN = BUDGETS[0]


@dataclass(frozen=True)
class Sheet:
    """A sheet: who it is about, its parts, who printed it and when."""

    firm: Any
    parts: list[Part]
    reader: str
    printed_at: datetime


def sheet_of(firm: Any, user: Any, *, at: datetime) -> Sheet:
    """Everything that ``user`` may read about ``firm``; not clipped yet."""
    return Sheet(firm, parts_for(user, firm), str(user), at)


def as_pdf(sheet: Sheet) -> bytes:
    """One A4 page. What does not fit is counted and left to the dossier.

    Raises:
        FontsMissingError: the fonts were not built into static/.
    """
    if missing := missing_fonts():
        raise FontsMissingError(", ".join(missing))
    fonts = FontConfiguration()
    text = font_faces() + render_to_string("enterprises/pdf/sheet.css")
    styles = [CSS(string=text, font_config=fonts, url_fetcher=OwnFilesFetcher())]
    document: Any = None
    for lines, letters in BUDGETS:
        document = _laid_out(sheet, clipped(sheet.parts, lines, letters), styles, fonts)
        if len(document.pages) == 1:
            break
    one_page = document.copy(document.pages[:1])
    return bytes(one_page.write_pdf(pdf_variant="pdf/a-3u", pdf_tags=True) or b"")


def _laid_out(
    sheet: Sheet, parts: list[Part], styles: list[CSS], fonts: FontConfiguration
) -> Document:
    html = render_to_string("enterprises/pdf/sheet.html", {"sheet": sheet, "parts": parts})
    document = HTML(
        string=unicodedata.normalize("NFC", html), base_url="ecms-asset:",
        url_fetcher=OwnFilesFetcher(),
    )  # fmt: skip
    return document.render(stylesheets=styles, font_config=fonts, pdf_tags=True)
