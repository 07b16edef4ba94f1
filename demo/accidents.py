"""Industrial accidents of two years for the demonstration, told through the services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.selectors import holders_of
from demo import names, travel
from ecms.core.calendar import ONE_DAY
from enterprises.models import Enterprise
from intake.enums.accident import CallerRole, Channel, CodeKind
from intake.models import Accident, AccidentCode
from intake.selectors.accident import claim_of
from intake.services.accidents import declaring, fieldwork, minutes, team, victims
from law.selectors import working_calendar

SHARES = {"75": 25, "01": 10, "79": 10}
DAYS = 730
FATAL, MULTI = 3, 5  # of all
JOBS = ("Thợ hàn", "Thợ đứng máy cắt", "Công nhân lắp ráp", "Thợ xây", "Lái xe nâng",
        "Thợ điện", "Công nhân đóng gói")  # fmt: skip
PLACES = ("Xưởng cắt", "Xưởng dập", "Kho thành phẩm", "Công trường tầng 4", "Khu lò hơi",
          "Bãi xếp dỡ", "Phòng máy nén khí")  # fmt: skip
COURSES = (
    "Người lao động đưa tay vào vùng nguy hiểm của máy khi máy đang chạy thì bị kẹp.",
    "Người lao động trượt ngã từ sàn thao tác không có lan can.",
    "Vật liệu xếp cao bị đổ trúng người lao động đang làm việc bên dưới.",
    "Người lao động chạm vào phần mang điện khi sửa chữa mà chưa cắt nguồn.",
)
MEASURES = ("Lắp bộ phận che chắn và cơ cấu dừng khẩn cấp cho máy",
            "Huấn luyện lại an toàn, vệ sinh lao động cho tổ sản xuất",
            "Ban hành quy trình làm việc an toàn tại vị trí xảy ra tai nạn")  # fmt: skip
INJURIES = ("034", "043", "033", "024", "015", "053")


def tell(*, today: date, seed: int) -> int:
    """Tell the accidents of every demonstration province; returns how many."""
    random = Random(seed)
    told = 0
    for province, count in SHARES.items():
        teller = _Teller(province, today=today, random=random)
        for number in range(count):
            teller.story(number, told)
            told += 1
    # A firm of Hà Nội works on a site in Đồng Nai: handled there, seen at home.
    _Teller("75", today=today, random=random, firms_of="01").story(0, 0)
    return told + 1


def _steps(told: int) -> int:
    """How far a story goes: some of the latest stand still in every state."""
    return {0: 0, 1: 1, 4: 1, 7: 2}.get(told, 4)


class _Teller:
    """The accidents of one province."""

    def __init__(self, province: str, *, today: date, random: Random, firms_of: str = "") -> None:
        self.today, self.random = today, random
        self.agency = Agency.objects.get(code=f"SNV-{province}")
        self.firms = list(
            Enterprise.objects.filter(
                province__code=firms_of or province, workers__gte=30
            ).order_by("tax_code")[:60]
        )
        self.officers = self._holding(Permission.ACCIDENT_EDIT)
        self.director: User = next(
            user for user in self._holding(Permission.ACCIDENT_DECIDE)
            if user.positions.filter(is_head=True, agency=self.agency).exists()
        )  # fmt: skip
        self.codes = {
            kind: list(AccidentCode.objects.filter(kind=kind)) for kind in CodeKind.values
        }

    def _holding(self, permission: Permission) -> list[User]:
        return list(holders_of(permission, agency=self.agency, on=self.today))

    def uuid(self) -> UUID:
        """A submission number from the story's own randomness."""
        return UUID(int=self.random.getrandbits(128), version=4)

    # --- One accident -------------------------------------------------------------------------
    def story(self, number: int, told: int) -> None:
        """From the declaration as far as time has gone."""
        kind = "fatal" if told % 15 == 4 else "multi" if told % 9 == 7 else "one"
        ago = 2 + number * DAYS // SHARES[self.agency.province.code]  # type: ignore[union-attr]
        day = self.today - timedelta(days=ago)
        who = self.random.choice([user for user in self.officers if user != self.director])
        case = self._declare(kind, day, who)
        for step in (self._team, self._investigate, self._publish, self._finish)[: _steps(told)]:
            later = step(case, who)
            if later is None:
                return
            case = later

    def _at(self, day: date, hour: int) -> datetime | None:
        """A moment of a working day from ``day`` on; None where it has not come."""
        calendar = working_calendar()
        found = calendar.next_working_day(day)
        return (
            travel.moment(found, hour, self.random.randint(0, 59)) if found < self.today else None
        )

    def _declare(self, kind: str, day: date, who: User) -> Accident:
        people = {"fatal": 1, "multi": 2}.get(kind, 1)
        given = declaring.Declaration(
            occurred_on=day, place=self.random.choice(PLACES),
            channel=self.random.choice([Channel.PHONE, Channel.PHONE, Channel.PAPER]),
            caller_role=self.random.choice([CallerRole.EMPLOYER, CallerRole.COMMUNE]),
            caller=names.person(self.random), enterprise=self.random.choice(self.firms),
            dead=1 if kind == "fatal" else 0, injured=0 if kind == "fatal" else people,
            serious=people if kind == "multi" else 0, course=self.random.choice(COURSES),
        )  # fmt: skip
        with travel.at(travel.moment(day, 21 if kind == "fatal" else 10, 15)) as at:
            case = declaring.declare(
                given, submission=self.uuid(), agency=self.agency, by=who, at=at
            )
            for _ in range(people):
                self._victim(case, kind, day, who, at)
        return Accident.objects.get(pk=case.pk)

    def _victim(self, case: Accident, kind: str, day: date, who: User, at: datetime) -> None:
        woman = self.random.random() < 0.4
        serious = kind == "multi" or self.random.random() < 0.45
        codes = [c for c in self.codes["INJURY"] if c.code == self.random.choice(INJURIES)]
        person = victims.Person(
            name=names.person(self.random), outcome="DEAD" if kind == "fatal" else "INJURED",
            died_on=day if kind == "fatal" else None, sex="F" if woman else "M",
            birth_year=day.year - self.random.randint(19, 55), job=self.random.choice(JOBS),
            occupation=self.random.choice(self.codes["OCCUPATION"][6:9]),
            seniority_months=self.random.randint(2, 140), contract="INDEF",
            trained=self.random.random() < 0.6, injuries=codes if serious else (),
            wage=self.random.randint(70, 160) * 100_000,
        )  # fmt: skip
        victims.save(case, person, submission=self.uuid(), by=who, at=at)

    def _team(self, case: Accident, who: User) -> Accident | None:
        at = self._at(case.notice_on + ONE_DAY, 9)
        if at is None:
            return None
        with travel.at(at):
            if case.level != "PROVINCIAL":
                on = at.date()
                return team.record(case, number="01/QĐ-ATVSLĐ", on=on, seats=(), by=who, at=at)
            second = next(user for user in self.officers if user not in (who, self.director))
            seats = [
                team.Seat("HEAD", who), team.Seat("MEMBER", second),
                team.Seat("MEMBER", None, names.person(self.random), "Chuyên viên", "Sở Y tế"),
                team.Seat("MEMBER", None, names.person(self.random), "Chuyên viên",
                          "Liên đoàn Lao động tỉnh"),
            ]  # fmt: skip
            case = team.propose(case, seats, by=who, at=at)
            return team.set_up(case, by=self.director, at=at + timedelta(minutes=50))

    def _investigate(self, case: Accident, who: User) -> Accident | None:
        at = self._at(case.notice_on + ONE_DAY * min(3, (case.term_days or 4) - 2), 14)
        if at is None:
            return None
        with travel.at(at):
            said = fieldwork.Said(
                "WITNESS", names.person(self.random), at.date(), "Tôi thấy máy không có che chắn.",
                "Công nhân cùng tổ", is_protected=True,
            )  # fmt: skip
            fieldwork.take_statement(case, said, submission=self.uuid(), by=who, at=at)
            fieldwork.recommend(
                case, text=self.random.choice(MEASURES), responsible="Giám đốc nhà máy",
                due_on=at.date() + timedelta(days=30), submission=self.uuid(), by=who, at=at,
            )  # fmt: skip
            fieldwork.conclude(case, _result(self.random, self.codes, case), by=who, at=at)
            on = at.date()
            if case.level == "PROVINCIAL":
                return minutes.sign(
                    case, on=on, attendance="Đại diện cơ sở", opinions="", by=who, at=at
                )
            return minutes.receive(case, on=on, number="01/BB-ĐTTNLĐ", by=who, at=at)

    def _publish(self, case: Accident, who: User) -> Accident | None:
        assert case.minutes_on is not None  # noqa: S101 - the step before
        at = self._at(case.minutes_on + ONE_DAY, 9)
        if at is None:
            return None
        with travel.at(at):
            meeting = minutes.Meeting(
                at.date(), "Trụ sở cơ sở", "Người sử dụng lao động, công đoàn"
            )
            case = minutes.announce(case, meeting, by=who, at=at)
            return minutes.send(case, on=at.date(), note="Các bên liên quan", by=who, at=at)

    def _finish(self, case: Accident, who: User) -> Accident | None:
        assert case.announced_on is not None  # noqa: S101 - the step before
        at = self._at(case.announced_on + timedelta(days=40), 10)
        if at is None:
            return None
        with travel.at(at):
            for row in case.victims.all():
                _pay(self.random, case, row, who, at)
            for measure in case.recommendations.all():
                fieldwork.settle(measure, done_on=at.date(), note="Đã thực hiện", by=who, at=at)
            costs = fieldwork.Costs(*(self.random.randint(0, 60) * 500_000 for _ in range(4)))
            fieldwork.record_costs(case, costs, by=who, at=at)
            return minutes.close(case, by=who, at=at)


def _result(
    random: Random, codes: dict[str, list[AccidentCode]], case: Accident
) -> fieldwork.Result:
    cause = random.choice(codes["CAUSE"])
    fault = {"EMPLOYER": "EMPLOYER", "WORKER": "WORKER", "OTHER": "OTHER"}[cause.group_code]
    return fieldwork.Result(
        course=case.course, cause=cause, other_causes=(),
        factor=random.choice(codes["FACTOR"][6:10]), finding="OCCUPATIONAL",
        fault=fault, cause_text="", fault_text="",
    )  # fmt: skip


def _pay(random: Random, case: Accident, row: Any, who: User, at: datetime) -> None:
    loss = None if row.is_dead else random.choice([2, 3, 8, 15, 25])
    given = victims.Consequence(
        row.wage, loss, None if row.is_dead else at.date(), case.fault == "WORKER",
        0 if row.is_dead else random.randint(3, 60),
    )  # fmt: skip
    row = victims.assess(row, given, by=who, at=at)
    least = victims.compensation.owed(claim_of(row, case)).amount
    if row.is_dead or (loss or 0) >= victims.compensation.LEAST_LOSS:
        victims.settle(row, paid=least, paid_on=at.date(), by=who, at=at)
