"""One arrival, departure, move or change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from enterprises.forms.workforce import ArriveForm, ChangeForm, LeaveForm, MoveForm
from enterprises.models import Spell
from enterprises.rules.workforce import minor_warning
from enterprises.services.workforce import spells
from enterprises.views.loaded import load, status_of
from enterprises.views.workforce.people import load_spell
from enterprises.wording_workforce import ROW_WORDS


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody begins to work at an employer."""
    firm = load(request, pk)
    form = ArriveForm(request.POST or None, enterprise=firm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        spell = _tried(
            form, spells.arrive, enterprise=firm, person=form.person,
            started_on=data["started_on"], site=data["site"], facts=form.facts,
            by=request.user, at=clock.now(),
        )  # fmt: skip
        if spell is not None:
            _tell_arrival(request, spell, form)
            return redirect("enterprises:worker", pk=spell.worker_id)
    context = {"form": form, "firm": firm}
    return render(request, "enterprises/worker_arrive.html", context, status=status_of(request))


def _tell_arrival(request: HttpRequest, spell: Spell, form: ArriveForm) -> None:
    """What was done, and what should be looked at: another name, a young age."""
    messages.success(request, _("The arrival is recorded."))
    if spell.worker.name != form.person.name:
        words = str(ROW_WORDS["other_name_elsewhere"])
        if Spell.objects.visible_to(request.user).filter(worker=spell.worker).count() > 1:
            words = ROW_WORDS["other_name"] % {"known": spell.worker.name}
        messages.warning(request, words)
    born = form.person.born_on
    if born and (code := minor_warning(born, spell.started_on)):
        messages.warning(request, ROW_WORDS[code])


def _tried(form: Any, verb: Callable[..., Any], **arguments: Any) -> Any:
    """What the service answers; None after its refusal was put into the form."""
    try:
        return verb(**arguments)
    except spells.NotPossible as refused:
        form.add_error(None, ROW_WORDS[refused.code] % refused.params)
        return None


def _spell_page(request: HttpRequest, spell: Spell, form: Any, **words: str) -> HttpResponse:
    context = {"form": form, "spell": spell, "worker": spell.worker, **words}
    return render(request, "enterprises/worker_spell.html", context, status=status_of(request))


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of an employment."""
    spell = load_spell(request, pk)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ended_on"]
        done = _tried(form, spells.leave, spell=spell, ended_on=day, by=request.user,
                      at=clock.now())  # fmt: skip
        if done is not None:
            messages.success(request, _("The departure is recorded."))
            return redirect("enterprises:worker", pk=spell.worker_id)
    return _spell_page(
        request, spell, form, title=_("Record a departure"), submit=_("Record the departure")
    )


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """To another site of the employer."""
    spell = load_spell(request, pk)
    form = MoveForm(request.POST or None, spell=spell)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        moved = _tried(form, spells.move, spell=spell, site=data["site"], on=data["on"],
                       by=request.user, at=clock.now())  # fmt: skip
        if moved is not None:
            messages.success(request, _("The move is recorded."))
            return redirect("enterprises:worker", pk=spell.worker_id)
    return _spell_page(request, spell, form, title=_("Record a move"), submit=_("Record the move"))


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Contract, insurance, training, work."""
    spell = load_spell(request, pk)
    form = ChangeForm(request.POST or None, spell=spell)
    if request.method == "POST" and form.is_valid():
        changed = spells.change(spell=spell, facts=form.facts, by=request.user, at=clock.now())
        if changed:
            messages.success(request, _("The change is recorded."))
        else:
            messages.info(request, _("Nothing was different, so nothing was changed."))
        return redirect("enterprises:worker", pk=spell.worker_id)
    return _spell_page(
        request, spell, form, title=_("Change the employment"), submit=_("Save the change")
    )
