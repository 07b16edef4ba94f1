"""Housing, vehicles and shifts of an enterprise, and who stays in them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Action, Tab
from ecms.core.formatting import grouped, legal_date
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from enterprises.forms.tracing import AssignForm, LeaveForm, PlaceForm
from enterprises.models import Enterprise, SharedPlace, SharedStay
from enterprises.presenters_tracing import line_words, masked_identity
from enterprises.services import place_lists, shared_places
from enterprises.services.imports.refusal import FileRefused
from enterprises.wording import file_words

PANEL_ROWS = 6
FORM_STATUS = {"GET": 200, "POST": 422}


def _firm(request: HttpRequest, pk: int) -> Enterprise:
    return get_visible_or_404(Enterprise, request.user, pk=pk)


def _place(request: HttpRequest, pk: int) -> SharedPlace:
    source = SharedPlace.objects.select_related("enterprise", "ward", "site")
    return get_visible_or_404(source, request.user, pk=pk)


def _with_people(firm: Enterprise) -> QuerySet[SharedPlace]:
    """Places with the number of people in them today; the fullest of a kind are not hidden."""
    today = clock.today()
    there = Q(stays__started_on__lte=today) & (
        Q(stays__ended_on__isnull=True) | Q(stays__ended_on__gte=today)
    )
    rows = SharedPlace.objects.filter(enterprise=firm).select_related("ward", "site")
    return rows.annotate(people=Count("stays", filter=there)).order_by(
        F("closed_on").desc(nulls_first=True), "kind", "code"
    )


def _row(place: SharedPlace) -> dict[str, Any]:
    people = place.people  # type: ignore[attr-defined]
    crowded = place.capacity is not None and people > place.capacity
    return {"place": place, "people": people, "crowded": crowded}


@access(Permission.WORKER_READ)
@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Fragment of the dossier: what the workers share, with the way to badges and tracing."""
    firm = _firm(request, pk)
    found = list(_with_people(firm).filter(closed_on__isnull=True)[: PANEL_ROWS + 1])
    context = {
        "firm": firm,
        "rows": [_row(place) for place in found[:PANEL_ROWS]],
        "more": len(found) > PANEL_ROWS,
        "can_trace": request.user.can(Permission.WORKER_TRACE),
    }
    return render(request, "enterprises/shared_places_panel.html", context)


