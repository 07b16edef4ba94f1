"""Minutes, announcement, sending; police; closing and dismissing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents import files
from ecms.notifications.services import due
from intake.enums.accident import TeamLevel
from intake.models import Accident
from intake.selectors.accident import verdict_of
from intake.services.accidents import papers
from intake.services.accidents.refusal import Refusal, locked
from intake.services.accidents.terms import SEND_RULE, expect, set_investigation
from intake.services.accidents.victims import expect_payments
from intake.services.accidents.words import check_words
from intake.workflow.accident import workflow


def _check_day(accident: Accident, day: date, at: datetime, least: date | None) -> None:
    if not (least or accident.occurred_on) <= day <= clock.legal_date(at):
        raise Refusal(_("This day cannot be right."), "on")


def sign(
    accident: Accident, *, on: date, attendance: str, opinions: str, by: Any, at: datetime
) -> Accident:
    """The team head signs the investigation minutes; they become a numbered PDF.

    Evidence is frozen with them. Law 84/2015 art. 35.5; Decree 39/2016 art. 16.

    Raises:
        WorkflowRefused: not the head, something is missing, or another body investigates.
        Refusal: a day before the decision or in the future.
    """
    _check_day(accident, on, at, accident.decided_on)
    with transaction.atomic():
        fresh: Accident = workflow.advance(accident, "sign_minutes", by=by, at=at, minutes_on=on)
        document = papers.issue(
            fresh, "minutes", by=by, at=at, on=on, attendance=attendance, opinions=opinions
        )
        fresh.minutes_number = document.reference
        fresh.save(update_fields=["minutes_number"])
        files.freeze(fresh.dossier, at=at)
    return fresh


def receive(accident: Accident, *, on: date, number: str, by: Any, at: datetime) -> Accident:
    """Record the minutes of the employer, the commune or the ministry. Raises like ``sign``."""
    _check_day(accident, on, at, accident.decided_on)
    with transaction.atomic():
        fresh: Accident = workflow.advance(
            accident, "receive_minutes", by=by, at=at, minutes_on=on, minutes_number=number
        )
        files.freeze(fresh.dossier, at=at)
    return fresh


@dataclass(frozen=True)
class Meeting:
    """The meeting at which the minutes are announced (art. 35.8)."""

    on: date
    place: str
    attendance: str
    opinions: str = ""


def announce(accident: Accident, meeting: Meeting, *, by: Any, at: datetime) -> Accident:
    """Announce the minutes: the investigation ends, both minutes go out in 3 working days, and
    for the dead the employer pays in 5 days (art. 38.7).

    Raises:
        WorkflowRefused: minutes not signed, or not the head of a provincial team.
        Refusal: a day before the minutes or in the future.
    """
    _check_day(accident, meeting.on, at, accident.minutes_on)
    with transaction.atomic():
        fresh: Accident = workflow.advance(
            accident, "announce", by=by, at=at, announced_on=meeting.on
        )
        if fresh.level == TeamLevel.PROVINCIAL:
            papers.issue(fresh, "meeting", by=by, at=at, on=meeting.on, meeting=meeting)
        due.settle("accident.investigate", fresh, at=at)
        expect("accident.send", fresh, rule=SEND_RULE, start=meeting.on, at=at)
        if fresh.finding != "NOT":
            expect_payments(fresh, at=at)
    return fresh


def send(accident: Accident, *, on: date, note: str, by: Any, at: datetime) -> Accident:
    """Both minutes were sent (Decree 39/2016 art. 13). Raises WorkflowRefused, Refusal."""
    _check_day(accident, on, at, accident.announced_on)
    check_words(accident, note=note)
    with transaction.atomic():
        fresh: Accident = workflow.advance(accident, "send", by=by, at=at, note=note, sent_on=on)
        due.settle("accident.send", fresh, at=at)
    return fresh


# --- Police -----------------------------------------------------------------------------------
def refer(accident: Accident, *, on: date, reason: str, by: Any, at: datetime) -> Accident:
    """Signs of a crime: the file goes to the police and the clock stands (art. 35.7)."""
    _check_day(accident, on, at, accident.decided_on)
    check_words(accident, reason=reason)
    with transaction.atomic():
        fresh: Accident = workflow.advance(
            accident, "refer", by=by, at=at, note=reason, reason=reason, referred_on=on
        )
        due.pause(fresh, at=at)
    return fresh


def take_back(accident: Accident, *, on: date, by: Any, at: datetime) -> Accident:
    """Not prosecuted: the term begins with the receipt of all documents (art. 35.6-35.7)."""
    _check_day(accident, on, at, accident.referred_on)
    with transaction.atomic():
        fresh: Accident = workflow.advance(
            accident, "take_back", by=by, at=at, notice_on=on, extension_days=0,
            extended_at=None, extended_by=None, extension_asked_at=None, extension_asked_by=None,
        )  # fmt: skip
        due.resume(fresh, at=at)
        set_investigation(fresh, verdict_of(fresh).rule, at=at)
        fresh.save()
    return fresh


def prosecute(accident: Accident, *, reason: str, by: Any, at: datetime) -> Accident:
    """The police prosecute; this investigation ends. Raises WorkflowRefused."""
    return _end(accident, "prosecute", reason=reason, by=by, at=at)


def dismiss(accident: Accident, *, reason: str, by: Any, at: datetime) -> Accident:
    """No occupational accident, or declared twice; it leaves the statistics."""
    return _end(accident, "dismiss", reason=reason, by=by, at=at)


def _end(accident: Accident, verb: str, *, reason: str, by: Any, at: datetime) -> Accident:
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    check_words(accident, reason=reason)
    with transaction.atomic():
        fresh: Accident = workflow.advance(
            accident, verb, by=by, at=at, note=reason, reason=reason
        )
        due.drop_all(fresh, at=at)
        for victim in fresh.victims.all():
            due.drop_all(victim, at=at)
        for row in fresh.recommendations.all():
            due.drop_all(row, at=at)
    return fresh


def close(accident: Accident, *, by: Any, at: datetime) -> Accident:
    """File it away. Raises WorkflowRefused while any duty is open."""
    with transaction.atomic():
        fresh: Accident = workflow.advance(locked(accident), "close", by=by, at=at)
        due.drop_all(fresh, at=at)
    return fresh
