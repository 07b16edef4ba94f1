"""The checklist: sections, one form per question that saves by itself, conflicts shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from inspections import rules
from inspections.forms.answers import AnswerForm
from inspections.models import Inspection
from inspections.permissions import can_work
from inspections.question_blocks import block, calm, offers_of, titles_of
from inspections.selectors_checklist import (
    Line,
    Section,
    checklist_lines,
    next_open,
    one_line,
    sections,
    topics_to_add,
)
from inspections.services import checklist as checklists
from inspections.services import composition
from inspections.services.refusal import Refusal
from inspections.views.case import blame, frame, load
from law.models import QuestionCondition


@access(Permission.INSPECTION_READ)
@require_GET
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Task list: the sections in any order, how far each is answered."""
    inspection = load(request, pk)
    groups = sections(checklist_lines(inspection))
    allowed = can_work(inspection, request.user)
    context = frame(
        inspection,
        "checklist",
        sections=groups,
        total=rules.completeness(line.reading for group in groups for line in group.lines),
        can_work=allowed,
        next=next_open(groups),
        topics=topics_to_add(inspection, on=clock.today()) if allowed else [],
    )
    return render(request, "inspections/checklist.html", context)


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def topic_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the questions of one more topic in this case."""
    inspection = load(request, pk)
    topic = request.POST.get("topic", "")
    try:
        added = composition.add_topic(inspection, topic, by=request.user, at=clock.now())
    except Refusal as error:
        messages.error(request, str(error.reason))
    else:
        words = ngettext("%(n)d question was added.", "%(n)d questions were added.", added)
        messages.success(request, words % {"n": added})
    return redirect("inspections:checklist", pk=pk)


@access(Permission.INSPECTION_READ)
@require_GET
def section(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The questions of one section."""
    inspection = load(request, pk)
    groups = sections(checklist_lines(inspection))
    if not 1 <= number <= len(groups):
        raise Http404
    chosen = groups[number - 1]
    context = frame(
        inspection,
        "checklist",
        section=chosen,
        sections=groups,
        blocks=_blocks(inspection, chosen, number),
        total=rules.completeness(line.reading for group in groups for line in group.lines),
        can_work=can_work(inspection, request.user),
        open=next_open(groups, after=number),
        previous=number - 1 or None,
        next=number + 1 if number < len(groups) else None,
    )
    return render(request, "inspections/section.html", context)


def _blocks(inspection: Inspection, chosen: Section, number: int) -> list[dict[str, Any]]:
    titles = titles_of(chosen.lines)
    offers = offers_of(inspection, chosen.lines)
    return [block(inspection, line, number, titles, offers) for line in chosen.lines]


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def answer(request: HttpRequest, pk: int, number: int, question: int) -> HttpResponse:
    """Save one answer; htmx gets the block again, a plain form goes back to its section."""
    inspection = get_visible_or_404(Inspection, request.user, pk=pk)  # a block needs no more
    line = _line(inspection, question)
    titles, offers = titles_of([line]), offers_of(inspection, [line])
    form = AnswerForm(
        request.POST, line=line, titles=titles, initial={}, offers=offers.get(question)
    )
    is_htmx = bool(request.htmx)  # type: ignore[attr-defined]
    if is_htmx and form.waits_for_number and not form.has_figure:
        return _calmly(request, inspection, line, number, form)
    saved, conflict = _save(request, inspection, line, form)
    if saved and not is_htmx:
        return redirect(f"{reverse('inspections:section', args=[pk, number])}#q{question}")
    if is_htmx and list(form.errors) == ["number"] and not form["number"].value():
        return _calmly(request, inspection, line, number, form)
    before = line.reading
    line = _line(inspection, question) if saved else line
    shown = block(
        inspection, line, number, titles, offers, None if saved else form, conflict
    )  # fmt: skip
    context = {"item": shown, "inspection": inspection, "saved": saved, "can_work": True}
    name = "_question" if is_htmx else "question"
    status = 200 if saved else 409 if conflict and not is_htmx else 422
    response = render(request, f"inspections/{name}.html", context, status=status)
    if saved and _others_follow(line):
        response["HX-Trigger-After-Settle"] = "ecms:questions"
    elif saved and before != line.reading:
        response["HX-Trigger-After-Settle"] = "ecms:progress"
    return response


def _others_follow(line: Line) -> bool:
    """Whether other questions are asked or not because of this one."""
    return QuestionCondition.objects.filter(depends_on=line.question).exists()


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


def _calmly(
    request: HttpRequest, inspection: Inspection, line: Line, number: int, form: AnswerForm
) -> HttpResponse:
    """A counting question is saved with its number: wait for it without complaining."""
    shown = calm(inspection, line, number, form)
    context = {"item": shown, "inspection": inspection, "can_work": True, "waiting": True}
    return render(request, "inspections/_question.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the checklist is, and the way to the next open question."""
    inspection = load(request, pk)
    groups = sections(checklist_lines(inspection))
    context = {
        "inspection": inspection,
        "total": rules.completeness(line.reading for group in groups for line in group.lines),
        "next": next_open(groups),
    }
    return render(request, "inspections/_progress.html", context)


def _line(inspection: Inspection, question: int) -> Line:
    found = one_line(inspection, question)
    if found is None:
        raise Http404(_("This question is not on the checklist of the case."))
    return found
