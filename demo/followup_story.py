"""What followed the results of a province: evidence in part, more time, orders, referrals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from demo import recheck_story, travel
from demo.cast import Cast, cast_of
from inspections.enums import State, TeamRole
from inspections.models import Inspection, Requirement
from inspections.services import (
    closing,
    extensions,
    followup,
    originals,
    referrals,
    reminders,
    requirements,
    stop_orders,
)
from inspections.services.refusal import Refusal
from inspections.states_followup import ReferralKind, ReferralResult, StopScope
from law.selectors import working_calendar

STOP = stop_orders.Danger(
    StopScope.MACHINE,
    "Máy dập 60 tấn số 3, xưởng cơ khí",
    "Không có che chắn vùng nguy hiểm và nút dừng khẩn cấp; đang có người vận hành.",
    "Lắp che chắn, nút dừng khẩn cấp; kiểm định lại; huấn luyện người vận hành.",
    "Khoản 2 Điều 16 Luật An toàn, vệ sinh lao động số 84/2015/QH13",
)
LIFTED = stop_orders.Danger(
    StopScope.PLACE,
    "Khu vực giàn giáo mặt phía đông nhà xưởng B",
    "Giàn giáo lắp thiếu giằng, không có lan can ở độ cao 8 m.",
    "Lắp lại giàn giáo, nghiệm thu trước khi sử dụng.",
    STOP.legal_basis,
)


@dataclass
class Aftermath:
    """The people and the moment of what is told here: the last working day before today."""

    cast: Cast
    today: date
    at: datetime
    random: Random

    def uuid(self) -> UUID:
        """A submission number from the story's own randomness."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def report(self, row: Requirement, share: float, note: str) -> None:
        """Evidence for a share of what was asked."""
        by, when = row.assignee, self.at
        amount = int((row.amount or 0) * share) if row.amount is not None else None
        workers = int((row.workers or 0) * share) if row.workers is not None else None
        given = requirements.Report(note, when.date(), amount, workers)
        requirements.submit(row, report=given, by=by, at=when)

    # --- Requirements -----------------------------------------------------------------------
    def partly(self, row: Requirement) -> None:
        """Paid in part; the rest stays open."""
        self.report(row, 0.4, "Đã chi trả đợt 1, có danh sách ký nhận và ủy nhiệm chi.")
        requirements.accept(row, partly=True, by=self.cast.chief, at=self.at)

    def waits(self, row: Requirement) -> None:
        """Everything is said to be done; nobody has judged it."""
        self.report(row, 1.0, "Đã thực hiện xong, gửi kèm chứng từ.")

    def accepted(self, row: Requirement) -> None:
        """A second person accepts what the team head recorded."""
        self.report(row, 1.0, "Đã truy trả đủ; có danh sách ký nhận của người lao động.")
        requirements.accept(row, by=self.cast.chief, at=self.at)

    def sent_back(self, row: Requirement) -> None:
        """The evidence did not suffice."""
        self.report(row, 1.0, "Đơn vị báo cáo đã thực hiện.")
        reason = "Chưa có chứng từ chi trả và danh sách ký nhận của người lao động."
        requirements.send_back(row, reason=reason, by=self.cast.chief, at=self.at)

    def asks(self, row: Requirement) -> Any:
        """More time is asked for."""
        later = max(row.due_on, self.today) + timedelta(days=20)
        reason = "Đơn vị chờ khách hàng thanh toán, cam kết trả đủ trong 20 ngày."
        wish = extensions.Wish(later, reason, self.at.date())
        return extensions.ask(row, wish, by=row.assignee, at=self.at)

    def gets(self, row: Requirement) -> None:
        """More time is given by letter."""
        extensions.grant(self.asks(row), by=self.cast.director, at=self.at)

    def reminded(self, row: Requirement) -> None:
        """A reminder letter, where something is late."""
        reminders.send(row.inspection, by=self.cast.director, at=self.at)

    # --- Orders, referrals, follow-up -------------------------------------------------------
    def stops(self, row: Requirement) -> None:
        """A machine stands still; the enterprise says that the danger is over."""
        case, by = row.inspection, row.assignee
        order = stop_orders.order(case, STOP, submission=self.uuid(), by=by, at=self.at)
        note = "Đã lắp che chắn hai tay, nút dừng khẩn cấp; gửi ảnh và biên bản kiểm định."
        stop_orders.submit(order, note=note, by=by, at=self.at)

    def lifted(self, row: Requirement) -> None:
        """Scaffolding stood still until it was put up anew."""
        case, by = row.inspection, row.assignee
        order = stop_orders.order(case, LIFTED, submission=self.uuid(), by=by, at=self.at)
        note = "Đã tháo, lắp lại; có biên bản nghiệm thu ngày hôm nay."
        stop_orders.submit(order, note=note, by=by, at=self.at)
        reason = "Biên bản nghiệm thu và kiểm tra thực tế cho thấy nguy cơ đã được khắc phục."
        stop_orders.lift(order, reason=reason, by=self.cast.director, at=self.at)

    def police(self, row: Requirement) -> None:
        """Signs of a crime go to the police; an original is with the team."""
        case = row.inspection
        matter = referrals.Matter(
            ReferralKind.POLICE, "Cơ quan Cảnh sát điều tra Công an thành phố",
            "Doanh nghiệp thu tiền đóng bảo hiểm xã hội của người lao động nhưng không nộp.",
            "Hành vi có dấu hiệu của tội trốn đóng bảo hiểm cho người lao động.",
            self.today + timedelta(days=20), "Biên bản kiểm tra\nBảng lương 12 tháng",
        )  # fmt: skip
        referrals.send(case, matter, submission=self.uuid(), by=self.cast.director, at=self.at)
        originals.take(
            case, name="Sổ quỹ tiền mặt năm 2025 (bản gốc)", taken_on=self.at.date(),
            taken_from="Kế toán trưởng", submission=self.uuid(), by=row.assignee, at=self.at,
        )  # fmt: skip

    def returned(self, row: Requirement) -> None:
        """A referral that came back, and what continues."""
        matter = referrals.Matter(
            ReferralKind.OTHER, "Bảo hiểm xã hội thành phố", "Chậm đóng bảo hiểm xã hội 5 tháng.",
            "Thuộc thẩm quyền thu, xử lý chậm đóng.", self.today + timedelta(days=30),
        )  # fmt: skip
        sent = referrals.send(
            row.inspection, matter, submission=self.uuid(), by=self.cast.director, at=self.at
        )
        reply = referrals.Reply(
            ReferralResult.REFUSED, self.at.date(), "128/BHXH-TT",
            "Đơn vị đã nộp đủ trước khi nhận hồ sơ; trả lại hồ sơ.",
            "Tiếp tục theo dõi việc khắc phục theo công văn chấn chỉnh.",
        )  # fmt: skip
        referrals.answer(sent, reply, by=row.assignee, at=self.at)

    def again(self, row: Requirement) -> None:
        """A follow-up check is proposed."""
        case = row.inspection
        inspectors = self.cast.inspectors
        team = [(inspectors[0], TeamRole.HEAD), (inspectors[1], TeamRole.MEMBER)]
        planned = working_calendar().add_working_days(self.today, 6)
        plan = followup.Plan(
            list(case.requirements.outstanding()), planned, team,
            frozenset(person.pk for person, _role in team),
        )  # fmt: skip
        followup.open_check(case, plan, submission=self.uuid(), by=inspectors[0], at=self.at)


