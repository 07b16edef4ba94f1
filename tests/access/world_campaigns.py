"""The campaign and the plan of the world."""

import uuid
from datetime import timedelta

from campaigns.enums import Ask, To
from campaigns.models import Indicator, Issue, Objective
from campaigns.services import directives, mailing, planning, preparing, strategy
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
    letters = mailing.prepare(
        row, {"ask": Ask.MEND, "to": To.TARGETS, "subject": "tự khắc phục", "text": "Đề nghị.",
              "reply_until": TODAY + timedelta(days=20)},
        submission=uuid.uuid4(), by=chief, at=NOW,
    )  # fmt: skip
    ids = {"mailing": letters.pk}
    ids |= _led(world, chief)
    return ids | {"campaign": row.pk, "target": target.pk, "plan": plan.pk, "plan_item": item.pk}


def _led(world, chief):
    """A strategic plan being drafted; a task that the director gave the chief."""
    who = {"by": chief, "at": NOW}
    row = strategy.begin(
        {"title": "An toàn", "year_from": TODAY.year, "year_to": TODAY.year + 2, "vision": "x"},
        agency=world.agency, submission=uuid.uuid4(), **who,
    )  # fmt: skip
    issue = strategy.add(row, Issue, row, {"title": "Chậm lương", "evidence": "x"}, **who)
    aim = strategy.add(row, Objective, issue, {"title": "Đúng hạn", "groups": "x"}, **who)
    figure = strategy.add(
        row, Indicator, aim,
        {"title": "Tỷ lệ", "unit": "%", "source": "x", "baseline": 3, "target": 1,
         "due_on": TODAY}, **who,
    )  # fmt: skip
    task = directives.give(
        {"to": chief, "title": "Rà soát", "text": "x", "due_on": TODAY + timedelta(days=3)},
        submission=uuid.uuid4(), by=world.director, at=NOW,
    )  # fmt: skip
    return {"strategy": row.pk, "strategy_issue": issue.pk, "strategy_indicator": figure.pk,
            "directive": task.pk}  # fmt: skip
