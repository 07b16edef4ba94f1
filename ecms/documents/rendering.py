"""From template and context to the bytes of a PDF/A-3u with tags, always in Vietnamese."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from ecms.documents import verification
from ecms.documents.fetching import FONTS, OwnFilesFetcher, font_faces, missing_fonts
from ecms.documents.registry import Form

QR = "qr.svg"
TAG = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.S)
REFERENCE = re.compile(r"\b\d+(?:/\d{4})?/[A-ZĐ][A-ZĐa-z0-9]*(?:-[A-ZĐ0-9]+)*")


class FontsMissingError(RuntimeError):
    """The document fonts are not installed: no document is made without them."""


@dataclass(frozen=True)
class Issue:
    """What the issuing adds to a context: number line, day, place, code; a draft has none."""

    reference: str = ""
    symbol: str = ""
    on: date | None = None
    place: str = ""
    code: str = ""
    is_draft: bool = False
    version: int = 1


class _Press(threading.local):
    """Fonts and style sheet, read once per thread: loading them costs more than a page."""

    def __init__(self) -> None:
        self.fonts: FontConfiguration | None = None
        self.styles: list[CSS] = []
        self.sheet = ""

    def load(self) -> None:
        if self.fonts is not None and not settings.DEBUG:
            return
        if missing := missing_fonts():
            raise FontsMissingError(", ".join(missing))
        sheet = font_faces() + render_to_string("pdf/official.css")
        if sheet == self.sheet:
            return
        self.fonts, self.sheet = FontConfiguration(), sheet
        self.styles = [CSS(string=sheet, font_config=self.fonts, url_fetcher=OwnFilesFetcher())]


_press = _Press()


def render(
    form: Form, context: Any, issue: Issue, assets: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of ``form`` filled with ``context``.

    ``assets`` are images by name, used as ``ecms-asset:NAME`` in the template.

    Raises:
        FontsMissingError: the fonts were not built into static/.
    """
    return press(compose(form, context, issue), issue, assets)


def compose(form: Form, context: Any, issue: Issue) -> str:
    """The text of the document as HTML, without the foot by which it is verified.

    It is kept beside the issued file: copies in Word and corrected versions are made from it.
    """
    with translation.override("vi"):
        html = render_to_string(form.template, {"doc": context, "form": form, "issue": issue})
    return unicodedata.normalize("NFC", html)


def press(html: str, issue: Issue, assets: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of a composed text, with code and QR at the foot of its last page.

    Raises:
        FontsMissingError: the fonts were not built into static/.
    """
    given = dict(assets or {})
    if issue.code:
        given[QR] = verification.qr_svg(issue.code)
    _press.load()
    with translation.override("vi"):
        foot = render_to_string("pdf/_verify.html", _foot(issue))
    document = HTML(
        string=unbroken(html.replace("</body>", f"{foot}</body>")),
        base_url="ecms-asset:",
        url_fetcher=OwnFilesFetcher(given),
    )
    pdf = document.write_pdf(
        stylesheets=_press.styles,
        font_config=_press.fonts,
        pdf_variant="pdf/a-3u",
        pdf_tags=True,
    )
    return bytes(pdf or b"")


def unbroken(html: str) -> str:
    """Keep numbers and symbols (67/2020/QH14, 05/QĐ-SNV) on one line; tags are left alone."""
    pieces = TAG.split(html)
    pieces[::2] = [REFERENCE.sub(r'<span class="nb">\g<0></span>', text) for text in pieces[::2]]
    return "".join(pieces)


def _foot(issue: Issue) -> dict[str, Any]:
    return {"issue": issue, "verify_page": verification.address("").partition("?")[0]}


__all__ = ["FONTS", "FontsMissingError", "Issue", "compose", "press", "render"]
