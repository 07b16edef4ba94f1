"""Reading generated PDFs in tests."""

import io
import re
import unicodedata

from pypdf import PdfReader

BREAK = "\u200b"


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, spaces joined; letters exactly as the file has them."""
    reader = PdfReader(io.BytesIO(pdf))
    return [
        re.sub(r"\s+", " ", page.extract_text().replace(BREAK, "")).strip()
        for page in reader.pages
    ]


def text_of(pdf: bytes) -> str:
    """The whole text on one line."""
    return " ".join(pages_of(pdf))


def is_nfc(text: str) -> bool:
    """Whether no letter is decomposed."""
    return unicodedata.is_normalized("NFC", text)


def bytes_of(stored) -> bytes:
    """The content of a file field, closed again."""
    with stored.open("rb") as opened:
        return opened.read()
