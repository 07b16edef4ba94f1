"""Temporary seizure: ordered (MQĐ20), extended (MQĐ21), ended by return (MQĐ24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents.models import GeneratedDocument
from ecms.documents.services import issue, latest
from violations import proceeding_rules, seizures
from violations.documents import building_seizure, catalogue_seizure
from violations.guards_before import sanctioning_office
from violations.models import Exhibit, Seizure, ViolationCase
from violations.services import clocks
from violations.services.exhibits import settle
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.states import ExhibitFate, SeizureGround
from violations.workflow import workflow
from violations.worksheets import law_of


@in_words
def seize(
    case: ViolationCase, things: Sequence[Exhibit], *, ground: str, reason: str, kept_at: str,
    by: Any, at: datetime,
) -> Seizure:  # fmt: skip
    """Sign the seizure of noted things today; the same things sent twice are one seizure.

    Raises:
        WorkflowRefused: decided already, nothing noted, or not the person who may sanction.
        Refusal: things that are kept by another decision or given back, no reason.
    """
    on, wanted = clock.legal_date(at), {row.pk for row in things}
    with transaction.atomic():
        fresh = locked(case)
        rows = list(fresh.exhibits.filter(pk__in=wanted))
        if (sent := _same(rows, wanted)) is not None:
            return sent
        allowed(fresh, "seize", by)
        _demand_free(rows, wanted, reason=reason, kept_at=kept_at)
        position, delegation = sanctioning_office(fresh, by, on=on)
        assert position is not None  # noqa: S101 - a guard of the verb
        fresh = workflow.advance(fresh, "seize", by=by, at=at, note=reason.strip()[:200])
        row = Seizure.objects.create(
            case=fresh, ground=ground, reason=reason.strip(), kept_at=kept_at.strip(),
            ordered_on=on, ordered_at=at, ordered_by=by, ends_on=_first_term(fresh, ground, on),
        )  # fmt: skip
        for thing in rows:
            thing.seizure, thing.kept_at = row, row.kept_at
            thing.save()
        form, context = building_seizure.order(row, position=position, delegation=delegation)
        row.number = issue(fresh, form, context, by=by, at=at, on=on, issuer=position.agency,
                           occasion=str(row.pk)).reference  # fmt: skip
        row.save()
        clocks.refresh(fresh, at=at)
    return row


def _same(rows: Sequence[Exhibit], wanted: set[int]) -> Seizure | None:
    """The seizure of exactly these things, where the form came twice."""
    found = {row.seizure for row in rows}
    if len(rows) != len(wanted) or len(found) != 1:
        return None
    one = found.pop()
    return one if one and set(one.exhibits.values_list("pk", flat=True)) == wanted else None


def _demand_free(rows: Sequence[Exhibit], wanted: set[int], *, reason: str, kept_at: str) -> None:
    if not rows or len(rows) != len(wanted) or any(
        row.fate != ExhibitFate.KEPT or row.seizure_id for row in rows
    ):  # fmt: skip
        raise Refusal(_("Choose things that are kept and not seized yet."), "things")
    for value, field in ((reason, "reason"), (kept_at, "kept_at")):
        if not value.strip():
            raise Refusal(_("Fill this in."), field)


def _first_term(case: ViolationCase, ground: str, on: date) -> date | None:
    """What secures the execution is kept until the decision is executed (art. 125.6)."""
    if ground == SeizureGround.SECURE:
        return None
    sent = bool(case.transferred_at)
    return proceeding_rules.seizure_ends(law_of(case), on, transferred=sent)


@in_words
def extend(row: Seizure, *, until: date, reason: str, by: Any, at: datetime) -> Seizure:
    """Sign a longer term of a seizure, once.

    Raises:
        WorkflowRefused: nothing to extend, the law allows no more, or not the signatory.
        Refusal: a day that is no extension or too far, a term that has ended, no reason.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(row.case)
        fresh = Seizure.objects.select_for_update().get(pk=row.pk)
        if fresh.extended_until == until:
            return fresh
        allowed(case, "extend_seizure", by)
        fresh.case = case
        _demand_longer(fresh, until, reason, on)
        position, delegation = sanctioning_office(case, by, on=on)
        assert position is not None  # noqa: S101 - a guard of the verb
        case = workflow.advance(case, "extend_seizure", by=by, at=at, note=reason.strip()[:200])
        fresh.extended_until, fresh.extension_reason = until, reason.strip()
        fresh.extended_at, fresh.extended_by = at, by
        fresh.save()
        form, context = building_seizure.longer(
            fresh, on=on, position=position, delegation=delegation
        )
        issue(case, form, context, by=by, at=at, on=on, issuer=position.agency,
              occasion=str(fresh.pk))  # fmt: skip
        clocks.refresh(case, at=at)
    return fresh


def _demand_longer(row: Seizure, until: date, reason: str, on: date) -> None:
    most = seizures.longest(row.case, row)
    if row.ends_on is None or row.extended_until is not None or most is None:
        raise Refusal(_("The term of this seizure cannot be extended."), "row")
    if on > row.ends_on:
        raise Refusal(
            _("The seizure ended on %(day)s: give the things back.")
            % {"day": legal_date(row.ends_on)}, "row",
        )  # fmt: skip
    if not row.ends_on < until <= most:
        raise Refusal(
            _("Choose a day after %(end)s, at most %(most)s (Art. 125.8).")
            % {"end": legal_date(row.ends_on), "most": legal_date(most)}, "until",
        )  # fmt: skip
    if not reason.strip():
        raise Refusal(_("Fill this in."), "reason")


@in_words
def give_back(
    case: ViolationCase, things: Sequence[Exhibit], *, receiver: str, reason: str,
    submission: UUID, by: Any, at: datetime,
) -> GeneratedDocument:  # fmt: skip
    """Sign the return of seized things today; the same form sent twice is one return.

    Raises:
        WorkflowRefused: nothing is seized, or not the office that may end it.
        Refusal: things that are not seized, nobody to receive them, no reason.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        sent = latest(fresh, catalogue_seizure.RETURN.code, str(submission))
        if sent is not None:
            return sent
        allowed(fresh, "return_seized", by)
        rows = _to_return(fresh, things, receiver=receiver, reason=reason)
        position, delegation = seizures.keeper(fresh, by, on=on)
        assert position is not None  # noqa: S101 - a guard of the verb
        form, context = building_seizure.give_back(
            fresh, rows, receiver=receiver.strip(), reason=reason.strip(), on=on,
            position=position, delegation=delegation,
        )  # fmt: skip
        fresh = workflow.advance(fresh, "return_seized", by=by, at=at, note=reason.strip()[:200])
        for thing in rows:
            settle(thing, ExhibitFate.RETURNED, by=by, at=at)
        paper = issue(fresh, form, context, by=by, at=at, on=on, issuer=position.agency,
                      occasion=str(submission))  # fmt: skip
        clocks.refresh(fresh, at=at)
    return paper


def _to_return(
    case: ViolationCase, things: Sequence[Exhibit], *, receiver: str, reason: str
) -> list[Exhibit]:
    wanted = [row.pk for row in things]
    rows = list(seizures.seized(case).filter(pk__in=wanted).select_related("seizure"))
    if not rows or len(rows) != len(wanted):
        raise Refusal(_("Choose things that are seized."), "things")
    for value, field in ((receiver, "receiver"), (reason, "reason")):
        if not value.strip():
            raise Refusal(_("Fill this in."), field)
    return rows
