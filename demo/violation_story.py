"""The story of one violation case, told through the services, up to a given state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from demo import travel
from demo.inspection_story import InspectionStory
from inspections.enums import SignedHow
from violations.execution_limit import limit_on
from violations.models import ViolationCase
from violations.services import (
    acts,
    closing,
    decision,
    explanation,
    lapse,
    minutes,
    opening,
    payments,
    remedies,
    service,
    submission,
)
from violations.states import CaseState, ExplanationKind, NoSanction, ServiceMethod
from violations.worksheets import acts_of, compute


class Preparation:
    """From the findings of a check to the decision."""

    def __init__(self, story: InspectionStory) -> None:
        self.story = story
        self.case: ViolationCase | None = None

    def _step(self, hour: int, act: Any) -> Any:
        return self.story.step(hour, act)

    def open(self) -> bool:
        """Open the case from every confirmed finding; False where there is none."""
        found = list(opening.open_findings(self.story.case))
        if not found:
            return False
        wanted = opening.Opening(discovered_on=self.story.day)
        self.case = self._step(
            14,
            lambda at: opening.open_from_findings(
                self.story.case, found, wanted, submission=self.story.uuid(),
                by=self.story.lead, at=at,
            ),
        )  # fmt: skip
        return True

    def cancel(self) -> None:
        """Opened by mistake."""
        reason = "Mở trùng hồ sơ."
        self._step(
            15, lambda at: opening.cancel(self.case, reason=reason, by=self.story.lead, at=at)
        )

    def weigh(self) -> None:
        """Sometimes a circumstance counts."""
        if self.story.random.random() < 0.35:
            evidence = "Doanh nghiệp đã tự nguyện khắc phục, có biên bản xác nhận."
            self._step(
                15,
                lambda at: acts.weigh(
                    self.case, "M1", evidence=evidence, by=self.story.lead, at=at
                ),
            )

    def sign_minutes(self) -> None:
        """The violation minutes (MBB01)."""
        firm = self.story.enterprise
        signing = minutes.Signing(
            on=self.story.day, place=firm.address, signed_how=SignedHow.SUBJECT,
            signed_names=firm.representative, opinion="Thống nhất với nội dung biên bản.",
        )  # fmt: skip
        self.case = self._step(
            16, lambda at: minutes.sign(self.case, signing, by=self.story.lead, at=at)
        )

    def explain_or_wait(self) -> None:
        """Waive in writing, so that the decision may come at once, or let the time pass."""
        assert self.case is not None  # noqa: S101 - minutes before
        if not self.case.explanation_right:
            return
        self.story.later(1, 2)
        self._step(
            10,
            lambda at: explanation.record(
                self.case, ExplanationKind.WAIVED, received_on=self.story.day,
                text="Không yêu cầu giải trình.", by=self.story.lead, at=at,
            ),
        )  # fmt: skip

    def submit(self) -> str:
        """To the director where competent, else on to the province's chairman."""
        cast = self.story.cast
        with travel.at(self.story.now(14)) as at:
            self.case.refresh_from_db()
            offices = submission.proposed(self.case, at=at)
            fit = [
                c.position for c in offices if c.competent and c.position == cast.director_office
            ]
            if fit:
                self.case = submission.submit(self.case, fit[0], by=self.story.lead, at=at)
                return "submitted"
            reason = "Mức tối đa của khung vượt thẩm quyền của Giám đốc Sở."
            self.case = submission.transfer(
                self.case, reason=reason, position=cast.chair_office, by=self.story.lead, at=at
            )
            return "transferred"

    def issue(self) -> None:
        """The signatory issues the decision with every measure the provisions foresee."""
        signer = self.case.signatory.user
        with travel.at(self.story.now(10)) as at:
            sheet = compute(ViolationCase.objects.get(pk=self.case.pk), on=self.story.day)
            measures = [
                decision.Measure(act_id=act.pk, code=found.remedy.code, text=found.remedy.title_vi)
                for act, item in zip(acts_of(self.case), sheet.acts, strict=True)
                for found in item.remedies
            ]
            order = decision.Order(measures=measures)
            self.case = decision.issue(self.case, order, by=signer, at=at)

    def without_sanction(self) -> None:
        """The file ends without a fine."""
        words = "Đối tượng đã giải thể trước khi ra quyết định."
        self._step(
            15,
            lambda at: closing.without_sanction(
                self.case, NoSanction.DISSOLVED, words=words, by=self.story.cast.director, at=at
            ),
        )


