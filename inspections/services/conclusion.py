"""From the end of the fieldwork to the published conclusion (Law 84/2025 art. 33-37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents.services import latest, replace
from ecms.notifications.services import messages
from inspections.models import CaseStep, Inspection
from inspections.selectors import definition
from inspections.services import papers, progress
from inspections.services.conduct import check_reason
from inspections.services.refusal import Refusal

NARRATIVE = ("evaluation", "causes", "responsibility", "measures", "proposals", "limits")


def narrative_of(inspection: Inspection) -> dict[str, str]:
    """The words last written about the result: of the draft, else of the report."""
    rows = inspection.steps.filter(verb__in=("report", "submit_draft")).order_by("-pk")
    row = rows.first()
    return {name: str(row.facts.get(name, "")) if row else "" for name in NARRATIVE}


def report(
    inspection: Inspection,
    *,
    words: dict[str, str],
    by: Any,
    at: datetime,
    late_reason: str = "",
) -> Inspection:
    """Submit the report to the deciding official (Decree 217/2025 art. 15.3đ; art. 33).

    Raises:
        WorkflowRefused: fieldwork not ended, not the team head.
        Refusal: no evaluation; late without a reason.
    """
    if not words.get("evaluation", "").strip():
        raise Refusal(_("Write the evaluation."), field="evaluation")
    with transaction.atomic():
        fresh = progress.advance(
            inspection, "report", by=by, at=at, facts=words, late_reason=late_reason
        )
        said: dict[str, Any] = {name: words.get(name, "") for name in NARRATIVE}
        papers.issue(fresh, "report", by=by, at=at, **said)
        messages.tell("inspection.reported", fresh, at=at)
    return fresh


def order_drafting(
    inspection: Inspection, *, by: Any, at: datetime, note: str = "", late_reason: str = ""
) -> Inspection:
    """Order the conclusion to be drafted, 5 working days from the report (art. 34.1)."""
    with transaction.atomic():
        fresh = progress.advance(
            inspection, "order_drafting", by=by, at=at, note=note, late_reason=late_reason
        )
        messages.tell("inspection.draft_ordered", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def submit_draft(
    inspection: Inspection,
    *,
    words: dict[str, str],
    by: Any,
    at: datetime,
    late_reason: str = "",
) -> Inspection:
    """Submit the draft of the conclusion for appraisal (art. 34.5, 35).

    Raises:
        WorkflowRefused: drafting not ordered, not the team head.
        Refusal: no evaluation; late without a reason.
    """
    if not words.get("evaluation", "").strip():
        raise Refusal(_("Write the evaluation."), field="evaluation")
    with transaction.atomic():
        return progress.advance(
            inspection, "submit_draft", by=by, at=at, facts=words, late_reason=late_reason
        )


def appraise(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Record the opinion of whoever appraised the draft; compulsory (art. 35)."""
    check_reason(reason)
    with transaction.atomic():
        return progress.advance(inspection, "appraise", by=by, at=at, note=reason)


def return_draft(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Send the draft back to the team with what must be changed."""
    check_reason(reason)
    with transaction.atomic():
        fresh = progress.advance(inspection, "return_draft", by=by, at=at, note=reason)
        messages.tell("inspection.draft_ordered", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def lengthen(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Give the longer term of a complex case to the step that is due (art. 33.4, 34.5).

    Raises:
        WorkflowRefused: not in such a state, no office.
        Refusal: no reason; no step with a longer term is due; the term is over.
    """
    check_reason(reason)
    with transaction.atomic():
        item = longer_term(inspection)
        if item is None:
            raise Refusal(_("No step that is due now has a longer term."))
        if clock.legal_date(at) > item.due_on:
            raise Refusal(_("The term is over; it can no longer be lengthened."))
        facts = {"verb": item.verb, "days": item.term.extensions[0]}
        return progress.advance(inspection, "lengthen", by=by, at=at, note=reason, facts=facts)


def longer_term(inspection: Inspection) -> progress.Due | None:
    """The step of the present state whose term can still be lengthened, or None."""
    procedure = definition(inspection)
    for item in progress.all_due(inspection):
        step = procedure.step(item.verb, inspection.state)
        here = step is not None and inspection.state in step.sources
        given = CaseStep.objects.filter(
            inspection=inspection, verb=progress.LENGTHEN, facts__verb=item.verb,
            on__gte=item.since,
        )  # fmt: skip
        if here and item.verb != "sign_minutes" and item.term.extensions and not given.exists():
            return item
    return None


def conclude_part(
    inspection: Inspection, *, words: dict[str, str], by: Any, at: datetime
) -> Inspection:
    """Sign a conclusion on a part of the content; several are allowed (art. 36.3)."""
    part = inspection.steps.filter(verb="conclude_part").count() + 1
    with transaction.atomic():
        fresh = progress.advance(inspection, "conclude_part", by=by, at=at, facts=words)
        said: dict[str, Any] = {name: words.get(name, "") for name in NARRATIVE}
        papers.issue(fresh, "conclusion", by=by, at=at, part=part, occasion=f"part-{part}", **said)
    return fresh


def amend(
    inspection: Inspection, *, words: dict[str, str], reason: str, by: Any, at: datetime
) -> Inspection:
    """Amend the signed conclusion before its publication (art. 36.4): a new version of it.

    Raises:
        WorkflowRefused: not signed or already published, no office.
        Refusal: no reason.
    """
    check_reason(reason)
    with transaction.atomic():
        fresh = progress.advance(
            inspection, "amend", by=by, at=at, note=reason, facts={**words, "reason": reason}
        )
        document = latest(fresh, "KL-TT")
        if document is None:
            raise Refusal(_("There is no conclusion to amend."))
        said: dict[str, Any] = {name: words.get(name, "") for name in NARRATIVE}
        form, context = papers.build(
            fresh, "conclusion", by=by, on=document.issued_on or clock.legal_date(at), **said
        )
        replace(document, context, form=form, reason=reason, by=by, at=at)
    return fresh


@dataclass(frozen=True)
class Published:
    """How a conclusion was made public (art. 37.1): portal and one more form, a Publication."""

    on: date
    second_form: str
    place: str = ""


def publish(
    inspection: Inspection,
    published: Published,
    *,
    by: Any,
    at: datetime,
    late_reason: str = "",
) -> Inspection:
    """Record the publication, within 10 days of the signature.

    Raises:
        WorkflowRefused: no signed conclusion, no office.
        Refusal: a day before the conclusion or after today; late without a reason.
    """
    if published.on > clock.legal_date(at):
        raise Refusal(_("The day lies in the future."), field="on")
    if inspection.concluded_on and published.on < inspection.concluded_on:
        raise Refusal(_("The day is before the conclusion."), field="on")
    with transaction.atomic():
        fresh = progress.advance(
            inspection, "publish", by=by, at=at, on=published.on, late_reason=late_reason,
            published_on=published.on, publication=published.second_form,
            facts={"place": published.place},
        )  # fmt: skip
        papers.issue(fresh, "publication", by=by, at=at, place=published.place)
    return fresh
