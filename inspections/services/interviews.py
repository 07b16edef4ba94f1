"""Talks with workers: who they are is sealed, shown only to those who may, and every look kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log, log_read
from ecms.core import clock
from ecms.core.text import squeeze
from inspections.models import Inspection, Interview
from inspections.permissions import can_see_interviewee, can_work
from inspections.services.refusal import Refusal, demand, locked
from intake.rules.complaint_words import names_person

PURPOSE = "interviewee"
NAMES = _("This text names the worker. Write it so that nobody can tell who said it.")


@dataclass(frozen=True)
class Talk:
    """What was said and by whom; every part of the person may be empty."""

    held_on: date
    name: str = ""
    id_number: str = ""
    phone: str = ""
    work: str = ""
    answers: Mapping[str, str] | None = None
    note: str = ""

    def __repr__(self) -> str:
        """Never the person: a traceback or a log line may hold it."""
        return f"Talk({self.held_on})"


@dataclass(frozen=True)
class Person:
    """Who was talked to, in clear; for the page of those who may see it."""

    name: str
    id_number: str
    phone: str

    def __repr__(self) -> str:
        """Never the data."""
        return "Person(…)"


def record(
    inspection: Inspection, talk: Talk, *, submission: UUID, by: Any, at: datetime
) -> Interview:
    """Keep a talk under the next number; the same ``submission`` keeps it once.

    Raises:
        Refusal: not the team, not running, a day outside the check, nothing said, or a text that
            names the worker (with its field).
    """
    known = Interview.objects.filter(submission=submission, inspection=inspection).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            case = locked(inspection)
            demand(can_work(case, by))
            _check(case, talk, at)
            last = case.interviews.aggregate(last=Max("number"))["last"] or 0
            row = Interview.objects.create(
                inspection=case, number=last + 1, held_on=talk.held_on, work=squeeze(talk.work),
                name=squeeze(talk.name), id_number=squeeze(talk.id_number),
                phone=squeeze(talk.phone), answers=_said(talk), note=talk.note.strip(),
                submission=submission, recorded_at=at, recorded_by=by,
            )  # fmt: skip
            log("interview.recorded", case, by=by, at=at, data={"number": row.number})
    except IntegrityError:
        return Interview.objects.get(submission=submission, inspection=inspection)
    return row


def _said(talk: Talk) -> dict[str, str]:
    return {code: text.strip() for code, text in (talk.answers or {}).items() if text.strip()}


def _check(case: Inspection, talk: Talk, at: datetime) -> None:
    if talk.held_on > clock.legal_date(at):
        raise Refusal(_("The day lies in the future."), field="held_on")
    if case.announced_on and talk.held_on < case.announced_on:
        raise Refusal(_("The day is before the announcement."), field="held_on")
    said = _said(talk)
    if not said and not talk.note.strip():
        raise Refusal(_("Write down at least one answer."), field="note")
    texts = {"work": talk.work, "note": talk.note} | {f"q_{k}": v for k, v in said.items()}
    for field, text in texts.items():
        if names_person(text, name=talk.name, phone=talk.phone, id_number=talk.id_number):
            raise Refusal(NAMES, field=field)


def show(interview: Interview, *, by: Any, at: datetime) -> Person:
    """Who the worker is; every look is kept in the log of reads and in the audit.

    Raises:
        Refusal: neither the one who talked to the worker nor somebody with the right.
    """
    demand(can_see_interviewee(interview, by))
    with transaction.atomic():
        log_read(interview, by=by, at=at, purpose=PURPOSE)
        data = {"number": interview.number}
        log("interview.identity_seen", interview.inspection, by=by, at=at, data=data)
    sealed = (interview.name, interview.id_number, interview.phone)
    return Person(*(str(value or "") for value in sealed))
