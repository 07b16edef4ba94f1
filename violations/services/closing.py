"""The end of a case: executed and closed, or closed without a sanction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents import files
from ecms.documents.services import issue
from violations import documents
from violations.documents.contexts import RemedyLine
from violations.guards_before import sanctioning_office
from violations.models import Exhibit, ViolationCase
from violations.services import clocks, elsewhere
from violations.services.decision import Measure, checked, order_measures
from violations.services.exhibits import confiscate
from violations.services.refusal import Refusal, allowed, in_words, locked, repeated
from violations.states import CaseState, NoSanction, PartyKind
from violations.workflow import workflow
from violations.worksheets import acts_of, compute


def mark_executed(case: ViolationCase, *, by: Any, at: datetime) -> ViolationCase:
    """Fine and surcharge are paid, every measure is accepted. Raises WorkflowRefused."""
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.EXECUTED, "executed", by):
            return fresh
        fresh = workflow.advance(fresh, "mark_executed", by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh


def close(case: ViolationCase, *, by: Any, at: datetime) -> ViolationCase:
    """Close an executed case; its files become evidence for good. Raises WorkflowRefused."""
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.CLOSED, "closed", by):
            return fresh
        fresh = workflow.advance(fresh, "close", by=by, at=at)
        files.freeze(fresh, at=at)
        clocks.refresh(fresh, at=at)
    return fresh


@in_words
def without_sanction(
    case: ViolationCase,
    reason: str,
    *,
    words: str,
    measures: Sequence[Measure] = (),
    exhibits: Sequence[Exhibit] = (),
    by: Any,
    at: datetime,
) -> ViolationCase:
    """Close without a fine (art. 65); exhibits may be confiscated (MQĐ14) and remedial measures
    ordered (MQĐ15), which are then followed.

    Raises:
        WorkflowRefused: decided already, or nobody with power to sanction.
        Refusal: no or a wrong reason, or a measure that no act provides for.
    """
    on = clock.legal_date(at)
    if not words.strip():
        raise Refusal(_("Give the reason."), "words")
    if any(measure.due_on is None for measure in measures):
        raise Refusal(_("Give every ordered measure a last day."))
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.NO_SANCTION, "closed", by):
            return fresh
        allowed(fresh, "close_without_sanction", by)
        _check_reason(fresh, reason, on)
        sheet = compute(fresh, on=on) if measures else None
        rows = checked(measures, sheet, acts_of(fresh), on=on) if sheet else []
        fresh = workflow.advance(
            fresh, "close_without_sanction", by=by, at=at, note=words, reason=words,
            no_sanction_reason=reason,
        )  # fmt: skip
        order_measures(fresh, rows)
        confiscate(fresh, exhibits, by=by, at=at)
        _papers(fresh, exhibits, by=by, at=at)
        elsewhere.end(fresh, by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh


def _papers(case: ViolationCase, exhibits: Sequence[Exhibit], *, by: Any, at: datetime) -> None:
    """MQĐ14 and MQĐ15, as far as something was confiscated or ordered."""
    on = clock.legal_date(at)
    ordered = [RemedyLine(row.text, row.due_on) for row in case.remedies.order_by("pk")]
    if not exhibits and not ordered:
        return
    position, delegation = sanctioning_office(case, by, on=on)
    if position is None:
        raise Refusal(_("Only a person with power to sanction at this body may do this."))
    office: dict[str, Any] = {"on": on, "position": position, "delegation": delegation}
    choices: list[dict[str, Any]] = [{"exhibits": exhibits}, {"remedies": ordered}]
    for chosen in choices:
        if any(chosen.values()):
            form, context = documents.before.without_sanction(case, **office, **chosen)
            issue(case, form, context, by=by, at=at, on=on, issuer=position.agency)


def _check_reason(case: ViolationCase, reason: str, on: Any) -> None:
    """A reason of time must be true on the day."""
    if reason not in NoSanction.values:
        raise Refusal(_("Choose a reason of the list."), "reason")
    if reason == NoSanction.LIMITATION and not (
        case.limitation_ends_on and on > case.limitation_ends_on
    ):
        raise Refusal(_("The limitation has not passed yet."), "reason")
    if reason == NoSanction.NOT_DEFINED and case.party != PartyKind.UNIDENTIFIED:
        raise Refusal(_("The violator of this case is known."), "reason")
    if reason == NoSanction.TOO_LATE and not (case.decision_due_on and on > case.decision_due_on):
        raise Refusal(_("The time for the decision has not passed yet."), "reason")
