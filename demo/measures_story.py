"""Measures of heads of offices and debtors who are late: temporary seizures, delegations,
a run of reminders, a late payment, an instalment that passed unpaid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F, Max, Q

from accounts.enums import DelegationKind
from accounts.models import Delegation, Position
from demo import travel
from demo.cast import Cast, cast_of
from ecms.core.calendar import add_months
from ecms.core.refusal import Refusal
from ecms.core.workflow import WorkflowRefused
from law.selectors import working_calendar
from violations import seizures
from violations.enforcement_states import ReminderKind
from violations.models import Exhibit, Seizure, ViolationCase
from violations.ruling_limits import Proposal
from violations.services import (
    delegating,
    exhibits,
    inquiry,
    payments,
    reminders,
    rulings,
    seizure,
)
from violations.states import CaseState, RulingKind, SeizureGround, ServiceMethod, VerificationKind

SPACE = UUID("3d0c55f2-5be7-4a55-a2c3-0d4bb1f3f0a9")
STORE = "Kho lưu giữ tang vật của Sở; người giữ: ông Đỗ Văn Kho"
LEDGERS = ("Sổ lương bản gốc", "02 quyển", "nguyên vẹn, đã đóng dấu giáp lai")
CLOCK = ("Máy chấm công", "01 chiếc", "còn hoạt động")
HARDSHIP = "Doanh nghiệp khó khăn đặc biệt về kinh tế, đề nghị nộp phạt ba lần."


class Measures:
    """The people of the province and the working days before today."""

    def __init__(self, code: str, *, today: date) -> None:
        self.today, self.cast, self.calendar = today, cast_of(code), working_calendar()

    def day(self, ago: int) -> date:
        """The working day ``ago`` days before today, or the first before it."""
        day = self.today - timedelta(days=ago)
        while not self.calendar.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def late(self) -> Iterator[ViolationCase]:
        """Decisions of the director that were not paid in full in time."""
        yield from ViolationCase.objects.filter(
            agency=self.cast.agency, signatory=self.cast.director_office,
            state=CaseState.EXECUTING, execution_due_on__lt=self.day(3),
            fine_current__gt=F("paid_total"),
        ).order_by("execution_due_on", "pk")  # fmt: skip


def tell(code: str, *, today: date) -> int:
    """Tell them all; how many. What the day of the seed does not allow is left out."""
    story = Measures(code, today=today)
    turns: tuple[Callable[[Measures], bool], ...] = (
        _seized, _delegated, _instalment_missed, _reminded, _paid_late,
    )  # fmt: skip
    return sum(_done(turn, story) for turn in turns)


def _done(turn: Callable[[Measures], bool], story: Measures) -> bool:
    """Whether it could be told; what the law refuses leaves nothing behind."""
    try:
        with transaction.atomic():
            return turn(story)
    except (Refusal, WorkflowRefused):
        return False


def _seized(story: Measures) -> bool:
    """Ledgers are kept and the term was extended; a second thing went back to its owner."""
    cast = story.cast
    states = (CaseState.SUBMITTED, CaseState.MINUTES)
    case = (
        ViolationCase.objects.filter(agency=cast.agency, state__in=states)
        .filter(Q(signatory=None) | Q(signatory=cast.director_office))
        .order_by("-pk")
        .first()
    )
    return case is not None and _seize(case, cast, story.day(1))


def _seize(case: ViolationCase, cast: Cast, on: date) -> bool:
    lead = case.opened_by
    kept, short = _noted(case, on)
    with travel.at(travel.moment(on, 15, 20)) as at:
        row = _keep(case, kept, "Đối chiếu chữ ký trên bảng lương bản gốc.", cast, at)
        _keep(case, short, "Trích xuất dữ liệu giờ làm việc trước khi bị thay đổi.", cast, at)
    with travel.at(travel.moment(on, 16, 40)) as at:
        seizure.give_back(
            _fresh(case), [short], receiver="Bà Trần Thị Nhận, phụ trách nhân sự",
            reason="Đã trích xuất xong dữ liệu.", submission=_key(case, "back"), by=cast.director,
            at=at,
        )  # fmt: skip
        inquiry.open_inquiry(
            _fresh(case), VerificationKind.FACTS, by=lead, at=at,
            matter="Chữ ký nhận lương của 12 người lao động.",
        )  # fmt: skip
    until = seizures.longest(_fresh(case), row)
    assert until is not None  # noqa: S101 - something is verified
    with travel.at(travel.moment(on, 16, 55)) as at:
        seizure.extend(
            row, until=until, reason="Chờ kết luận giám định chữ ký.", by=cast.director, at=at
        )
    return True


def _noted(case: ViolationCase, on: date) -> list[Exhibit]:
    with travel.at(travel.moment(on, 15)) as at:
        return [
            exhibits.note(
                _fresh(case),
                exhibits.Thing(name, quantity, case.discovered_on, condition, STORE),
                by=case.opened_by, at=at,
            )
            for name, quantity, condition in (LEDGERS, CLOCK)
        ]  # fmt: skip


def _keep(case: ViolationCase, thing: Exhibit, why: str, cast: Cast, at: datetime) -> Seizure:
    return seizure.seize(
        _fresh(case), [thing], ground=SeizureGround.VERIFY, reason=why, kept_at=STORE,
        by=cast.director, at=at,
    )  # fmt: skip


def _delegated(story: Measures) -> bool:
    """The power to order enforcement for a quarter, and one that was ended early."""
    head, on = story.cast.director_office, story.day(20)
    deputy = Position.objects.filter(agency=head.agency_id, is_deputy=True).first()
    if deputy is None or Delegation.objects.filter(giver=head, kind="ENFORCEMENT").exists():
        return False
    with travel.at(travel.moment(on, 9)) as at:
        away = delegating.Power(DelegationKind.ENFORCEMENT, on, on + timedelta(days=60))
        row = delegating.give(head, deputy, away, by=story.cast.director, at=at)
    ended_on = story.day(9)
    with travel.at(travel.moment(ended_on, 16)) as at:
        delegating.end(
            row, last_on=ended_on, reason="Giám đốc Sở đã kết thúc đợt công tác.",
            by=story.cast.director, at=at,
        )  # fmt: skip
    start = story.day(1)
    with travel.at(travel.moment(start, 9)) as at:
        quarter = delegating.Power(DelegationKind.ENFORCEMENT, start, add_months(start, 3))
        delegating.give(head, deputy, quarter, by=story.cast.director, at=at)
    return True


def _instalment_missed(story: Measures) -> bool:
    """Three instalments were allowed; the day of the first passed without all its money."""
    dearest = sorted(story.late(), key=lambda case: -(case.fine_current or 0))
    return any(_allowed_parts(case, story) for case in dearest)


def _allowed_parts(case: ViolationCase, story: Measures) -> bool:
    paid_on = case.payments.aggregate(last=Max("paid_on"))["last"]
    since = paid_on or case.served_on or story.today
    on = story.calendar.next_working_day(since + timedelta(days=1))
    fine = case.fine_current or 0
    first = max(fine * 3 // 5, case.paid_total) // 1000 * 1000 + 1000
    second = (fine - first) // 2 // 1000 * 1000
    days = (on + timedelta(days=9), add_months(on, 3), add_months(on, 5))
    if days[0] >= story.today:
        return False
    parts = tuple(zip(days, (first, second, fine - first - second), strict=True))
    plan = Proposal(RulingKind.INSTALMENTS, HARDSHIP, asked_on=on, parts=parts)
    try:
        with transaction.atomic(), travel.at(travel.moment(on, 15)) as at:
            row = rulings.propose(
                case, plan, submission=_key(case, "parts"), by=case.opened_by, at=at
            )
            rulings.issue(row, by=story.cast.director, at=at)
    except (Refusal, WorkflowRefused):
        return False
    return True


def _reminded(story: Measures) -> bool:
    """One run of letters to all who are late; the first letter has arrived."""
    rows, on = list(story.late()), story.day(3)
    if not rows:
        return False
    lead = story.cast.inspectors[0]
    with travel.at(travel.moment(on, 10)) as at:
        run, _left_out = reminders.write(
            rows, ReminderKind.PAYMENT, agency=story.cast.agency,
            answer_until=story.today + timedelta(days=10), gap_days=15,
            submission=uuid5(SPACE, f"run-{story.cast.agency.pk}"), by=lead, at=at,
        )  # fmt: skip
    with travel.at(travel.moment(story.day(1), 14)) as at:
        letter = run.letters.order_by("pk").first()
        reminders.deliver(letter, ServiceMethod.POST, on=story.day(1), by=lead, at=at)
    return True


def _paid_late(story: Measures) -> bool:
    """Money comes after the day, with the surcharge; the rest stays owed."""
    case, on = next(story.late(), None), story.day(1)
    if case is None:
        return False
    with travel.at(travel.moment(on, 14)) as at:
        amount = payments.owed(case, on) // 2
        payments.record(
            case, amount, paid_on=on, reference=f"GNT-{case.code[3:]}-M", by=case.opened_by,
            at=at, note="Nộp chậm, trả trước một nửa.",
        )  # fmt: skip
    return True


def _key(case: ViolationCase, word: str) -> UUID:
    return uuid5(SPACE, f"{case.pk}-{word}")


def _fresh(case: ViolationCase) -> ViolationCase:
    return ViolationCase.objects.get(pk=case.pk)
