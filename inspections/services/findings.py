"""Findings: drafted from a "no" or added by hand, with the facts the fine depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecms.audit.services import log
from ecms.core import clock
from inspections import rules
from inspections.enums import FindingState
from inspections.models import Answer, CaseQuestion, Finding, Inspection
from inspections.permissions import can_work
from inspections.services import figures
from inspections.services.refusal import Refusal, demand, locked
from law.models import AnswerType, Provision, Question
from law.selectors import provision_for

FACT_WORDS = {
    "workers": gettext_noop("Enter the number of workers concerned."),
    "units": gettext_noop("Enter the number of units concerned."),
    "base_amount": gettext_noop("Enter the amount the fine is a percentage of."),
}


@dataclass(frozen=True)
class Facts:
    """What was found. Amounts in whole VND."""

    violation_code: str
    description: str
    ongoing: bool = False
    ended_on: date | None = None
    discovered_on: date | None = None
    workers: int | None = None
    units: int | None = None
    base_amount: int | None = None
    evidence_note: str = ""


def provision_of(
    code: str, *, ongoing: bool, ended_on: date | None, discovered_on: date
) -> Provision | None:
    """The provision in force when the act ended, or at its discovery while it goes on.

    Decree 283/2026 art. 67; Law on Handling of Administrative Violations art. 4.
    """
    return provision_for(code, on=discovered_on if ongoing or not ended_on else ended_on)


def draft_for_answer(
    answer: Answer, code: str, present: Finding | None, *, before: str = "", by: Any, at: datetime
) -> Finding:
    """The draft that a "no" to the question leads to; a dropped one comes back to life.

    A draft that still says what the former answer said (``before``) follows the new one.
    """
    if present is not None:
        return _kept_draft(answer, present, before, by=by, at=at)
    on = clock.legal_date(at)
    provision = provision_for(code, on=_act_day(answer, on))
    finding = Finding.objects.create(
        inspection=answer.inspection, answer=answer, violation_code=code, provision=provision,
        description=draft_text(answer, answer.question), discovered_on=on, ongoing=False,
        ended_on=_act_day(answer, None), recorded_at=at, recorded_by=by,
        **_quantities(answer, provision),
    )  # fmt: skip
    asked = CaseQuestion.objects.filter(inspection=answer.inspection, question=answer.question)
    finding.files.add(*asked.exclude(files=None).values_list("files", flat=True))
    log("finding.drafted", answer.inspection, by=by, at=at, data={"code": code})
    return finding


def _kept_draft(
    answer: Answer, present: Finding, before: str, *, by: Any, at: datetime
) -> Finding:
    changed: dict[str, Any] = {}
    if present.state == FindingState.DROPPED:
        changed = {"state": FindingState.DRAFT, "dropped_reason": ""}
        log("finding.revived", present.inspection, by=by, at=at,
            data={"code": present.violation_code})  # fmt: skip
    text = draft_text(answer, answer.question)
    if present.state != FindingState.CONFIRMED and present.description == before != text:
        changed |= {"description": text, **_quantities(answer, present.provision)}
    if changed:
        for name, value in changed.items():
            setattr(present, name, value)
        present.save(update_fields=list(changed))
    return present


def _act_day(answer: Answer, otherwise: Any) -> Any:
    """The day that the figure of the answer is about: the act had ended by then."""
    text = answer.details.get("on") if answer.details.get("by") else ""
    return date.fromisoformat(text) if text else otherwise


def _quantities(answer: Answer, provision: Provision | None) -> dict[str, int | None]:
    """The number of the answer, as the fact that the fine depends on."""
    counted = int(answer.value) if answer.value.isdecimal() else answer.details.get("workers")
    money = answer.question.answer_type == AnswerType.MONEY
    per_unit = provision is not None and "units" in needed(provision)
    return {
        "workers": None if money or per_unit else counted,
        "units": counted if per_unit and not money else None,
        "base_amount": counted if money else None,
    }


def draft_text(answer: Answer, question: Question) -> str:
    """Vietnamese, because it goes into the minutes; with the calculation of a figure."""
    with translation.override("vi"):
        asked = question.text_vi.rstrip("?. ")
        text = _("Not complied with: %(question)s") % {"question": f"{asked}."}
    figure = figures.official(answer.details) if "figure" in answer.details else ""
    return " ".join(part for part in (text, figure, answer.note) if part)


def add(
    inspection: Inspection, facts: Facts, *, submission: UUID, by: Any, at: datetime
) -> Finding:
    """Add a finding that no question led to; the same ``submission`` adds it once.

    Raises:
        Refusal: not the team, not running, unknown violation code.
    """
    known = Finding.objects.filter(submission=submission, inspection=inspection).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            case = locked(inspection)
            demand(can_work(case, by))
            finding = Finding(
                inspection=case,
                submission=submission,
                recorded_at=at,
                recorded_by=by,
                **_values(facts, on=clock.legal_date(at)),
            )
            finding.save(force_insert=True)
            log("finding.added", case, by=by, at=at, data={"code": finding.violation_code})
    except IntegrityError:
        return Finding.objects.get(submission=submission, inspection=inspection)
    return finding


def edit(finding: Finding, facts: Facts, *, by: Any, at: datetime) -> Finding:
    """Change a finding before the minutes; a confirmed one becomes a draft again.

    Raises:
        Refusal: not the team, not running, dropped, unknown violation code.
    """
    with transaction.atomic():
        row = _open_row(finding, by)
        values = _values(facts, on=facts.discovered_on or row.discovered_on)
        _check_once(row, facts.violation_code)
        changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
        if not changed:
            return row
        for name in changed:
            setattr(row, name, values[name])
        row.state = FindingState.DRAFT
        row.save()
        data = {"code": row.violation_code, "changed": changed}
        log("finding.edited", row.inspection, by=by, at=at, data=data)
    return row


def clone(finding: Finding, *, submission: UUID, by: Any, at: datetime) -> Finding:
    """A copy to change: the same violation for other workers or another time."""
    facts = Facts(
        violation_code=finding.violation_code, description=finding.description,
        ongoing=finding.ongoing, ended_on=finding.ended_on,
        discovered_on=finding.discovered_on, evidence_note=finding.evidence_note,
    )  # fmt: skip
    return add(finding.inspection, facts, submission=submission, by=by, at=at)


def confirm(finding: Finding, *, by: Any, at: datetime) -> Finding:
    """The team stands by the finding: its provision and every fact the fine needs are there.

    Raises:
        Refusal: with what is missing.
    """
    with transaction.atomic():
        row = _open_row(finding, by)
        if row.state == FindingState.CONFIRMED:
            return row
        problems = problems_of(row)
        if problems:
            raise Refusal(" ".join(problems))
        row.state = FindingState.CONFIRMED
        row.save(update_fields=["state"])
        log("finding.confirmed", row.inspection, by=by, at=at, data={"code": row.violation_code})
    return row


def drop(finding: Finding, *, reason: str, by: Any, at: datetime) -> Finding:
    """The suspicion did not hold; the reason stays on file. Raises Refusal."""
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        row = locked_finding(finding)
        demand(can_work(row.inspection, by))
        if row.state != FindingState.DROPPED:
            drop_row(row, reason.strip(), by=by, at=at)
    return row


def drop_row(row: Finding, reason: str, *, by: Any, at: datetime) -> None:
    """Mark a finding as dropped; the caller has checked the right and holds the case's lock."""
    row.state, row.dropped_reason = FindingState.DROPPED, reason
    row.save(update_fields=["state", "dropped_reason"])
    data = {"code": row.violation_code, "note": reason}
    log("finding.dropped", row.inspection, by=by, at=at, data=data)


