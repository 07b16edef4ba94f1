"""A device of the inspector, with the running case checked out to it."""

import uuid

from field.services import devices, outings
from tests.factories import NOW


def tell(world):
    device = devices.register(
        uuid.uuid4(), label="Máy tính bảng", agent="", by=world.inspector, at=NOW
    )
    held, _new = outings.check_out(
        world.inspection, device, key=uuid.uuid4(), by=world.inspector, at=NOW
    )
    return {"device": device.pk, "device_key": str(device.key), "checkout_key": str(held.key)}
