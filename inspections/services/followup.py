"""The follow-up check: it carries open items only, rates only those, and takes them over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.core.formatting import grouped, vnd
from ecms.documents import files
from ecms.notifications.services import due
from inspections.enums import Ground, RequirementState
from inspections.models import (
    CaseQuestion,
    Fulfilment,
    Inspection,
    Recheck,
    Requirement,
)
from inspections.permissions import can_work
from inspections.permissions_followup import can_follow
from inspections.services import proposal
from inspections.services.refusal import Refusal, demand, locked
from inspections.services.requirements import settle
from inspections.states_followup import FulfilmentState, Rating
from law.models import Question

KIND = "follow-up"
VERDICTS = {
    Rating.DONE: FulfilmentState.ACCEPTED,
    Rating.PARTLY: FulfilmentState.PARTLY,
    Rating.NOT_DONE: FulfilmentState.SENT_BACK,
}


@dataclass(frozen=True)
class Plan:
    """Which open requirements are looked at again, when and by whom ((user, TeamRole) pairs)."""

    requirements: Sequence[Requirement]
    planned_on: date
    team: Sequence[tuple[Any, str]]
    no_conflict: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Look:
    """What is found now about one item; sums in VND and persons since the check before."""

    rating: str
    note: str
    amount: int | None = None
    workers: int | None = None


def open_check(
    inspection: Inspection, plan: Plan, *, submission: UUID, by: Any, at: datetime
) -> Inspection:
    """Propose a check of the open requirements of ``inspection``; once per ``submission``.

    Its checklist holds only the questions behind those requirements.

    Raises:
        Refusal: the case is not followed up, nothing chosen, something chosen that is not open
            or is already being looked at, no right to propose, a bad team.
    """
    known = Inspection.objects.filter(submission=submission, proposed_by=by).first()
    if known is not None:
        return known
    with transaction.atomic():
        case = locked(inspection)
        demand(can_follow(case, by))
        _check_chosen(case, plan.requirements)
        wanted = _proposal(case, plan, on=clock.legal_date(at))
        made = proposal.propose(
            case.enterprise, wanted, submission=submission, agency=case.agency, by=by, at=at
        )
        made.follow_up_of = case
        made.save(update_fields=["follow_up_of"])
        Recheck.objects.bulk_create(
            Recheck(
                inspection=made, requirement=row, then_due_on=row.due_on,
                then_amount_done=row.amount_done, then_workers_done=row.workers_done,
            )
            for row in plan.requirements
        )  # fmt: skip
        _ask_only(made, plan.requirements, by=by, at=at)
        log("inspection.follow_up", case, by=by, at=at, data={"note": made.code})
    return made


def rate(
    recheck: Recheck,
    look: Look,
    *,
    by: Any,
    at: datetime,
    uploads: Sequence[Any] = (),
    submission: UUID | None = None,
) -> Recheck:
    """Rate one item on site; it may be changed until the minutes are signed.

    Raises:
        Refusal: not the team, the check does not run, no words, sums that do not fit the rating.
        UploadRefused: a file is not accepted.
    """
    with transaction.atomic():
        case = locked(Inspection(pk=recheck.inspection_id))
        row = Recheck.objects.select_for_update(of=("self",)).get(pk=recheck.pk)
        demand(can_work(case, by))
        _check_look(row, look)
        row.rating, row.note = look.rating, look.note.strip()
        row.amount, row.workers = look.amount, look.workers
        row.rated_at, row.rated_by = at, by
        row.save()
        for place, upload in enumerate(uploads):
            uuid = uuid5(submission, f"{place}:{upload.name}") if submission else None
            caption = row.requirement.text[:200]
            row.files.add(
                files.store(
                    upload, case, kind=KIND, by=by, at=at, caption=caption, client_uuid=uuid
                )
            )
        data = {"requirement": row.requirement_id, "note": row.get_rating_display()}
        log("inspection.rechecked", case, by=by, at=at, data=data)
    return row


def take_over(case: Inspection, *, by: Any, at: datetime) -> None:
    """Carry the ratings into the requirements, when the result of the check is signed.

    The rating is the team's, the signature the second person's. Twice changes nothing.
    """
    assert case.follow_up_of_id is not None  # noqa: S101 - a follow-up check
    source = Inspection.objects.select_for_update(of=("self",)).get(pk=case.follow_up_of_id)
    rows = case.rechecks.filter(applied_at=None).exclude(rating="")
    asked = _locked_requirements(source, [row.requirement_id for row in rows])
    for row in rows.select_related("rated_by").prefetch_related("files"):
        requirement = asked[row.requirement_id]
        if requirement.is_outstanding:
            _take_over(row, requirement, case, by=by, at=at)
            data = {"requirement": requirement.pk, "note": f"{case.code}: {row.rating}"}
            log("requirement.rechecked", source, by=by, at=at, data=data)
        row.applied_at, row.applied_by = at, by
        row.save(update_fields=["applied_at", "applied_by"])


def _locked_requirements(case: Inspection, keys: Sequence[int]) -> dict[int, Requirement]:
    """By number, under a lock each; the lock of their case is held already."""
    rows = Requirement.objects.select_for_update(of=("self",)).filter(inspection=case, pk__in=keys)
    found = {row.pk: row for row in rows.order_by("pk")}
    for row in found.values():
        row.inspection = case
    return found


def _take_over(
    row: Recheck, requirement: Requirement, case: Inspection, *, by: Any, at: datetime
) -> None:
    on = case.minutes_signed_on or clock.legal_date(at)
    verdict = VERDICTS[Rating(row.rating)]
    requirement.fulfilments.filter(state=FulfilmentState.WAITING).update(
        state=FulfilmentState.SENT_BACK, judged_at=at, judged_by=by, reason=case.code
    )
    piece = Fulfilment.objects.create(
        requirement=requirement, received_on=on, note=row.note, amount=row.amount,
        workers=row.workers, state=verdict, recorded_at=row.rated_at or at,
        recorded_by=row.rated_by, judged_at=at, judged_by=by, reason=case.code,
    )  # fmt: skip
    piece.files.add(*row.files.all())
    requirement.amount_done += row.amount or 0
    requirement.workers_done += row.workers or 0
    requirement.state = RequirementState.OPEN
    requirement.evidence_note = row.note
    if row.rating == Rating.DONE:
        settle(requirement, on, by=by, at=at)
    requirement.save()
    due.settle("requirement.judge", requirement, at=at)


def _check_chosen(case: Inspection, rows: Sequence[Requirement]) -> None:
    if not rows:
        raise Refusal(_("Choose what is looked at again."), field="requirements")
    if any(row.inspection_id != case.pk or not row.is_outstanding for row in rows):
        raise Refusal(_("Only open requirements of this case can be chosen."), "requirements")
    busy = Recheck.objects.filter(requirement__in=rows, applied_at=None)
    if busy.filter(inspection__in=Inspection.objects.open()).exists():
        raise Refusal(
            _("Another follow-up check already looks at one of these."), field="requirements"
        )


def _proposal(case: Inspection, plan: Plan, *, on: date) -> proposal.Proposal:
    again = f"Kiểm tra việc thực hiện các yêu cầu chấn chỉnh, khắc phục sau hồ sơ {case.code}"
    texts = "; ".join(row.text.rstrip(".;") for row in plan.requirements)
    return proposal.Proposal(
        ground=Ground.AD_HOC,
        ground_detail=again[:1000],
        scope=f"Việc thực hiện các yêu cầu: {texts}.",
        period_from=case.concluded_on or on,
        period_to=max(on, case.concluded_on or on),
        planned_on=plan.planned_on,
        team=plan.team,
        checklist=case.checklist if _has_questions(plan.requirements) else None,
        place=case.place,
        mode=case.mode,
        is_sensitive=case.is_sensitive,
        overlap_reason=f"{again}.",
        no_conflict=plan.no_conflict,
        origin_complaint=case.origin_complaint,
        origin_accident=case.origin_accident,
    )


def _has_questions(rows: Sequence[Requirement]) -> bool:
    return any(row.finding is not None and row.finding.answer is not None for row in rows)


def _ask_only(made: Inspection, rows: Sequence[Requirement], *, by: Any, at: datetime) -> None:
    """The frozen list of the check: only the questions behind the open items."""
    behind = [
        row.finding.answer.question_id
        for row in rows
        if row.finding is not None and row.finding.answer is not None
    ]
    CaseQuestion.objects.bulk_create(
        CaseQuestion(
            inspection=made, question=question, order=place, codes=list(question.violation_codes),
            added_at=at, added_by=by,
        )
        for place, question in enumerate(
            Question.objects.filter(pk__in=behind).order_by("code"), start=1
        )
    )  # fmt: skip


def _check_look(row: Recheck, look: Look) -> None:
    if look.rating not in Rating.values:
        raise Refusal(_("Choose a rating."), field="rating")
    if not look.note.strip():
        raise Refusal(_("Say what was found."), field="note")
    asked = row.requirement
    money = None if asked.amount is None else max(asked.amount - row.then_amount_done, 0)
    people = None if asked.workers is None else max(asked.workers - row.then_workers_done, 0)
    _check_sum(look, money, look.amount or 0, "amount", vnd)
    _check_sum(look, people, look.workers or 0, "workers", grouped)


def _check_sum(look: Look, left: int | None, given: int, field: str, words: Any) -> None:
    if left is None:
        return
    if given > left:
        raise Refusal(_("Only %(left)s were still missing.") % {"left": words(left)}, field)
    if look.rating == Rating.DONE and given < left:
        raise Refusal(
            _("%(left)s were missing: enter all of it, or rate it “in part”.")
            % {"left": words(left)},
            field,
        )
    if look.rating == Rating.NOT_DONE and given:
        raise Refusal(_("Something was restored: rate it “in part”."), field)
