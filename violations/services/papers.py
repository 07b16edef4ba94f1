"""The two official papers of a case, issued and previewed in one place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ecms.documents.rendering import Issue, render
from ecms.documents.services import cancel, issue, latest, preview
from ecms.documents.services import of as documents_of
from violations import documents
from violations.competence import candidate_of
from violations.models import Ruling, ViolationCase

MINUTES_FORM = "MBB01"
DECISION_FORM = "MQD02"


def issue_minutes(case: ViolationCase, *, by: Any, at: datetime) -> Any:
    """MBB01 of signed minutes, dated as they were signed."""
    form, context = documents.minutes(case)
    assert case.minutes_on is not None  # noqa: S101 - a constraint of the table
    earlier = documents_of(case).filter(form_code=MINUTES_FORM).count()  # of an unknown violator
    occasion = str(earlier) if earlier else ""
    return issue(
        case, form, context, by=by, at=at, on=case.minutes_on, issuer=case.agency,
        occasion=occasion,
    )  # fmt: skip


def issue_decision(case: ViolationCase, *, by: Any, at: datetime) -> Any:
    """MQĐ02 of a decided case, with the number of the body that decides."""
    assert case.decided_on is not None and case.signatory is not None  # noqa: S101, PT018
    form, context = documents.decision(
        case, on=case.decided_on, position=case.signatory, delegation=case.delegation
    )
    issuer = case.signatory.agency
    return issue(case, form, context, by=by, at=at, on=case.decided_on, issuer=issuer)


def withdraw_decision(case: ViolationCase, *, reason: str, by: Any, at: datetime) -> None:
    """The sanction decision is annulled: its paper is withdrawn, a new one takes a new number."""
    document = latest(case, DECISION_FORM)
    if document is not None:
        cancel(document, reason=reason, by=by, at=at)


def issue_ruling(row: Ruling, *, by: Any, at: datetime) -> Any:
    """MQĐ03-05 or MQĐ38-40 of an issued ruling, with the number of the body that decides."""
    assert row.decided_on is not None and row.signed_as is not None  # noqa: S101, PT018
    form, context = documents.ruling(
        row, on=row.decided_on, position=row.signed_as, delegation=row.delegation
    )
    return issue(
        row.case, form, context, by=by, at=at, on=row.decided_on, issuer=row.signed_as.agency,
        occasion=str(row.pk),
    )  # fmt: skip


def preview_ruling(row: Ruling, *, on: date) -> bytes:
    """The ruling as it would be on ``on``, marked as a draft."""
    form, context = documents.ruling(
        row, on=on, position=row.case.signatory, delegation=row.case.delegation
    )
    return preview(form, context, on=on)


def preview_minutes(case: ViolationCase) -> bytes:
    """The minutes as they would be, marked as a draft."""
    form, context = documents.minutes(case)
    return preview(form, context)


def print_worksheet(case: ViolationCase, *, on: date, lang: str) -> bytes:
    """The computation with its reasoning as PDF, in Vietnamese or English. Raises LawRefusal."""
    fill = documents.worksheet_in_english if lang == "en" else documents.worksheet
    form, context = fill(case, on=on)
    return render(form, context, Issue(on=on, place=context.head.place))


def preview_decision(case: ViolationCase, *, on: date) -> bytes:
    """The decision as it would be on ``on``, marked as a draft. Raises LawRefusal."""
    delegation = candidate_of(case, case.signatory, on=on).delegation if case.signatory else None
    form, context = documents.decision(case, on=on, position=case.signatory, delegation=delegation)
    return preview(form, context, on=on)
