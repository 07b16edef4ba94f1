"""What one question shows: its form, reading, calculation, findings, both sides of a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ecms.core import citation, clock
from inspections.enums import FindingState
from inspections.forms.answers import PART, WORDS, AnswerForm
from inspections.models import Inspection
from inspections.presenters import ANSWER_KINDS, finding_band
from inspections.selectors import violation_titles
from inspections.selectors_checklist import Line
from inspections.services import checklist as checklists
from inspections.services import figures
from inspections.wording import answer_words, given_words
from law.models import AnswerType
from law.rules.limits import Limit

Offers = dict[int, tuple[list[Limit], str]]


def titles_of(lines: Iterable[Line]) -> dict[str, str]:
    """Names of the violations that the lines offer to choose between."""
    codes = [code for line in lines if len(line.codes) > 1 for code in line.codes]
    return violation_titles(codes, on=clock.today()) if codes else {}


def offers_of(inspection: Inspection, lines: Sequence[Line]) -> Offers:
    """By question, the limits that a figure may be compared with today."""
    keys = {line.question.limit_key for line in lines if line.question.limit_key}
    found = figures.offers(inspection, keys, on=clock.today())
    return {
        line.question.pk: found[line.question.limit_key]
        for line in lines
        if line.question.limit_key in found
    }


def block(
    inspection: Inspection,
    line: Line,
    number: int,
    titles: dict[str, str],
    offers: Offers,
    form: AnswerForm | None = None,
    conflict: checklists.AnswerConflict | None = None,
) -> dict[str, Any]:
    """Context of one question in section ``number``."""
    initial = _initial(line)
    if conflict is not None:
        initial["version"] = conflict.theirs.version
        line = replace(line, answer=conflict.theirs)
        form = None
    fresh = AnswerForm(
        None, line=line, titles=titles, initial=initial, offers=offers.get(line.question.pk)
    )
    live = [f for f in line.findings if f.state != FindingState.DROPPED]
    kept = line.answer.details if line.answer else {}
    return {
        "line": line,
        "number": number,
        "basis": citation.shown(line.question.legal_basis),
        "evidence": line.question.look_at,
        "form": form or fresh,
        "kind": ANSWER_KINDS.get(line.reading, "neutral"),
        "words": answer_words(line.question, line.answer.value) if line.answer else "",
        "calculation": figures.in_words(kept) if "limit" in kept else "",
        "recalled": kept.get("recalled", False),
        "findings": [(finding, finding_band(finding, inspection)) for finding in live],
        "needs_choice": line.reading == "NO" and not live,
        "counts": line.question.answer_type in (AnswerType.NUMBER, AnswerType.MONEY),
        "mine": given_words(conflict.mine) if conflict else "",
    }


def calm(inspection: Inspection, line: Line, number: int, form: AnswerForm) -> dict[str, Any]:
    """The block with what was typed, not judged."""
    offers = offers_of(inspection, [line])
    quiet = AnswerForm(
        None, line=line, titles=titles_of([line]), initial=form.typed,
        offers=offers.get(line.question.pk),
    )  # fmt: skip
    return block(inspection, line, number, titles_of([line]), offers, quiet)


def _initial(line: Line) -> dict[str, Any]:
    """The stored answer as the form shows it."""
    if line.answer is None:
        return {"version": 0}
    stored, details = line.answer, line.answer.details
    value: Any = stored.value
    number = int(value) if value.isdecimal() and int(value) else details.get("workers")
    if line.question.answer_type == AnswerType.DATE:
        value = date.fromisoformat(value) if value[:4].isdecimal() else value
    elif line.question.answer_type not in WORDS:
        value = line.reading
    kept = [f.violation_code for f in line.findings if f.state != FindingState.DROPPED]
    return {
        "version": stored.version, "value": value, "number": number, "note": stored.note,
        "codes": kept, "figure": details.get("figure"), "variant": details.get("variant", ""),
        "on": date.fromisoformat(details["on"]) if details.get("on") else None,
        **{PART + key: details.get(key) for key, _words in line.question.part_names},
    }  # fmt: skip