Act = Callable[[Aftermath, Requirement], Any]
A = Aftermath
# What happens to the first, second, … open requirement of the case that is due first, and so on.
PLAN: tuple[tuple[Act, ...], ...] = (
    (A.police, A.sent_back, A.waits),
    (A.reminded, A.asks),
    (A.partly, A.accepted, A.waits),
    (A.stops, A.asks),
    (A.returned, A.waits, A.gets),
    (A.gets, A.accepted),
    (A.lifted, A.accepted, A.partly),
    (A.again,),
    (A.sent_back, A.partly),
)


def tell(code: str, *, today: date, seed: int) -> int:
    """Give the open results of a province their aftermath; how many acts."""
    calendar = working_calendar()
    day = today - timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    story = Aftermath(
        cast_of(code), today, travel.moment(day, 16, 30), Random(f"{seed}-after-{code}")
    )
    cases = _cases(story)
    told = recheck_story.tell(cases[0], story) if cases else 0
    for case, acts in zip(cases[1:], PLAN, strict=False):
        rows = case.requirements.outstanding().select_related("inspection", "assignee")
        told += sum(_done(story, act, row) for act, row in _pairs(acts, list(rows)))
    return told + _reopened(story)


def _cases(story: Aftermath) -> list[Inspection]:
    """Concluded cases with something open, the most overdue first."""
    rows = Requirement.objects.outstanding().filter(
        inspection__agency=story.cast.agency, inspection__state=State.CONCLUDED,
        inspection__concluded_at__lt=story.at,
    )  # fmt: skip
    first = rows.select_related("inspection").order_by("due_on", "pk")
    return list({row.inspection_id: row.inspection for row in first}.values())


def _pairs(acts: tuple[Act, ...], rows: list[Requirement]) -> list[tuple[Act, Requirement]]:
    """One act a requirement; the first act always, on the first."""
    return list(zip(acts, rows, strict=False))


def _done(story: Aftermath, act: Act, row: Requirement) -> int:
    with travel.at(story.at):
        try:
            act(story, row)
        except Refusal:  # nothing was late enough for a reminder
            return 0
    return 1


def _reopened(story: Aftermath) -> int:
    """A closed case is followed up again after a complaint of the workers."""
    closed = Inspection.objects.filter(agency=story.cast.agency, state=State.CLOSED)
    case = closed.filter(requirements__isnull=False).order_by("-closed_at").first()
    if case is None:
        return 0
    reason = "Người lao động phản ánh doanh nghiệp chưa chi trả như hồ sơ chứng minh đã gửi."
    with travel.at(story.at) as at:
        closing.reopen(case, reason=reason, by=story.cast.director, at=at)
    return 1
