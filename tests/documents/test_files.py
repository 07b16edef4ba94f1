"""Uploads: type by content, refusals in words, evidence frozen (T20, T22, T23)."""

import io
import struct
import uuid
import zipfile
import zlib
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pydyf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.utils import translation
from PIL import ExifTags, Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from ecms.documents import files
from ecms.documents.files import FileFrozen, UploadRefused, kinds, names
from ecms.documents.models import StoredFile
from tests.factories import NOW, InspectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(agency, inspector):
    return InspectionFactory(agency=agency, head=inspector)


@pytest.fixture
def keep(inspection, inspector):
    """``keep(content, name, kind)`` stores an upload."""

    def store(content, name="a.jpg", kind="photo", **options):
        return files.store(
            SimpleUploadedFile(name, content),
            inspection,
            kind=kind,
            by=inspector,
            at=NOW,
            **options,
        )

    return store


def picture(size=(900, 600), form="JPEG", exif=None, mode="RGB"):
    buffer = io.BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new(mode, size, "navy").save(buffer, form, **options)
    return buffer.getvalue()


def camera_exif(orientation=1):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:10:12 09:30:00"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (10.0, 57.0, 27.0)
    gps[ExifTags.GPS.GPSLongitudeRef] = "E"
    gps[ExifTags.GPS.GPSLongitude] = (106.0, 50.0, 33.0)
    return exif


def pdf(extra=b""):
    return b"%PDF-1.7\n1 0 obj<<>>endobj\n" + extra + b"\ntrailer<<>>\n%%EOF\n"


def hidden(name):
    """A PDF whose objects are compressed, as since PDF 1.5; one of them names ``name``."""
    paper = pydyf.PDF()
    paper.add_page(pydyf.Dictionary({"Type": "/Page", "MediaBox": pydyf.Array([0, 0, 200, 200])}))
    paper.add_object(pydyf.Dictionary({"S": name}))
    buffer = io.BytesIO()
    paper.write(buffer, version=b"1.7", compress=True)
    content = buffer.getvalue()
    assert name.encode() not in content
    return content


