"""Stop-work orders: work stops at once, and goes on only when a second person lifts the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.documents import files
from ecms.notifications.services import due, messages
from inspections.models import Inspection, StopOrder
from inspections.permissions_followup import can_lift, can_record_stop, can_stop
from inspections.services import papers
from inspections.services.refusal import Refusal, demand, locked
from inspections.states_followup import StopScope, StopState
from law.selectors import working_calendar

KIND = "stop-work"
JUDGE_DAYS = 1  # a stopped enterprise waits for the answer; our own measure


@dataclass(frozen=True)
class Danger:
    """What must stop, why, and what must be done before work goes on."""

    scope: str
    subject: str
    danger: str
    measures: str
    legal_basis: str
    site: Any = None


def order(
    inspection: Inspection, what: Danger, *, submission: UUID, by: Any, at: datetime
) -> StopOrder:
    """Stop work at once; the same ``submission`` orders it once.

    Raises:
        Refusal: not the team head nor the signatory, not on site yet, facts missing, a site of
            another enterprise.
    """
    with transaction.atomic():
        case = locked(inspection)
        known = StopOrder.objects.filter(submission=submission).first()
        if known is not None:
            return known
        demand(can_stop(case, by))
        _check(case, what)
        made = StopOrder.objects.create(
            inspection=case, site=what.site, scope=what.scope, subject=what.subject.strip(),
            danger=what.danger.strip(), measures=what.measures.strip(),
            legal_basis=what.legal_basis.strip(), ordered_at=at, ordered_by=by,
            submission=submission,
        )  # fmt: skip
        papers.issue(case, "stop_work", by=by, at=at, order=made, occasion=str(made.pk))
        log("inspection.stop_ordered", case, by=by, at=at, data={"note": made.subject})
        messages.tell("stop_order.ordered", made, at=at)
    return made


def submit(
    order: StopOrder,
    *,
    note: str,
    uploads: Sequence[Any] = (),
    submission: UUID | None = None,
    by: Any,
    at: datetime,
) -> StopOrder:
    """Record what was done about the danger; work stays stopped.

    Raises:
        Refusal: lifted already, not the body in charge, nothing said.
        UploadRefused: a file is not accepted.
    """
    if not note.strip():
        raise Refusal(_("Say what was done about the danger."), field="note")
    with transaction.atomic():
        row, case = _locked(order)
        demand(can_record_stop(case, by))
        if not row.is_in_force:
            raise Refusal(_("The order was already lifted."))
        row.state, row.evidence_note = StopState.EVIDENCE, note.strip()
        row.submitted_at, row.submitted_by = at, by
        row.save()
        for place, upload in enumerate(uploads):
            uuid = uuid5(submission, f"{place}:{upload.name}") if submission else None
            row.files.add(
                files.store(
                    upload, case, kind=KIND, by=by, at=at, caption=row.subject[:200],
                    client_uuid=uuid,
                )
            )  # fmt: skip
        last = working_calendar().add_working_days(clock.legal_date(at), JUDGE_DAYS)
        label = f"{case.code} – {row.subject}"
        due.expect("stop_order.judge", row, due_on=last, at=at, label=label)
        log("inspection.stop_evidence", case, by=by, at=at, data={"note": note})
    return row


def lift(order: StopOrder, *, reason: str, by: Any, at: datetime) -> StopOrder:
    """A second person lets work go on; a repeat changes nothing.

    Raises Refusal: no evidence, the same person, not the signatory, no reason.
    """
    if not reason.strip():
        raise Refusal(_("Say why the danger is over."), field="reason")
    with transaction.atomic():
        row, case = _locked(order)
        if row.state == StopState.LIFTED:
            return row
        if row.state != StopState.EVIDENCE:
            raise Refusal(_("No evidence has been recorded yet."))
        demand(can_lift(case, row.submitted_by_id, by))
        row.state, row.reason = StopState.LIFTED, reason.strip()
        row.lifted_at, row.lifted_by = at, by
        row.save()
        papers.issue(case, "work_again", by=by, at=at, order=row, occasion=str(row.pk))
        due.settle("stop_order.judge", row, at=at)
        log("inspection.stop_lifted", case, by=by, at=at, data={"note": reason})
        messages.tell("stop_order.lifted", row, at=at)
    return row


def keep(order: StopOrder, *, reason: str, by: Any, at: datetime) -> StopOrder:
    """The evidence does not suffice: work stays stopped, with the reason. Raises Refusal."""
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        row, case = _locked(order)
        if row.state != StopState.EVIDENCE:
            raise Refusal(_("No evidence has been recorded yet."))
        demand(can_lift(case, row.submitted_by_id, by))
        row.state, row.reason = StopState.ACTIVE, reason.strip()
        row.save()
        due.settle("stop_order.judge", row, at=at)
        log("inspection.stop_kept", case, by=by, at=at, data={"note": reason})
    return row


def _check(case: Inspection, what: Danger) -> None:
    if what.scope not in StopScope.values:
        raise Refusal(_("Say how far the order reaches."), field="scope")
    for name in ("subject", "danger", "measures", "legal_basis"):
        if not getattr(what, name).strip():
            raise Refusal(_("This is needed in the order."), field=name)
    if what.site is not None and what.site.enterprise_id != case.enterprise_id:
        raise Refusal(_("The site belongs to another enterprise."), field="site")


def _locked(order: StopOrder) -> tuple[StopOrder, Inspection]:
    case = locked(Inspection(pk=order.inspection_id))
    row = StopOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
    row.inspection = case
    return row, case
