"""The list of questions of a case: composed for the enterprise, frozen, widened by the team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from inspections.models import CaseQuestion, Inspection
from inspections.permissions import can_work
from inspections.selectors_checklist import Entry, composed, entries, fitting
from inspections.services.refusal import Refusal, demand, locked
from law.models import Question


def freeze(case: Inspection, *, by: Any, at: datetime) -> None:
    """Keep what the case asks from now on; a list that is frozen stays as it is.

    Called in the transaction that announces the check, and before the first answer of cases that
    were announced earlier.
    """
    if case.checklist_id is None or CaseQuestion.objects.filter(inspection=case).exists():
        return
    listed = entries(case) if case.answers.exists() else composed(case)
    _store(case, listed, start=1, by=by, at=at)
    log("checklist.composed", case, by=by, at=at, data={"questions": len(listed)})


def add_topic(inspection: Inspection, topic: str, *, by: Any, at: datetime) -> int:
    """Ask the questions of one more topic of the bank; how many were added, 0 for a repeat.

    Raises:
        Refusal: not the team, not running, or a topic that the bank does not hold.
    """
    with transaction.atomic():
        case = locked(inspection)
        demand(can_work(case, by))
        questions = list(
            Question.objects.in_force(clock.legal_date(at)).filter(topic=topic).order_by("code")
        )
        if not questions:
            raise Refusal(_("Choose a topic from the list."), field="topic")
        freeze(case, by=by, at=at)
        present = set(
            CaseQuestion.objects.filter(inspection=case).values_list("question_id", flat=True)
        )
        fresh = [entry for entry in fitting(questions, case.enterprise)
                 if entry.question.pk not in present]  # fmt: skip
        _store(case, fresh, start=len(present) + 1, by=by, at=at, extra=True)
        if fresh:
            log("checklist.widened", case, by=by, at=at, data={"note": questions[0].topic_vi})
    return len(fresh)


def _store(
    case: Inspection, listed: Iterable[Entry], *, start: int, by: Any, at: datetime,
    extra: bool = False,
) -> None:  # fmt: skip
    CaseQuestion.objects.bulk_create(
        CaseQuestion(
            inspection=case, question=entry.question, order=order, codes=list(entry.codes),
            is_extra=extra, added_at=at, added_by=by,
        )
        for order, entry in enumerate(listed, start=start)
    )  # fmt: skip


def asked(case: Inspection, question: Question, *, by: Any, at: datetime) -> CaseQuestion:
    """The question as this case asks it; a case without a list gets it now.

    Raises:
        Refusal: the case does not ask it.
    """
    rows = CaseQuestion.objects.filter(inspection=case, question=question)
    found = rows.first()
    if found is None:
        freeze(case, by=by, at=at)
        found = rows.first()
    if found is None:
        raise Refusal(_("This question is not on the checklist of the case."))
    return found
