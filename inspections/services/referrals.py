"""Handing a matter to the inspectorate, the police or another body, and taking the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.documents import files as stored
from ecms.notifications.services import due, messages
from inspections.models import Inspection, Referral
from inspections.permissions_followup import can_answer_referral, can_refer
from inspections.services import papers
from inspections.services.refusal import Refusal, demand, locked
from inspections.states_followup import CAME_BACK, ReferralKind, ReferralResult, ReferralState


@dataclass(frozen=True)
class Matter:
    """What goes where: ``papers`` one a line, ``files`` of the case, ``findings`` it is about."""

    kind: str
    body: str
    matter: str
    grounds: str
    answer_until: date
    papers: str = ""
    findings: Sequence[Any] = ()
    files: Sequence[Any] = ()


@dataclass(frozen=True)
class Reply:
    """How the other body answered, and what goes on here."""

    result: str
    answered_on: date
    number: str = ""
    note: str = ""
    continues: str = ""


def send(
    inspection: Inspection, what: Matter, *, submission: UUID, by: Any, at: datetime
) -> Referral:
    """Sign the letter and hand the matter over; the same ``submission`` does it once.

    To the police the list of papers is needed (Decree 217/2025 art. 15.3d).

    Raises:
        Refusal: not the signatory, facts missing, a day that has passed, rows of other cases.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(inspection)
        known = Referral.objects.filter(submission=submission).first()
        if known is not None:
            return known
        demand(can_refer(case, by))
        _check(case, what, on)
        made = Referral.objects.create(
            inspection=case, kind=what.kind, body=what.body.strip(), matter=what.matter.strip(),
            grounds=what.grounds.strip(), papers=what.papers.strip(), sent_at=at, sent_by=by,
            sent_on=on, answer_until=what.answer_until, submission=submission,
        )  # fmt: skip
        made.findings.set(what.findings)
        made.files.set(what.files)
        papers.issue(case, "referral", by=by, at=at, referral=made, occasion=str(made.pk))
        label = f"{case.code} – {made.body}"
        due.expect("referral.answer", made, due_on=made.answer_until, at=at, label=label)
        log("inspection.referred", case, by=by, at=at, data={"note": made.body})
    return made


def confirm(referral: Referral, *, on: date, receipt: str, by: Any, at: datetime) -> Referral:
    """The other body has confirmed that it received the file. Raises Refusal."""
    with transaction.atomic():
        row, case = _locked(referral)
        demand(can_answer_referral(case, by))
        _check_day(on, row.sent_on, clock.legal_date(at), "on")
        if row.state == ReferralState.RETURNED:
            raise Refusal(_("This referral is already answered."))
        row.state, row.received_on, row.receipt = ReferralState.RECEIVED, on, receipt.strip()
        row.save()
        log("inspection.referral_received", case, by=by, at=at, data={"note": row.body})
    return row


def answer(referral: Referral, reply: Reply, *, by: Any, at: datetime) -> Referral:
    """Record the answer or the return of the file; a repeat changes nothing.

    Where the file came back, what continues here must be said.

    Raises Refusal: no right, no result, an impossible day, nothing said about what continues.
    """
    with transaction.atomic():
        row, case = _locked(referral)
        if row.state == ReferralState.RETURNED:
            return row
        demand(can_answer_referral(case, by))
        _check_reply(row, reply, clock.legal_date(at))
        row.state, row.result = ReferralState.RETURNED, reply.result
        row.answered_on, row.answer_number = reply.answered_on, reply.number.strip()
        row.answer_note, row.continues = reply.note.strip(), reply.continues.strip()
        row.returned_at, row.returned_by = at, by
        row.save()
        due.settle("referral.answer", row, at=at)
        data = {"note": f"{row.body}: {row.get_result_display()}"}
        log("inspection.referral_answered", case, by=by, at=at, data=data)
        messages.tell("referral.answered", row, at=at)
    return row


def _check(case: Inspection, what: Matter, on: date) -> None:
    if what.kind not in ReferralKind.values:
        raise Refusal(_("Say to whom it goes."), field="kind")
    for name in ("body", "matter", "grounds"):
        if not getattr(what, name).strip():
            raise Refusal(_("This is needed in the letter."), field=name)
    if what.answer_until <= on:
        raise Refusal(_("The answer can only be expected on a later day."), field="answer_until")
    if what.kind == ReferralKind.POLICE and not (what.papers.strip() or what.files):
        raise Refusal(_("The police get the file: list the papers handed over."), field="papers")
    if any(row.inspection_id != case.pk for row in what.findings):
        raise Refusal(_("A finding belongs to another case."), field="findings")
    own = set(stored.of(case).values_list("pk", flat=True))
    if any(row.pk not in own for row in what.files):
        raise Refusal(_("A file belongs to another case."), field="files")


def _check_reply(row: Referral, reply: Reply, on: date) -> None:
    if reply.result not in ReferralResult.values:
        raise Refusal(_("Say how the body answered."), field="result")
    _check_day(reply.answered_on, row.sent_on, on, "answered_on")
    if reply.result in CAME_BACK and not reply.continues.strip():
        raise Refusal(_("The file came back: say what continues here."), field="continues")


def _check_day(day: date, sent_on: date, today: date, field: str) -> None:
    if day > today:
        raise Refusal(_("The day lies in the future."), field=field)
    if day < sent_on:
        raise Refusal(_("The day is before the letter was sent."), field=field)


def _locked(referral: Referral) -> tuple[Referral, Inspection]:
    case = locked(Inspection(pk=referral.inspection_id))
    row = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    row.inspection = case
    return row, case
