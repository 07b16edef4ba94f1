"""What lies ahead of a province: drawn teams, guests, tasks, papers before a visit, calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import Province, User
from demo import travel
from demo.cast import Cast, cast_of
from demo.inspection_story import SCOPES
from demo.lists import Sent
from enterprises.enums import ImportKind
from enterprises.models import Enterprise
from inspections.enums import Ground, Phase, TeamRole, WorkKind
from inspections.models import Checklist, Inspection
from inspections.rules_route import Hours
from inspections.services import (
    allotment,
    decision,
    other_work,
    pre_visit,
    preparing,
    proposal,
    team,
)
from law.selectors import working_calendar

# Working days from today to the planned start, and who heads: the one drawn, or the first
# inspector, who knows the place; the first ones are decided already.
AHEAD = ((3, "first"), (5, "drawn"), (9, "first"), (14, "drawn"), (18, "drawn"), (24, "first"))
DECIDED = 4
KNOWS = "Đang theo dõi, nắm rõ hồ sơ của doanh nghiệp từ kỳ báo cáo lao động trước."
PLANS = "Mã số thuế;Tên doanh nghiệp;Nội dung;Quý;Năm"
WORK = (
    (WorkKind.PHONE, "Hướng dẫn cách tính tiền lương làm thêm giờ ban đêm."),
    (WorkKind.ADVICE, "Tư vấn đăng ký nội quy lao động."),
    (WorkKind.VISIT, "Nắm tình hình sau tin báo; chưa phát hiện vi phạm."),
    (WorkKind.TALK, "Tập huấn an toàn, vệ sinh lao động cho 40 cán bộ nhân sự."),
)


@dataclass
class Planning:
    """The people and the moment: the last working day before today."""

    cast: Cast
    today: date
    at: datetime
    random: Random

    def uuid(self) -> UUID:
        """A submission number from the story's own randomness."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def propose(self, firm: Enterprise, checklist: Checklist, days: int, head: str) -> Inspection:
        """A check whose team was drawn; the first inspector may take the head’s place."""
        by = self.cast.inspectors[0]
        planned = working_calendar().add_working_days(self.today, days)
        drawn = allotment.draw_team(
            firm, size=3, checklist=checklist, planned_on=planned, agency=self.cast.agency, by=by,
            at=self.at, seed=f"{self.random.getrandbits(48):012x}",
        )  # fmt: skip
        people = User.objects.in_bulk(drawn.team)
        chosen = [people[pk] for pk in drawn.team]
        if head == "first":
            chosen = [by, *(person for person in chosen if person != by)][:3]
        roles = (TeamRole.HEAD, TeamRole.MEMBER, TeamRole.SECRETARY)
        wanted = proposal.Proposal(
            ground=Ground.PLAN, ground_detail="Theo Kế hoạch kiểm tra năm của Sở Nội vụ.",
            scope=SCOPES[checklist.code], period_from=date(self.today.year - 1, 1, 1),
            period_to=self.at.date(), planned_on=planned, place=firm.address,
            team=list(zip(chosen, roles, strict=False)), checklist=checklist,
            overlap_reason="Đã thống nhất với cơ quan bạn: nội dung không trùng nhau.",
            override_reason=KNOWS if head == "first" else "",
            no_conflict=frozenset(person.pk for person in chosen),
        )  # fmt: skip
        return proposal.propose(
            firm, wanted, submission=self.uuid(), agency=self.cast.agency, by=by, at=self.at
        )

    def arrange(self, case: Inspection) -> None:
        """Tasks for everybody, two guests; a member has a conflict, another team is asked for."""
        head = next(m.user for m in case.team.select_related("user") if m.role == TeamRole.HEAD)
        texts = ("Đối chiếu bảng lương 12 tháng", "Phỏng vấn 15 người lao động", "Ghi biên bản")
        seats = list(case.team.select_related("user"))
        for number, (seat, text) in enumerate(zip(seats, texts, strict=False)):
            team.assign(
                case, user=seat.user, text=text, due_on=case.planned_on + timedelta(days=number),
                submission=self.uuid(), by=head, at=self.at,
            )  # fmt: skip
        guests = (
            team.Invitation(
                "Đỗ Thị Hồng",
                "Chuyên viên",
                "Bảo hiểm xã hội thành phố",
                "Đối chiếu số đóng",
                True,
            ),
            team.Invitation(
                "Phan Văn Tài", "Phó Trưởng ban", "Ban Quản lý các khu công nghiệp", "Phối hợp"
            ),
        )
        for guest in guests:
            team.invite(case, guest, by=head, at=self.at)
        unable = seats[-1].user
        reason = "Em ruột là kế toán trưởng của doanh nghiệp."
        team.declare_conflict(case, reason=reason, by=unable, at=self.at)
        others = {person.pk for person in (*self.cast.inspectors, self.cast.chief)}
        spare = (others - {seat.user_id for seat in seats}) or {self.cast.chief.pk}
        new = [(s.user, s.role) for s in seats[:-1]]
        new.append((User.objects.get(pk=min(spare)), seats[-1].role))
        team.ask_change(case, new, reason="Thay người có xung đột lợi ích.", by=head, at=self.at)

    def prepare(self, case: Inspection) -> None:
        """Dossier, outline, notice and the plan of the team."""
        head = case.team.get(role=TeamRole.HEAD).user
        pre_visit.freeze_dossier(case, by=head, at=self.at)
        report_by = case.planned_on - timedelta(days=1)
        pre_visit.issue_outline(case, report_by=report_by, by=head, at=self.at)
        pre_visit.issue_notice(case, day=case.planned_on, starts=time(8, 30), by=head, at=self.at)
        plan = (
            "Ngày 1: công bố, làm việc với nhân sự, kế toán; ngày 2: phỏng vấn, xem hiện trường."
        )
        preparing.send_plan(case, text=plan, by=head, at=self.at)

    def day(self, cases: list[Inspection]) -> None:
        """The first inspector’s round on the day of the first visit."""
        mine = self.cast.inspectors[0]
        running = Inspection.objects.filter(
            phase=Phase.RUNNING, agency=self.cast.agency, team__user=mine
        ).select_related("enterprise")[:3]
        stops = [*cases[:1], *running]
        hours = Hours(time(7, 30), time(7, 30), time(17), 75)
        pre_visit.plan_day(stops, on=cases[0].planned_on, hours=hours, by=mine, at=self.at)

    def other(self, firms: list[Enterprise]) -> None:
        """Work outside the cases, in the last ten days."""
        for number, (kind, note) in enumerate(WORK * 3):
            person = self.cast.inspectors[number % 3]
            other_work.record(
                kind, enterprise=firms[number % len(firms)] if number % 4 < 3 else None,
                done_on=self.at.date() - timedelta(days=number), note=note,
                submission=self.uuid(), by=person, at=self.at,
            )  # fmt: skip


