"""Rarer turns of a province: old cases by list, a re-inspection, more time, a clock that stood,
an accident of a firm from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import Province, User
from demo import travel
from demo.cast import Cast, cast_of
from demo.lists import Sent
from ecms.core.refusal import Refusal
from ecms.core.workflow import WorkflowRefused
from enterprises.enums import ImportKind
from enterprises.models import Enterprise
from inspections.enums import Ground, Kind, State, TeamRole
from inspections.models import Inspection, ReinspectionGround
from inspections.permissions_reinspection import can_reinspect
from inspections.services import conduct, decision, preparing, proposal, reinspection
from intake.enums.accident import CallerRole, Channel
from intake.models import Accident, AccidentCode
from intake.services.accidents import declaring, team, victims
from law.selectors import working_calendar

TITLES = (
    "STT;Mã số thuế;Tên doanh nghiệp;Số quyết định;Ngày quyết định;Hình thức;Nội dung;"
    "Trưởng đoàn;Ngày công bố;Ngày biên bản;Số kết luận;Ngày kết luận;Ngày đóng"
)
SCOPE = "Pháp luật lao động, an toàn, vệ sinh lao động, bảo hiểm xã hội"
OTHER_PROVINCE = "79"  # where the firm of the accident is registered
MORE_TIME = "Doanh nghiệp có bốn cơ sở, hồ sơ tiền lương phải đối chiếu từng cơ sở."
FLOOD = "Doanh nghiệp đề nghị tạm dừng vì kho hồ sơ bị ngập, có xác nhận của phường."
DRY = "Doanh nghiệp đã khôi phục hồ sơ, đề nghị tiếp tục."


class Turns:
    """The people of the province and of its inspectorate, and the days before today."""

    def __init__(self, code: str, *, today: date, seed: int) -> None:
        self.code, self.today, self.cast = code, today, cast_of(code)
        self.random = Random(f"{seed}-turns-{code}")

    def uuid(self) -> UUID:
        """A submission number from the story's own randomness."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def day(self, ago: int) -> date:
        """The working day ``ago`` days before today, or the first before it."""
        calendar, day = working_calendar(), self.today - timedelta(days=ago)
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
        return day


def tell(code: str, *, today: date, seed: int) -> int:
    """Tell them all; how many. A turn that the day of the seed does not allow is left out."""
    story = Turns(code, today=today, seed=seed)
    turns: tuple[Callable[[Turns], Any], ...] = (old_cases, again, longer, stood, elsewhere)
    return sum(1 for turn in turns if turn(story))


# --- Old cases --------------------------------------------------------------------------------
def old_cases(story: Turns) -> int:
    """A list of former inspections: finished, followed, going on, and two rows refused."""
    firms = list(
        Enterprise.objects.filter(
            province=story.cast.agency.province, status="ACTIVE", merged_into=None,
            workers__gte=30,
        ).order_by("-pk")[30:34]
    )  # fmt: skip
    if len(firms) < 4:
        return 0
    clerk = User.objects.get(username="clerk.dongnai")
    province = Province.objects.get(code=story.code, scheme="2025")
    day = story.day(6)
    with travel.at(travel.moment(day, 10)) as at:
        Sent(province, clerk, at).send(
            ImportKind.CASES, "Sổ theo dõi thanh tra của Sở cũ (minh họa)", date(2025, 6, 30),
            [TITLES, *_old_lines(firms, story.cast)], confirm=True,
        )  # fmt: skip
    return 1


def _old_lines(firms: list[Enterprise], cast: Cast) -> list[str]:
    head = cast.inspectors[0].full_name
    rows = (
        (firms[0], "214/QĐ-TTr;12/03/2024", "", "18/03/2024;05/04/2024;37/KL-TTr;02/05/2024",
         "20/12/2024"),
        (firms[1], "301/QĐ-TTr;09/09/2024", head, "16/09/2024;04/10/2024;88/KL-TTr;30/10/2024",
         ""),
        (firms[2], "96/QĐ-TTr;02/06/2025", head, ";;;", ""),
        (firms[3], "97/QĐ-TTr;02/06/2025", "Đoàn cũ", ";;;", ""),  # nobody here goes on with it
        (firms[3], "31/02/2025;31/02/2025", "", ";;;", ""),  # there is no such day
    )  # fmt: skip
    return [
        f"{number};{firm.tax_code};{firm.name};{paper};Theo kế hoạch;{SCOPE};{who};{course};{end}"
        for number, (firm, paper, who, course, end) in enumerate(rows, start=1)
    ]


