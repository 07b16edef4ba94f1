"""Faults of the table of quality: T2, a server that dies in the middle of a sync; T11, one batch
five times, in parallel, in another order. Real transactions on real connections."""

import hashlib
import threading
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from zeal import zeal_ignore

from field.models import Command, Upload
from field.services import pieces, replaying, uploads
from field.services.replaying import take
from inspections.models import Answer, Visit
from tests.factories import NOW, TODAY
from tests.field.test_interface import picture

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process is gone: nothing after this line runs, nothing catches it."""


def batch(mine):
    return [
        mine.command("answer", {"question": "CK-001", "value": "YES", "note": "một"}),
        mine.command("answer", {"question": "CK-002", "value": "NA", "note": "hai"}),
        mine.command("visit.record", {"visited_on": str(TODAY), "outcome": "DONE"}),
        mine.command("finding.add", {"code": "HD-01", "description": "x", "ongoing": True,
                                     "discovered_on": str(TODAY)}),
        mine.command("headcount", {"on": str(TODAY), "total": 30}),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("place", ["before", "after"])  # ten moments
def test_a_server_that_dies_in_a_sync_leaves_no_half_item(mine, monkeypatch, number, place):
    """T2: what was answered is there; the retry gives exactly the items that were sent."""
    items = batch(mine)
    calls = {"n": 0}
    real = replaying._done

    def dying(*args):
        calls["n"] += 1
        if calls["n"] == number + 1 and place == "before":
            raise Killed
        outcome = real(*args)
        if calls["n"] == number + 1:
            raise Killed
        return outcome

    monkeypatch.setattr(replaying, "_done", dying)
    with pytest.raises(Killed):
        for item in items:
            mine.take(item)
    assert Command.objects.count() == number  # whole items only
    monkeypatch.setattr(replaying, "_done", real)
    told = [mine.take(item) for item in items]
    assert [row["state"] for row in told] == ["sent"] * 5
    assert Command.objects.count() == 5
    assert Visit.objects.count() == 1
    assert Answer.objects.count() == 2


@pytest.mark.parametrize("place", ["written", "whole"])
def test_a_server_that_dies_in_an_upload_goes_on_where_it_stood(mine, media, monkeypatch, place):
    """T2 for files: bytes on disk that were not committed are written over."""
    content, key = picture(), uuid.uuid4()
    told = uploads.Announced("photo", "a.jpg", "image/jpeg", len(content),
                             hashlib.sha256(content).hexdigest())  # fmt: skip
    row, _new = uploads.begin(mine.out, mine.device, key, told, question="", by=mine.user, at=NOW)
    row = uploads.go_on(row, 0, content[:300], by=mine.user, at=NOW)
    target = (pieces, "write") if place == "written" else (uploads, "complete")
    real = getattr(*target)

    def dying(*args, **more):
        if place == "written":
            real(*args, **more)
        raise Killed

    monkeypatch.setattr(*target, dying)
    with pytest.raises(Killed):
        uploads.go_on(row, 300, content[300:], by=mine.user, at=NOW)
    monkeypatch.setattr(*target, real)
    row = Upload.objects.get(key=key)
    assert row.arrived == (300 if place == "written" else len(content))
    if place == "written":
        assert pieces.size(key) == len(content)  # more on disk than the row knows
        row = uploads.go_on(row, 300, content[300:], by=mine.user, at=NOW)
    else:
        row = uploads.complete(row, by=mine.user, at=NOW)
    assert row.state == "DONE"
    assert row.stored.original_sha256 == told.sha256


def test_the_same_batch_five_times_in_another_order(mine):
    """T11, one after the other: the first answers again, one row an item."""
    items = batch(mine)
    first = {row["id"]: row for row in map(mine.take, items)}
    for turn in range(4):
        again = items[turn:] + items[:turn]
        assert {row["id"]: row for row in map(mine.take, again)} == first
    assert Command.objects.count() == 5
    assert Visit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_batch_five_times_in_parallel(mine):
    """T11: five connections send the same items at once; every one gets the same answers."""
    items, answers, errors = batch(mine), [], []

    def send(order):
        try:
            user = get_user_model().objects.get(pk=mine.user.pk)
            with zeal_ignore():
                told = [take(items[n], device=mine.device, by=user, at=NOW) for n in order]
            answers.append({row["id"]: row for row in told})
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            errors.append(error)
        finally:
            connections.close_all()

    orders = [list(range(5))[turn:] + list(range(5))[:turn] for turn in range(5)]
    threads = [threading.Thread(target=send, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(answers) == 5
    assert all(one == answers[0] for one in answers)
    assert {row["state"] for row in answers[0].values()} == {"sent"}
    assert Command.objects.count() == 5
    assert Visit.objects.count() == 1
