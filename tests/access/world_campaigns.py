"""The campaign of the world."""

import uuid
from datetime import timedelta

from campaigns.services import preparing
from inspections.models import Checklist
from tests.factories import NOW, TODAY


def tell(world):
    """A campaign in preparation with one enterprise added by hand."""
    chief = world.people["chief.dongnai"]
    facts = {
        "title": "Tiền lương ngành gỗ", "purpose": "Trả lương đúng hạn",
        "period_from": TODAY, "period_to": TODAY + timedelta(days=60),
        "ground_detail": "Kế hoạch kiểm tra năm 2026", "scope": "Việc trả lương",
        "checked_from": TODAY - timedelta(days=365), "checked_to": TODAY,
        "checklist": Checklist.objects.in_force(TODAY).first(), "size": 10, "random_share": 20,
        "team_size": 2,
    }  # fmt: skip
    row = preparing.begin(facts, submission=uuid.uuid4(), agency=world.agency, by=chief, at=NOW)
    target = preparing.add(row, world.firm, "Nhiều phản ánh", by=chief, at=NOW)
    return {"campaign": row.pk, "target": target.pk}