# --- A re-inspection --------------------------------------------------------------------------
def again(story: Turns) -> int:
    """The inspectorate of the province looks again at a conclusion of the former department."""
    head = User.objects.get(username="thanhtra1.dongnai")
    chief = User.objects.get(username="inspectorate.dongnai")
    member = User.objects.get(username="thanhtra2.dongnai")
    first = story.day(16)
    earlier = next(
        (case for case in _concluded(story) if can_reinspect(case, head, on=first)), None
    )
    if earlier is None:
        return 0
    team_of = [(head, TeamRole.HEAD), (member, TeamRole.MEMBER)]
    wanted = proposal.Proposal(
        ground=Ground.DIRECTED, ground_detail="", scope=earlier.scope,
        period_from=earlier.period_from, period_to=earlier.period_to,
        planned_on=story.day(5), team=team_of, place=earlier.enterprise.address,
        overlap_reason="Thanh tra lại theo quyết định của Chủ tịch Ủy ban nhân dân.",
        no_conflict=frozenset((head.pk, member.pk)),
    )  # fmt: skip
    with travel.at(travel.moment(first, 9)) as at:
        case = reinspection.order(
            earlier, _an_order(story), wanted, submission=story.uuid(), agency=head.agency,
            by=head, at=at,
        )  # fmt: skip
    _begin(case, story, head=head, chief=chief)
    return 1


def _concluded(story: Turns) -> list[Inspection]:
    """Latest first: those stay longest within the two years."""
    rows = Inspection.objects.filter(
        kind=Kind.LEGACY, province=story.cast.agency.province, enterprise__status="ACTIVE"
    ).exclude(concluded_on=None)
    return list(rows.select_related("enterprise", "agency").order_by("-concluded_on", "pk"))


def _an_order(story: Turns) -> reinspection.Order:
    return reinspection.Order(
        ground=ReinspectionGround.objects.get(code="EVIDENCE"),
        reason="Bảng lương do người lao động cung cấp có số giờ làm thêm cao hơn số trong kết "
        "luận; cần đối chiếu lại với dữ liệu chấm công.",
        authority="Chủ tịch Ủy ban nhân dân thành phố Đồng Nai", order_number="1482/QĐ-UBND",
        ordered_on=story.day(19),
    )  # fmt: skip


def _begin(case: Inspection, story: Turns, *, head: User, chief: User) -> None:
    plan = "Tuần 1: thu thập dữ liệu chấm công; tuần 2-3: đối chiếu; tuần 4: ghi biên bản"
    with travel.at(travel.moment(story.day(13), 9)) as at:
        case = decision.approve(case, by=chief, at=at)
    with travel.at(travel.moment(story.day(12), 9)) as at:
        case = preparing.send_plan(case, text=plan, by=head, at=at)
    with travel.at(travel.moment(story.day(11), 15)) as at:
        case = preparing.approve_plan(case, by=chief, at=at)
    on = story.day(8)
    people = case.enterprise.representative or "Giám đốc"
    with travel.at(travel.moment(on, 9)) as at:
        conduct.announce(case, on=on, attendees=people, by=head, at=at)


# --- Clocks -----------------------------------------------------------------------------------
def longer(story: Turns) -> int:
    """A check that is running has been given more time."""
    day = story.day(1)
    running = Inspection.objects.filter(
        agency=story.cast.agency, state=State.IN_PROGRESS, extended_at=None, ends_on__gte=day,
        announced_on__lt=day, follow_up_of=None,
    ).order_by("ends_on", "pk")  # fmt: skip
    return _first(
        list(running), travel.moment(day, 14),
        lambda case, at: conduct.extend(case, reason=MORE_TIME, by=story.cast.director, at=at),
    )  # fmt: skip


