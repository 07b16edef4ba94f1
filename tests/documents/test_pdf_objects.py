"""What a PDF hides from its reader is looked for in its bytes, and no file keeps the server busy."""

import struct
import zlib

import pytest

from ecms.documents.files import portable

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R /OpenAction %d 0 R >>"
PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"
# To a viewer a comment and a script; to who only looks for streams a stream.
SCRIPT = b"%stream\n<< /S /JavaScript /JS (app.alert(1)) >>\n%endstream"


def disguised(script=SCRIPT, *, trailer=b"", before=0):
    """A PDF whose object after ``before`` empty ones is ``script``; ``trailer`` may be nonsense."""
    bodies = [CATALOGUE % (before + 3), PAGES, *[b"null"] * before, script]
    out, places = b"%PDF-1.7\n", []
    pieces = []
    length = len(out)
    for number, body in enumerate(bodies, 1):
        piece = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        places.append(length)
        pieces.append(piece)
        length += len(piece)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return b"".join([
        out, *pieces, b"xref\n0 %d\n0000000000 65535 f \n" % size, table,
        b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, trailer, length),
    ])  # fmt: skip


def pointing_nowhere(number):
    """A PDF whose table names ``number`` objects, each in a container that does not exist."""
    out = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    second = len(out)
    out += b"2 0 obj\n" + PAGES + b"\nendobj\n"
    third = len(out)
    rows = [(0, 0, 65535), (1, 9, 0), (1, second, 0), (1, third, 0)]
    rows += [(2, 900_000 + n, 0) for n in range(number)]
    data = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    out += (
        b"3 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Filter /FlateDecode"
        b" /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (len(rows), len(data), data)
    )
    return out + b"startxref\n%d\n%%%%EOF\n" % third


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"trailer": b"/Prev (x)"},
        {"trailer": b"/Encrypt 9 0 R"},
        {"trailer": b"/X " + b"[" * 5000 + b"]" * 5000},
        {"script": SCRIPT.replace(b">>", b"/X " + b"[" * 5000 + b"]" * 5000 + b">>")},
        {"before": portable.MOST + 10},
    ],
    ids=["comment", "table astray", "no key", "brackets", "brackets in it", "many objects"],
)
def test_a_script_is_found_where_the_reader_gives_up(given):
    assert portable.is_active(disguised(**given))


def test_what_cannot_be_read_is_taken_where_nothing_in_it_is_a_script():
    harmless = SCRIPT.replace(b"/S /JavaScript /JS", b"/T")
    assert not portable.is_active(disguised(harmless, trailer=b"/Prev (x)"))
    assert not portable.is_active(disguised(harmless))


def test_a_file_that_points_nowhere_is_not_searched_for_each_of_its_objects(monkeypatch):
    """For an object that is nowhere, the reader goes through the whole file."""
    asked, look = [], portable._object
    monkeypatch.setattr(portable, "_object", lambda *at: asked.append(at) or look(*at))
    assert not portable.is_active(pointing_nowhere(400))
    assert portable.FAULTS <= len(asked) < 20
