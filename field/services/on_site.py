"""Visits, talks, headcounts, captions, the reading of the minutes, and the end of the visit."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core.refusal import Refusal, demand
from ecms.documents.services import of as documents_of
from enterprises.fact_words import headcount_problem
from enterprises.services import headcounts
from enterprises.services.record import ChangedMeanwhile
from field.arriving import Fields
from field.blueprints import NUMBER_MAX
from field.bundles import visit_row
from field.services import outings
from field.services.work import Outcome, Waits, Work, finding_named, upload_of
from inspections.enums import SignedHow, VisitOutcome
from inspections.models import InterviewQuestion
from inspections.permissions import can_work
from inspections.services import evidence, interviews, minutes, visits
from law.models import Question

PERSON = ("name", "id_number", "phone")  # of a talk: never kept with the command


def visit(work: Work) -> Outcome:
    """A visit and how it ended."""
    body = work.body
    day = _day(body, "visited_on")
    facts = visits.VisitFacts(
        visited_on=day, outcome=body.choice("outcome", VisitOutcome.values),
        place=body.text("place", 500), met=body.text("met", 500),
        workers_present=body.whole("workers_present", NUMBER_MAX), note=body.text("note", 2000),
    )  # fmt: skip
    row = visits.record(
        work.case, facts, submission=work.command.key, by=work.by, at=work.at
    )  # fmt: skip
    return Outcome(subject=f"{day:%d/%m/%Y}", more={"visit": visit_row(row)})


def interview(work: Work) -> Outcome:
    """A talk with a worker; who it was is sealed by the service and told to nobody."""
    body, said = work.body, Fields(work.body.table("answers"))
    codes = InterviewQuestion.objects.values_list("code", flat=True)
    talk = interviews.Talk(
        held_on=_day(body, "held_on"), work=body.text("work", 150),
        name=body.text("name", 150), id_number=body.text("id_number", 20),
        phone=body.text("phone", 20), note=body.text("note", 4000),
        answers={code: said.text(code, 1000) for code in codes if said.has(code)},
    )  # fmt: skip
    row = interviews.record(
        work.case, talk, submission=work.command.key, by=work.by, at=work.at
    )  # fmt: skip
    return Outcome(subject=str(row.number), more={"number": row.number})


def headcount(work: Work) -> Outcome:
    """How many people worked there on the day of the check, for the register."""
    demand(can_work(work.case, work.by))
    body, day = work.body, _day(work.body, "on")
    if day > work.today:
        raise Refusal(_("The day lies in the future."), field="on")
    numbers = {name: body.whole(name, NUMBER_MAX) for name in headcounts.NUMBERS}
    try:
        headcounts.record(
            work.case.enterprise, on=day, numbers=numbers, source=work.case.code, by=work.by,
            at=work.at,
        )  # fmt: skip
    except headcounts.Implausible as error:
        first = error.problems[0]
        raise Refusal(headcount_problem(first), field=first.field) from None
    except ChangedMeanwhile:
        raise Refusal(_("The record of the enterprise was changed; enter it again.")) from None
    return Outcome(subject=f"{day:%d/%m/%Y}")


def describe(work: Work) -> Outcome:
    """What a photo shows, and to which question and findings it belongs."""
    body, upload = work.body, upload_of(work)
    if upload.stored is None:
        raise Waits
    code = body.text("question", 10)
    question = Question.objects.filter(code=code).first() if code else None
    if code and question is None:
        raise Refusal(_("This question is not on the checklist of the case."), field="question")
    evidence.describe(
        work.case, upload.stored, by=work.by, at=work.at, question=question,
        caption=body.text("caption", 500) if body.has("caption") else None,
        findings=[finding_named(work, named) for named in body.items("findings", 50)],
    )  # fmt: skip
    return Outcome(subject=upload.name[:60])


def read(work: Work) -> Outcome:
    """Somebody read the draft of the minutes on the screen, with their opinion."""
    demand(can_work(work.case, work.by))
    body = work.body
    told = {
        "text_sha256": body.sha256("text_sha256"), "by": body.text("by", 200, needed=True),
        "opinion": body.text("opinion", 3000),
    }  # fmt: skip
    log("field.minutes_read", work.case, by=work.by, at=work.at, data={"note": told["by"]})
    return Outcome(subject=told["by"][:60], more=told)


def finish(work: Work) -> Outcome:
    """The work on site is over; with ``signing`` the minutes are signed and issued."""
    signing = work.body.table("signing")
    more: dict[str, Any] = {"frozen": False}
    if signing:
        more = {"frozen": True, "document": _sign(work, Fields(signing))}
    outings.finish(work.checkout, by=work.by, at=work.at)
    return Outcome(more=more)


def _sign(work: Work, given: Fields) -> dict[str, Any] | None:
    signed = minutes.Signing(
        on=_day(given, "on"), how=given.choice("how", SignedHow.values),
        names=given.text("names", 500), opinion=given.text("opinion", 3000),
    )  # fmt: skip
    case = minutes.sign(
        work.case, signed, by=work.by, at=work.at, late_reason=given.text("late_reason", 500)
    )
    paper = documents_of(case).order_by("-pk").first()
    if paper is None:
        return None
    return {"number": paper.reference, "url": reverse("documents:detail", args=[paper.pk])}


def _day(body: Fields, name: str) -> Any:
    day = body.day(name)
    if day is None:
        raise Refusal(_("Enter the date."), field=name)
    return day
