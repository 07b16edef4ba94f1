"""A spreadsheet that an official sends: its rows as text, or a reason in words."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from enterprises.services.imports.files import open_source
from enterprises.services.imports.refusal import FileRefused
from violations.services.refusal import Refusal

MOST_BYTES = 10 * 1024 * 1024
Numbered = list[tuple[int, list[str]]]


def rows_of(name: str, content: bytes, *, most: int) -> Numbered:
    """The rows of a CSV, XLS or XLSX file that are not blank, with their numbers in the file.

    Raises:
        Refusal: no table, more than ``most`` rows, or nothing below the titles.
    """
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix.lower()[:6]) as copy:
        copy.write(content)
        copy.flush()
        try:
            found = list(islice(open_source(Path(copy.name)).rows(), most + 1))
        except FileRefused as error:
            words = _("The file cannot be read as a table. Save it as XLSX or CSV. (%(why)s)")
            raise Refusal(words % {"why": error}, "upload") from error
    if len(found) > most:
        words = _("The file has more than %(n)d lines; send it in parts.")
        raise Refusal(words % {"n": most}, "upload")
    if len(found) < 2:
        raise Refusal(_("The file has no line below its titles."), "upload")
    return found
