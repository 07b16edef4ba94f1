"""Names of uploaded files: kept for people to read, never used as a path."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 200
RESERVED = re.compile(r'[<>:"|?*\\/]')
ELLIPSIS = "…"


def cleaned(name: str, extension: str) -> str:
    """The last part of a typed name: NFC, without control and direction marks, cut to length.

    ``extension`` is that of the content; it replaces whatever the name claims.
    """
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    # Cc control, Cf format (direction marks, zero width), Cs surrogates, Co private use, Cn none
    text = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text)
    text = RESERVED.sub(" ", text)
    stem, dot, _last = text.rpartition(".")
    stem = " ".join((stem if dot else text).split()).strip(". ")
    if len(stem) > LENGTH:
        stem = stem[: LENGTH - 1].rstrip() + ELLIPSIS
    return f"{stem or 'file'}.{extension}"
