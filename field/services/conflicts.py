"""Deciding a conflict: mine, theirs or both, on the device or in the office; always audited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core.refusal import Refusal, demand
from field.arriving import Fields
from field.bundles import answer_row
from field.enums import Choice, Kind, Verdict
from field.models import Command
from field.permissions import may_decide
from field.rules.merging import joined
from field.services import answering, on_findings
from field.services.work import Outcome, Work, earlier_of
from inspections.models import Answer, Finding
from inspections.services import findings
from inspections.wording import answer_words
from law.models import Question

DAYS = ("ended_on", "discovered_on")
SUPERSEDED = "superseded"


def resolve(work: Work) -> Outcome:
    """The decision as a command of the device."""
    conflict = earlier_of(work)
    return _settle(work, conflict, work.body.table("choices"), work.base)


def decide(
    conflict: Command, choices: Mapping[str, Any], *, seen: int, submission: UUID, by: Any, at: Any
) -> Outcome:
    """The same in the office; ``seen`` is the version of theirs that was on the page.

    Raises:
        Refusal: not the team, decided already, a field without a choice, changed meanwhile.
    """
    with transaction.atomic():
        rows = Command.objects.select_related("inspection")
        row = rows.select_for_update(of=("self", "inspection")).get(pk=conflict.pk)
        case = row.inspection
        # A finding that is kept beside theirs carries the number of the decision.
        stand_in = Command(key=submission, blueprint_version=row.blueprint_version)
        work = Work(stand_in, case, row.checkout, Fields({}), seen, by, at)
        return _settle(work, row, choices, seen)


def _settle(work: Work, conflict: Command, choices: Mapping[str, Any], seen: int) -> Outcome:
    conflict.inspection = work.case
    if conflict.verdict != Verdict.CONFLICT:
        raise Refusal(_("There is no conflict to decide here."), field="of")
    demand(may_decide(conflict, work.by))
    found = dict(conflict.result["conflict"])
    made = _checked(choices, found["fields"])
    apply = _answer if conflict.kind == Kind.ANSWER else _finding
    outcome = apply(work, conflict, found, made, seen)
    if outcome.verdict == Verdict.SENT:
        _mark(work, conflict, made, outcome)
    return outcome


def _checked(choices: Mapping[str, Any], fields: list[str]) -> dict[str, str]:
    wrong = [name for name in fields if choices.get(name) not in Choice.values]
    if wrong:
        raise Refusal(_("Decide on each field: mine, theirs or both."), field=wrong[0])
    return {name: str(choices[name]) for name in fields}


def _mark(work: Work, conflict: Command, made: dict[str, str], outcome: Outcome) -> None:
    conflict.decided_at, conflict.decided_by = work.at, work.by
    conflict.decision = ", ".join(f"{name}: {choice}" for name, choice in made.items())[:200]
    conflict.result = conflict.result | {"decided_version": outcome.version}
    conflict.save(update_fields=["decided_at", "decided_by", "decision", "result"])
    data = {"code": conflict.subject, "note": conflict.decision, "receipt": conflict.receipt}
    log("field.resolved", work.case, by=work.by, at=work.at, data=data)


def _changed_again(conflict: Command, found: dict[str, Any], fresh: dict[str, Any]) -> Outcome:
    """They changed it once more: both versions are shown again, nothing is written."""
    found |= fresh
    conflict.result = conflict.result | {"conflict": found, "version": found["version"]}
    conflict.save(update_fields=["result"])
    words = _("It was changed once more meanwhile; look at both versions and decide again.")
    return Outcome(Verdict.REJECTED, found["version"], conflict.subject, words,
                   {"code": "changed", "conflict": found})  # fmt: skip


# --- Answers ------------------------------------------------------------------------------
def _answer(
    work: Work, conflict: Command, found: dict[str, Any], made: dict[str, str], seen: int
) -> Outcome:
    question = Question.objects.get(code=conflict.subject)
    stored = Answer.objects.get(inspection=work.case, question=question)
    theirs = answering.parts_of(question, stored)
    if stored.version != seen and theirs != found["theirs"]:
        fresh = {"theirs": theirs, "version": stored.version, "row": answer_row(stored)}
        return _changed_again(conflict, found, fresh)
    mine, kept = found["mine"], dict(found["mine"])
    note = _chosen_note(made, mine["note"], theirs["note"])
    if "value" in made and made["value"] != Choice.MINE:
        kept["value"] = theirs["value"]
        if made["value"] == Choice.BOTH:
            note = joined(note, _in_words(question, mine["value"], conflict))
    kept["note"] = note[: answering.NOTE_MOST]
    own = made.get("value") == Choice.MINE
    codes = conflict.said.get("codes") if own else None
    return answering.save(work, question, kept, codes, stored)


def _chosen_note(made: dict[str, str], mine: str, theirs: str) -> str:
    choice = made.get("note", Choice.MINE)  # not in conflict: mine is what was merged
    if choice == Choice.BOTH:
        return joined(theirs, mine)
    return mine if choice == Choice.MINE else theirs


def _in_words(question: Question, value: dict[str, Any], conflict: Command) -> str:
    """“Nguyễn Văn A: not complied with (12)”: the answer that is kept as a note."""
    said = str(answer_words(question, value["value"])) if value["value"] else ""
    numbers = [value["number"], value["figure"], *value["parts"].values()]
    told = ", ".join(str(number) for number in numbers if number is not None)
    words = f"{said} ({told})" if said and told else said or told
    return f"{conflict.received_by}: {words}"


# --- Findings -----------------------------------------------------------------------------
def _finding(
    work: Work, conflict: Command, found: dict[str, Any], made: dict[str, str], seen: int
) -> Outcome:
    row = Finding.objects.get(pk=found["finding"], inspection=work.case)
    theirs = on_findings.values_of(row)
    shown = on_findings.told(work, row)
    if shown.version != seen and theirs != _typed(found["theirs"]):
        fresh = {"theirs": theirs, "version": shown.version, "row": shown.more["finding"]}
        return _changed_again(conflict, found, fresh)
    mine = _typed(found["mine"])
    kept = {**mine, **{name: theirs[name] for name in made if made[name] != Choice.MINE}}
    apart = False
    for name in (name for name, choice in made.items() if choice == Choice.BOTH):
        if name in on_findings.TEXTS:
            kept[name] = joined(str(theirs[name]), str(mine[name]))
        else:
            apart = True
    outcome = on_findings.told(work, on_findings.edited(work, row, kept))
    if not apart:
        return outcome
    beside = findings.add(
        work.case, findings.Facts(**mine), submission=work.command.key, by=work.by, at=work.at
    )
    return replace(
        outcome, more=outcome.more | {"beside": on_findings.told(work, beside).more["finding"]}
    )


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Days that were kept as text, as days."""
    return {
        name: date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value
        for name, value in values.items()
    }