class ViolationStory(Preparation):
    """The whole case: decision served, fine paid, measures accepted, file closed."""

    def serve(self) -> None:
        """Handed over in person."""
        self.case = self._step(
            9,
            lambda at: service.record(
                self.case, ServiceMethod.DIRECT, event_on=self.story.day, confirmed=True,
                by=self.story.lead, at=at,
            ),
        )  # fmt: skip

    def pay(self, share: float = 1.0) -> None:
        """Money reaches the treasury."""
        self.case.refresh_from_db()
        with travel.at(self.story.now(11)) as at:
            owed = payments.owed(self.case, self.story.day)
            amount = owed if share >= 1 else int(owed * share) // 1000 * 1000
            if amount <= 0:
                return
            reference = f"GNT-{self.case.code[3:]}-{self.case.payments.count() + 1}"
            payments.record(
                self.case, amount, paid_on=self.story.day, reference=reference,
                by=self.story.lead, at=at,
            )  # fmt: skip
        self.case.refresh_from_db()

    def settle_remedies(self) -> None:
        """The enterprise proves each measure; the chief accepts."""
        note = "Biên bản xác nhận đã thực hiện, có danh sách người lao động ký nhận."
        workers = max((act.workers or 0 for act in self.case.acts.all()), default=0)
        for row in self.case.remedies.select_related("case"):
            with travel.at(self.story.now(10)) as at:
                remedies.submit(
                    row, evidence_note=note, workers_helped=workers or None,
                    amount_restored=workers * 1_250_000 or None, by=self.story.lead, at=at,
                )  # fmt: skip
            with travel.at(self.story.now(15)) as at:
                remedies.accept(row, by=self.story.cast.chief, at=at)

    def mark_executed(self) -> None:
        """Paid, and every measure accepted."""
        self.case.refresh_from_db()
        self.case = self._step(
            15, lambda at: closing.mark_executed(self.case, by=self.story.lead, at=at)
        )

    def lapse(self) -> None:
        """Nothing was paid for a year: the fine is executed no more. Raises PresentReached."""
        after = limit_on(self.case) + timedelta(days=1)
        self.story.move_to(self.story.calendar.next_working_day(after))
        signer = self.case.signatory.user
        self.case = self._step(10, lambda at: lapse.lapse(self.case, by=signer, at=at))

    def close(self) -> None:
        """The file is closed."""
        self.case = self._step(
            16, lambda at: closing.close(self.case, by=self.story.cast.chief, at=at)
        )

    def run(self, until: str) -> None:
        """Tell the story up to the state ``until``."""
        story = self.story
        if not self.open() or until == CaseState.DETECTED:
            return None
        if until == CaseState.CANCELLED:
            return self.cancel()
        self.weigh()
        self.sign_minutes()
        if until == CaseState.MINUTES:
            return None
        self.explain_or_wait()
        if until == CaseState.NO_SANCTION:
            return self.without_sanction()
        self.submit()
        if until in (CaseState.SUBMITTED, CaseState.TRANSFERRED):
            return None
        story.later(1, 2)
        self.issue()
        if until == CaseState.DECIDED:
            return None
        story.later(1, 2)
        self.serve()
        return self._execute(until)

    def _execute(self, until: str) -> None:
        story = self.story
        if until == CaseState.LAPSED:
            return self.lapse()
        if until == CaseState.EXECUTING:
            return self._pay_half()
        story.later(2, 6)
        self.pay()
        self.settle_remedies()
        self.mark_executed()
        return self.close() if until == CaseState.CLOSED else None

    def _pay_half(self) -> None:
        """Some pay in parts."""
        story = self.story
        if story.random.random() < 0.4:
            story.move_to(story.day + timedelta(days=story.random.randint(2, 7)))
            self.pay(0.5)
