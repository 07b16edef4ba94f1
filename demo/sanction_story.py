"""What befalls the sanction cases of a province on their side ways, told through the services:
hearing, verification, transfer, crime, on the spot, unknown, enforcement, lawsuit, publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid5

from django.db import transaction

from demo import travel
from demo.cast import Cast, cast_of
from ecms.core.refusal import Refusal
from ecms.core.workflow import WorkflowRefused
from intake.models import Complaint
from law.models import MeasureKind
from law.selectors import working_calendar
from violations.enforcement_states import ChallengeKind, InquiryKind, PublicationGround, StepKind
from violations.models import ViolationCase
from violations.services import (
    acts,
    challenges,
    direct,
    elsewhere,
    enforcement,
    enforcement_steps,
    exhibits,
    explanation,
    hearing,
    inquiry,
    non_execution,
    on_spot,
    publications,
    submission,
)
from violations.services.acts import Facts
from violations.services.decision import Order
from violations.services.enforcement_steps import Facts as Step
from violations.services.opening import Opening
from violations.states import CaseState, ExplanationKind, VerificationKind

SPACE = UUID("7f0c8f44-16a5-4f0e-9f0a-3a1f3fb5a6c2")
BANK = "Ngân hàng TMCP Công thương Việt Nam, Chi nhánh Biên Hòa"
POLICE = "Cơ quan Cảnh sát điều tra Công an tỉnh"
LATE = "Chờ Kho bạc Nhà nước xác nhận số tiền đã nộp."
Tell = Callable[[ViolationCase, Cast, date], None]


def _key(case: ViolationCase, word: str) -> UUID:
    return uuid5(SPACE, f"{case.pk}-{word}")


def _fresh(case: ViolationCase) -> ViolationCase:
    return ViolationCase.objects.get(pk=case.pk)


def _hearing(case: ViolationCase, cast: Cast, today: date) -> None:
    asked_on = case.minutes_on or today
    with travel.at(travel.moment(asked_on, 16, 30)) as at:
        explanation.record(
            case, ExplanationKind.HEARING, received_on=asked_on, by=case.opened_by, at=at,
            text="Đề nghị giải trình trực tiếp về số người lao động bị trả lương chậm.",
        )  # fmt: skip
    calendar, day = working_calendar(), today + timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    with travel.at(travel.moment(today, 8)) as at:
        hearing.invite(
            _fresh(case), planned_for=travel.moment(day, 9), place="Phòng họp số 2, trụ sở Sở",
            chair=str(cast.director), by=case.opened_by, at=at,
        )  # fmt: skip


def _verification(case: ViolationCase, cast: Cast, today: date) -> None:
    thing = exhibits.Thing(
        "Bảng chấm công bản gốc", "03 quyển", case.discovered_on, "nguyên vẹn", "Phòng chuyên môn"
    )
    with travel.at(travel.moment(today, 9)) as at:
        exhibits.note(case, thing, by=case.opened_by, at=at)
        row = inquiry.open_inquiry(
            _fresh(case), VerificationKind.FACTS, by=case.opened_by, at=at,
            matter="Số người lao động thực tế làm việc trong kỳ vi phạm.",
        )  # fmt: skip
    with travel.at(travel.moment(today, 15)) as at:
        result = "Đối chiếu bảng chấm công và bảng lương: đúng như biên bản vi phạm hành chính."
        inquiry.record(row, inquiry.Answer(today, result, signed_names="Nguyễn Văn Đối"),
                       by=case.opened_by, at=at)  # fmt: skip
        inquiry.open_inquiry(
            _fresh(case), VerificationKind.FACTS, by=case.opened_by, at=at,
            matter="Địa chỉ nơi làm việc thứ hai của doanh nghiệp.",
        )  # fmt: skip


def _transfer(case: ViolationCase, cast: Cast, today: date) -> None:
    reason = "Mức tối đa của khung tiền phạt vượt thẩm quyền của Giám đốc Sở."
    with travel.at(travel.moment(today, 9, 30)) as at:
        submission.transfer(
            case, reason=reason, position=cast.chair_office, by=cast.director, at=at
        )


def _crime(case: ViolationCase, cast: Cast, today: date) -> None:
    with travel.at(travel.moment(today, 10)) as at:
        elsewhere.refer(
            case, to=POLICE, offence="Tội trốn đóng bảo hiểm xã hội (Điều 216 Bộ luật Hình sự)",
            reason="Trích tiền của người lao động nhưng không nộp trong nhiều tháng.",
            by=cast.director, at=at,
        )  # fmt: skip
        elsewhere.hand_over(
            _fresh(case), handed_on=today, receiver="Thiếu tá Hoàng Văn Nhận", by=case.opened_by,
            at=at,
        )  # fmt: skip


def _account(case: ViolationCase, cast: Cast, today: date) -> None:
    """Minutes of non-execution, a question to the bank, the order, the account frozen."""
    lead = case.opened_by
    with travel.at(travel.moment(today - timedelta(days=12), 9)) as at:
        found = non_execution.Found(case.enterprise.address, "Công chức phường", "", LATE)
        non_execution.record(case, found, submission=_key(case, "m"), by=lead, at=at)
        letter = non_execution.ask(
            _fresh(case), InquiryKind.BANK, addressee=BANK, submission=_key(case, "b"), by=lead,
            question="Số tài khoản và số dư tại ngày trả lời.", at=at,
        )  # fmt: skip
    with travel.at(travel.moment(today - timedelta(days=7), 9)) as at:
        non_execution.answer(
            letter, "Tài khoản 0121000123456, số dư 512.000.000 đồng.",
            answered_on=today - timedelta(days=7), by=lead, at=at,
        )  # fmt: skip
        letter.refresh_from_db()
        owed = enforcement.owed_in_all(_fresh(case), today - timedelta(days=7))
        wanted = enforcement.Measure(
            kind=MeasureKind.ACCOUNT, reason="Không tự nguyện nộp phạt.", amount=owed,
            holder=BANK, account="0121000123456", inquiry=letter,
        )  # fmt: skip
        row = enforcement.propose(_fresh(case), wanted, submission=_key(case, "p"), by=lead, at=at)
    with travel.at(travel.moment(today - timedelta(days=5), 9)) as at:
        row = enforcement.order(row, by=cast.director, at=at)
        for kind, step in (
            (StepKind.SEND, Step(today - timedelta(days=5), names=BANK)),
            (StepKind.FREEZE, Step(today - timedelta(days=5), "Đã phong tỏa", amount=owed)),
            (StepKind.COST, Step(today - timedelta(days=5), "Phí xác minh", amount=350_000)),
        ):
            row = enforcement_steps.take(
                row, kind, step, submission=_key(case, kind), by=lead, at=at
            )


def _contested(case: ViolationCase, cast: Cast, today: date) -> None:
    """A complaint that was settled, then a lawsuit with a stay; the decision is published."""
    lead, director = case.opened_by, cast.director
    start = (case.served_on or today) + timedelta(days=3)
    with travel.at(travel.moment(start, 9)) as at:
        filed = challenges.Filed(
            ChallengeKind.COMPLAINT, start, str(cast.director_office.agency),
            "Đề nghị xem xét lại mức phạt.",
        )  # fmt: skip
        row = challenges.file(case, filed, submission=_key(case, "c"), by=lead, at=at)
        words = "86 người lao động bị nợ lương, báo chí đã phản ánh."
        notice = publications.propose(
            _fresh(case), ground=PublicationGround.SERIOUS, reason=words,
            body="Cổng thông tin điện tử Sở", submission=_key(case, "o"), by=lead, at=at,
        )  # fmt: skip
        publications.order(notice, by=director, at=at)
        notice.refresh_from_db()
        publications.send(notice, on=start, by=lead, at=at)
    later = start + timedelta(days=10)
    with travel.at(travel.moment(later, 9)) as at:
        notice.refresh_from_db()
        publications.post(
            notice, on=later, address="https://snv.example/xu-phat/12", by=lead, at=at
        )
        challenges.settle(
            row, challenges.Outcome("UPHELD", later, "07/QĐ-GQKN", "Giữ nguyên quyết định."),
            by=lead, at=at,
        )  # fmt: skip
    with travel.at(travel.moment(later + timedelta(days=4), 9)) as at:
        filed = challenges.Filed(
            ChallengeKind.LAWSUIT, later + timedelta(days=4), "Tòa án nhân dân khu vực",
            "Yêu cầu hủy quyết định xử phạt.",
        )  # fmt: skip
        row = challenges.file(_fresh(case), filed, submission=_key(case, "l"), by=lead, at=at)
        challenges.stay(
            row, on=later + timedelta(days=4), number="01/2026/QĐ-BPKCTT", body="", by=lead, at=at
        )


def _opened(
    cast: Cast, facts: Facts, today: date, *, unidentified: bool, skip: int
) -> ViolationCase | None:
    """A case told by a complaint that may become one; ``skip`` leaves out the first ones."""
    lead = cast.inspectors[0]
    rows = Complaint.objects.filter(agency=cast.agency, enterprise__isnull=False).order_by("pk")
    with travel.at(travel.moment(today, 11)) as at:
        open_ones = [row for row in rows if direct.may_open(row, lead)]
        if len(open_ones) <= skip:
            return None
        return direct.open_from(
            open_ones[skip], [facts], Opening(today, unidentified=unidentified),
            submission=uuid5(SPACE, f"{open_ones[skip].pk}-{facts.code}"), by=lead, at=at,
        )  # fmt: skip


def _unknown(cast: Cast, today: date) -> bool:
    """Nobody knows yet who did it: things are kept, and a notice to their owner is posted."""
    words = "Tổ đội thi công không rõ chủ sử dụng lao động, không lập hồ sơ vệ sinh lao động."
    act = Facts("AT-10", words, discovered_on=today, ongoing=True)
    case = _opened(cast, act, today, unidentified=True, skip=0)
    if case is None:
        return False
    lead = cast.inspectors[0]
    with travel.at(travel.moment(today, 14)) as at:
        thing = exhibits.Thing(
            "Máy trộn bê tông", "01 chiếc", today, "đang sử dụng", "Công trường"
        )
        exhibits.note(case, thing, by=lead, at=at)
        exhibits.post_notice(
            _fresh(case), posted_on=today, place="Trụ sở Ủy ban nhân dân phường", by=lead, at=at
        )
    return True


def _on_spot(cast: Cast, today: date) -> bool:
    """A small act with two mitigating circumstances, sanctioned and paid on the spot."""
    act = Facts("TV-02", "Không thông báo kết quả thử việc.", discovered_on=today, ongoing=True)
    case = _opened(cast, act, today, unidentified=False, skip=1)
    if case is None:
        return False
    with travel.at(travel.moment(today, 14, 30)) as at:
        for code in ("M1", "M2"):
            acts.weigh(
                _fresh(case), code, evidence="Biên bản xác nhận.", by=cast.inspectors[0], at=at
            )
        on_spot.sanction(
            _fresh(case), Order([]), receipt=f"CTT-{case.pk}", by=cast.director, at=at
        )
    return True


EXECUTING: dict[str, object] = {"state": CaseState.EXECUTING}
WISHES: tuple[tuple[dict[str, object], Tell], ...] = (
    ({"state__in": (CaseState.MINUTES, CaseState.SUBMITTED), "explanation_right": True}, _hearing),
    ({"state": CaseState.MINUTES}, _verification),
    ({"state": CaseState.SUBMITTED}, _crime),
    ({"state": CaseState.SUBMITTED}, _transfer),
    (EXECUTING, _account),
    (EXECUTING, _contested),
)


def tell(code: str, *, today: date) -> int:
    """Tell what is possible in the province today; how many stories."""
    cast, used = cast_of(code), set[int]()
    told = sum(_done(partial(story, cast, today)) for story in (_unknown, _on_spot))
    for wanted, story in WISHES:
        for case in _candidates(cast, wanted, used):
            if _done(partial(story, case, cast, today)):
                used.add(case.pk)
                told += 1
                break
    return told


def _done(story: Callable[[], bool | None]) -> bool:
    """Whether the story could be told; what the law refuses leaves nothing behind."""
    try:
        with transaction.atomic():
            return story() is not False
    except (Refusal, WorkflowRefused):
        return False


def _candidates(cast: Cast, wanted: dict[str, object], used: set[int]) -> Iterator[ViolationCase]:
    rows = ViolationCase.objects.filter(agency=cast.agency, **wanted).exclude(pk__in=used)
    yield from rows.order_by("execution_due_on", "pk").select_related("opened_by", "enterprise")
