"""The class of an accident, computed again whenever facts change; changes are recorded.

A later death is the notice of a fatal accident: the term runs from the day that notice came.
A correction of facts already notified keeps the day of the first notice.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.notifications.services import due, messages
from intake.enums.accident import AccidentState as S
from intake.enums.accident import TeamLevel
from intake.models import Accident, ClassChange, Victim
from intake.permissions.accident import can_edit, can_record_death
from intake.rules.accident_class import FATAL, RANK
from intake.selectors.accident import verdict_of
from intake.services.accidents.refusal import Refusal, demand, locked
from intake.services.accidents.terms import PAY_RULE, expect, set_investigation
from intake.workflow.accident import workflow

ROUND_FIELDS = (
    "team_asked_at", "team_asked_by", "decided_at", "decided_by", "decided_on",
    "extension_asked_at", "extension_asked_by", "extended_at", "extended_by", "referred_at",
    "referred_by", "referred_on", "returned_at", "returned_by", "minutes_signed_at",
    "minutes_signed_by", "minutes_on", "announced_at", "announced_by", "announced_on",
    "sent_at", "sent_by", "sent_on", "closed_at", "closed_by",
)  # fmt: skip


def weigh(accident: Accident, *, by: Any, at: datetime, reason: str) -> Accident:
    """Compute class, body and term from the facts; record a change. ``accident`` is locked.

    Where the lawful body is a higher one than the one at work, a new investigation begins.
    """
    verdict = verdict_of(accident)
    before = (accident.class_code, accident.level, accident.due_on)
    accident.victims_dead = verdict.tally.dead
    accident.victims_serious = verdict.tally.seriously
    accident.victims_light = verdict.tally.lightly
    accident.class_code, accident.level = verdict.code, verdict.level
    set_investigation(accident, verdict.rule, at=at)
    accident.save()
    after = (accident.class_code, accident.level, accident.due_on)
    if after[:2] == before[:2]:
        return accident
    _record(accident, before, by=by, at=at, reason=reason)
    higher = RANK[after[1]] > RANK[before[1]]
    if higher and accident.state not in (S.REPORTED,):
        return begin_again(accident, "higher_body", by=by, at=at, note=reason)
    fresh: Accident = workflow.advance(accident, "reclassify", by=by, at=at, note=reason)
    return fresh


def _record(
    accident: Accident, before: tuple[Any, ...], *, by: Any, at: datetime, reason: str
) -> None:
    if not before[0]:
        return
    ClassChange.objects.create(
        accident=accident, from_class=before[0], to_class=accident.class_code,
        from_level=before[1], to_level=accident.level, from_due=before[2],
        to_due=accident.due_on, notice_on=accident.notice_on, reason=reason[:500],
        changed_at=at, changed_by=by,
    )  # fmt: skip
    messages.tell("accident.reclassified", accident, at=at, turn=f"{at:%Y%m%d%H%M%S}")


def begin_again(
    accident: Accident, verb: str, *, by: Any, at: datetime, note: str, **changes: Any
) -> Accident:
    """A new investigation: its number grows, the steps of the old one are cleared (they stay in
    history, papers and audit), and a new team is to be set up."""
    empty: dict[str, Any] = dict.fromkeys(ROUND_FIELDS)
    empty |= {
        "decision_number": "", "minutes_number": "", "extension_days": 0, "extension_reason": "",
        "round": accident.round + 1, "reason": note,
    }  # fmt: skip
    fresh: Accident = workflow.advance(accident, verb, by=by, at=at, note=note, **empty, **changes)
    due.settle("accident.send", fresh, at=at)
    set_investigation(fresh, verdict_of(fresh).rule, at=at)
    fresh.save()
    return fresh


def record_death(
    victim: Victim, *, died_on: date, notice_on: date, by: Any, at: datetime
) -> Accident:
    """A victim died of the accident after all (also when the file is closed).

    The accident becomes fatal; the provincial team investigates in 30 days from ``notice_on``,
    the day on which the notice of the death was received. A repeat changes nothing.

    Raises:
        Refusal: no right, a death before the accident, a notice before the death.
    """
    with transaction.atomic():
        accident = locked(victim.accident)
        row = Victim.objects.select_for_update().get(pk=victim.pk)
        if row.is_dead:
            return accident
        demand(can_record_death(accident, by))
        if died_on < accident.occurred_on:
            raise Refusal(_("The death cannot come before the accident."), field="died_on")
        if notice_on < died_on:
            raise Refusal(_("The notice cannot come before the death."), field="notice_on")
        row.outcome, row.died_on = "DEAD", died_on
        row.settled_at = row.settled_by = None
        row.save()
        log("accident.death", accident, by=by, at=at, data={"victim": row.number})
        return _after_death(accident, row, notice_on, by=by, at=at)


def _after_death(
    accident: Accident, row: Victim, notice_on: date, *, by: Any, at: datetime
) -> Accident:
    """A first death is a new class, a new term and, after the minutes, a new investigation; a
    further one leaves the class as it is."""
    reason = str(_("A victim died of the accident."))
    if accident.class_code == FATAL:
        if accident.announced_on is not None:
            expect("accident.pay", row, rule=PAY_RULE, start=notice_on, at=at)
        return weigh(accident, by=by, at=at, reason=reason)
    due.settle("accident.pay", row, at=at)
    accident.notice_on = notice_on
    accident.extension_days, accident.extended_at, accident.extended_by = 0, None, None
    accident.extension_asked_at = accident.extension_asked_by = None
    fresh = weigh(accident, by=by, at=at, reason=reason)
    if fresh.state in (S.MINUTES_SIGNED, S.ANNOUNCED, S.FOLLOW_UP, S.CLOSED):
        fresh = begin_again(fresh, "higher_body", by=by, at=at, note=reason)
    return fresh


def set_expertise(accident: Accident, needed: bool, *, by: Any, at: datetime) -> Accident:
    """Technical or forensic expertise is needed: 60 days (art. 35.6d); or not after all.

    Raises:
        Refusal: no right, or not a provincial or central investigation.
    """
    with transaction.atomic():
        case = locked(accident)
        if case.needs_expertise == needed:
            return case
        demand(can_edit(case, by))
        if case.level not in (TeamLevel.PROVINCIAL, TeamLevel.CENTRAL):
            raise Refusal(_("The longer term is of provincial and central teams (Art. 35.6d)."))
        case.needs_expertise = needed
        set_investigation(case, verdict_of(case).rule, at=at)
        case.save()
        log("accident.expertise", case, by=by, at=at, data={"needed": needed})
    return case
