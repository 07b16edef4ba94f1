"""Uploads that nobody goes on with are swept; the device begins again and nothing is lost."""

import hashlib
import uuid
from datetime import timedelta

import pytest

from field.models import Upload
from field.services import pieces, sweeping, uploads
from tests.factories import NOW
from tests.field.test_interface import picture

MONTH = timedelta(days=31)


@pytest.fixture
def begun(mine):
    """``begun(bytes that arrived)`` is a photo on its way."""

    def make(arrived):
        content = picture()
        digest = hashlib.sha256(content).hexdigest()
        told = uploads.Announced("photo", "a.jpg", "image/jpeg", len(content), digest)
        row, _new = uploads.begin(
            mine.out, mine.device, uuid.uuid4(), told, question="", by=mine.user, at=NOW
        )
        if arrived:
            uploads.go_on(row, 0, content[:arrived], by=mine.user, at=NOW)
        return row.key, content

    return make


def test_an_abandoned_upload_begins_again(mine, begun):
    key, content = begun(100)
    assert sweeping.sweep(at=NOW + timedelta(days=29)) == 0
    assert sweeping.sweep(at=NOW + MONTH) == 1
    row = Upload.objects.get(key=key)
    assert (row.state, row.arrived, pieces.size(key)) == ("OPEN", 0, 0)
    assert sweeping.sweep(at=NOW + MONTH) == 0
    row = uploads.go_on(row, 0, content, by=mine.user, at=NOW + MONTH)
    assert row.state == "DONE"


def test_what_arrived_whole_is_never_swept(mine, begun):
    """The case took nothing when it came, and the device may be gone by now."""
    key, content = begun(0)
    pieces.write(key, 0, content)
    Upload.objects.filter(key=key).update(arrived=len(content))
    assert sweeping.sweep(at=NOW + MONTH) == 0
    assert pieces.size(key) == len(content)


def test_bytes_that_were_left_behind_go(mine, begun):
    """The process died after the file was kept and before its pieces were removed."""
    key, content = begun(0)
    uploads.go_on(Upload.objects.get(key=key), 0, content, by=mine.user, at=NOW)
    pieces.write(key, 0, content)
    assert sweeping.sweep(at=NOW) == 1
    assert pieces.size(key) == 0


def test_a_backup_stays(mine, begun):
    key, content = begun(0)
    Upload.objects.filter(key=key).update(kind="backup", state="DONE", arrived=len(content))
    pieces.write(key, 0, content)
    assert sweeping.sweep(at=NOW + MONTH) == 0
    assert pieces.size(key) == len(content)
