"""What a file is, by its content, and which contents a kind of file may have.

The name and the type that a browser claims are never believed.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

import puremagic
from django.utils.translation import gettext_lazy as _

from ecms.documents.files import portable
from ecms.documents.files.refusals import UploadRefused

# Written in two parts so that this source file is not reported as the test virus itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
ACTIVE = re.compile(rb"<\s*(?:script|html|iframe|svg|object|embed|!doctype\s+html)\b|<\?php", re.I)
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # never in a text, always in a program
OFFICE_LIMIT = 200 * 1024 * 1024  # unpacked
OFFICE_ENTRIES = 5000
HEAD = 4096
IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})


@dataclass(frozen=True)
class FileType:
    """A content that may be stored."""

    media_type: str
    extension: str


JPEG = FileType("image/jpeg", "jpg")
PNG = FileType("image/png", "png")
WEBP = FileType("image/webp", "webp")
PDF = FileType("application/pdf", "pdf")
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
WEBM = FileType("audio/webm", "webm")
OGG = FileType("audio/ogg", "ogg")
M4A = FileType("audio/mp4", "m4a")
TEXT = FileType("text/plain", "txt")
CSV = FileType("text/csv", "csv")

PHOTOS = frozenset({JPEG, PNG, WEBP})
PAPERS = PHOTOS | {PDF}
OFFICE = PAPERS | {DOCX, XLSX}
SOUNDS = frozenset({WEBM, OGG, M4A})
ALLOWED = {
    "photo": PHOTOS,
    "evidence": OFFICE | SOUNDS,
    "evidence-late": OFFICE | SOUNDS,
    "signed": PAPERS,
    "receipt": PAPERS,
    "data": OFFICE | {TEXT, CSV},
}

BY_EXTENSION = {
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".jfif": JPEG,
    ".png": PNG,
    ".webp": WEBP,
    ".pdf": PDF,
}

REFUSED_TYPE = _("This kind of file is not accepted here. Accepted: %(accepted)s.")
REFUSED_ACTIVE = _("The file contains program code or a second file and is not accepted.")
REFUSED_VIRUS = _("The file was recognised as harmful and is not accepted.")
REFUSED_BROKEN = _("The file is damaged or not what its name says.")
REFUSED_MACRO = _("Office files with macros are not accepted.")
REFUSED_BOMB = _("The file unpacks to far more than its size and is not accepted.")


def recognise(content: bytes, kind: str, name: str) -> FileType:
    """The type of ``content`` when a file of ``kind`` may have it.

    Raises:
        UploadRefused: harmful, damaged, disguised, or a type not accepted for ``kind``.
    """
    if EICAR in content:
        raise UploadRefused(REFUSED_VIRUS)
    allowed = ALLOWED.get(kind, OFFICE)
    found = _by_content(content, name)
    if found not in allowed:
        accepted = ", ".join(sorted({item.extension.upper() for item in allowed}))
        raise UploadRefused(str(REFUSED_TYPE) % {"accepted": accepted})
    # A photo is written anew from its pixels (images.prepare): what hides in it is not stored. Its
    # compressed pixels are noise, in which short words stand by chance, so nothing is searched.
    if found in SOUNDS:
        _check_sound(content)
    elif found == PDF:
        _check_pdf(content)
    return found


def _by_content(content: bytes, name: str) -> FileType | None:
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if (sound := _sound(content)) is not None:
        return sound
    try:
        guess = puremagic.from_string(content[: 64 * 1024])
    except (puremagic.PureError, ValueError):
        guess = ""
    found = BY_EXTENSION.get(guess.lower())
    if found is not None and _starts_right(found, content):
        return found
    return _text(content, name)


def _sound(content: bytes) -> FileType | None:
    """What the recorders of browsers write: Opus in WebM or Ogg, AAC in MP4."""
    head = content[:HEAD]
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return WEBM
    if head.startswith(b"OggS") and b"Opus" in head:
        return OGG
    if head[4:8] == b"ftyp" and head[8:12] in (b"M4A ", b"mp42", b"isom", b"iso5", b"iso6"):
        return M4A
    return None


def _starts_right(kind: FileType, content: bytes) -> bool:
    """The exact first bytes: a document that begins further down is a disguise."""
    starts = {
        JPEG: content.startswith(b"\xff\xd8\xff"),
        PNG: content.startswith(b"\x89PNG\r\n\x1a\n"),
        WEBP: content.startswith(b"RIFF") and content[8:12] == b"WEBP",
        PDF: content.startswith(b"%PDF-"),
    }
    return starts.get(kind, False)


def _check_sound(content: bytes) -> None:
    """Nothing else hides in it; short words of pages may stand in a long recording by chance."""
    if b"%PDF-" in content or _holds_archive(content):
        raise UploadRefused(REFUSED_ACTIVE)


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-HEAD:]:
        raise UploadRefused(REFUSED_BROKEN)
    head = next(portable.outside_streams(content[:HEAD]))
    if ACTIVE.search(head) or portable.is_active(content) or _holds_archive(content):
        raise UploadRefused(REFUSED_ACTIVE)


def _holds_archive(content: bytes) -> bool:
    """Whether a directory of entries stands at the end, not only the four bytes of its mark."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return False


def _office(content: bytes) -> FileType | None:
    """A Word or Excel file without macros, read from its directory without unpacking it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_archive(archive, entries)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        raise UploadRefused(REFUSED_BROKEN) from None
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
        raise UploadRefused(REFUSED_MACRO)
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _check_archive(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if total > OFFICE_LIMIT or len(entries) > OFFICE_ENTRIES or total // packed > 200:
        raise UploadRefused(REFUSED_BOMB)
    for entry in entries:
        if entry.file_size <= HEAD and EICAR in archive.read(entry):
            raise UploadRefused(REFUSED_VIRUS)


def _text(content: bytes, name: str) -> FileType | None:
    if CONTROL.search(content):
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if ACTIVE.search(content) or text.lstrip().startswith(("<", "%!", "#!", "MZ")):
        return None
    return CSV if name.lower().endswith(".csv") else TEXT
