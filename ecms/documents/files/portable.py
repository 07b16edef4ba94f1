"""Whether a PDF runs programs or carries other files.

Asked of its objects, not of its bytes: a scan is mostly compressed pixels, and in ten megabytes of
noise a short name as ``/JS`` stands by chance about every second time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

NAMES = frozenset({"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA"})
WRITTEN = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
STREAM = re.compile(rb"\bstream\r?\n")
MOST = 50_000  # objects; no paper of an authority has so many, and each takes time
FAULTS = 8  # objects that cannot be read; for each the reader searches the whole file
# What a damaged file makes the reader raise.
UNREADABLE = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError,
    ArithmeticError, NotImplementedError, RecursionError, OSError,
)  # fmt: skip
UNREAD = object()


def is_active(content: bytes) -> bool:
    """Whether an object of the PDF ``content`` names a script, a program, a form or a file.

    Where something cannot be read, all bytes are searched: a comment can make an object look like
    part of a stream, and a programme that shows the file may mend what this reader cannot.
    """
    if any(WRITTEN.search(part) for part in outside_streams(content)):
        return True
    is_whole = True
    for thing in _objects(content):
        if _names_action(thing):
            return True
        is_whole = is_whole and thing is not UNREAD
    return not is_whole and WRITTEN.search(content) is not None


def outside_streams(content: bytes) -> Iterator[bytes]:
    """The text between the streams, each byte looked at once."""
    place = 0
    while (begin := STREAM.search(content, place)) is not None:
        yield content[place : begin.start()]
        end = content.find(b"endstream", begin.end())
        place = end if end >= 0 else begin.end()
        if end < 0:
            break
    yield content[place:]


def _objects(content: bytes) -> Iterator[Any]:
    """Every object, those in compressed object streams too; :data:`UNREAD` for the others."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        tables = [(generation, list(table)) for generation, table in reader.xref.items()]
        tables.append((0, list(reader.xref_objStm)))
    except UNREADABLE:
        yield UNREAD
        return
    keys = [(number, generation) for generation, numbers in tables for number in numbers]
    faults = 0
    for number, generation in keys[:MOST]:
        thing = _object(reader, number, generation)
        yield thing
        faults += thing is UNREAD
        if faults == FAULTS:
            return
    if len(keys) > MOST:
        yield UNREAD


def _object(reader: PdfReader, number: int, generation: int) -> Any:
    try:
        found = reader.get_object(IndirectObject(number, generation, reader))
    except UNREADABLE:
        return UNREAD
    return UNREAD if found is None else found


def _names_action(thing: Any) -> bool:
    """Looks into nested values, not through references: those are objects of their own."""
    waiting = [thing]
    while waiting:
        value = waiting.pop()
        if isinstance(value, DictionaryObject):
            if not NAMES.isdisjoint(value.keys()):
                return True
            waiting += [value.raw_get(key) for key in value]
        elif isinstance(value, ArrayObject):
            waiting += list.__iter__(value)
        elif isinstance(value, NameObject) and value in NAMES:
            return True
    return False
