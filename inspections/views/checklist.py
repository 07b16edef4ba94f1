"""The checklist: sections, one form per question that saves by itself, conflicts shown."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from inspections import rules
from inspections.enums import FindingState
from inspections.forms.fieldwork import AnswerForm
from inspections.models import Answer, Inspection
from inspections.permissions import can_work
from inspections.presenters import ANSWER_KINDS, finding_band
from inspections.selectors import Line, Section, checklist_lines, sections, violation_titles
from inspections.services import checklist as checklists
from inspections.services.refusal import Refusal
from inspections.views.case import blame, frame, load
from inspections.wording import answer_words, citation, given_words
from law.models import AnswerType, Question


@access(Permission.INSPECTION_READ)
@require_GET
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Task list: the sections in any order, how far each is answered."""
    inspection = load(request, pk)
    groups = sections(checklist_lines(inspection))
    total = rules.completeness(line.reading for group in groups for line in group.lines)
    context = frame(
        inspection,
        "checklist",
        sections=groups,
        total=total,
        can_work=can_work(inspection, request.user),
    )
    return render(request, "inspections/checklist.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def section(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The questions of one section."""
    inspection = load(request, pk)
    groups = sections(checklist_lines(inspection))
    if not 1 <= number <= len(groups):
        raise Http404
    chosen = groups[number - 1]
    allowed = can_work(inspection, request.user)
    titles = violation_titles(_codes(chosen), on=clock.today())
    context = frame(
        inspection,
        "checklist",
        section=chosen,
        sections=groups,
        blocks=[block(inspection, line, number, titles) for line in chosen.lines],
        can_work=allowed,
        previous=number - 1 or None,
        next=number + 1 if number < len(groups) else None,
    )
    return render(request, "inspections/section.html", context)


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def answer(request: HttpRequest, pk: int, number: int, question: int) -> HttpResponse:
    """Save one answer; htmx gets the block again, a plain form goes back to its section."""
    inspection = load(request, pk)
    line = _line(inspection, question)
    titles = violation_titles(line.question.violation_codes, on=clock.today())
    form = AnswerForm(request.POST, question=line.question, titles=titles, initial={})
    if request.htmx and form.waits_for_number:  # type: ignore[attr-defined]
        return _ask_number(request, inspection, line, number, titles, form)
    saved, conflict = _save(request, inspection, line, form)
    if saved and not request.htmx:  # type: ignore[attr-defined]
        url = reverse("inspections:section", args=[pk, number])
        return redirect(f"{url}#q{question}")
    if saved:
        line = _line(inspection, question)
    shown = block(inspection, line, number, titles, None if saved else form, conflict)
    context = {"item": shown, "inspection": inspection, "saved": saved, "can_work": True}
    name = "_question" if request.htmx else "question"  # type: ignore[attr-defined]
    status = 200 if saved else 409 if conflict and not request.htmx else 422  # type: ignore[attr-defined]
    return render(request, f"inspections/{name}.html", context, status=status)


def _save(
    request: HttpRequest, inspection: Inspection, line: Line, form: AnswerForm
) -> tuple[bool, checklists.AnswerConflict | None]:
    """Whether the answer was stored, or what stands in its way."""
    if form.is_valid():
        try:
            checklists.answer(
                inspection, line.question, form.given(), by=request.user, at=clock.now()
            )
        except checklists.AnswerConflict as error:
            return False, error
        except Refusal as error:
            blame(form, error)
    return form.is_valid(), None


def _ask_number(
    request: HttpRequest,
    inspection: Inspection,
    line: Line,
    number: int,
    titles: dict[str, str],
    form: AnswerForm,
) -> HttpResponse:
    """A counting question is saved with its number: wait for it without complaining."""
    calm = AnswerForm(None, question=line.question, titles=titles, initial=form.typed)
    shown = block(inspection, line, number, titles, calm)
    context = {"item": shown, "inspection": inspection, "can_work": True, "waiting": True}
    return render(request, "inspections/_question.html", context)


def _line(inspection: Inspection, question: int) -> Line:
    for line in checklist_lines(inspection):
        if line.question.pk == question:
            return line
    raise Http404


def _codes(chosen: Section) -> list[str]:
    return [code for line in chosen.lines for code in line.question.violation_codes]


def block(
    inspection: Inspection,
    line: Line,
    number: int,
    titles: dict[str, str],
    form: AnswerForm | None = None,
    conflict: checklists.AnswerConflict | None = None,
) -> dict[str, Any]:
    """What one question shows: its form, reading, findings, and both answers of a conflict."""
    initial = _initial(line)
    if conflict is not None:
        initial["version"] = conflict.theirs.version
        form = None
    fresh = AnswerForm(None, question=line.question, titles=titles, initial=initial)
    open_findings = [f for f in line.findings if f.state != FindingState.DROPPED]
    return {
        "line": line,
        "number": number,
        "basis": citation(line.question.legal_basis),
        "evidence": line.question.look_at,
        "form": form or fresh,
        "kind": ANSWER_KINDS.get(line.reading, "neutral"),
        "words": _words(line.question, line.answer),
        "findings": [(finding, finding_band(finding, inspection)) for finding in open_findings],
        "needs_choice": line.reading == "NO" and not open_findings,
        "counts": line.question.answer_type in (AnswerType.NUMBER, AnswerType.MONEY),
        "mine": _mine_words(conflict),
    }


def _initial(line: Line) -> dict[str, Any]:
    if line.answer is None:
        return {"version": 0}
    kept = [f.violation_code for f in line.findings if f.state != FindingState.DROPPED]
    value: str = line.answer.value
    number = int(value) if value.isdigit() and int(value) else None
    if line.question.answer_type not in (AnswerType.NUMBERS, AnswerType.TEXT):
        value = line.reading
    return {
        "version": line.answer.version, "value": value, "number": number,
        "note": line.answer.note, "codes": kept,
    }  # fmt: skip


def _words(question: Question, stored: Answer | None) -> str:
    """The answer in words: complied with, not complied with: 5 …"""
    return answer_words(question, stored.value) if stored else ""


def _mine_words(conflict: checklists.AnswerConflict | None) -> str:
    return given_words(conflict.mine) if conflict else ""
