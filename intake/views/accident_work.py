"""The investigation: statements, scene, evidence, causes, costs, measures, the team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from ecms.documents import files
from intake.accident_presenters import costs_words
from intake.forms import accident_steps as forms
from intake.forms.accident import TeamForm
from intake.models import Accident, Recommendation
from intake.permissions.accident import can_edit, can_follow_up, can_investigate
from intake.selectors.accident import team_of
from intake.services.accidents import fieldwork, papers, team
from intake.views.accident_case import by_form, carried_out, frame, load, load_people, page, refuse
from intake.workflow.accident import workflow

PREVIEWS = ("decision", "minutes")


# --- Statements, scene, evidence ----------------------------------------------------------------
@access(Permission.ACCIDENT_READ)
@require_http_methods(["GET", "POST"])
def scene(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, seen and photographed; three small forms, each sends itself."""
    accident = load_people(request, pk)
    which = request.POST.get("form", "")
    made = {
        "statement": forms.StatementForm, "note": forms.SceneForm, "evidence": forms.EvidenceForm,
    }  # fmt: skip
    bound = {
        name: form(request.POST, request.FILES) if name == which else form()
        for name, form in made.items()
    }
    if which in bound and bound[which].is_valid():
        form = bound[which]
        if carried_out(form, lambda: SAVERS[which](accident, form, request.user)):
            return redirect("intake:accident_scene", pk=accident.pk)
    if request.method == "GET":
        log_read(accident, by=request.user, at=clock.now(), purpose="statements")
    context = frame(
        request, accident, "accident_scene",
        statements=accident.statements.select_related("recorded_by"),
        notes=accident.notes.select_related("recorded_by"),
        photos=files.of(accident.dossier).select_related("uploaded_by"),
        can_investigate=can_investigate(accident, request.user),
        can_note=can_edit(accident, request.user),
        can_add=can_follow_up(accident, request.user),
        form=bound.get(which), **{f"{name}_form": form for name, form in bound.items()},
    )  # fmt: skip
    return page(request, "intake/accident_scene.html", context, bad=request.method == "POST")


def _statement(accident: Accident, form: Any, user: Any) -> None:
    submission = form.cleaned_data["submission"]
    fieldwork.take_statement(accident, form.said(), submission=submission, by=user, at=clock.now())


def _note(accident: Accident, form: Any, user: Any) -> None:
    data = form.cleaned_data
    fieldwork.note_scene(
        accident, noted_on=data["noted_on"], text=data["text"], submission=data["submission"],
        by=user, at=clock.now(),
    )  # fmt: skip


def _evidence(accident: Accident, form: Any, user: Any) -> None:
    data = form.cleaned_data
    fieldwork.add_evidence(
        accident, data["files"], submission=data["submission"], caption=data["caption"], by=user,
        at=clock.now(),
    )  # fmt: skip


SAVERS = {"statement": _statement, "note": _note, "evidence": _evidence}


# --- Causes and costs ---------------------------------------------------------------------------
@access(Permission.ACCIDENT_READ)
@require_http_methods(["GET", "POST"])
def conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Causes, conclusion and fault."""
    accident = load_people(request, pk)
    answer = can_investigate(accident, request.user)
    form = forms.ConclusionForm(
        request.POST or None, on=accident.occurred_on, initial=forms.initial_result(accident)
    )
    if request.method == "POST" and not answer:
        return refuse(request, answer, accident)

    def save(form: Any) -> None:
        fieldwork.conclude(accident, form.result(), by=request.user, at=clock.now())
        messages.success(request, _("Saved."))

    return by_form(
        request, accident, form, save, title=_("Causes and conclusion"), submit=_("Save"),
        back="accident_conclusion", template="intake/accident_conclusion.html", answer=answer,
        costs=costs_words(accident), can_cost=can_follow_up(accident, request.user),
        others=accident.other_causes.all(),
    )  # fmt: skip


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def costs(request: HttpRequest, pk: int) -> HttpResponse:
    """Costs of the accident."""
    accident = load_people(request, pk)
    answer = can_follow_up(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = forms.CostsForm(request.POST or None, initial=forms.initial_costs(accident))
    return by_form(
        request, accident, form,
        lambda form: fieldwork.record_costs(
            accident, form.costs(), by=request.user, at=clock.now()
        ),
        title=_("Costs of the accident"), submit=_("Save"), back="accident_conclusion",
    )  # fmt: skip


# --- Measures -----------------------------------------------------------------------------------
@access(Permission.ACCIDENT_READ)
@require_http_methods(["GET", "POST"])
def measures(request: HttpRequest, pk: int) -> HttpResponse:
    """Measures against a repetition, with their days."""
    accident = load(request, pk)
    answer = can_investigate(accident, request.user)
    if request.method == "POST" and not answer:
        return refuse(request, answer, accident)
    form = forms.MeasureForm(request.POST or None)

    def save(form: Any) -> None:
        fieldwork.recommend(accident, **form.cleaned_data, by=request.user, at=clock.now())

    return by_form(
        request, accident, form, save, title=_("Measures"), submit=_("Add the measure"),
        back="accident_measures", template="intake/accident_measures.html", answer=answer,
        rows=accident.recommendations.select_related("settled_by"),
        can_settle=can_follow_up(accident, request.user),
    )  # fmt: skip


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def measure_done(request: HttpRequest, pk: int, measure: int) -> HttpResponse:
    """The measure was taken."""
    accident = load(request, pk)
    row = get_visible_or_404(Recommendation, request.user, pk=measure, accident=accident.pk)
    answer = can_follow_up(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = forms.DoneForm(request.POST or None, initial={"done_on": clock.today()})
    return by_form(
        request, accident, form,
        lambda form: fieldwork.settle(row, **form.cleaned_data, by=request.user, at=clock.now()),
        title=_("Settle the measure"), submit=_("Settle"), back="accident_measures",
        explain=row.text,
    )  # fmt: skip


# --- Team and drafts ----------------------------------------------------------------------------
@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def propose_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the provincial team to the signatory."""
    accident = load_people(request, pk)
    answer = workflow.answer(accident, "propose_team", request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = TeamForm(request.POST or None, accident=accident, initial=_team_so_far(accident))

    def save(form: Any) -> None:
        team.propose(accident, form.seats(), by=request.user, at=clock.now())
        messages.success(request, _("The team was proposed; the signatory has been told."))

    return by_form(
        request, accident, form, save, title=_("Propose the team"), submit=_("Propose the team"),
        back="accident",
    )  # fmt: skip


def _team_so_far(accident: Accident) -> dict[str, Any]:
    rows = team_of(accident)
    own = {role: [r.user_id for r in rows if r.role == role and r.user_id]
           for role in ("HEAD", "MEMBER", "SECRETARY")}  # fmt: skip
    others = [r for r in rows if r.user_id is None]
    return {
        "head": next(iter(own["HEAD"]), None),
        "members": own["MEMBER"],
        "secretary": next(iter(own["SECRETARY"]), None),
        "others": "\n".join(f"{r.name}; {r.title}; {r.organisation}" for r in others),
    }


@access(Permission.ACCIDENT_READ)
@require_GET
def preview(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A paper as it would be, marked as a draft."""
    if kind not in PREVIEWS:
        raise Http404
    accident = load_people(request, pk)
    pdf = papers.preview(accident, kind, by=request.user, on=clock.today())
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{accident.code}-{kind}.pdf"'
    return answer
