"""A campaign that ended: drawn, opened, visited, sanctioned, reported on, with its lessons."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from random import Random
from uuid import UUID

from accounts.models import User
from campaigns.enums import How
from campaigns.filters import meant
from campaigns.models import Campaign, PlanItem
from campaigns.presenters import criteria_words
from campaigns.services import opening, preparing
from demo import stories, travel
from demo.cast import Cast, pick_faults
from demo.inspection_story import InspectionStory
from demo.plot import Plot
from demo.scene import PresentReached
from inspections.enums import State, TeamRole
from inspections.models import Checklist, Inspection
from inspections.services import team
from law.selectors import working_calendar
from violations.states import CaseState

BEGAN = 150  # days before today
CLOSED = 25
SIZE, SHARE = 10, 40
CRITERIA = "section=G"
LISTS = "TIEN-LUONG"
PURPOSE = "Mọi doanh nghiệp được kiểm tra đóng đủ bảo hiểm xã hội cho người lao động."
LESSONS = (
    "Giữ một phần chọn ngẫu nhiên trong mọi chiến dịch để biết cách chọn theo rủi ro có tốt hơn "
    "hay không; lần sau chọn nhiều doanh nghiệp hơn để kết luận chắc chắn.\nNên gửi công văn yêu "
    "cầu tự kiểm tra trước một tháng: nhiều sai sót doanh nghiệp tự khắc phục được."
)
# How often the team finds something, by the way in which the enterprise was chosen.
FOUND = {How.RISK: 0.8, How.RANDOM: 0.3}


def tell(cast: Cast, item: PlanItem | None, *, today: date, seed: int) -> int:
    """Tell it; returns how many checks it had."""
    random = Random(f"{seed}-ended-{cast.agency.code}")
    first = working_calendar().next_working_day(today - timedelta(days=BEGAN))
    with travel.at(travel.moment(first, 8)):
        row = _drawn(cast, item, first, random)
    if row is None:
        return 0
    with travel.at(travel.moment(first, 14)) as at:
        row = preparing.approve(row, by=cast.director, at=at)
        opening.open_all(row, by=cast.chief, at=at)
    for target in row.targets.to_open():  # type: ignore[attr-defined]
        with travel.at(travel.moment(first, 15)) as at:
            preparing.drop(target, target.problem or "Trùng lịch.", by=cast.chief, at=at)
    told = [
        _carried_out(cast, target.inspection, FOUND[target.how], first, today, random)
        for target in row.targets.kept().select_related("inspection")  # type: ignore[attr-defined]
    ]
    last = working_calendar().next_working_day(today - timedelta(days=CLOSED))
    with travel.at(travel.moment(last, 10)) as at:
        words = criteria_words(row, cast.director)
        preparing.close(row, LESSONS, by=cast.director, at=at, criteria=words)
    return len(told)


def _drawn(
    cast: Cast, item: PlanItem | None, first: date, random: Random
) -> Campaign | None:  # fmt: skip
    rows = Checklist.objects.in_force(first).filter(published_on__lte=first)
    checklist = rows.filter(code=LISTS).first()
    if checklist is None or item is None:
        return None
    at = travel.moment(first, 8)
    values = {
        "title": item.title, "purpose": PURPOSE, "scope": item.scope, "item": item,
        "size": SIZE, "random_share": SHARE, "team_size": 2, "checklist": checklist,
        "ground_detail": f"Kế hoạch kiểm tra năm {first.year}",
        "period_from": first + timedelta(days=7), "period_to": first + timedelta(days=60),
        "checked_from": date(first.year - 1, 1, 1), "checked_to": first,
    }  # fmt: skip
    submission = UUID(int=random.getrandbits(128), version=4)
    row = preparing.begin(values, submission=submission, agency=cast.agency, by=cast.chief, at=at)
    return preparing.select(
        row, CRITERIA, meant(CRITERIA, cast.chief), by=cast.chief, at=at,
        seed=f"{random.getrandbits(48):012x}",
    )  # fmt: skip


def _carried_out(
    cast: Cast, case: Inspection, chance: float, first: date, today: date, random: Random
) -> str:  # fmt: skip
    """One check of it from the declarations of the team to the closed file."""
    faults = pick_faults(random, LISTS, 1) if random.random() < chance else []
    story = InspectionStory(
        today=today, cast=cast, random=random, enterprise=case.enterprise,
        day=first + timedelta(days=random.randint(1, 24)),
        checklist=Checklist.objects.get(pk=case.checklist_id), faults=faults, case=case,
    )  # fmt: skip
    story.lead, story.second = _heads(case, cast)
    people = case.team.select_related("user")
    for seat in people:
        story.step(8, lambda at, seat=seat: team.declare(case, by=seat.user, at=at))
    violation = CaseState.CLOSED if story.faults else None
    with suppress(PresentReached):
        stories.carry_out(story, Plot(State.CLOSED, violation, (0, 0)))
    return case.code


def _heads(case: Inspection, cast: Cast) -> tuple[User, User]:
    """Head and member; the chief, who judges the proofs later, does not head a team."""
    seats = case.team.select_related("user")
    people = [seat.user for seat in seats.order_by("pk")]
    first = next(seat.user for seat in seats if seat.role == TeamRole.HEAD)
    if first == cast.chief:
        first = next(person for person in people if person != cast.chief)
        roles = [(first, TeamRole.HEAD)]
        roles += [(person, TeamRole.MEMBER) for person in people if person != first]
        team.write(case, roles, clear=frozenset())
    return first, next((person for person in people if person != first), first)
