"""The investigation itself: statements, notes, evidence, causes, measures against a repetition."""

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
from ecms.documents import files
from ecms.documents.models import StoredFile
from ecms.notifications.services import due
from intake.enums.accident import CodeKind
from intake.models import Accident, AccidentCode, Recommendation, SceneNote, Statement
from intake.permissions.accident import can_edit, can_follow_up, can_investigate
from intake.services.accidents.refusal import Refusal, demand, locked
from intake.services.accidents.words import check_words

EVIDENCE = "evidence"


@dataclass(frozen=True)
class Said:
    """A statement; a protected name appears in no document."""

    speaker: str
    name: str
    taken_on: date
    text: str
    job: str = ""
    is_protected: bool = False


def take_statement(
    accident: Accident, said: Said, *, submission: UUID, by: Any, at: datetime
) -> Statement:
    """Record a statement, once for each ``submission``. Raises Refusal."""
    with transaction.atomic():
        case = locked(accident)
        known = Statement.objects.filter(submission=submission, accident=case).first()
        if known is not None:
            return known
        demand(can_investigate(case, by))
        _check_day(case, said.taken_on, clock.legal_date(at), "taken_on")
        row = Statement.objects.create(
            accident=case, submission=submission, recorded_at=at, recorded_by=by, **vars(said)
        )
        log("accident.statement", case, by=by, at=at, data={"statement": row.pk})
    return row


def note_scene(
    accident: Accident, *, noted_on: date, text: str, submission: UUID, by: Any, at: datetime
) -> SceneNote:
    """Record what was seen at the scene, once for each ``submission``. Raises Refusal."""
    with transaction.atomic():
        case = locked(accident)
        known = SceneNote.objects.filter(submission=submission, accident=case).first()
        if known is not None:
            return known
        demand(can_edit(case, by))
        _check_day(case, noted_on, clock.legal_date(at), "noted_on")
        row = SceneNote.objects.create(
            accident=case, submission=submission, noted_on=noted_on, text=text, recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
        log("accident.scene", case, by=by, at=at)
    return row


def _check_day(case: Accident, day: date, today: date, name: str) -> None:
    if not case.occurred_on <= day <= today:
        raise Refusal(_("This day cannot be right."), name)


def add_evidence(
    accident: Accident, uploads: Sequence[Any], *, submission: UUID, caption: str, by: Any,
    at: datetime,
) -> list[StoredFile]:  # fmt: skip
    """Store photos and papers in the dossier, all or none, once for each ``submission``.

    Raises:
        Refusal: no right, or the file is closed.
        UploadRefused: one file is not accepted; none is kept.
    """
    with transaction.atomic():
        case = locked(accident)
        demand(can_follow_up(case, by))
        stored = [
            files.store(
                upload, case.dossier, kind=EVIDENCE, by=by, at=at, caption=caption,
                client_uuid=uuid5(submission, f"{place}:{upload.name}"),
            )
            for place, upload in enumerate(uploads)
        ]  # fmt: skip
        log("accident.evidence", case, by=by, at=at, data={"files": len(stored)})
    return stored


@dataclass(frozen=True)
class Result:
    """What the investigation found."""

    course: str
    cause: AccidentCode | None
    other_causes: Sequence[AccidentCode]
    factor: AccidentCode | None
    finding: str
    fault: str
    cause_text: str
    fault_text: str


def conclude(accident: Accident, result: Result, *, by: Any, at: datetime) -> Accident:
    """Write down causes, conclusion and fault, until the minutes are signed. Raises Refusal."""
    with transaction.atomic():
        case = locked(accident)
        demand(can_investigate(case, by))
        if result.cause is not None and result.cause.kind != CodeKind.CAUSE:
            raise Refusal(_("Choose a cause of the list."), "cause")
        for name, value in vars(result).items():
            if name != "other_causes":
                setattr(case, name, value)
        case.save()
        case.other_causes.set([c for c in result.other_causes if c != result.cause])
        log("accident.conclude", case, by=by, at=at,
            data={"cause": result.cause.code if result.cause else "", "finding": result.finding,
                  "fault": result.fault})  # fmt: skip
    return case


@dataclass(frozen=True)
class Costs:
    """Costs of the accident in VND (Annex XII, table II)."""

    cost_medical: int
    cost_wages: int
    cost_benefit: int
    cost_property: int


def record_costs(accident: Accident, costs: Costs, *, by: Any, at: datetime) -> Accident:
    """Record the costs; may be corrected until the file is closed. Raises Refusal."""
    with transaction.atomic():
        case = locked(accident)
        demand(can_follow_up(case, by))
        for name, value in vars(costs).items():
            setattr(case, name, value)
        case.costs_at, case.costs_by = at, by
        case.save()
        log("accident.costs", case, by=by, at=at)
    return case


# --- Recommendations --------------------------------------------------------------------------
def recommend(
    accident: Accident, *, text: str, responsible: str, due_on: date, submission: UUID, by: Any,
    at: datetime,
) -> Recommendation:  # fmt: skip
    """Demand a measure by a day; once for each ``submission``. Raises Refusal."""
    with transaction.atomic():
        case = locked(accident)
        known = Recommendation.objects.filter(submission=submission, accident=case).first()
        if known is not None:
            return known
        demand(can_investigate(case, by))
        check_words(case, text=text, responsible=responsible)
        if due_on < clock.legal_date(at):
            raise Refusal(_("The day must not lie in the past."), "due_on")
        row = Recommendation.objects.create(
            accident=case, submission=submission, text=text, responsible=responsible,
            due_on=due_on, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        due.expect("accident.recommendation", row, due_on=due_on, at=at)
        log("accident.recommend", case, by=by, at=at, data={"recommendation": row.pk})
    return row


def settle(
    row: Recommendation, *, done_on: date, note: str, by: Any, at: datetime
) -> Recommendation:
    """The measure was taken; a repeat changes nothing. Raises Refusal."""
    with transaction.atomic():
        case = locked(row.accident)
        fresh = Recommendation.objects.select_for_update().get(pk=row.pk)
        if fresh.settled_at is not None:
            return fresh
        demand(can_follow_up(case, by))
        _check_day(case, done_on, clock.legal_date(at), "done_on")
        check_words(case, note=note)
        fresh.done_on, fresh.done_note = done_on, note
        fresh.settled_at, fresh.settled_by = at, by
        fresh.save()
        due.settle("accident.recommendation", fresh, at=at)
        log("accident.settled", case, by=by, at=at, data={"recommendation": fresh.pk})
    return fresh
