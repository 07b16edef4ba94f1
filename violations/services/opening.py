"""Opening a case from confirmed findings: one subject, one case, one or more acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from ecms.audit.services import log
from ecms.core import clock
from ecms.documents.services import numbering
from enterprises.enums import LegalForm
from enterprises.models import Enterprise
from enterprises.services.survivors import surviving
from inspections.models import Finding, Inspection
from violations.models import Act, UnsanctionedFinding, ViolationCase
from violations.permissions import can_open
from violations.selectors import open_findings
from violations.services import clocks
from violations.services.acts import ACT_FIELDS, Facts, provisions_of
from violations.services.refusal import Refusal, demand, in_words, locked
from violations.states import CaseState, PartyKind
from violations.workflow import workflow

BOOK = "VP"
PARTIES = {  # a household business is fined as an individual (Decree 283/2026 art. 7)
    LegalForm.HOUSEHOLD: PartyKind.HOUSEHOLD,
    LegalForm.INDIVIDUAL: PartyKind.INDIVIDUAL,
}


@dataclass(frozen=True)
class When:
    """When an act happened, for a finding that does not say it."""

    ongoing: bool
    ended_on: date | None = None


@dataclass(frozen=True)
class Opening:
    """What an official gives when opening; ``when`` by finding where it is not yet known."""

    discovered_on: date
    is_complex: bool = False
    unidentified: bool = False  # somebody, but it is not known who
    when: Mapping[int, When] = field(default_factory=dict)


def party_of(enterprise: Enterprise) -> PartyKind:
    """Who is sanctioned, from the legal form in the register."""
    return PARTIES.get(LegalForm(enterprise.legal_form), PartyKind.ORGANISATION)


def subject_of(enterprise: Enterprise) -> dict[str, Any]:
    """The violator's data from the register, as the minutes will print them."""
    return {
        "name": enterprise.name,
        "kind": str(party_of(enterprise)),
        "tax_code": enterprise.tax_code,
        "address": enterprise.address,
        "sector": enterprise.sector.name_vi if enterprise.sector else "",
        "representative": enterprise.representative,
        "representative_title": enterprise.representative_title,
        "phone": enterprise.phone,
        "email": enterprise.email,
        "workers": enterprise.workers,
        "women": enterprise.women,
    }


@in_words
def open_from_findings(
    inspection: Inspection,
    findings: Sequence[Finding],
    opening: Opening,
    *,
    submission: UUID,
    by: Any,
    at: datetime,
) -> ViolationCase:
    """Open VP-<province>-<year>-<number> with one act per finding; a ``submission`` opens once.

    Raises:
        Refusal: no right, a finding that is not open, a date that is missing or contradictory.
    """
    present = ViolationCase.objects.filter(submission=submission, opened_by=by).first()
    if present is not None:
        return present
    demand(can_open(inspection, by))
    try:
        with transaction.atomic():
            inspection.enterprise = surviving(inspection.enterprise)  # locked first, as merges do
            Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
            _check(inspection, findings, opening, on=clock.legal_date(at))
            place = Place(
                inspection.enterprise, inspection.agency, inspection.province,
                {"inspection": inspection},
            )  # fmt: skip
            case = create(place, opening, submission, by=by, at=at)
            _add_acts(case, findings, opening)
            codes = [finding.violation_code for finding in findings]
            log("violation.open", case, by=by, at=at, data={"codes": codes})
            clocks.refresh(case, at=at)
    except IntegrityError:  # the same form sent twice at the same moment
        return ViolationCase.objects.get(submission=submission, opened_by=by)
    return case


def _check(
    inspection: Inspection, findings: Sequence[Finding], opening: Opening, *, on: date
) -> None:
    if not findings:
        raise Refusal(_("Choose at least one finding."), "findings")
    free = set(open_findings(inspection).values_list("pk", flat=True))
    if not {finding.pk for finding in findings} <= free:
        raise Refusal(_("A finding is already in a case or was marked otherwise."), "findings")
    if opening.discovered_on > on:
        raise Refusal(_("The date lies in the future."), "discovered_on")


