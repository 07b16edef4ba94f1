"""A running case on two devices of two members of its team."""

import json
import uuid
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import translation
from zeal import zeal_ignore

from field.models import Command
from field.services import devices, outings
from field.services.replaying import take
from tests.factories import NOW
from tests.inspections.conftest import (  # noqa: F401 - fixtures
    answered,
    concluded,
    decided,
    enterprise,
    finding,
    frozen,
    law,
    papers,
    plan,
    proposed,
    questions,
    running,
    signed,
)

BACKEND = "accounts.backends.DatedAccountBackend"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


class Tablet:
    """A device of one person with the case checked out; ``send`` makes and sends commands."""

    def __init__(self, case, user, label):
        self.case, self.user = case, user
        self.device = devices.register(uuid.uuid4(), label=label, agent="", by=user, at=NOW)
        self.out, _new = outings.check_out(
            case, self.device, key=uuid.uuid4(), by=user, at=NOW
        )  # fmt: skip

    def command(self, kind, body, **more):
        return {"id": str(uuid.uuid4()), "seq": 1, "kind": kind, "checkout": str(self.out.key),
                "blueprint": self.out.blueprint.version, "base_version": 0, "after": None,
                "done_at": "2026-10-04T08:00:00+07:00", "clock_offset_ms": -5000, "body": body,
                } | more  # fmt: skip

    def take(self, item, at=NOW):
        return take(item, device=self.device, by=self.user, at=at)

    def send(self, kind, body, **more):
        return self.take(self.command(kind, body, **more))

    def answer(self, code="CK-001", value="YES", note="", **more):
        given = {name: more.pop(name) for name in ("number", "codes", "figure") if name in more}
        body = {"question": code, "value": value, "note": note, **given}
        return self.send("answer", body, **more)


@pytest.fixture
def mine(running, inspector, english):  # noqa: F811
    return Tablet(running, inspector, "Máy tính bảng 1")


@pytest.fixture
def other(running, colleague, english):  # noqa: F811
    return Tablet(running, colleague, "Điện thoại 2")


@pytest.fixture
def browser():
    """``browser(tablet)`` talks to the interface as the page does."""

    def make(tablet):
        client = Client()
        client.force_login(tablet.user, backend=BACKEND)
        head = {"HTTP_X_FIELD_DEVICE": str(tablet.device.key), "HTTP_ACCEPT_LANGUAGE": "en"}

        def call(method, path, data=None, **more):
            body = more.pop("raw", None)
            content = json.dumps(data) if body is None else body
            kind = "application/octet-stream" if body is not None else "application/json"
            # Each item is a transaction of its own, with its own locks: no list of rows.
            alone = path.startswith(("commands", "uploads"))
            with zeal_ignore() if alone else nullcontext():
                return client.generic(
                    method, f"/field/api/{path}", content, content_type=kind, **head, **more
                )

        return SimpleNamespace(call=call, client=client)

    return make


@pytest.fixture
def kept():
    """How many commands are in the database."""
    return lambda: Command.objects.count()
