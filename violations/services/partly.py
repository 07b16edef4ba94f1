"""Partial execution: the sanctioned is gone, the fine is not executed (LHAV art. 75)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents import files
from ecms.documents.services import issue
from violations.case_rules import term_after
from violations.documents import building_records
from violations.documents.building_records import Ended
from violations.models import ViolationCase
from violations.offices import issuing_office
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, in_words, locked, repeated
from violations.states import INDIVIDUAL_ENDS, CaseState, ExhibitFate, PartyKind, RemedyState
from violations.workflow import workflow
from violations.worksheets import law_of


@in_words
def execute_partly(
    case: ViolationCase, said: Ended, *, upload: Any = None, by: Any, at: datetime
) -> ViolationCase:
    """Sign MQĐ17 today: the fine falls away, confiscation and remedial measures go on.

    Raises:
        WorkflowRefused: nothing owed, a measure of enforcement runs, or not the issuing office.
        Refusal: a day in the future, no proof, an end that does not fit the sanctioned, or
            nothing but the fine was imposed.
        UploadRefused: a file that is not taken.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.LAPSED, "lapsed", by):
            return fresh
        allowed(fresh, "execute_partly", by)
        if said.happened_on > on:
            raise Refusal(_("The date lies in the future."), "happened_on")
        _check(fresh, said, on)
        position, delegation = issuing_office(fresh, by, on=on)
        assert position is not None  # noqa: S101 - a guard of the verb
        form, context = building_records.partly(
            fresh, said, on=on, position=position, delegation=delegation
        )
        fresh = workflow.advance(
            fresh, "execute_partly", by=by, at=at, note=said.late_reason[:200] or said.proof[:200]
        )
        issue(fresh, form, context, by=by, at=at, on=on, issuer=position.agency,
              occasion=fresh.decision_number)  # fmt: skip
        if upload is not None:
            files.store(upload, fresh, kind="evidence", by=by, at=at, caption=said.proof[:200])
        clocks.refresh(fresh, at=at)
    return fresh


def _check(case: ViolationCase, said: Ended, on: date) -> None:
    if not said.proof.strip():
        raise Refusal(_("Name the paper that proves it: number, date, who issued it."), "proof")
    if (said.why in INDIVIDUAL_ENDS) == (case.party == PartyKind.ORGANISATION):
        raise Refusal(_("This cannot be said of this kind of violator."), "why")
    _demand_in_time(case, said, on)
    left = case.remedies.exclude(state=RemedyState.ACCEPTED).exists()
    if not left and not case.exhibits.filter(fate=ExhibitFate.CONFISCATED).exists():
        raise Refusal(
            _("Neither a remedial measure nor a confiscation is left, so there is nothing to "
              "execute in part.")
        )  # fmt: skip


def _demand_in_time(case: ViolationCase, said: Ended, on: date) -> None:
    """Sixty days from the end of the sanctioned (art. 75); later only with the reason."""
    if law_of(case).find_deadline("PARTIAL_EXECUTION", said.happened_on) is None:
        return
    due_on = term_after(law_of(case), "PARTIAL_EXECUTION", said.happened_on)
    if on > due_on and not said.late_reason.strip():
        raise Refusal(
            _("The decision was due by %(day)s (Art. 75): say why it comes late.")
            % {"day": legal_date(due_on)}, "late_reason",
        )  # fmt: skip
