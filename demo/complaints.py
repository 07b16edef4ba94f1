"""Invented complaints in every state for a province of the demonstration, told by the services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from accounts.demo import PROVINCES
from accounts.models import User
from demo import travel
from demo.cast import Cast, cast_of
from enterprises.models import Enterprise
from intake.enums.complaint import ComplaintState as S
from intake.models import Complaint
from intake.services.complaints import classifying, handling, papers, receiving, settling
from intake.services.complaints.identity import Person
from law.selectors import working_calendar

SHARES = {"75": 14, "01": 5, "79": 5}  # every state in the first province
STATES = (
    S.RECEIVED, S.CLASSIFIED, S.VERIFYING, S.DECIDED, S.ACCEPTED, S.RETURNED, S.DIALOGUE,
    S.CLOSED, S.EFFECTIVE, S.WITHDRAWN, S.SUSPENDED, S.EXECUTED,
)  # fmt: skip
NAMED = (S.DIALOGUE, S.EFFECTIVE, S.EXECUTED)  # states that only complaints know
FAMILY, GIVEN = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ"), ("Thị Lành", "Văn Thật", "Thị Ngay")
MATTERS = (
    ("LABOUR", "Công ty chậm trả lương hai tháng cho công nhân xưởng cắt."),
    ("LABOUR", "Bắt buộc làm thêm đến 22 giờ, không trả tiền làm thêm đầy đủ."),
    ("OSH", "Máy dập không có che chắn, đã có người bị thương ở tay."),
    ("INSURANCE", "Trừ tiền bảo hiểm xã hội hằng tháng nhưng không đóng."),
    ("LABOUR", "Chấm dứt hợp đồng với lao động nữ đang mang thai."),
    ("OSH", "Khu vực sơn không có quạt hút, công nhân không được phát khẩu trang."),
)
RESULT = {
    "LABOUR": settling.Result("UPHELD", "Đối chiếu bảng lương: còn nợ như phản ánh.",
                              "Nội dung khiếu nại có cơ sở.", "Trả đủ tiền trong 15 ngày."),
    "DENUNCIATION": settling.Result("PARTLY_TRUE", "Một phần nội dung có chứng cứ.",
                                    "Tố cáo đúng một phần.", "Chấn chỉnh, báo cáo kết quả."),
}  # fmt: skip
ANSWER = settling.Result("ANSWERED", "Đã xác minh tại doanh nghiệp.", "Đã trả lời người gửi.", "")


def load(*, today: date, seed: int) -> int:
    """Complaints of all demonstration provinces; returns how many."""
    return sum(1 for code in SHARES for _ in tell(code, today=today, seed=seed))


def tell(code: str, *, today: date, seed: int) -> Iterator[Complaint]:
    """The complaints of one province, one after the other."""
    random = Random(f"complaints-{seed}-{code}")
    cast = cast_of(code)
    place = next(name for name, number in PROVINCES.items() if number == code)
    clerk = User.objects.get(username=f"clerk.{place}")
    firms = list(
        Enterprise.objects.filter(province=cast.agency.province, status="ACTIVE").order_by("pk")[
            :60
        ]
    )
    for number in range(SHARES[code]):
        state = STATES[number % len(STATES)]
        yield _Story(cast, clerk, random, today, random.choice(firms)).to(state, number)


class _Story:
    """One complaint from the counter to its state; every step on a working day up to today."""

    def __init__(
        self, cast: Cast, clerk: User, random: Random, today: date, firm: Enterprise
    ) -> None:
        self.cast, self.clerk, self.random, self.today = cast, clerk, random, today
        self.firm, self.calendar = firm, working_calendar()

    def to(self, state: S, number: int) -> Complaint:
        """Tell it up to ``state``."""
        back = 120 if state in (S.EFFECTIVE, S.EXECUTED, S.CLOSED) else 3 + number % 18
        day = self.calendar.next_working_day(self.today - timedelta(days=back))
        self.day = min(day, self.today)
        complaint = self._receive(state, number)
        for step in (self._before, self._work, self._end):
            complaint = step(complaint, state)
        return complaint

    def _at(self, hour: int) -> AbstractContextManager[datetime]:
        return travel.at(travel.moment(self.day, hour, self.random.randint(0, 59)))

    def _receive(self, state: S, number: int) -> Complaint:
        subject, text = MATTERS[number % len(MATTERS)]
        others = ("TIP", "PETITION", "DENUNCIATION", "LABOUR")
        kind = "LABOUR" if state in NAMED else others[number % len(others)]
        hidden = kind == "TIP" and number % 3 == 0
        entry = receiving.Entry(
            channel=("COUNTER", "POST", "PHONE", "MAIL")[number % 4], received_on=self.day,
            kind=kind, subject=subject, respondent="EMPLOYER", summary=text, enterprise=self.firm,
            level="SECOND" if kind == "LABOUR" else "FIRST", is_anonymous=hidden,
        )  # fmt: skip
        with self._at(8) as at:
            return receiving.receive(
                entry, Person() if hidden else self._person(text), agency=self.cast.agency,
                submission=UUID(int=self.random.getrandbits(128), version=4), by=self.clerk,
                at=at,
            )  # fmt: skip

    def _person(self, text: str) -> Person:
        name = f"{self.random.choice(FAMILY)} {self.random.choice(GIVEN)}"
        phone = f"09{self.random.randrange(10**8):08d}"
        return Person(name=name, phone=phone, address="Khu nhà trọ số 2",
                      content=f"Tôi là {name}. {text}")  # fmt: skip

    def _before(self, complaint: Complaint, state: S) -> Complaint:
        """Classified; withdrawn, returned, or accepted."""
        if state == S.RECEIVED:
            return complaint
        names = ("kind", "subject", "level", "respondent", "known_on", "is_remote")
        given = classifying.Classification(**{name: getattr(complaint, name) for name in names})
        with self._at(9) as at:
            complaint = classifying.classify(complaint, given, by=self.clerk, at=at)
            if state == S.CLASSIFIED:
                return complaint
            if state == S.WITHDRAWN:
                return handling.withdraw(
                    complaint, "Doanh nghiệp đã trả đủ.", on=self.day, by=self.clerk, at=at
                )
            if state == S.RETURNED:
                refused = handling.Return(
                    "REFUSED", "UNCLEAR", "Nội dung không đủ căn cứ để xác minh."
                )
                return handling.return_(complaint, refused, by=self.cast.director, at=at)
        self.inspector = self.random.choice(self.cast.inspectors)
        with self._at(10) as at:
            complaint = handling.assign(complaint, self.inspector, by=self.cast.chief, at=at)
            return handling.accept(complaint, by=self.cast.director, at=at)

    def _work(self, complaint: Complaint, state: S) -> Complaint:
        """Verified, suspended, dialogue held."""
        if state in (S.RECEIVED, S.CLASSIFIED, S.WITHDRAWN, S.RETURNED, S.ACCEPTED):
            return complaint
        with self._at(13) as at:
            complaint = handling.verify(complaint, by=self.inspector, at=at)
            note = handling.Note("NOTE", self.day, "Đã làm việc với kế toán, sao bảng lương.")
            handling.note(complaint, note, by=self.inspector, at=at)
            complaint = handling.redact(
                complaint, f"Phản ánh của người lao động: {complaint.summary}",
                summary=complaint.summary, by=self.clerk, at=at,
            )  # fmt: skip
            if state == S.SUSPENDED:
                reason = "Chờ kết luận của cơ quan bảo hiểm xã hội."
                return handling.suspend(complaint, reason, by=self.cast.director, at=at)
        if state != S.VERIFYING and complaint.kind == "LABOUR":
            facts = papers.Dialogue(
                self.day, "Trụ sở Sở Nội vụ", "Người khiếu nại\nĐại diện doanh nghiệp",
                "Hai bên trình bày yêu cầu và chứng từ.", "Doanh nghiệp hẹn trả trong 15 ngày.",
            )  # fmt: skip
            with self._at(14) as at:
                complaint = handling.dialogue(complaint, facts, by=self.inspector, at=at)
        return complaint

    def _end(self, complaint: Complaint, state: S) -> Complaint:
        """Decided, sent, in effect, executed, closed."""
        if state not in (S.DECIDED, S.EFFECTIVE, S.EXECUTED, S.CLOSED):
            return complaint
        result = RESULT.get(complaint.kind, ANSWER)
        with self._at(15) as at:
            complaint = settling.draft(complaint, result, by=self.inspector, at=at)
            complaint = settling.decide(complaint, result, by=self.cast.director, at=at)
        if state == S.DECIDED:
            return complaint
        with self._at(16) as at:
            given = settling.Service("POST", self.day)
            complaint = settling.serve(complaint, given, by=self.clerk, at=at)
        if complaint.effective_due_on:
            self.day = complaint.effective_due_on + timedelta(days=1)
            with self._at(9) as at:
                complaint = settling.take_effect(complaint, by=self.clerk, at=at)
                if state != S.EFFECTIVE:
                    text = "Doanh nghiệp đã trả đủ, có xác nhận của công đoàn."
                    complaint = settling.execute(complaint, text, by=self.clerk, at=at)
        if state != S.CLOSED:
            return complaint
        with self._at(17) as at:
            return settling.close(complaint, by=self.clerk, at=at)
