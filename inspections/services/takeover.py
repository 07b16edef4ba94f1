"""Cases of the former laws: only taken over from an earlier system, never proposed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.documents.services import numbering
from enterprises.models import Enterprise
from enterprises.services.survivors import surviving
from inspections import rules
from inspections.enums import Kind, Manner, Phase, TeamRole
from inspections.models import CaseStep, Inspection, Procedure, TeamMember
from inspections.models.procedure import definition_of
from inspections.selectors import duration_by
from inspections.services import progress
from inspections.services.proposal import BOOKS
from inspections.services.refusal import Refusal

LAST_DECISION = date(2025, 6, 30)  # later decisions are made under Law 84/2025 (art. 64)


@dataclass(frozen=True)
class OldCase:
    """A decided inspection of a former law as the earlier system has it."""

    decision_number: str
    decided_on: date
    ground: str
    ground_detail: str
    scope: str
    period_from: date
    period_to: date
    planned_on: date
    team: Sequence[tuple[Any, str]]
    source: str
    checklist: Any = None
    decided_by: Any = None  # the account of whoever signed; else who takes over


def take_over(
    enterprise: Enterprise,
    old: OldCase,
    *,
    agency: Agency,
    submission: UUID,
    by: Any,
    at: datetime,
) -> Inspection:
    """Open the file of a case that was decided before 1 July 2025; it goes on under its law.

    One inspector with the role INDEPENDENT may stand for a team (Law 56/2010). The same
    ``submission`` opens it once.

    Raises:
        Refusal: no right; another province; no procedure of a former law was in force on the day
            of the decision; the decision was taken over before; two people with an independent
            inspector; no head.
    """
    known = Inspection.objects.filter(submission=submission, proposed_by=by).first()
    if known is not None:
        return known
    _check_right(enterprise, agency, by)
    try:
        with transaction.atomic():
            enterprise = surviving(enterprise, by=by)
            return _opened(enterprise, old, agency, submission=submission, by=by, at=at)
    except IntegrityError:  # the same form sent twice at the same moment
        return Inspection.objects.get(submission=submission, proposed_by=by)


def _opened(
    enterprise: Enterprise, old: OldCase, agency: Agency, *, submission: UUID, by: Any,
    at: datetime,
) -> Inspection:  # fmt: skip
    procedure, manner = procedure_of(old.decided_on), _manner(old.team)
    code = code_for(
        enterprise, old.decided_on.year
    )  # locks the book: one takeover after the other
    _check_new(enterprise, old, agency)
    case = Inspection.objects.create(
        submission=submission, proposed_at=at, proposed_by=by, decided_at=at,
        kind=Kind.LEGACY, procedure=procedure, state=procedure.first_state,
        phase=Phase.DECIDED, manner=manner, level=agency.level, agency=agency,
        province=enterprise.province, enterprise=enterprise, taken_over_from=old.source,
        code=code, place=enterprise.address,
        **(_facts(old) | {"decided_by": old.decided_by or by}),
        **duration_for(procedure, agency, old.ground, manner),
    )  # fmt: skip
    _record(case, old, by, at)
    progress.refresh_due(case, at=at)
    return case


def _check_right(enterprise: Enterprise, agency: Agency, by: Any) -> None:
    if not by.can(Permission.INSPECTION_PROPOSE):
        raise Refusal(_("Your role does not include this step."))
    if agency.pk not in by.scope.agency_ids:
        raise Refusal(_("Only an official of the body in charge may do this."))
    if agency.province_id is not None and enterprise.province_id != agency.province_id:
        raise Refusal(_("The enterprise stands in another province."), field="enterprise")


def _check_new(enterprise: Enterprise, old: OldCase, agency: Agency) -> None:
    """Two people with the same old file open it once."""
    known = Inspection.objects.filter(
        kind=Kind.LEGACY, agency=agency, enterprise=enterprise, decided_on=old.decided_on,
        decision_number__iexact=old.decision_number.strip(),
    ).first()  # fmt: skip
    if known is not None:
        raise Refusal(
            _("This decision was taken over already: %(code)s.") % {"code": known.code},
            field="decision_number",
        )


def _record(case: Inspection, old: OldCase, by: Any, at: datetime) -> None:
    for user, role in old.team:
        TeamMember.objects.create(inspection=case, user=user, role=role, no_conflict=True)
    CaseStep.objects.create(
        inspection=case, verb="take_over", to_state=case.state, on=old.decided_on,
        note=old.source, taken_at=at, taken_by=by,
    )  # fmt: skip
    log("inspection.taken_over", case, by=by, at=at, data={"note": old.source})


def _facts(old: OldCase) -> dict[str, Any]:
    names = (
        "decision_number", "decided_on", "decided_by", "ground", "ground_detail", "scope",
        "period_from", "period_to", "planned_on", "checklist",
    )  # fmt: skip
    return {name: getattr(old, name) for name in names}


def procedure_of(decided_on: date) -> Procedure:
    """The former law under which a decision of that day goes on. Raises Refusal: there is none."""
    rows = Procedure.objects.in_force(decided_on).filter(kind=Kind.LEGACY)
    row = rows.exclude(published_on=None).order_by("-valid_from", "-version").first()
    if row is None or decided_on > LAST_DECISION:
        raise Refusal(_("On this day no inspection could be decided under a former law."))
    return row


def _manner(team: Sequence[tuple[Any, str]]) -> str:
    roles = [role for _user, role in team]
    alone = TeamRole.INDEPENDENT in roles
    if (alone and len(roles) > 1) or (not alone and roles.count(TeamRole.HEAD) != 1):
        raise Refusal(_("Name one team head, or one independent inspector alone."))
    return Manner.INDEPENDENT if alone else Manner.TEAM


def duration_for(procedure: Procedure, agency: Agency, ground: str, manner: str) -> dict[str, Any]:
    """The duration that the procedure gives such a case. Raises Refusal: it has none."""
    case = {"level": agency.level, "ground": ground, "mode": "DIRECT", "manner": manner}
    try:
        found = duration_by(definition_of(procedure.pk), **case)
    except rules.RuleError:
        raise Refusal(_("The procedure has no duration for a body of this level.")) from None
    return {"duration_days": found.days, "duration_unit": found.unit}


def code_for(enterprise: Enterprise, year: int) -> str:
    """The next file number of the year of the decision."""
    province, book = enterprise.province.code, BOOKS[Kind.LEGACY]
    number = numbering.take(f"province:{province}", book, year)
    return f"{book}-{province}-{year}-{number:05d}"
