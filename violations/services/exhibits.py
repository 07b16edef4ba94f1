"""Exhibits, the unknown violator, and acts that may not be fined any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents.services import issue
from violations import documents, proceeding_rules
from violations.models import Act, Exhibit, OwnerNotice, ViolationCase
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.states import ExhibitFate, NoSanction, PartyKind
from violations.workflow import workflow
from violations.worksheets import acts_of, compute, law_of

NOTICES = 2
LEAVABLE = (NoSanction.LIMITATION, NoSanction.NOT_SANCTIONED)


@dataclass(frozen=True)
class Thing:
    """An exhibit as noted; ``value`` in whole VND."""

    name: str
    quantity: str
    taken_on: date
    condition: str = ""
    kept_at: str = ""
    prohibited: bool = False
    value: int | None = None


@in_words
def note(case: ViolationCase, thing: Thing, *, by: Any, at: datetime) -> Exhibit:
    """Note an exhibit; the same one sent twice is one.

    Raises:
        WorkflowRefused: decided already, or no right.
        Refusal: a day in the future.
    """
    with transaction.atomic():
        fresh = locked(case)
        values = vars(thing)
        present = fresh.exhibits.filter(**values).first()
        if present is not None:
            return present
        allowed(fresh, "note_exhibit", by)
        if thing.taken_on > clock.legal_date(at):
            raise Refusal(_("The date lies in the future."), "taken_on")
        row = Exhibit.objects.create(case=fresh, recorded_at=at, recorded_by=by, **values)
        workflow.advance(fresh, "note_exhibit", by=by, at=at, note=thing.name)
    return row


@in_words
def give_back(exhibit: Exhibit, *, by: Any, at: datetime) -> Exhibit:
    """Give an exhibit back to its owner. Raises WorkflowRefused, Refusal."""
    with transaction.atomic():
        fresh = locked(exhibit.case)
        row = fresh.exhibits.select_for_update().get(pk=exhibit.pk)
        if row.fate == ExhibitFate.RETURNED:
            return row
        allowed(fresh, "return_exhibit", by)
        if row.seizure_id is not None:
            raise Refusal(_("It is temporarily seized: the signatory gives it back (MQĐ24)."))
        settle(row, ExhibitFate.RETURNED, by=by, at=at)
        workflow.advance(fresh, "return_exhibit", by=by, at=at, note=row.name)
    return row


def settle(row: Exhibit, fate: ExhibitFate, *, by: Any, at: datetime) -> None:
    """Note what became of an exhibit today; called inside a step."""
    """Note what became of an exhibit today; called inside a step."""
    row.fate, row.settled_on = fate, clock.legal_date(at)
    row.settled_at, row.settled_by = at, by
    row.save()


def confiscate(case: ViolationCase, rows: Sequence[Exhibit], *, by: Any, at: datetime) -> None:
    """Confiscate exhibits without a sanction, inside the step that closes the case.

    Of a known violator only what nobody may keep or trade (art. 65.2); of an unknown one after
    two public notices and the time for the owner to come (art. 126.4). Raises Refusal.
    """
    if any(row.case_id != case.pk or row.fate != ExhibitFate.KEPT for row in rows):
        raise Refusal(_("An exhibit was already settled."), "exhibits")
    if case.party == PartyKind.UNIDENTIFIED:
        _demand_notices(case, clock.legal_date(at))
    elif not all(row.prohibited for row in rows):
        raise Refusal(
            _(
                "Without a sanction only exhibits whose storing or circulation is prohibited are "
                "confiscated (Art. 65.2); give the others back."
            ),
            "exhibits",
        )
    for row in rows:
        settle(row, ExhibitFate.CONFISCATED, by=by, at=at)


def _demand_notices(case: ViolationCase, on: date) -> None:
    until = owner_until(case)
    if until is None:
        raise Refusal(
            _("First publish two notices to the unknown owner (Art. 126.4)."), "exhibits"
        )
    if on <= until:
        raise Refusal(
            _("The owner may come until %(day)s (Art. 126.4).") % {"day": legal_date(until)},
            "exhibits",
        )


def owner_until(case: ViolationCase) -> date | None:
    """Until when the unknown owner may come; None before the second notice."""
    second = case.owner_notices.filter(turn=NOTICES).first()
    if second is None:
        return None
    return proceeding_rules.owner_may_come_until(law_of(case), second.posted_on)


@in_words
def post_notice(
    case: ViolationCase, *, posted_on: date, place: str, by: Any, at: datetime
) -> OwnerNotice:
    """Publish the first or second notice to the unknown owner.

    Raises:
        WorkflowRefused: the violator is known, or no right.
        Refusal: no exhibits, both published, a day in the future or before the first.
    """
    with transaction.atomic():
        fresh = locked(case)
        rows = list(fresh.owner_notices.all())
        if rows and (rows[-1].posted_on, rows[-1].place) == (posted_on, place):
            return rows[-1]
        allowed(fresh, "post_notice", by)
        _check_notice(fresh, rows, posted_on, today=clock.legal_date(at))
        row = OwnerNotice.objects.create(
            case=fresh, turn=len(rows) + 1, posted_on=posted_on, place=place, recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
        fresh = workflow.advance(fresh, "post_notice", by=by, at=at, note=place)
        row.case = fresh
        form, context = documents.before.owner_notice(row, until=owner_until(fresh), by=by)
        paper = issue(fresh, form, context, by=by, at=at, on=posted_on, issuer=fresh.agency,
                      occasion=str(row.pk))  # fmt: skip
        row.number = paper.reference
        row.save(update_fields=["number"])
    return row


def _check_notice(
    case: ViolationCase, rows: Sequence[OwnerNotice], posted_on: date, *, today: date
) -> None:
    if not case.exhibits.filter(fate=ExhibitFate.KEPT).exists():
        raise Refusal(_("First note the exhibits that the notice describes."))
    if len(rows) >= NOTICES:
        raise Refusal(_("Both notices were already published."))
    if posted_on > today:
        raise Refusal(_("The date lies in the future."), "posted_on")
    if rows and posted_on <= rows[-1].posted_on:
        raise Refusal(_("The second notice comes after the first one."), "posted_on")


@in_words
def identify(
    case: ViolationCase, party: str, subject: dict[str, Any], *, evidence: str, by: Any,
    at: datetime,
) -> ViolationCase:  # fmt: skip
    """The violator is known now: minutes are drawn up anew in the violator's name.

    Raises:
        WorkflowRefused: known before, decided, or no right.
        Refusal: no name, no evidence, or still unknown.
    """
    if party == PartyKind.UNIDENTIFIED or party not in PartyKind.values:
        raise Refusal(_("Say who the violator is."), "party")
    if not str(subject.get("name", "")).strip():
        raise Refusal(_("Give the name of the violator."), "name")
    if not evidence.strip():
        raise Refusal(_("Say what proves who the violator is."), "evidence")
    with transaction.atomic():
        fresh = locked(case)
        if fresh.party == party and fresh.subject.get("name") == subject["name"]:
            return fresh
        fresh = workflow.advance(
            fresh, "identify", by=by, at=at, note=evidence, party=party, subject=subject,
            signatory=None, discovered_on=clock.legal_date(at), reason=evidence,
        )  # fmt: skip
        clocks.refresh(fresh, at=at)
    return fresh


@in_words
def leave_act_out(act: Act, reason: str, *, words: str, by: Any, at: datetime) -> ViolationCase:
    """An act that may not be fined any more leaves the sum; the others go on (art. 65).

    Raises:
        WorkflowRefused: the last act, decided already, or no right.
        Refusal: a reason that is not true today, no words.
    """
    if reason not in LEAVABLE:
        raise Refusal(_("Choose a reason of the list."), "reason")
    if not words.strip():
        raise Refusal(_("Give the reason."), "words")
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(act.case)
        row = fresh.acts.get(pk=act.pk)
        if row.left_out == reason:
            return fresh
        allowed(fresh, "leave_act_out", by)
        if reason == NoSanction.LIMITATION:
            _demand_expired(fresh, row, on)
        note = f"{row.provision.code}: {words}"
        workflow.advance(fresh, "leave_act_out", by=by, at=at, note=note)
        row.left_out, row.left_out_words = reason, words
        row.override_fine, row.override_reason = None, ""
        row.save()
        fresh = locked(fresh)
        fresh.limitation_ends_on = compute(fresh, on=on).limitation_ends_on
        fresh.save(update_fields=["limitation_ends_on"])
        clocks.refresh(fresh, at=at)
    return fresh


def _demand_expired(case: ViolationCase, act: Act, on: date) -> None:
    sheet = compute(case, on=on)
    pairs = zip(acts_of(case), sheet.acts, strict=True)
    ends_on = next((item.limitation_ends_on for row, item in pairs if row.pk == act.pk), on)
    if on <= ends_on:
        raise Refusal(
            _("The limitation of this act ends only on %(day)s.") % {"day": legal_date(ends_on)},
            "reason",
        )