def plain_png(pixels):
    """A grey image of one row, not compressed: its pixels stand in the file as they are."""

    def block(name, data):
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    size = struct.pack(">IIBBBBB", len(pixels), 1, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" + pixels, 0)
    blocks = block(b"IHDR", size) + block(b"IDAT", rows) + block(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + blocks


def scan(pixels):
    """A PDF of one page with an image of these bytes, as a scanner makes it."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    image = StreamObject()
    image._data = pixels
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    held = DictionaryObject({NameObject("/Im0"): writer._add_object(image)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def office(main="word/document.xml", extra=None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<document/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(keep, *args, **options):
    with pytest.raises(UploadRefused) as refused:
        keep(*args, **options)
    assert not StoredFile.objects.exists()
    return str(refused.value)


# --- What is taken --------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_written_anew_with_a_preview(keep, form):
    stored = keep(picture(form=form), "Ảnh hiện trường.jpg")
    assert stored.media_type == f"image/{form.lower()}"
    with stored.preview.open() as opened, Image.open(opened) as small:
        assert max(small.size) == 480
    assert stored.sha256 != ""
    assert stored.original_sha256 != ""
    assert stored.original_name == f"Ảnh hiện trường.{'jpg' if form == 'JPEG' else form.lower()}"


def test_camera_data_goes_to_columns_and_out_of_the_file(keep):
    stored = keep(picture(exif=camera_exif(orientation=6)))
    assert stored.taken_at == datetime(2026, 10, 12, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert (stored.latitude, stored.longitude) == (Decimal("10.957500"), Decimal("106.842500"))
    with stored.file.open() as opened, Image.open(opened) as image:
        assert not image.getexif()
        assert image.size == (600, 900)  # turned upright


def test_what_the_device_says_comes_before_the_camera(keep):
    stored = keep(picture(exif=camera_exif()), taken_at=NOW, latitude="21.03", longitude=105.85)
    assert stored.taken_at == NOW
    assert (stored.latitude, stored.longitude) == (Decimal("21.030000"), Decimal("105.850000"))


@pytest.mark.parametrize(
    "content, name, kind, media_type",
    [
        (pdf(), "bảng lương.pdf", "document", "application/pdf"),
        (pdf(), "bảng lương.jpg", "receipt", "application/pdf"),
        (office(), "a.docx", "document", kinds.DOCX.media_type),
        (office("xl/workbook.xml"), "a.xlsx", "document", kinds.XLSX.media_type),
        ("Họ tên;Lương\nLan;1".encode(), "a.csv", "data", "text/csv"),
        ("Ghi chú".encode(), "a.txt", "data", "text/plain"),
    ],
)
def test_papers_are_taken_by_content(keep, content, name, kind, media_type):
    stored = keep(content, name, kind)
    assert stored.media_type == media_type
    assert stored.sha256 == stored.original_sha256
    assert not stored.preview


def test_the_same_upload_twice_is_one_file(keep):
    key = uuid.uuid4()
    first, second = keep(picture(), client_uuid=key), keep(picture(), client_uuid=str(key))
    assert first == second
    assert StoredFile.objects.count() == 1


def test_an_upload_id_is_not_used_for_another_file(keep):
    key = uuid.uuid4()
    keep(picture(), client_uuid=key)
    with pytest.raises(UploadRefused):
        keep(picture(size=(50, 50)), client_uuid=key)


# --- What is refused (T20) ------------------------------------------------------------------
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200
REFUSED = {
    "svg": (SVG, "a.svg"),
    "svg as jpg": (SVG, "a.jpg"),
    "html": (HTML, "a.html"),
    "html as pdf": (HTML, "a.pdf"),
    "executable": (EXE, "a.exe"),
    "executable as photo": (EXE, "a.jpg"),
    "elf": (b"\x7fELF" + b"\x01" * 200, "a.png"),
    "shell": (b"#!/bin/sh\nrm -rf /\n", "a.txt"),
    "gif": (b"GIF89a" + b"\x01" * 100, "a.gif"),
    "eicar": (kinds.EICAR, "a.txt"),
    "eicar in a photo": (picture() + kinds.EICAR, "a.jpg"),
    "pdf with a script": (pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "a.pdf"),
    "pdf that starts programs": (pdf(b"<< /S /Launch >>"), "a.pdf"),
    "pdf with a script in an object stream": (hidden("/JavaScript"), "a.pdf"),
    "pdf with a file in an object stream": (hidden("/EmbeddedFile"), "a.pdf"),
    "pdf with a zip": (pdf() + office(), "a.pdf"),
    "pdf cut off": (b"%PDF-1.7\n1 0 obj<<>>endobj", "a.pdf"),
    "pdf behind html": (HTML + pdf(), "a.pdf"),
    "plain zip": (office("other.txt"), "a.zip"),
    "macros": (office(extra={"word/vbaProject.bin": "x"}), "a.docx"),
    "eicar in office": (office(extra={"word/x.bin": kinds.EICAR}), "a.docx"),
    "zip bomb": (office(extra={"word/media/x": b"0" * 30_000_000}), "a.docx"),
    "broken zip": (b"PK\x03\x04" + b"x" * 100, "a.docx"),
    "broken photo": (picture()[:200], "a.jpg"),
    "empty": (b"", "a.jpg"),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
@pytest.mark.parametrize("kind", ["photo", "document", "data"])
def test_harmful_and_disguised_files_are_refused(keep, case, kind):
    content, name = REFUSED[case]
    assert refusal(keep, content, name, kind)


@pytest.mark.parametrize(
    "content, name", [(pdf(), "a.pdf"), (office(), "a.docx"), (b"x", "a.txt")]
)
def test_a_photo_must_be_a_photo(keep, content, name):
    assert "JPG" in refusal(keep, content, name, "photo")


CHANCE = b"<svg >%PDF-1.7 <?php PK\x05\x06 /JS /XFA <script >"


def test_a_photo_is_not_refused_for_words_that_stand_in_its_pixels_by_chance(keep):
    content = plain_png(CHANCE * 10)
    assert CHANCE * 10 in content
    assert keep(content, "a.png").pk


@pytest.mark.parametrize(
    "tail", [HTML, office(), pdf(), CHANCE], ids=["page", "zip", "pdf", "words"]
)
def test_what_hangs_on_a_photo_is_not_stored(keep, tail):
    stored = keep(picture() + tail)
    with stored.file.open() as file:
        content = file.read()
    assert tail[:12] not in content
    assert content.endswith(b"\xff\xd9")


def test_a_page_in_the_colour_profile_is_not_stored(keep):
    buffer = io.BytesIO()
    Image.new("RGB", (9, 9)).save(buffer, "JPEG", icc_profile=HTML)
    assert b"<script>" in buffer.getvalue()
    with keep(buffer.getvalue()).file.open() as file:
        assert b"<script>" not in file.read()


def test_a_scan_is_not_refused_for_words_that_stand_in_its_pixels_by_chance(keep):
    content = scan(CHANCE * 400)
    assert content.count(b"/JS ") == 400
    assert keep(content, "a.pdf", "document").pk


def test_a_file_of_many_streams_without_end_is_read_once(keep):
    content = pdf(b"stream\n" * 200_000)
    assert keep(content, "a.pdf", "document").pk


def test_text_is_taken_only_where_it_is_expected(keep):
    assert refusal(keep, b"a;b", "a.csv", "document")


def test_a_huge_image_is_refused_before_it_is_decoded(keep, settings):
    settings.PHOTO_MAX_PIXELS = 10_000
    assert refusal(keep, picture(size=(101, 100)))


def test_a_bomb_of_thirty_thousand_squared_is_refused(keep):
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    assert refusal(keep, buffer.getvalue(), "a.png")


def test_too_large_is_said_in_the_language_of_the_user(keep, settings):
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    content = b"\xff" * (1024 * 1024 + 1)
    with translation.override("en"):
        assert refusal(keep, content) == "The file has 2 MB; at most 1 MB are accepted."
    with translation.override("vi"):
        assert "MB" in refusal(keep, content)


# --- Names (T23) ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed, kept",
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\bảng lương.PDF", "bảng lương.pdf"),
        ("a\x00b\r\nc.pdf", "a b c.pdf"),
        ("\u202egnp.exe.pdf", "gnp.exe.pdf"),
        ("Bie\u0302n ba\u0309n.pdf", "Biên bản.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ('a"b<c>.pdf', "a b c.pdf"),
    ],
)
def test_names_are_cleaned(typed, kept):
    assert names.cleaned(typed, "pdf") == kept


def test_long_names_are_cut_and_never_used_as_a_path(keep, settings):
    stored = keep(pdf(), "ă" * 300 + ".pdf", "document")
    assert len(stored.original_name) <= 210
    assert stored.file.path.startswith(str(settings.MEDIA_ROOT))
    assert "ă" not in stored.file.name


# --- Evidence -------------------------------------------------------------------------------
def test_a_removed_file_is_gone_from_the_case_and_stays_on_record(keep, inspection, inspector):
    stored = keep(picture())
    files.remove(stored, by=inspector, at=NOW)
    files.remove(stored, by=inspector, at=NOW)
    assert not files.of(inspection).exists()
    assert StoredFile.objects.filter(pk=stored.pk, removed_by=inspector).exists()


def test_frozen_files_stay(keep, inspection, inspector):
    stored = keep(picture())
    assert files.freeze(inspection, at=NOW) == 1
    assert files.freeze(inspection, at=NOW) == 0
    with pytest.raises(FileFrozen):
        files.remove(stored, by=inspector, at=NOW)
    with pytest.raises(InternalError, match="evidence"), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(removed_at=NOW, removed_by=inspector)


def test_the_database_refuses_to_overwrite_or_delete_a_file(keep):
    stored = keep(picture())
    with pytest.raises(InternalError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(sha256="0" * 64)
    with pytest.raises(InternalError), transaction.atomic():
        stored.delete()


def test_files_are_listed_by_kind(keep, inspection):
    photo, paper = keep(picture()), keep(pdf(), "a.pdf", "document")
    assert list(files.of(inspection)) == [photo, paper]
    assert list(files.of(inspection, "document")) == [paper]