@access(Permission.WORKER_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """All places of an enterprise; closed ones last."""
    firm = _firm(request, pk)
    page = paginate(request, _with_people(firm))
    context = {
        "firm": firm,
        "page": page,
        "rows": [_row(place) for place in page],
        "can_edit": request.user.can(Permission.WORKER_EDIT),
    }
    return render(request, "enterprises/shared_places.html", context)


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a place."""
    firm = _firm(request, pk)
    initial = {"kind": request.GET.get("kind", "")}
    form = PlaceForm(request.POST or None, enterprise=firm, initial=initial)
    if request.method == "POST" and form.is_valid():
        place = shared_places.declare(firm, form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("“%(name)s” was added.") % {"name": place.code})
        return redirect("enterprises:shared_place", pk=place.pk)
    context = {
        "form": form,
        "firm": firm,
        "title": _("Add housing, a vehicle or a shift"),
        "back": reverse("enterprises:shared_places", args=[firm.pk]),
        "submit": _("Add"),
    }
    return _form(request, context)


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a place."""
    place = _place(request, pk)
    fresh = SharedPlace.objects.get(pk=place.pk)  # a form fills the row it is given
    form = PlaceForm(request.POST or None, enterprise=place.enterprise, instance=fresh)
    if request.method == "POST" and form.is_valid():
        shared_places.change(place, form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("The place was corrected."))
        return redirect("enterprises:shared_place", pk=place.pk)
    context = {
        "form": form,
        "firm": place.enterprise,
        "title": place.code,
        "back": reverse("enterprises:shared_place", args=[place.pk]),
        "submit": _("Save"),
    }
    return _form(request, context)


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a place: everybody in it leaves on the last day."""
    place = _place(request, pk)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["ended_on"]
        shared_places.close(place, on=on, by=request.user, at=clock.now())
        messages.success(request, _("“%(name)s” is closed.") % {"name": place.code})
        return redirect("enterprises:shared_place", pk=place.pk)
    people = SharedStay.objects.filter(place=place, ended_on__isnull=True).count()
    words = ngettext(
        "%(count)s person is entered there; the stay ends on that day.",
        "%(count)s people are entered there; their stays end on that day.",
        people,
    )
    return _confirm(request, place, form, _("Close “%(name)s”"), [words % {"count": people}])


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int, stay: int) -> HttpResponse:
    """Somebody moves out."""
    place = _place(request, pk)
    row = get_object_or_404(SharedStay.objects.select_related("worker"), pk=stay, place=place)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["ended_on"]
        done = shared_places.leave(row, on=on, by=request.user, at=clock.now())
        if done or SharedStay.objects.get(pk=row.pk).ended_on is not None:
            messages.success(request, _("The stay has ended."))
            return redirect("enterprises:shared_place", pk=place.pk)
        form.add_error("ended_on", _("The stay began only on %s.") % legal_date(row.started_on))
    name = {"worker": row.worker.name, "name": place.code}
    return _confirm(request, place, form, _("%(worker)s leaves “%(name)s”") % name, [])


def _confirm(
    request: HttpRequest, place: SharedPlace, form: LeaveForm, title: str, consequences: list[str]
) -> HttpResponse:
    context = {
        "title": title % {"name": place.code} if "%(" in title else title,
        "subject": place.enterprise.name,
        "question": _("What was the last day?"),
        "consequences": consequences,
        "form": form,
        "confirm_label": _("Enter the last day"),
        "cancel_url": reverse("enterprises:shared_place", args=[place.pk]),
    }
    status = FORM_STATUS[str(request.method)]
    return render(request, "components/confirm_page.html", context, status=status)


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = FORM_STATUS[str(request.method)]
    return render(request, "enterprises/shared_place_form.html", context, status=status)


@access(Permission.WORKER_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A place and the people in it, or those who were there before (``?tab=before``)."""
    place = _place(request, pk)
    log_read(place.enterprise, by=request.user, at=clock.now(), purpose=f"shared place {place.pk}")
    today = clock.today()
    stays = SharedStay.objects.filter(place=place).select_related("worker")
    over = Q(ended_on__lt=today)
    people = stays.exclude(over).count()
    before = request.GET.get("tab") == "before"
    rows = stays.filter(over) if before else stays.exclude(over)
    page = paginate(request, rows.order_by("-started_on", "worker__folded", "pk"), 50)
    url = reverse("enterprises:shared_place", args=[place.pk])
    context = {
        "place": place,
        "firm": place.enterprise,
        "people": people,
        "crowded": place.capacity is not None and people > place.capacity,
        "page": page,
        "rows": [{"stay": stay, "identity": masked_identity(stay.worker)} for stay in page],
        "before": before,
        "tabs": [
            Tab(_("There now"), url, not before, people),
            Tab(_("Before"), f"{url}?tab=before", before, stays.filter(over).count()),
        ],
        "actions": _actions(request, place),
        "can_edit": request.user.can(Permission.WORKER_EDIT),
    }
    return render(request, "enterprises/shared_place.html", context)


def _actions(request: HttpRequest, place: SharedPlace) -> list[Action]:
    if not request.user.can(Permission.WORKER_EDIT):
        return []
    edit_url = reverse("enterprises:shared_place_edit", args=[place.pk])
    actions = [Action(_("Correct"), edit_url, icon="pencil")]
    if place.closed_on is None:
        assign_url = reverse("enterprises:shared_place_assign", args=[place.pk])
        close_url = reverse("enterprises:shared_place_close", args=[place.pk])
        actions.insert(0, Action(_("Enter workers"), assign_url, primary=True, icon="plus-lg"))
        actions.append(Action(_("Close"), close_url, icon="lock"))
    return actions


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter workers by a pasted list or a file; refused lines come back to be mended."""
    place = _place(request, pk)
    form = AssignForm(request.POST or None, request.FILES or None)
    refused: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        result = _assigned(request, place, form)
        if result is not None:
            _tell(request, place, result)
            if not result.refused:
                return redirect("enterprises:shared_place", pk=place.pk)
            refused = [
                {"line": item.line, "words": line_words(item.problem, item.place)}
                for item in result.refused
            ]
            form = _again(form, result)
    context = {"place": place, "firm": place.enterprise, "form": form, "refused": refused}
    status = FORM_STATUS[str(request.method)]
    return render(request, "enterprises/shared_place_assign.html", context, status=status)


def _assigned(
    request: HttpRequest, place: SharedPlace, form: AssignForm
) -> shared_places.Assigned | None:
    """What became of the list; None where the file or the place does not allow it."""
    data = form.cleaned_data
    lines = place_lists.pasted(data["numbers"], first_day=data["started_on"])
    try:
        if data["file"]:
            lines += place_lists.from_file(data["file"], first_day=data["started_on"])
        if len(lines) > shared_places.MOST_ROWS:
            form.add_error("file", _("At most 5,000 lines at once."))
            return None
        return shared_places.assign(place, lines, by=request.user, at=clock.now())
    except FileRefused as refusal:
        form.add_error("file", file_words({"code": refusal.code, "params": refusal.params}))
    except shared_places.Closed:
        form.add_error(None, _("The place is closed."))
    return None


def _again(form: AssignForm, result: shared_places.Assigned) -> AssignForm:
    """The form with the refused lines in it, so that nothing has to be typed twice."""
    texts = "\n".join(item.line.text for item in result.refused)
    return AssignForm(initial={"numbers": texts, "started_on": form.cleaned_data["started_on"]})


def _tell(request: HttpRequest, place: SharedPlace, result: shared_places.Assigned) -> None:
    if result.added:
        words = ngettext("%(count)s worker entered.", "%(count)s workers entered.", result.added)
        messages.success(request, words % {"count": grouped(result.added)})
    if result.moved:
        words = ngettext(
            "%(count)s of them moved here from another place.",
            "%(count)s of them moved here from other places.",
            result.moved,
        )
        messages.info(request, words % {"count": grouped(result.moved)})
    if result.same:
        words = ngettext(
            "%(count)s was there already.", "%(count)s were there already.", result.same
        )
        messages.info(request, words % {"count": grouped(result.same)})
    _warn_when_crowded(request, place)


def _warn_when_crowded(request: HttpRequest, place: SharedPlace) -> None:
    people = SharedStay.objects.filter(place=place, ended_on__isnull=True).count()
    if place.capacity is not None and people > place.capacity:
        words = _("%(people)s people in a place for %(capacity)s.")
        facts = {"people": grouped(people), "capacity": grouped(place.capacity)}
        messages.warning(request, words % facts)
