"""The violation minutes (MBB01): signed, numbered, and with them every clock of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from inspections.enums import SignedHow
from law.rules import CaseWorksheet
from violations.decision_time import decision_due
from violations.models import ViolationCase
from violations.services import acts, clocks, papers
from violations.services.refusal import (
    Refusal,
    allowed,
    demand_same,
    in_words,
    locked,
    repeated,
)
from violations.states import CaseState
from violations.workflow import workflow
from violations.worksheets import compute


@dataclass(frozen=True)
class Signing:
    """How the minutes were signed (Decree 118/2021 art. 12; LHAV art. 58)."""

    on: date
    place: str
    signed_how: str
    signed_names: str
    opinion: str = ""


@in_words
def sign(case: ViolationCase, signing: Signing, *, by: Any, at: datetime) -> ViolationCase:
    """Record that the minutes were signed: terms of explanation, decision and limitation start.

    Raises:
        WorkflowRefused: not the state, no right, an act that cannot be computed.
        Refusal: a date before the discovery or in the future, names missing after a refusal,
            signed before with other values.
    """
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.MINUTES, "minutes", by):
            demand_same(fresh, **_kept(signing))
            return fresh
        allowed(fresh, "sign_minutes", by)
        _check(fresh, signing, today=clock.legal_date(at))
        acts.resolve(fresh, signing.on)
        sheet = compute(fresh, on=max(signing.on, clock.legal_date(at)), minutes_on=signing.on)
        fresh = workflow.advance(
            fresh, "sign_minutes", by=by, at=at, **_kept(signing), **terms(sheet, fresh)
        )  # fmt: skip
        document = papers.issue_minutes(fresh, by=by, at=at)
        fresh.minutes_number = document.reference
        fresh.save(update_fields=["minutes_number"])
        clocks.refresh(fresh, at=at)
    return fresh


def _kept(signing: Signing) -> dict[str, Any]:
    """The signing as the case keeps it."""
    return {
        "minutes_on": signing.on,
        "minutes_place": signing.place,
        "minutes_signed_how": signing.signed_how,
        "minutes_signed_names": signing.signed_names,
        "violator_opinion": signing.opinion,
    }


def terms(sheet: CaseWorksheet, case: ViolationCase) -> dict[str, Any]:
    """The rights and last days that the case keeps from its worksheet."""
    return {
        "explanation_right": sheet.explanation_right,
        "written_explanation_until": sheet.explanation_written_until,
        "hearing_request_until": sheet.hearing_request_until,
        "decision_due_on": decision_due(case, sheet),
        "limitation_ends_on": sheet.limitation_ends_on,
    }


def _check(case: ViolationCase, signing: Signing, *, today: date) -> None:
    if signing.on > today:
        raise Refusal(_("The date lies in the future."), "on")
    if signing.on < case.discovered_on:
        raise Refusal(_("The minutes cannot be older than the discovery."), "on")
    if signing.signed_how != SignedHow.SUBJECT and not signing.signed_names.strip():
        raise Refusal(
            _("After a refusal, name the commune’s representative or the witness (Art. 58)."),
            "signed_names",
        )
