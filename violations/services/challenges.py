"""Complaints and lawsuits against a decision, stays of execution, and what comes out of them.

Neither stops execution by itself; only an order of the settling body or the court does. A result
that amends or annuls is carried out by a ruling of the office that issued the decision, which
keeps both penalties (Decree 118/2021/NĐ-CP art. 13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date, vnd
from ecms.documents import files
from ecms.notifications.services import messages
from violations import schedules
from violations.case_rules import term_after
from violations.enforcement_states import ChallengeKind, ChallengeResult
from violations.models import Challenge, Ruling, Stay, ViolationCase
from violations.payment_rules import next_due
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.states import RulingKind
from violations.workflow import workflow
from violations.worksheets import law_of

TERMS = {
    ChallengeKind.COMPLAINT: "SANCTION_COMPLAINT",
    ChallengeKind.LAWSUIT: "SANCTION_LAWSUIT",
}
TO_RULE = {
    ChallengeResult.AMENDED: RulingKind.AMEND,
    ChallengeResult.ANNULLED: RulingKind.ANNUL,
}


@dataclass(frozen=True)
class Filed:
    """What came in."""

    kind: str
    filed_on: date
    body: str
    content: str
    late_reason: str = ""
    complaint: Any = None


@dataclass(frozen=True)
class Outcome:
    """What was decided; ``fine_after`` whole VND, only where the fine changes."""

    result: str
    on: date
    number: str
    words: str
    fine_after: int | None = None
    upload: Any = None


def until(case: ViolationCase, kind: str) -> date | None:
    """Last day for filing, counted from the service; None where the law here names none."""
    key = TERMS.get(ChallengeKind(kind))
    if key is None or case.served_on is None:
        return None
    return term_after(law_of(case), key, case.served_on)


@in_words
def file(
    case: ViolationCase, filed: Filed, *, submission: UUID, upload: Any = None, by: Any,
    at: datetime,
) -> Challenge:  # fmt: skip
    """Record a complaint or lawsuit; execution goes on. The same form sent twice is one.

    Raises:
        WorkflowRefused: no decision, or no right.
        Refusal: a wrong day, late without a reason, or a field is missing.
        UploadRefused: a file that is not taken.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        if sent := Challenge.objects.filter(submission=submission).first():
            return sent
        allowed(fresh, "contest", by)
        last = until(fresh, filed.kind)
        _demand_filed(fresh, filed, last, on)
        _demand_order(fresh, filed)
        row = Challenge.objects.create(
            case=fresh, kind=filed.kind, complaint=filed.complaint,
            of_decision=fresh.decision_number, filed_on=filed.filed_on, until=last,
            late_reason=filed.late_reason.strip(), body=filed.body.strip(),
            content=filed.content.strip(), fine_before=fresh.fine_current,
            submission=submission, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        if upload is not None:
            files.store(upload, fresh, kind="challenge", by=by, at=at, caption=str(row))
        workflow.advance(fresh, "contest", by=by, at=at, note=str(row))
        messages.tell("violation.contested", row, at=at)
    return row


def _demand_filed(case: ViolationCase, filed: Filed, last: date | None, on: date) -> None:
    if filed.filed_on > on:
        raise Refusal(_("The date lies in the future."), "filed_on")
    if case.decided_on and filed.filed_on < case.decided_on:
        raise Refusal(_("The date lies before the decision."), "filed_on")
    if last is not None and filed.filed_on > last and not filed.late_reason.strip():
        words = _("It could be filed until %(day)s; say why it was taken nevertheless.")
        raise Refusal(words % {"day": legal_date(last)}, "late_reason")
    if not filed.body.strip():
        raise Refusal(_("Name the body or court that settles it."), "body")
    if not filed.content.strip():
        raise Refusal(_("Say what is asked for."), "content")
    if filed.complaint is not None and filed.complaint.province_id != case.province_id:
        raise Refusal(_("This complaint is not of the province of the case."), "complaint")


def _demand_order(case: ViolationCase, filed: Filed) -> None:
    """No second one of a kind while the first is not settled; each instance after the former."""
    rows = list(case.challenges.filter(of_decision=case.decision_number))
    if any(row.kind == filed.kind and not row.result for row in rows):
        raise Refusal(
            _("One of this kind is recorded and not settled yet; first record its result."), "kind"
        )
    if filed.kind == ChallengeKind.SECOND and not _any_of(rows, ChallengeKind.COMPLAINT):
        raise Refusal(_("A second complaint follows a first one; record that one first."), "kind")
    lawsuits = [row for row in rows if row.result]
    if filed.kind == ChallengeKind.APPEAL and not _any_of(lawsuits, ChallengeKind.LAWSUIT):
        raise Refusal(
            _("An appeal is against a judgement; first record the result of the lawsuit."), "kind"
        )


def _any_of(rows: list[Challenge], kind: str) -> bool:
    return any(row.kind == kind for row in rows)


@in_words
def settle(challenge: Challenge, outcome: Outcome, *, by: Any, at: datetime) -> Challenge:
    """Record the result. One that amends or annuls is put before the office that issued the
    decision as a ruling; the fine changes when that is signed.

    Raises:
        WorkflowRefused: no right.
        Refusal: settled before, a wrong day, or a new fine that is not lower.
        UploadRefused: a file that is not taken.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(challenge.case)
        row = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
        if row.result:
            if (row.result, row.result_number) == (outcome.result, outcome.number.strip()):
                return row
            raise Refusal(_("The result was already recorded."))
        allowed(case, "settle_contest", by)
        _demand_outcome(case, row, outcome, on)
        row.result, row.result_on = outcome.result, outcome.on
        row.result_number, row.result_words = outcome.number.strip(), outcome.words.strip()
        row.fine_after = outcome.fine_after
        row.settled_at, row.settled_by = at, by
        row.save()
        if outcome.upload is not None:
            files.store(outcome.upload, case, kind="challenge", by=by, at=at, caption=str(row))
        case = workflow.advance(
            case, "settle_contest", by=by, at=at, note=f"{row}: {row.get_result_display()}"
        )
        _put_before_office(case, row, by=by, at=at)
    return row


def _demand_outcome(case: ViolationCase, row: Challenge, outcome: Outcome, on: date) -> None:
    if outcome.result not in ChallengeResult.values:
        raise Refusal(_("Choose a result of the list."), "result")
    if not row.filed_on <= outcome.on <= on:
        raise Refusal(_("The result lies between the filing and today."), "on")
    formal = (ChallengeResult.WITHDRAWN, ChallengeResult.REJECTED)
    if outcome.result not in formal and not outcome.number.strip():
        raise Refusal(_("Give the number of the decision or judgement."), "number")
    if outcome.result == ChallengeResult.AMENDED:
        most = case.fine_current or 0
        if outcome.fine_after is None or not 0 <= outcome.fine_after < most:
            words = _("The new fine must be lower than %(fine)s.")
            raise Refusal(words % {"fine": vnd(most)}, "fine_after")
    if outcome.result in TO_RULE and row.of_decision != case.decision_number:
        raise Refusal(_("The decision it speaks of no longer stands."))


def _put_before_office(case: ViolationCase, row: Challenge, *, by: Any, at: datetime) -> None:
    """A ruling that carries out the result waits for the office that issued the decision."""
    if row.result not in TO_RULE or case.decided_on is None:
        return
    kind = TO_RULE[ChallengeResult(row.result)]
    ruling = Ruling.objects.create(
        case=case, challenge=row, kind=kind, asked_on=None,
        reason=_reason(row), content=row.result_words, fine_before=case.fine_current,
        fine_after=row.fine_after, of_decision=case.decision_number,
        of_decided_on=case.decided_on, submission=uuid5(row.submission, "ruling"),
        proposed_at=at, proposed_by=by,
    )  # fmt: skip
    messages.tell("violation.ruling", ruling, at=at)


def _reason(row: Challenge) -> str:
    """The ground of the ruling, in Vietnamese because it is printed."""
    court = row.kind in (ChallengeKind.LAWSUIT, ChallengeKind.APPEAL)
    what = "Bản án, quyết định" if court else "Quyết định giải quyết khiếu nại"
    assert row.result_on is not None  # noqa: S101 - a constraint of the table
    return f"{what} số {row.result_number} ngày {row.result_on:%d/%m/%Y} của {row.body}"


@in_words
def stay(
    challenge: Challenge, *, on: date, number: str, body: str, upload: Any = None, by: Any,
    at: datetime,
) -> Stay:  # fmt: skip
    """Execution stands still from ``on`` by an order; nothing is due until it is lifted.

    Raises:
        WorkflowRefused: nothing is being executed, or no right.
        Refusal: stayed already, settled already, a wrong day, or no number.
    """
    if not number.strip():
        raise Refusal(
            _("Give the number of the order; a complaint alone stops nothing."), "number"
        )
    with transaction.atomic():
        case = locked(challenge.case)
        allowed(case, "stay", by)
        open_one = case.stays.filter(lifted_on=None).first()
        if open_one is not None:
            if open_one.number == number.strip():
                return open_one
            raise Refusal(_("Execution is stayed already."))
        if challenge.result:
            raise Refusal(_("The result was already recorded."))
        _demand_day(challenge.filed_on, on, clock.legal_date(at))
        assert case.execution_due_on is not None  # noqa: S101 - a constraint of the table
        row = Stay.objects.create(
            case=case, challenge=challenge, of_decision=case.decision_number, stayed_on=on,
            due_before=case.execution_due_on, number=number.strip(),
            body=body.strip() or challenge.body, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        if upload is not None:
            files.store(upload, case, kind="challenge", by=by, at=at, caption=str(row))
        case = workflow.advance(case, "stay", by=by, at=at, note=str(row))
        clocks.refresh(case, at=at)
    return row


@in_words
def lift(row: Stay, *, on: date, number: str, by: Any, at: datetime) -> Stay:
    """Execution goes on from ``on``; days that were open then lie later by the time it stood.

    Raises:
        WorkflowRefused: no right.
        Refusal: a wrong day.
    """
    with transaction.atomic():
        case = locked(row.case)
        fresh = Stay.objects.select_for_update().get(pk=row.pk)
        if fresh.lifted_on is not None:
            return fresh
        allowed(case, "stay", by)
        _demand_day(fresh.stayed_on, on, clock.legal_date(at))
        fresh.lifted_on, fresh.lift_number = on, number.strip()
        fresh.lifted_at, fresh.lifted_by = at, by
        fresh.save()
        dues = schedules.dues_of(case)
        case = workflow.advance(
            case, "stay", by=by, at=at, note=f"{fresh} – {on:%d/%m/%Y}",
            execution_due_on=next_due(dues, case.paid_total),
        )  # fmt: skip
        clocks.refresh(case, at=at)
    return fresh


def _demand_day(first: date, on: date, today: date) -> None:
    if not first <= on <= today:
        words = _("The day lies between %(first)s and today.")
        raise Refusal(words % {"first": legal_date(first)}, "on")
