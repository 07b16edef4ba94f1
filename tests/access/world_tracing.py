"""A worker with a badge who lives in a house, and who was traced."""

import uuid

from enterprises.models import Badge
from enterprises.services import badges, tracing
from tests.factories import NOW, TODAY
from tests.worker_factories import (
    SharedPlaceFactory,
    SharedStayFactory,
    SpellFactory,
    WorkerFactory,
)


def tell(world):
    """The keys of what was made, by the names of the table."""
    clerk, chief = world.people["clerk.dongnai"], world.people["chief.dongnai"]
    worker = WorkerFactory(name="Trần Thị Bí Mật")
    spell = SpellFactory(worker=worker, enterprise=world.firm)
    badges.issue(world.firm, [worker.pk], by=clerk, at=NOW)
    badge = Badge.objects.get(worker=worker)
    place = SharedPlaceFactory(enterprise=world.firm)
    stay = SharedStayFactory(place=place, worker=worker, started_on=TODAY.replace(day=1))
    wanted = tracing.Wanted("ACCIDENT", "Điều tra tai nạn lao động", TODAY, TODAY)
    row = tracing.ask_about_worker(worker, wanted, submission=uuid.uuid4(), by=chief, at=NOW)
    return {
        "badge": badge.pk, "badge_token": badge.token, "place": place.pk, "stay": stay.pk,
        "tracing": row.pk, "worker": worker.pk, "employment": spell.pk,
    }  # fmt: skip