@dataclass(frozen=True)
class Place:
    """Whose case, which body and province, and what it follows: columns of the case by name.

    A case that follows an inspection is of that inspection's province, also where the enterprise
    has moved since: it is seen by those who see the inspection.
    """

    enterprise: Enterprise
    agency: Any
    province: Province
    follows: Mapping[str, Any]


def create(
    place: Place, opening: Opening, submission: UUID, *, by: Any, at: datetime
) -> ViolationCase:
    """The row with its number; the acts are added by the callers."""
    firm, year = place.enterprise, clock.legal_date(at).year
    number = numbering.take(f"province:{place.province.code}", BOOK, year)
    return ViolationCase.objects.create(
        code=f"VP-{place.province.code}-{year}-{number:05d}",
        **place.follows,
        enterprise=firm,
        agency=place.agency,
        province=place.province,
        party=PartyKind.UNIDENTIFIED if opening.unidentified else party_of(firm),
        subject={} if opening.unidentified else subject_of(firm),
        submission=submission,
        discovered_on=opening.discovered_on,
        is_complex=opening.is_complex,
        opened_at=at,
        opened_by=by,
    )


def _add_acts(case: ViolationCase, findings: Sequence[Finding], opening: Opening) -> None:
    """One act from each finding. Raises LawRefusal when the law cannot be applied to one."""
    stated = [_facts(finding, opening.when.get(finding.pk)) for finding in findings]
    provisions = provisions_of([facts.for_rules() for facts in stated])
    for finding, facts, provision in zip(findings, stated, provisions, strict=True):
        values = {name: getattr(facts, name) for name in ACT_FIELDS}
        Act.objects.create(case=case, finding=finding, provision=provision, **values)


def _facts(finding: Finding, when: When | None) -> Facts:
    """What the finding says; ``when`` where it does not say when the act happened."""
    ongoing, ended_on = finding.ongoing, finding.ended_on
    if not ongoing and ended_on is None and when is not None:
        ongoing, ended_on = when.ongoing, when.ended_on
    return Facts(
        code=finding.violation_code,
        description=finding.description,
        evidence_note=finding.evidence_note,
        ongoing=ongoing,
        ended_on=ended_on,
        discovered_on=finding.discovered_on,
        workers=finding.workers or None,
        units=finding.units or None,
        base_amount=finding.base_amount or None,
    )


def leave_unsanctioned(
    finding: Finding, *, reason: str, by: Any, at: datetime
) -> UnsanctionedFinding:
    """Mark a confirmed finding as not sanctioned, with the reason; a repeat changes nothing.

    Raises:
        Refusal: no right, no reason, or the finding is in a case.
    """
    inspection = finding.inspection
    demand(can_open(inspection, by))
    if not reason.strip():
        raise Refusal(_("Say why the finding is not sanctioned."), "reason")
    with transaction.atomic():
        Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
        present = UnsanctionedFinding.objects.filter(finding=finding).first()
        if present is not None:
            return present
        if not open_findings(inspection).filter(pk=finding.pk).exists():
            raise Refusal(_("A finding is already in a case or was marked otherwise."))
        row = UnsanctionedFinding.objects.create(
            finding=finding, reason=reason, recorded_at=at, recorded_by=by
        )
        data = {"finding": finding.pk, "code": finding.violation_code, "reason": reason}
        log("violation.left_unsanctioned", inspection, by=by, at=at, data=data)
    return row


def cancel(case: ViolationCase, *, reason: str, by: Any, at: datetime) -> ViolationCase:
    """Withdraw a case before its minutes; its findings are free again.

    Raises:
        WorkflowRefused: the minutes are signed, or no right.
        Refusal: no reason.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    with transaction.atomic():
        fresh = locked(case)
        if fresh.state == CaseState.CANCELLED:
            return fresh
        fresh = workflow.advance(fresh, "cancel", by=by, at=at, note=reason, reason=reason)
        clocks.refresh(fresh, at=at)
    return fresh