def stood(story: Turns) -> int:
    """The clock of an inspection stood for some days, and its last day moved."""
    chief = User.objects.get(username="inspectorate.dongnai")
    begin, end = story.day(12), story.day(4)
    running = Inspection.objects.filter(
        agency=chief.agency, kind=Kind.INSPECTION, state=State.IN_PROGRESS,
        announced_on__lt=begin, reinspection_of=None,
    ).order_by("pk")  # fmt: skip

    def stand(case: Inspection, at: datetime) -> None:
        conduct.suspend(case, reason=FLOOD, by=chief, at=at)
        with travel.at(travel.moment(end, 9)) as later:
            conduct.resume(case, reason=DRY, by=chief, at=later)

    return _first(list(running), travel.moment(begin, 9), stand)


def _first(
    cases: list[Inspection], when: datetime, act: Callable[[Inspection, datetime], Any]
) -> int:
    """The first case whose law allows it on that day."""
    for case in cases:
        with travel.at(when) as at:
            try:
                act(case, at)
            except (Refusal, WorkflowRefused):
                continue
        return 1
    return 0


# --- An accident ------------------------------------------------------------------------------
def elsewhere(story: Turns) -> int:
    """A fall on a building site here; the employer is registered in another province."""
    firm = (
        Enterprise.objects.filter(
            province__code=OTHER_PROVINCE, province__scheme="2025", workers__gte=50,
            status="ACTIVE",
        ).order_by("sector__code", "pk").first()
    )  # fmt: skip
    if firm is None:
        return 0
    day, officer = story.day(7), story.cast.inspectors[0]
    given = declaring.Declaration(
        occurred_on=day, place="Công trường nhà xưởng mở rộng, Khu công nghiệp Nhơn Trạch 3",
        channel=Channel.PHONE, caller_role=CallerRole.COMMUNE, caller="Trực ban xã",
        enterprise=firm, injured=2, serious=2,
        course="Hai người lao động rơi từ sàn thao tác cao 6 m khi tháo giàn giáo.",
    )  # fmt: skip
    with travel.at(travel.moment(day, 16, 40)) as at:
        case = declaring.declare(
            given, submission=story.uuid(), agency=story.cast.agency, by=officer, at=at
        )
        for name, age in (("Nguyễn Văn Mẫu", 34), ("Trần Văn Thử", 27)):
            _hurt(case, story, name, day.year - age, at)
    _investigated(Accident.objects.get(pk=case.pk), story)
    return 1


def _hurt(case: Accident, story: Turns, name: str, born: int, at: datetime) -> None:
    injury = AccidentCode.objects.filter(kind="INJURY", code="034")
    person = victims.Person(
        name=name, outcome="INJURED", sex="M", birth_year=born, job="Thợ tháo lắp giàn giáo",
        occupation=AccidentCode.objects.get(kind="OCCUPATION", code="O7"),
        seniority_months=14, contract="INDEF", trained=False, injuries=list(injury),
        wage=9_500_000,
    )  # fmt: skip
    victims.save(case, person, submission=story.uuid(), by=story.cast.inspectors[0], at=at)


def _investigated(case: Accident, story: Turns) -> None:
    head, second = story.cast.inspectors[:2]
    seats = [
        team.Seat("HEAD", head), team.Seat("MEMBER", second),
        team.Seat("MEMBER", None, "Bùi Thị Kim Liên", "Chuyên viên", "Sở Y tế"),
        team.Seat("MEMBER", None, "Đỗ Hữu Trí", "Chuyên viên", "Liên đoàn Lao động thành phố"),
    ]  # fmt: skip
    with travel.at(travel.moment(story.day(6), 9)) as at:
        case = team.propose(case, seats, by=head, at=at)
        team.set_up(case, by=story.cast.director, at=at + timedelta(minutes=40))
