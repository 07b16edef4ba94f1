"""Inspections by Law 84/2025 and cases of the former laws, in several states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from accounts.demo import DEMO_PASSWORD, SINCE
from accounts.models import Agency, Position, Role, RoleGrant, User
from demo import travel
from enterprises.models import Enterprise
from inspections.enums import Ground, SignedHow, TeamRole, VisitOutcome
from inspections.models import Inspection
from inspections.services import (
    conclusion,
    conduct,
    decision,
    minutes,
    preparing,
    proposal,
    result,
    visits,
)
from inspections.services.takeover import OldCase, take_over
from law.selectors import working_calendar

STAFF = (
    ("inspectorate", "director", "Nguyễn Trọng Hòa", "Chánh Thanh tra"),
    ("thanhtra1", "inspector", "Lưu Thị Minh Tâm", "Thanh tra viên chính"),
    ("thanhtra2", "inspector", "Hà Văn Phúc", "Thanh tra viên"),
    ("thanhtra3", "chief_inspector", "Tống Thị Lan Chi", "Trưởng phòng Giám sát, thẩm định"),
)
WORDS = {
    "evaluation": "Đơn vị cơ bản chấp hành pháp luật về lao động; còn tồn tại về tiền lương",
    "causes": "Bộ phận nhân sự chưa cập nhật quy định mới",
    "responsibility": "Trách nhiệm thuộc Giám đốc và bộ phận nhân sự",
    "measures": "Đã yêu cầu đơn vị tự khắc phục trong thời gian thanh tra",
    "proposals": "Yêu cầu đơn vị trả đủ tiền lương làm thêm giờ",
}
STATES = ("PROPOSED", "DECIDED", "IN_PROGRESS", "REPORTED", "DRAFT_CONCLUSION", "PUBLISHED")
LEGACY = (("DECIDED", TeamRole.HEAD, date(2025, 6, 16)),
          ("IN_PROGRESS", TeamRole.INDEPENDENT, date(2023, 6, 5)))  # fmt: skip


@dataclass
class _Inspection:
    """One case told step by step; each step some working days after the one before."""

    case: Any
    day: date
    people: dict[str, User]

    def take(self, days: int, act: Callable[[Any], Any]) -> None:
        self.day = working_calendar().add_working_days(self.day, days) if days else self.day
        with travel.at(travel.moment(self.day, 9)) as at:
            self.case = act(at)
        self.case = Inspection.objects.get(pk=self.case.pk)


def tell(*, today: date, seed: int) -> int:
    """The inspectorate of Đồng Nai, its people and its cases; returns how many cases."""
    agency = Agency.objects.get(code="TTT-75")
    people = {name: staff_member(agency, name, *rest) for name, *rest in STAFF}
    random = Random(f"{seed}-inspectorate")
    firms = list(
        Enterprise.objects.filter(province=agency.province, status="ACTIVE", inspections=None)
        .select_related("province", "sector", "ward")
        .order_by("-workers", "pk")[: len(STATES) + len(LEGACY)]
    )
    for state, firm in zip(STATES, firms, strict=False):
        _tell(state, firm, agency, people, today, random)
    for (state, role, decided), firm in zip(LEGACY, firms[len(STATES) :], strict=False):
        _old(state, role, decided, firm, agency, people, random)
    return len(firms)


def staff_member(agency: Agency, name: str, role: str, full_name: str, title: str) -> User:
    user, made = User.objects.get_or_create(
        username=f"{name}.dongnai",
        defaults={
            "full_name": full_name, "staff_title": title, "agency": agency, "valid_from": SINCE,
            "email": f"{name}.dongnai@demo.ecms.invalid", "is_demonstration": True,
            "password": make_password(DEMO_PASSWORD),
        },
    )  # fmt: skip
    if made:
        grant = Role.objects.get(code=role)
        RoleGrant.objects.create(user=user, role=grant, agency=agency, valid_from=SINCE)
        if role == "director":
            Position.objects.create(user=user, agency=agency, title_vi=title, is_head=True,
                                    title_en="Chief Inspector", valid_from=SINCE)  # fmt: skip
    return user


def _tell(
    state: str, firm: Enterprise, agency: Agency, people: dict[str, User], today: date,
    random: Random,
) -> None:  # fmt: skip
    head, member = people["thanhtra1"], people["thanhtra2"]
    chief, ages = people["inspectorate"], (3, 12, 30, 75, 110, 190)
    start = today - timedelta(days=ages[STATES.index(state)])
    wanted = proposal.Proposal(
        ground=Ground.PLAN, ground_detail="Kế hoạch thanh tra năm của Thanh tra thành phố",
        scope="Việc chấp hành pháp luật về tiền lương, thời giờ làm việc và bảo hiểm xã hội.",
        period_from=date(start.year - 1, 1, 1), period_to=start,
        planned_on=start + timedelta(days=14),
        team=[(head, TeamRole.HEAD), (member, TeamRole.MEMBER)], place=firm.address,
        overlap_reason="Nội dung khác với các cuộc kiểm tra trong năm.",
        no_conflict=frozenset((head.pk, member.pk)),
    )  # fmt: skip
    uuid = UUID(int=random.getrandbits(128), version=4)
    story = _Inspection(None, working_calendar().next_working_day(start), people)
    story.take(0, lambda at: proposal.propose(firm, wanted, submission=uuid, agency=agency,
                                              by=head, at=at))  # fmt: skip
    for name in STATES[1 : STATES.index(state) + 1]:
        _STEPS[name](story, head, chief, people["thanhtra3"])


def _decide(story: _Inspection, head: User, chief: User, other: User) -> None:
    story.take(2, lambda at: decision.approve(story.case, by=chief, at=at))
    plan = "Tuần 1: làm việc tại trụ sở; tuần 2-4: đối chiếu hồ sơ; tuần 5: phỏng vấn"
    story.take(1, lambda at: preparing.send_plan(story.case, text=plan, by=head, at=at))


def _run(story: _Inspection, head: User, chief: User, other: User) -> None:
    story.take(1, lambda at: preparing.approve_plan(story.case, by=chief, at=at))
    story.take(2, lambda at: conduct.announce(
        story.case, on=story.day, attendees=story.case.enterprise.representative or "Giám đốc",
        by=head, at=at,
    ))  # fmt: skip


def _report(story: _Inspection, head: User, chief: User, other: User) -> None:
    facts = visits.VisitFacts(visited_on=story.day, outcome=VisitOutcome.DONE)
    uuid = UUID(int=story.case.pk)

    def visit(at: Any) -> Any:
        visits.record(story.case, facts, submission=uuid, by=head, at=at)
        return story.case

    story.take(0, visit)
    signing = minutes.Signing(
        on=story.day,
        how=SignedHow.SUBJECT,
        names=story.case.enterprise.representative or "Giám đốc",
    )
    story.take(0, lambda at: minutes.sign(story.case, signing, by=head, at=at))
    story.take(10, lambda at: conclusion.report(story.case, words=WORDS, by=head, at=at))


def _draft(story: _Inspection, head: User, chief: User, other: User) -> None:
    story.take(3, lambda at: conclusion.order_drafting(story.case, by=chief, at=at))
    story.take(10, lambda at: conclusion.submit_draft(story.case, words=WORDS, by=head, at=at))


def _publish(story: _Inspection, head: User, chief: User, other: User) -> None:
    opinion = "Dự thảo có căn cứ, đúng thẩm quyền và thể thức."
    story.take(3, lambda at: conclusion.appraise(story.case, reason=opinion, by=other, at=at))
    demands = [result.Demand("Trả đủ tiền lương làm thêm giờ", story.day + timedelta(days=60))]
    story.take(2, lambda at: result.conclude(story.case, demands, by=chief, at=at))
    story.take(3, lambda at: conclusion.publish(
        story.case, conclusion.Published(story.day, "POSTING", story.case.place),
        by=chief, at=at,
    ))  # fmt: skip


_STEPS: dict[str, Callable[..., None]] = {
    "DECIDED": _decide, "IN_PROGRESS": _run, "REPORTED": _report, "DRAFT_CONCLUSION": _draft,
    "PUBLISHED": _publish,
}  # fmt: skip


def _old(
    state: str, role: str, decided: date, firm: Enterprise, agency: Agency,
    people: dict[str, User], random: Random,
) -> None:  # fmt: skip
    head = people["thanhtra1"]
    team = [(head, role)]
    if role == TeamRole.HEAD:
        team.append((people["thanhtra2"], TeamRole.MEMBER))
    old = OldCase(
        decision_number=f"{random.randint(10, 90)}/QĐ-TTr", decided_on=decided,
        decided_by=people["inspectorate"], ground=Ground.PLAN,
        ground_detail="Kế hoạch thanh tra của Sở Lao động - Thương binh và Xã hội",
        scope="Việc chấp hành pháp luật lao động.", period_from=date(decided.year - 1, 1, 1),
        period_to=decided, planned_on=decided + timedelta(days=7), team=team,
        source="Hệ thống quản lý thanh tra trước ngày 01/7/2025",
    )  # fmt: skip
    uuid = UUID(int=random.getrandbits(128), version=4)
    with travel.at(travel.moment(decided + timedelta(days=2), 9)) as at:
        case = take_over(firm, old, agency=agency, submission=uuid, by=head, at=at)
    if state == "IN_PROGRESS":
        day = working_calendar().add_working_days(decided, 3)
        with travel.at(travel.moment(day, 9)) as at:
            conduct.announce(case, on=day, attendees="Giám đốc", by=head, at=at)
