"""Proposing a check: a file number, a team, and the director is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from ecms.documents.services import numbering
from ecms.notifications.services import due, messages
from enterprises.models import Enterprise
from enterprises.services.survivors import surviving
from inspections import rules
from inspections.enums import Kind, Manner, Mode, Phase
from inspections.models import Checklist, Inspection, Procedure
from inspections.models.procedure import definition_of
from inspections.permissions_reinspection import in_time
from inspections.selectors import duration_by, kinds_offered, procedure_in_force
from inspections.selectors_overlap import Overlap, overlaps
from inspections.services import allotment, progress
from inspections.services import team as teams
from inspections.services.refusal import Refusal, demand

# Books of file numbers.
BOOKS: dict[str, str] = {Kind.CHECK: "KT", Kind.INSPECTION: "TT", Kind.LEGACY: "TTC"}


@dataclass(frozen=True)
class Proposal:
    """What an officer proposes. ``team`` holds (user, TeamRole) pairs."""

    ground: str
    ground_detail: str
    scope: str
    period_from: date
    period_to: date
    planned_on: date
    team: Sequence[tuple[Any, str]]
    checklist: Checklist | None = None
    place: str = ""
    mode: str = Mode.DIRECT
    is_sensitive: bool = False
    overlap_reason: str = ""
    override_reason: str = ""  # why not the team that was drawn
    no_conflict: frozenset[int] = field(default_factory=frozenset)  # users who declared so far
    origin_accident: Any = None
    reinspection_of: Any = None
    origin_complaint: Any = None  # the complaint it follows, kept when it is corrected


def propose(
    enterprise: Enterprise,
    proposal: Proposal,
    *,
    submission: UUID,
    agency: Agency,
    by: Any,
    at: datetime,
    kind: str = "",
) -> Inspection:
    """Open a case file KT-<province>-<year>-<number>; the same ``submission`` opens it once.

    Raises:
        Refusal: no right, wrong province, bad team, overlap without a reason, no procedure, a
            re-inspection that comes too late.
    """
    present = Inspection.objects.filter(submission=submission, proposed_by=by).first()
    if present is not None:
        return present
    on = clock.legal_date(at)
    teams.check(proposal.team, agency, on=on)
    procedure = _procedure(agency, kind, on=on)
    if proposal.reinspection_of is not None:
        demand(in_time(proposal.reinspection_of, on=on))
    try:
        with transaction.atomic():
            enterprise = surviving(enterprise, by=by)
            _check_right(enterprise, agency, by)
            earlier = proposal.reinspection_of
            _check_overlap(
                enterprise, proposal, on=on, by=by, excluding=earlier.pk if earlier else None
            )
            return _open_file(
                enterprise, proposal, agency, procedure, submission=submission, by=by, at=at
            )
    except IntegrityError:  # the same form sent twice at the same moment
        return Inspection.objects.get(submission=submission, proposed_by=by)


def _open_file(
    enterprise: Enterprise, proposal: Proposal, agency: Agency, procedure: Procedure,
    *, submission: UUID, by: Any, at: datetime,
) -> Inspection:  # fmt: skip
    on = clock.legal_date(at)
    inspection = Inspection.objects.create(
        submission=submission, proposed_at=at, proposed_by=by,
        **_opening(enterprise, agency, procedure, by=by, on=on),
        **_duration(procedure, agency, proposal),
        **(_fields(proposal) | _origin(proposal)),
    )  # fmt: skip
    teams.write(inspection, proposal.team, clear=proposal.no_conflict)
    allotment.attach(inspection, proposal, by=by, at=at)
    found = overlaps(enterprise, on=on, user=by, excluding=inspection.pk)
    data = {"to": inspection.state, "overlaps": [str(line) for line in found]}
    log("inspection.propose", inspection, by=by, at=at, data=data)
    progress.opened(inspection, by=by, at=at, on=on)
    _hand_over(inspection, at=at)
    return inspection


def resubmit(inspection: Inspection, proposal: Proposal, *, by: Any, at: datetime) -> Inspection:
    """Correct a returned proposal and send it again; who stays on the team keeps the declaration.

    Raises:
        WorkflowRefused: not returned, or not the proposer.
        Refusal: bad team, overlap without a reason.
    """
    on = clock.legal_date(at)
    teams.check(proposal.team, inspection.agency, on=on)
    _check_overlap(inspection.enterprise, proposal, on=on, by=by, excluding=inspection.pk)
    with transaction.atomic():
        fresh = progress.advance(
            inspection, "resubmit", by=by, at=at, reason="", **_fields(proposal),
            **_duration(inspection.procedure, inspection.agency, proposal),
        )  # fmt: skip
        teams.write(fresh, proposal.team, clear=proposal.no_conflict)
        _hand_over(fresh, at=at)
    return fresh


def withdraw(inspection: Inspection, *, by: Any, at: datetime, reason: str) -> Inspection:
    """Take the proposal back before it is decided. Raises WorkflowRefused."""
    with transaction.atomic():
        return progress.advance(inspection, "withdraw", by=by, at=at, note=reason, reason=reason)


# --- Parts ----------------------------------------------------------------------------------
def _opening(
    enterprise: Enterprise, agency: Agency, procedure: Procedure, *, by: Any, on: date
) -> dict[str, Any]:
    """What follows from enterprise, body and the procedure in force."""
    return {
        "code": _next_code(enterprise, on.year, procedure.kind),
        "kind": procedure.kind,
        "procedure": procedure,
        "state": procedure.first_state,
        "phase": Phase.PREPARING,
        "level": agency.level,
        "agency": agency,
        "unit": by.unit,
        "province": enterprise.province,
        "enterprise": enterprise,
    }


def _duration(procedure: Procedure, agency: Agency, proposal: Proposal) -> dict[str, Any]:
    """How long the law lets a case of this level, ground and mode last.

    Raises:
        Refusal: the procedure has no duration for such a case.
    """
    case = {"level": agency.level, "ground": proposal.ground, "mode": proposal.mode}
    try:
        found = duration_by(definition_of(procedure.pk), manner=Manner.TEAM, **case)
    except rules.RuleError:
        raise Refusal(_("The procedure has no duration for a body of this level.")) from None
    return {"duration_days": found.days, "duration_unit": found.unit}


def _procedure(agency: Agency, kind: str, *, on: date) -> Procedure:
    """The procedure in force that ``agency`` may propose under.

    Raises:
        Refusal: none, or not for this body.
    """
    offered = kinds_offered(agency, on=on)
    wanted = kind or next(iter(offered), "")
    procedure = procedure_in_force(wanted, on=on) if wanted in offered else None
    if procedure is None:
        raise Refusal(_("No procedure that this body may use is in force on this date."))
    return procedure


def _origin(proposal: Proposal) -> dict[str, Any]:
    """What a check follows from; a corrected proposal keeps it."""
    return {
        "origin_complaint": proposal.origin_complaint,
        "origin_accident": proposal.origin_accident,
        "reinspection_of": proposal.reinspection_of,
    }


def _fields(proposal: Proposal) -> dict[str, Any]:
    names = (
        "ground", "ground_detail", "scope", "period_from", "period_to", "planned_on",
        "checklist", "place", "mode", "is_sensitive", "overlap_reason",
    )  # fmt: skip
    return {name: getattr(proposal, name) for name in names}


def _check_right(enterprise: Enterprise, agency: Agency, by: Any) -> None:
    if not by.can(Permission.INSPECTION_PROPOSE) or agency.pk not in by.scope.agency_ids:
        raise Refusal(_("Your role does not include this step."))
    if agency.province_id and agency.province_id != enterprise.province_id:
        raise Refusal(_("The enterprise is in another province."))


def _check_overlap(
    enterprise: Enterprise, proposal: Proposal, *, on: date, by: Any, excluding: int | None = None
) -> list[Overlap]:
    """What the check may overlap with; without a reason it is refused (art. 7.2a)."""
    found = overlaps(enterprise, on=on, user=by, excluding=excluding)
    if found and not proposal.overlap_reason.strip():
        raise Refusal(
            _(
                "Other checks or plans concern this enterprise this year. "
                "Say why a further check is needed."
            ),
            field="overlap_reason",
        )
    return found


def _next_code(enterprise: Enterprise, year: int, kind: str) -> str:
    province = enterprise.province.code
    number = numbering.take(f"province:{province}", BOOKS[kind], year)
    return f"{BOOKS[kind]}-{province}-{year}-{number:05d}"


def _hand_over(inspection: Inspection, *, at: datetime) -> None:
    """The decision is expected before the planned start."""
    due.expect("inspection.decide", inspection, due_on=inspection.planned_on, at=at)
    messages.tell("inspection.decide", inspection, at=at, turn=f"{at:%Y%m%d%H%M%S}")
