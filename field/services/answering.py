"""Answers of a device: judged by the rules it had, merged with what others wrote, then saved by
the service of the checklist."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ecms.core.refusal import Refusal, demand
from field.bundles import answer_row, finding_rows, given_of
from field.enums import Verdict
from field.rules.answers import Fault, judge
from field.rules.merging import merge
from field.services.work import Outcome, Work
from inspections.enums import FindingState
from inspections.models import Answer
from inspections.permissions import can_work
from inspections.services import checklist
from inspections.services.checklist import Given, Stored
from inspections.services.figures import Figure
from law.models import Question

PARTS = ("value", "note")  # what two people may change without a conflict: the answer, the note
VALUE_FIELDS = ("value", "number", "figure", "variant", "on", "parts")
NOTE_MOST = 4000  # a note that joins those of two people


def answer(work: Work) -> Outcome:
    """Save an answer; a conflict where somebody else changed the same part to something else."""
    demand(can_work(work.case, work.by))
    row = question_row(work)
    given = _read(work)
    judged = judge(row, given, work.today)
    if judged.faults:
        raise refusal_of(judged.faults[0])
    question = Question.objects.get(code=row["id"])
    mine = _as_kept(work, question, given)
    stored = Answer.objects.filter(inspection=work.case, question=question).first()
    theirs = parts_of(question, stored)
    merged = merge(_base(work, question, stored), mine, theirs, PARTS)
    if merged.conflicts:
        mine |= {name: merged.values[name] for name in PARTS if name not in merged.conflicts}
        return _conflict(work, question, mine, theirs, merged.conflicts, stored)
    own = merged.values["value"] == mine["value"]
    codes = given["codes"] if own else None
    return save(work, question, merged.values, codes, stored)


def question_row(work: Work) -> dict[str, Any]:
    """The question as the device knew it. Raises Refusal."""
    code = work.body.text("question", 10, needed=True)
    for row in work.blueprint["questions"]:
        if row["id"] == code:
            return dict(row)
    raise Refusal(_("This question is not on the checklist of the case."), field="question")


def _read(work: Work) -> dict[str, Any]:
    body = work.body
    codes = body.items("codes", 50) if body.data.get("codes") is not None else None
    day = body.day("on")
    return {
        "value": body.text("value", 2000), "number": body.data.get("number"),
        "figure": body.data.get("figure"), "variant": body.text("variant", 20),
        "on": day.isoformat() if day else None, "parts": body.table("parts"),
        "codes": [str(code) for code in codes] if codes is not None else None,
        "note": body.text("note", NOTE_MOST),
    }  # fmt: skip


def _as_kept(work: Work, question: Question, given: dict[str, Any]) -> dict[str, Any]:
    """The two parts in the form in which stored answers are compared."""
    form = checklist.stored_form(work.case, question, given_from(given, None, 0), on=work.today)
    return _two(question, form)


def parts_of(question: Question, stored: Answer | None) -> dict[str, Any]:
    """A stored answer as its two parts; without one, empty ones."""
    return _two(question, Stored.of(stored) if stored else Stored("", "", {}))


def _two(question: Question, form: Stored) -> dict[str, Any]:
    whole = given_of(question.answer_type, form.value, form.details, form.note)
    return {"value": {name: whole[name] for name in VALUE_FIELDS}, "note": whole["note"]}


def _base(work: Work, question: Question, stored: Answer | None) -> dict[str, Any]:
    """What the device saw when it changed the answer."""
    if stored is not None and stored.version == work.base:
        return parts_of(question, stored)  # nobody came between, whatever the history holds
    history = Answer.history.filter(
        inspection_id=work.case.pk, question_id=question.pk, version=work.base
    )
    return parts_of(question, history.order_by("-history_id").first() if work.base else None)


def _conflict(
    work: Work, question: Question, mine: dict[str, Any], theirs: dict[str, Any],
    fields: tuple[str, ...], stored: Answer | None,
) -> Outcome:  # fmt: skip
    assert stored is not None  # noqa: S101 - without theirs there is nothing to collide with
    found = {
        "fields": fields, "mine": mine, "theirs": theirs, "version": stored.version,
        "base": _base(work, question, stored), "row": answer_row(stored),
    }  # fmt: skip
    words = _("%(who)s answered this question differently meanwhile.")
    return Outcome(
        Verdict.CONFLICT, stored.version, question.code,
        words % {"who": stored.answered_by}, {"conflict": found},
    )  # fmt: skip


def save(
    work: Work, question: Question, parts: dict[str, Any], codes: list[str] | None,
    stored: Answer | None,
) -> Outcome:  # fmt: skip
    """Save both parts through the service of the checklist."""
    given = given_from({**parts["value"], "note": parts["note"]}, codes,
                       stored.version if stored else 0)  # fmt: skip
    row = checklist.answer(work.case, question, given, by=work.by, at=work.at)
    shown = answer_row(row)
    live = row.findings.exclude(state=FindingState.DROPPED)
    more = {
        "reading": shown["reading"], "value": row.value, "by": row.details.get("by"),
        "note": row.note, "findings": finding_rows(live, on=work.today),
    }  # fmt: skip
    return Outcome(Verdict.SENT, row.version, question.code, "", more)


def given_from(given: dict[str, Any], codes: list[str] | None, version: int) -> Given:
    """An answer as it travels, as the service takes it."""
    figure = given.get("figure")
    day = given.get("on")
    return Given(
        value=given["value"], number=given.get("number"), note=given.get("note", ""),
        codes=tuple(codes) if codes is not None else None, version=version,
        parts=given.get("parts") or {},
        figure=Figure(figure, given.get("variant") or "", date.fromisoformat(day) if day else None)
        if figure is not None
        else None,
    )  # fmt: skip


def refusal_of(fault: Fault) -> Refusal:
    """A fault of an answer in words."""
    words = {
        "choose": _("Choose an answer."),
        "at-least-one": _("Enter the number, at least 1."),
        "whole-number": _("Enter a whole number."),
        "too-long": _("The text is too long."),
        "day": _("Enter the date."),
        "numbers": _("Enter the numbers."),
        "not-asked": _("This question is not answered with a figure."),
        "no-limit": _("No limit is known for that day; choose the answer by hand."),
    }
    if fault.field == "variant":
        return Refusal(_("Choose which limit applies."), field="variant")
    return Refusal(words.get(fault.code, _("This answer cannot be stored.")), field=fault.field)
