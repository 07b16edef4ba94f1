"""The campaign and the plan of the world."""

import uuid
from datetime import timedelta

from campaigns.services import planning, preparing
from inspections.models import Checklist
from tests.factories import NOW, TODAY


def tell(world):
    """A campaign in preparation with one enterprise added by hand; a plan with a proposal."""
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
    plan = planning.begin(TODAY.year, "Giảm chậm lương", agency=world.agency, by=chief, at=NOW)
    item = planning.add_item(
        plan, {"title": "Tiền lương", "scope": "Trả lương", "month_from": 1, "month_to": 12,
               "size": 5},
        submission=uuid.uuid4(), by=world.people["inspector.dongnai"], at=NOW,
    )  # fmt: skip
    return {"campaign": row.pk, "target": target.pk, "plan": plan.pk, "plan_item": item.pk}
