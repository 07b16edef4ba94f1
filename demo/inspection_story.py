"""The story of one check, told through the services that people use, up to a given state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from demo import fieldwork, travel
from demo.cast import Fault
from demo.scene import Scene
from inspections.enums import AnswerValue, Ground, SignedHow, TeamRole, VisitOutcome
from inspections.models import Answer, Finding
from inspections.selectors_checklist import entries
from inspections.services import (
    checklist,
    closing,
    conduct,
    decision,
    findings,
    minutes,
    proposal,
    requirements,
    result,
    visits,
)
from law.models import AnswerType
from law.selectors import provision_for

# Kept only where the step comes after the last legal day.
LATE = "Hồ sơ nhiều, phải đối chiếu số liệu với cơ quan bảo hiểm xã hội."
GROUNDS = (
    (Ground.PLAN, "Theo Kế hoạch kiểm tra chuyên ngành năm của Sở Nội vụ."),
    (Ground.AD_HOC, "Phát hiện dấu hiệu vi phạm qua báo cáo lao động của doanh nghiệp."),
    (Ground.DIRECTED, "Theo chỉ đạo của Chủ tịch Ủy ban nhân dân thành phố."),
)
SCOPES = {
    "TIEN-LUONG": "Việc chấp hành pháp luật về tiền lương, thời giờ làm việc, thời giờ nghỉ ngơi "
    "và bảo hiểm xã hội.",
    "ATVSLD": "Việc chấp hành pháp luật về an toàn, vệ sinh lao động.",
}


class Opening(Scene):
    """From the proposal to the announcement."""

    def propose(self) -> None:
        """An inspector proposes the check."""
        ground, detail = self.random.choices(GROUNDS, (60, 30, 10))[0]
        wanted = proposal.Proposal(
            ground=ground, ground_detail=detail, scope=SCOPES[self.checklist.code],
            period_from=date(self.day.year - 1, 1, 1), period_to=self.day,
            planned_on=self.calendar.add_working_days(self.day, 8),
            team=[
                (self.lead, TeamRole.HEAD), (self.second, TeamRole.MEMBER),
                (self.cast.chief, TeamRole.SECRETARY),
            ],
            checklist=self.checklist, place=self.enterprise.address,
            overlap_reason="Nội dung khác với lần kiểm tra trước trong năm.",
            no_conflict=frozenset((self.lead.pk, self.second.pk, self.cast.chief.pk)),
        )  # fmt: skip
        self.case = self.step(
            9,
            lambda at: proposal.propose(
                self.enterprise, wanted, submission=self.uuid(), agency=self.cast.agency,
                by=self.lead, at=at,
            ),
        )  # fmt: skip

    def answer_proposal(self, verb: str) -> None:
        """The director returns or rejects, or the proposer withdraws."""
        assert self.case is not None  # noqa: S101 - proposed before
        reason = {
            "return": "Đề nghị bổ sung căn cứ và thu hẹp nội dung kiểm tra.",
            "reject": "Doanh nghiệp vừa được thanh tra trong năm, chưa cần kiểm tra.",
            "withdraw": "Lập trùng với đề xuất của đồng nghiệp.",
        }[verb]
        service = {
            "return": decision.return_, "reject": decision.reject, "withdraw": proposal.withdraw
        }[verb]  # fmt: skip
        by = self.lead if verb == "withdraw" else self.cast.director
        self.step(15, lambda at: service(self.case, by=by, at=at, reason=reason))

    def approve(self) -> None:
        """The director decides; the decision gets its number."""
        self.case = self.step(
            10, lambda at: decision.approve(self.case, by=self.cast.director, at=at)
        )

    def announce(self) -> None:
        """The team head announces at the enterprise; the clock starts."""
        people = f"{self.enterprise.representative} – {self.enterprise.representative_title}"
        self.case = self.step(
            9,
            lambda at: conduct.announce(
                self.case, on=self.day, attendees=people, by=self.lead, at=at
            ),
        )


class InspectionStory(Opening):
    """The whole check: on site, minutes, result, closing."""

    def visit(self) -> None:
        """The team is on site."""
        facts = visits.VisitFacts(
            visited_on=self.day, outcome=VisitOutcome.DONE, place=self.enterprise.address,
            met=self.enterprise.representative,
            workers_present=int((self.enterprise.workers or 1) * 0.9),
        )  # fmt: skip
        self.step(
            10,
            lambda at: visits.record(
                self.case, facts, submission=self.uuid(), by=self.lead, at=at
            ),
        )
        assert self.case is not None  # noqa: S101 - announced before
        with travel.at(self.now(11)) as at:
            fieldwork.bring(self.case, on=self.day, by=self.lead, at=at)

    def answer(self, share: float = 1.0) -> None:
        """Fill in the checklist: every fault through the service, the rest is in order."""
        known = {fault.question: fault for fault in self.faults}
        items = entries(self.case)
        at = self.now(11)
        in_order = [
            Answer(
                inspection=self.case, question=item.question, answered_at=at,
                answered_by=self.second, **_in_order(item.question, self.enterprise.workers or 0),
            )
            for item in items[: int(len(items) * share)]
            if item.question.code not in known
        ]  # fmt: skip
        Answer.objects.bulk_create(in_order)
        for item in items:
            if item.question.code in known:
                self._fault(item.question, known[item.question.code])

    def _fault(self, question: Any, fault: Fault) -> None:
        workers = max(1, int((self.enterprise.workers or 1) * fault.share))
        number = None
        if question.answer_type == AnswerType.NUMBER:
            number = workers
        elif question.answer_type == AnswerType.MONEY:
            number = workers * fault.arrears
        given = checklist.Given(
            value=AnswerValue.NO, number=number, note=fault.words, codes=(fault.code,)
        )
        with travel.at(self.now(13)) as at:
            row = checklist.answer(self.case, question, given, by=self.lead, at=at)
            finding = Finding.objects.get(answer=row, violation_code=fault.code)
            ended = self.day - timedelta(days=self.random.randint(5, 40))
            if provision_for(fault.code, on=ended) is None:  # only in the newer decree
                ended = self.day
            facts = findings.Facts(
                violation_code=fault.code, description=fault.words, ended_on=ended,
                discovered_on=self.day, evidence_note=question.evidence_vi,
                **self._quantities(fault, ended, workers),
            )  # fmt: skip
            finding = findings.edit(finding, facts, by=self.lead, at=at)
            findings.confirm(finding, by=self.lead, at=at)

    def _quantities(self, fault: Fault, on: date, workers: int) -> dict[str, int]:
        """The quantity that the provision in force on ``on`` asks for."""
        provision = provision_for(fault.code, on=on)
        asked = findings.needed(provision) if provision else frozenset()
        values = {
            "workers": workers, "units": workers,
            "base_amount": workers * (fault.arrears or 1_000_000),
        }  # fmt: skip
        return {name: values[name] for name in asked}

    def extend(self) -> None:
        """The director extends once."""
        reason = "Hồ sơ nhiều, cần thêm thời gian đối chiếu bảng lương."
        self.case = self.step(
            14, lambda at: conduct.extend(self.case, reason=reason, by=self.cast.director, at=at)
        )

    def suspend(self) -> None:
        """Force majeure: the clock stands."""
        reason = "Doanh nghiệp tạm ngừng hoạt động do ngập lụt."
        self.case = self.step(
            14, lambda at: conduct.suspend(self.case, reason=reason, by=self.cast.director, at=at)
        )

    def terminate(self) -> None:
        """The check ends early."""
        reason = "Doanh nghiệp đã giải thể trong thời gian kiểm tra."
        self.case = self.step(
            14,
            lambda at: conduct.terminate(self.case, reason=reason, by=self.cast.director, at=at),
        )

    def sign_minutes(self) -> None:
        """Minutes are read and signed; sometimes the subject refuses."""
        refused = self.random.random() < 0.1
        signing = minutes.Signing(
            on=self.day,
            how=SignedHow.WITNESS if refused else SignedHow.SUBJECT,
            names=f"{self.enterprise.representative}, {self.lead.full_name}",
            opinion="" if refused else "Doanh nghiệp thống nhất với nội dung biên bản.",
        )
        self.case = self.step(
            16, lambda at: minutes.sign(self.case, signing, by=self.lead, at=at, late_reason=LATE)
        )

    def conclude(self) -> None:
        """The director signs the rectification letter or the result notice."""
        due_on = self.calendar.add_working_days(self.day, self.random.randint(15, 30))
        assert self.case is not None  # noqa: S101 - minutes before
        found = {row.violation_code: row for row in self.case.findings.all()}
        demands = [
            self._demand(fault, found.get(fault.code), due_on=due_on) for fault in self.faults
        ]
        self.case = self.step(
            10,
            lambda at: result.conclude(
                self.case, demands, by=self.cast.director, at=at, late_reason=LATE
            ),
        )

    def _demand(self, fault: Fault, finding: Finding | None, *, due_on: date) -> result.Demand:
        """What must be put right, with the money and the workers it concerns."""
        workers = (
            max(1, int((self.enterprise.workers or 1) * fault.share)) if fault.share else None
        )
        return result.Demand(
            text=f"Khắc phục: {fault.words}", due_on=due_on, finding=finding, workers=workers,
            amount=workers * fault.owed if workers and fault.owed else None,
            responsible=self.enterprise.representative,
        )  # fmt: skip

    def settle_requirements(self) -> None:
        """The enterprise proves what it did; a second person accepts."""
        assert self.case is not None  # noqa: S101 - concluded before
        note = "Doanh nghiệp đã gửi hồ sơ chứng minh việc khắc phục."
        for row in self.case.requirements.all():
            report = requirements.Report(note, self.day, row.amount, row.workers)
            self.step(
                9,
                lambda at, row=row, report=report: requirements.submit(
                    row, report=report, by=self.lead, at=at
                ),
            )
            self.step(15, lambda at, row=row: requirements.accept(row, by=self.cast.chief, at=at))

    def close(self) -> None:
        """Everything is executed."""
        self.case = self.step(16, lambda at: closing.close(self.case, by=self.cast.chief, at=at))


def _in_order(question: Any, workers: int) -> dict[str, Any]:
    """The columns of an answer that finds nothing wrong."""
    if question.answer_type == AnswerType.YES_NO:
        return {"value": str(AnswerValue.YES)}
    if question.answer_type != AnswerType.NUMBERS or not question.parts:
        return {"value": "0"}
    parts = [part.split("=")[:2] for part in question.parts.split("|")]
    total = [(name, label, workers) for name, label in parts if name == "total"]
    known = total or [(name, label, 0) for name, label in parts]
    words = "; ".join(f"{label}: {number}" for _name, label, number in known)
    return {"value": words, "details": {name: number for name, _label, number in known}}