def tell(code: str, *, today: date, seed: int) -> int:
    """Fill the next weeks of a province; how many checks lie ahead."""
    day = today - timedelta(days=1)
    while not working_calendar().is_working_day(day):
        day -= timedelta(days=1)
    story = Planning(cast_of(code), today, travel.moment(day, 14), Random(f"{seed}-ahead-{code}"))
    firms = list(
        Enterprise.objects.filter(
            province=story.cast.agency.province, status="ACTIVE", inspections=None,
            merged_into=None, workers__gte=40,
        ).select_related("province", "sector", "ward").order_by("-risk_score", "pk")[: len(AHEAD)]
    )  # fmt: skip
    with travel.at(story.at):
        _plans_of_others(story, firms)
        cases = _opened(story, firms)
        story.prepare(cases[0])
        story.arrange(cases[1])
        story.day(cases)
        story.other(firms)
    return len(cases)


def _opened(story: Planning, firms: list[Enterprise]) -> list[Inspection]:
    lists = {row.code: row for row in Checklist.objects.filter(code__in=SCOPES)}
    found = []
    for number, ((days, head), firm) in enumerate(zip(AHEAD, firms, strict=False)):
        checklist = lists["ATVSLD" if number % 3 == 2 else "TIEN-LUONG"]
        case = story.propose(firm, checklist, days, head)
        if number < DECIDED:
            case = decision.approve(case, by=story.cast.director, at=story.at)
        found.append(case)
    return found


def _plans_of_others(story: Planning, firms: list[Enterprise]) -> None:
    """The list of another body; some of its enterprises are ours too, one is unknown."""
    province = Province.objects.get(pk=story.cast.agency.province_id)
    clerk = User.objects.get(username="clerk.dongnai")
    busy = Enterprise.objects.filter(inspections__phase=Phase.RUNNING, province=province)
    year = story.today.year
    rows: list[Any] = [*firms[::2], *busy.order_by("pk").distinct()[:2]]
    lines = [f"{firm.tax_code};{firm.name};Phòng cháy, chữa cháy;IV;{year}" for firm in rows]
    lines.append(f"3600259786;Công ty TNHH Mẫu Chưa Có;Môi trường;Quý III;{year}")
    Sent(province, clerk, story.at).send(
        ImportKind.PLANS, "Thanh tra thành phố (minh họa)", story.at.date(), [PLANS, *lines],
        confirm=True,
    )  # fmt: skip