# --- Parts ----------------------------------------------------------------------------------
def needed(provision: Provision) -> frozenset[str]:
    """Quantities that the fine of ``provision`` depends on."""
    return rules.facts_needed(provision.fine_type, provision.scale_unit)


def problems_of(finding: Finding) -> list[str]:
    """What is missing before a finding can be confirmed, in words."""
    problems = []
    if finding.provision is None:
        problems.append(
            _("The violation is not in the decree in force on that date; choose another one.")
            if finding.violation_code
            else _("Choose the violation from the catalogue.")
        )
    else:
        facts = {name: getattr(finding, name) for name in FACT_WORDS}
        missing = rules.missing_facts(needed(finding.provision), facts)
        problems += [_(FACT_WORDS[name]) for name in missing]
    if not finding.ongoing and finding.ended_on is None:
        problems.append(_("Say when the act ended, or that it still goes on."))
    if not finding.description.strip():
        problems.append(_("Describe what was found."))
    return problems


def locked_finding(finding: Finding) -> Finding:
    """The finding with its case under a lock: case first, so that locks keep one order."""
    case = locked(Inspection(pk=finding.inspection_id))
    row = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    row.inspection = case
    return row


def _open_row(finding: Finding, by: Any) -> Finding:
    row = locked_finding(finding)
    demand(can_work(row.inspection, by))
    if row.state == FindingState.DROPPED:
        raise Refusal(_("The finding was dropped."))
    return row


def _check_once(row: Finding, code: str) -> None:
    if row.answer_id is None or code == row.violation_code:
        return
    same = Finding.objects.filter(answer=row.answer_id, violation_code=code)
    if same.exclude(pk=row.pk).exists():
        raise Refusal(_("The same answer already has a finding with this violation."))


def _values(facts: Facts, *, on: date) -> dict[str, Any]:
    discovered = facts.discovered_on or on
    ended = None if facts.ongoing else facts.ended_on
    if ended is not None and ended > discovered:
        raise Refusal(_("The act cannot end after it was discovered."), field="ended_on")
    code = facts.violation_code  # empty: in free words, classified later
    if code and not Provision.objects.filter(code=code).exists():
        raise Refusal(_("Choose a violation from the catalogue."), field="violation_code")
    provision = provision_of(code, ongoing=facts.ongoing, ended_on=ended, discovered_on=discovered)
    return {
        "violation_code": facts.violation_code, "provision": provision,
        "description": facts.description.strip(), "ongoing": facts.ongoing, "ended_on": ended,
        "discovered_on": discovered, "workers": facts.workers, "units": facts.units,
        "base_amount": facts.base_amount, "evidence_note": facts.evidence_note.strip(),
    }  # fmt: skip
