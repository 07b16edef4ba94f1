"""The work of a person who leaves or is away goes to others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.forms_handover import HandOverForm
from accounts.handover import kinds
from accounts.models import Agency, Handover, User
from accounts.permissions import Permission
from accounts.selectors_handover import Group, groups_of, holdings, staff_of
from accounts.services.handover import HandoverRefused, Occasion, hand_over
from ecms.core import clock
from ecms.core.access import SIGNED_IN, access
from ecms.core.refusal import Refusal
from ecms.core.scoping import get_visible_or_404

LATEST = 10


@access(Permission.INSPECTION_ASSIGN)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the body with how much they hold, and what was handed over lately."""
    agency = _agency(request.user)
    done = Handover.objects.visible_to(request.user).filter(agency=agency)
    context = {
        "agency": agency,
        "rows": holdings(agency),
        "latest": done.select_related("person", "done_by")[:LATEST],
        "today": clock.today(),
    }
    return render(request, "accounts/handover_people.html", context)


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person holds, and to whom each thing goes; a proposal by load on request."""
    agency = _agency(request.user)
    person = staff_of(agency).filter(pk=pk).first()
    if person is None:
        raise Http404
    groups = groups_of(person, agency, by=request.user, on=clock.today())
    among = {int(key) for key in request.GET.getlist("among") if key.isdigit()}
    proposed = {group.kind.code: group.proposed(among) for group in groups} if among else {}
    form = HandOverForm(request.POST or None, groups=groups, proposed=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            row = _done(form, person, agency, request.user)
        except HandoverRefused as refused:
            form.blame(refused)
        except Refusal as refused:
            form.add_error(refused.field or None, str(refused.reason))
        else:
            return _told(request, row)
    context = {
        "person": person, "form": form, "groups": form.shown(), "among": among,
        "successors": _successors(groups), "today": clock.today(),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/handover.html", context, status=status)


def _done(form: HandOverForm, person: User, agency: Agency, by: Any) -> Handover:
    data = form.cleaned_data
    occasion = Occasion(person, agency, data["absence"], data["reason"], data["override_reason"])
    submission = data["submission"]
    return hand_over(occasion, form.gifts(), submission=submission, by=by, at=clock.now())


def _told(request: HttpRequest, row: Handover) -> HttpResponse:
    n = len(row.lines)
    words = ngettext("%(n)d thing was handed over.", "%(n)d things were handed over.", n)
    messages.success(request, words % {"n": n})
    return redirect("accounts:handover-done", pk=row.pk)


def _successors(groups: list[Group]) -> list[User]:
    """Everybody who could take something, by name."""
    found = {person.pk: person for group in groups for person in group.people}
    return sorted(found.values(), key=str)


@access(SIGNED_IN)
@require_GET
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed over; a successor sees what came to them."""
    rows = Handover.objects.select_related("person", "agency", "done_by")
    row = get_visible_or_404(rows, request.user, pk=pk)
    lines = row.lines
    leads = request.user.can(Permission.INSPECTION_ASSIGN)
    if not leads and row.person_id != request.user.pk:
        lines = [line for line in lines if line["to"] == request.user.pk]
    labels = {kind.code: kind.label for kind in kinds()}
    shown = [{**line, "kind": labels.get(line["kind"], "")} for line in lines]
    left = leads and row.agency_id in request.user.scope.agency_ids
    return render(
        request, "accounts/handover_done.html", {"row": row, "lines": shown, "left": left}
    )


def _agency(user: Any) -> Agency:
    """The body whose work the user shares out: the own one, else one where a role is held."""
    reach = user.scope.agency_ids
    key = user.agency_id if user.agency_id in reach else min(reach, default=None)
    agency = Agency.objects.filter(pk=key).first()
    if agency is None:
        raise Http404(_("Your account belongs to no body."))
    return agency
