"""Letters that remind debtors, many in one run: numbered, bound in one PDF, deliveries recorded.

Nobody is written to twice within the days of the run.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.documents.binding import as_of_now, bind
from ecms.documents.services import issue
from violations import guards
from violations.documents import building_after as building
from violations.enforcement_states import ReminderKind
from violations.guards_after import fine_is_overdue, not_stayed, remedies_until
from violations.models import ReminderLetter, ReminderRun, ViolationCase
from violations.permissions import can_act_in_body
from violations.services.refusal import Refusal
from violations.states import ServiceMethod
from violations.workflow_after import WITH_REMEDIES

MOST = 200  # letters of one run


def write(
    cases: Sequence[ViolationCase], kind: str, *, agency: Any, answer_until: date, gap_days: int,
    submission: UUID, by: Any, at: datetime,
) -> tuple[ReminderRun, list[ViolationCase]]:  # fmt: skip
    """Write to every one of ``cases`` of ``agency``; the same form sent twice is one run.

    Returns the run and the cases left out: a letter went out within ``gap_days``, or nothing is
    overdue any more (paid meanwhile, stayed, or due only after the day asked for).

    Raises Refusal: a wrong day, nobody to write to, too many, or no right.
    """
    on = clock.legal_date(at)
    if answer_until <= on:
        raise Refusal(_("The day must lie after today."), "answer_until")
    with transaction.atomic():
        if sent := ReminderRun.objects.filter(submission=submission).first():
            return sent, []
        chosen = list(ViolationCase.objects.select_for_update(of=("self",)).filter(
            pk__in=[case.pk for case in cases], agency=agency
        ).select_related("enterprise", "agency").order_by("pk"))  # fmt: skip
        # A second click waits for the locks above while the first one writes.
        if sent := ReminderRun.objects.filter(submission=submission).first():
            return sent, []
        recent = reminded_since(chosen, kind, on - timedelta(days=gap_days))
        fresh = [
            case for case in chosen
            if case.pk not in recent and _asks_for(case, kind, on, answer_until)
        ]  # fmt: skip
        _demand(fresh, by)
        run = ReminderRun.objects.create(
            agency=agency, province=agency.province, kind=kind, answer_until=answer_until,
            gap_days=gap_days, submission=submission, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        for case in fresh:
            _write_one(run, case, on=on, by=by, at=at)
    written = {case.pk for case in fresh}
    return run, [case for case in chosen if case.pk not in written]


def _asks_for(case: ViolationCase, kind: str, on: date, answer_until: date) -> bool:
    """Whether a letter has something to demand; nothing while execution stands still."""
    if not not_stayed(case, None):
        return False
    if kind == ReminderKind.PAYMENT:
        return fine_is_overdue(case, on)
    return case.state in WITH_REMEDIES and bool(remedies_until(case, answer_until))


def reminded_since(cases: Sequence[ViolationCase], kind: str, since: date) -> set[int]:
    """Which of ``cases`` were written to about the same after ``since``."""
    rows = ReminderLetter.objects.filter(case__in=cases, run__kind=kind, written_on__gt=since)
    return set(rows.values_list("case", flat=True))


def _demand(cases: Sequence[ViolationCase], by: Any) -> None:
    if not cases:
        raise Refusal(
            _(
                "No letter was written: those chosen were reminded a short time ago, or nothing of"
                " theirs is overdue by the day asked for."
            )
        )
    if len(cases) > MOST:
        raise Refusal(_("At most %(n)d letters are written at once.") % {"n": MOST})
    for case in cases:
        answer = can_act_in_body(case, by)
        if not answer:
            raise Refusal(f"{case.code}: {answer.reason}")  # type: ignore[union-attr]


def _write_one(run: ReminderRun, case: ViolationCase, *, on: date, by: Any, at: datetime) -> None:
    payment = run.kind == ReminderKind.PAYMENT
    remedies = (
        ()
        if payment
        else tuple((r.text, r.due_on) for r in remedies_until(case, run.answer_until))
    )
    form, context = building.letter(
        case, "CV-DDXP", on=on, officer=case.officer or case.opened_by,
        about="đôn đốc chấp hành Quyết định xử phạt vi phạm hành chính",
        answer_until=run.answer_until, remedies=remedies,
        fine=(case.fine_current or 0) if payment else 0, paid=case.paid_total if payment else 0,
        surcharge=guards.surcharge_owed(case, on) if payment else 0,
        **building.head_office(case, on),
    )  # fmt: skip
    document = issue(
        case, form, context, by=by, at=at, on=on, issuer=case.agency, occasion=f"run{run.pk}"
    )
    ReminderLetter.objects.create(
        run=run, case=case, document=document, number=document.reference, written_on=on
    )
    log("violation.reminded", case, by=by, at=at, data={"number": document.reference})


def bound(run: ReminderRun) -> bytes:
    """All letters of a run in one PDF, each beginning on a sheet of its own."""
    out = io.BytesIO()
    letters = run.letters.select_related("document").exclude(document=None)
    bind((as_of_now(row.document) for row in letters if row.document), out, odd=True)
    return out.getvalue()


def deliver(
    letter: ReminderLetter, method: str, *, on: date, by: Any, at: datetime
) -> ReminderLetter:
    """Record how and when a letter arrived; recording it twice is once.

    Raises Refusal: a wrong day or way, or no right.
    """
    if method not in ServiceMethod.values:
        raise Refusal(_("Choose how it was sent."), "method")
    with transaction.atomic():
        row = ReminderLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if row.delivered_on is not None:
            return row
        answer = can_act_in_body(row.case, by)
        if not answer:
            raise Refusal(answer.reason)  # type: ignore[union-attr]
        if not row.written_on <= on <= clock.legal_date(at):
            raise Refusal(_("It arrived between the day it was written and today."), "on")
        row.method, row.delivered_on, row.delivered_at, row.delivered_by = method, on, at, by
        row.save()
        log("violation.reminder_delivered", row.case, by=by, at=at, data={"number": row.number})
    return row
