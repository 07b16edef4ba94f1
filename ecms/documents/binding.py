"""What is done to issued PDFs on their way out: a mark over a replaced one, many bound in one.

The stored bytes stay as they are.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from ecms.documents.fetching import OwnFilesFetcher, font_faces
from ecms.documents.models import DocumentState, GeneratedDocument

MARKS = {
    DocumentState.REPLACED: "ĐÃ BỊ THAY THẾ",
    DocumentState.CANCELLED: "ĐÃ BỊ THU HỒI",
}
MARK_STYLE = """
@page { size: A4; margin: 0 }
p { font: bold 50pt Tinos; color: #c0392b; opacity: .45; position: absolute; top: 120mm; left: 0;
    width: 210mm; text-align: center; transform: rotate(-35deg); margin: 0 }
"""


@lru_cache(maxsize=4)
def _mark(words: str) -> bytes:
    fonts = FontConfiguration()
    style = CSS(string=font_faces() + MARK_STYLE, font_config=fonts, url_fetcher=OwnFilesFetcher())
    page = HTML(string=f"<p>{words}</p>", url_fetcher=OwnFilesFetcher())
    return bytes(page.write_pdf(stylesheets=[style], font_config=fonts) or b"")


def as_of_now(document: GeneratedDocument) -> bytes:
    """The bytes for a reader: one not in force any more says so across every page."""
    with document.file.open("rb") as stored:
        pdf = bytes(stored.read())
    words = MARKS.get(DocumentState(document.state))
    return stamped(pdf, words) if words else pdf


def stamped(pdf: bytes, words: str) -> bytes:
    """``pdf`` with ``words`` across every page."""
    over = PdfReader(io.BytesIO(_mark(words))).pages[0]
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        page.merge_page(over)
    return _bytes_of(writer)


def bind(
    pdfs: Iterable[bytes], target: Any, *, odd: bool, tick: Callable[[int], None] = lambda n: None
) -> int:
    """Write all ``pdfs`` into the binary file ``target``, in order; returns how many.

    ``odd``: each begins on an odd page, so that printing on both sides gives loose papers.
    ``tick(done)`` is told after each, and may raise to stop.
    """
    writer, count = PdfWriter(), 0
    for pdf in pdfs:
        if odd and len(writer.pages) % 2:
            writer.add_page(_blank(writer))
        writer.append(io.BytesIO(pdf), import_outline=False)
        count += 1
        tick(count)
    writer.write(target)
    writer.close()
    return count


def _blank(writer: PdfWriter) -> PageObject:
    last = writer.pages[-1].mediabox
    return PageObject.create_blank_page(width=last.width, height=last.height)


def _bytes_of(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    writer.close()
    return buffer.getvalue()
