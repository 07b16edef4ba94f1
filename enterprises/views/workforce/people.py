"""Workers: the list of an employer, one worker, the number with a reason, finding by number."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.chips import chips_for
from ecms.core.paging import paginate
from ecms.core.panels import actions_for
from ecms.core.scoping import get_visible_or_404
from enterprises import selectors_workforce as selectors
from enterprises.forms.workforce import FindForm, RevealForm, WorkersFilter
from enterprises.models import Enterprise, Spell, Training, Worker
from enterprises.presenters_workforce import age_words, spell_pills
from enterprises.services.workforce import people
from enterprises.views.loaded import load, status_of

SHOWN = 50


@access(Permission.WORKER_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works at an employer, or worked there; numbers in part only."""
    firm = load(request, pk)
    today = clock.today()
    form = WorkersFilter(request.GET, enterprise=firm)
    page = paginate(request, selectors.workers_of(firm, on=today, **form.chosen), SHOWN)
    log_read(firm, by=request.user, at=clock.now(), purpose="workers")
    context = {
        "firm": firm,
        "form": form,
        "page": page,
        "chips": chips_for(form, request.GET),
        "rows": [_row(spell, today) for spell in page],
        "gone": form.chosen["gone"],
        "find": FindForm(),
    }
    return render(request, "enterprises/workers.html", context)


def _row(spell: Spell, today: Any) -> dict[str, Any]:
    return {
        "spell": spell,
        "worker": spell.worker,
        "masked": people.masked(spell.worker),
        "age": age_words(spell.worker, today),
        "pills": spell_pills(spell, today),
    }


@access(Permission.WORKER_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One worker: employment within the reader's scope, training."""
    worker = get_visible_or_404(Worker, request.user, pk=pk)
    log_read(worker, by=request.user, at=clock.now())
    return render(request, "enterprises/worker.html", _page(request, worker))


def _page(request: HttpRequest, worker: Worker) -> dict[str, Any]:
    today = clock.today()
    spells = list(selectors.spells_of(worker, request.user))
    trainings = Training.objects.visible_to(request.user).filter(worker=worker)
    return {
        "worker": worker,
        "masked": people.masked(worker),
        "age": age_words(worker, today),
        "rows": [{"spell": spell, "pills": spell_pills(spell, today)} for spell in spells],
        "trainings": trainings.select_related("enterprise").order_by("-done_on"),
        "actions": actions_for("worker", request.user, worker),
        "can_edit": request.user.can(Permission.WORKER_EDIT),
        "can_reveal": request.user.can(Permission.WORKER_IDENTITY) and worker.identity,
        "can_trace": request.user.can(Permission.WORKER_TRACE),
        "today": today,
    }


@access(Permission.WORKER_IDENTITY)
@never_cache
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole number, shown once for a reason that is recorded with the reader's name.

    It is shown in the answer itself: a redirect would need to keep it somewhere.
    """
    worker = get_visible_or_404(Worker, request.user, pk=pk)
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        purpose = f"identity: {reason}"
        log_read(worker, by=request.user, at=clock.now(), purpose=purpose)
        number = people.number_of(worker)
        context = {"worker": worker, "number": number, "reason": reason}
        return render(request, "enterprises/worker_identity.html", context)
    context = {"worker": worker, "form": form, "masked": people.masked(worker)}
    return render(request, "enterprises/worker_identity.html", context, status=status_of(request))


@access(Permission.WORKER_READ)
@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """A worker by the whole number, within the reader's provinces; numbers never in addresses."""
    form = FindForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        worker = _found(request, form)
        if worker is not None:
            log_read(worker, by=request.user, at=clock.now(), purpose="found by number")
            return redirect("enterprises:worker", pk=worker.pk)
        form.add_error("identity", _("No worker of your provinces has this number."))
    return render(request, "enterprises/worker_find.html", context, status=status_of(request))


def _found(request: HttpRequest, form: FindForm) -> Worker | None:
    """Somebody outside the scope is answered exactly as nobody."""
    known = people.find(form.cleaned_data["identity"])
    if known is None:
        return None
    return Worker.objects.visible_to(request.user).filter(pk=known.pk).first()


@access(Permission.WORKER_READ)
@require_POST
def find_here(request: HttpRequest, pk: int) -> HttpResponse:
    """The same among those who work or worked at one employer."""
    firm: Enterprise = load(request, pk)
    form = FindForm(request.POST)
    worker = _found(request, form) if form.is_valid() else None
    if worker is not None and worker.spells.filter(enterprise=firm).exists():
        log_read(worker, by=request.user, at=clock.now(), purpose="found by number")
        return redirect("enterprises:worker", pk=worker.pk)
    errors = form.errors.get("identity")
    words = _("Nobody of this employer has the number.")
    messages.warning(request, errors[0] if errors else words)
    return redirect("enterprises:workers", pk=firm.pk)


def load_spell(request: HttpRequest, pk: int) -> Spell:
    """Employment that still lasts, within the reader's scope, or 404."""
    rows = Spell.objects.select_related("worker", "enterprise", "site")
    spell: Spell = get_visible_or_404(rows, request.user, pk=pk)
    if spell.ended_on is not None:
        raise Http404("the employment has ended")
    return spell
