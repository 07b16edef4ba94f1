"""A device of the inspector with the running case checked out, an item and a file from it."""

import hashlib
import uuid

from field.models import Command
from field.services import devices, outings, uploads
from field.services.replaying import take
from tests.factories import NOW, TODAY


def tell(world):
    by, content = world.inspector, b"x" * 1000
    device = devices.register(uuid.uuid4(), label="Máy tính bảng", agent="", by=by, at=NOW)
    held, _new = outings.check_out(world.inspection, device, key=uuid.uuid4(), by=by, at=NOW)
    item = {"id": str(uuid.uuid4()), "kind": "visit.record", "checkout": str(held.key),
            "body": {"visited_on": str(TODAY), "outcome": "NOBODY"}}  # fmt: skip
    told = take(item, device=device, by=by, at=NOW)
    assert told["state"] == "sent", told
    photo = uploads.Announced("photo", "a.jpg", "image/jpeg", 1000,
                              hashlib.sha256(content).hexdigest())  # fmt: skip
    begun, _new = uploads.begin(
        held, device, uuid.uuid4(), photo, question="", by=by, at=NOW
    )  # fmt: skip
    return {
        "device": device.pk, "device_key": str(device.key), "checkout_key": str(held.key),
        "command_key": item["id"], "command": Command.objects.get(key=item["id"]).pk,
        "upload_key": str(begun.key),
    }  # fmt: skip
