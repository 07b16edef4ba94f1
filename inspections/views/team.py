"""The team of a case: members, tasks, people of other bodies, changes after the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from inspections.forms.team import (
    AnswerForm,
    ConflictForm,
    GuestForm,
    TaskForm,
    TeamChangeForm,
    initial_seats,
)
from inspections.models import Guest, Inspection
from inspections.permissions import can_declare, membership
from inspections.permissions_team import (
    can_ask_change,
    can_assign,
    can_decide_change,
    can_declare_guest,
    may_declare_conflict,
)
from inspections.services import team as teams
from inspections.services.refusal import Refusal
from inspections.views.case import blame, frame, load, refuse, status_of


@access(Permission.INSPECTION_READ)
@require_GET
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is on it, who has declared what, who does what until when."""
    return _page(request, load(request, pk))


def _page(request: HttpRequest, inspection: Inspection, **forms: Any) -> HttpResponse:
    user = request.user
    people = User.objects.filter(teams__inspection=inspection).order_by("full_name")
    assigns = bool(can_assign(inspection, user))
    tasks = inspection.tasks.select_related("user", "done_by")
    change = inspection.team_changes.filter(decided_at=None).select_related("asked_by").first()
    context = frame(
        inspection, "team",
        guests=[{"guest": row, "declares": bool(can_declare_guest(inspection, row, user)),
                 "form": _guest_form(row)}
                for row in inspection.guests.select_related("declared_by")],
        tasks=[{"task": row, "mine": row.user_id == user.pk} for row in tasks],
        changes=inspection.team_changes.exclude(decided_at=None).select_related("decided_by"),
        change=change,
        seats=[{"user": one, "role": teams.TeamRole(role).label}
               for one, role in teams.seats_of(change)] if change else [],
        allotment=inspection.allotments.select_related("drawn_by").first(),
        draws=inspection.allotments.count(),
        assigns=assigns,
        asks=bool(can_ask_change(inspection, user)),
        decides=bool(can_decide_change(inspection, user)),
        can_declare=bool(can_declare(inspection, user)),
        may_conflict=bool(may_declare_conflict(inspection, user)),
        member=membership(inspection, user),
        task_form=TaskForm(None, people=people) if assigns else None,
        guest_form=GuestForm() if assigns else None,
        conflict_form=ConflictForm(),
        answer_form=AnswerForm(),
    )  # fmt: skip
    shown = context | forms
    status = 422 if forms else 200
    return render(request, "inspections/team.html", shown, status=status)


def _guest_form(guest: Guest, data: Any = None) -> ConflictForm:
    """The form of one invited person; several stand on the page."""
    return ConflictForm(data, auto_id=f"id_guest_{guest.pk}_%s")


def _act(
    request: HttpRequest,
    inspection: Inspection,
    name: str,
    form: Any,
    do: Callable[[Inspection, Any], object],
) -> HttpResponse:
    """Carry one form of the page out; with its errors the whole page comes back."""
    if form.is_valid():
        try:
            do(inspection, form.cleaned_data)
        except Refusal as error:
            blame(form, error)
        else:
            return redirect("inspections:team", pk=inspection.pk)
    return _page(request, inspection, **{name: form})


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed-in member declares what stands in the way."""
    return _act(
        request, load(request, pk), "conflict_form", ConflictForm(request.POST),
        lambda case, data: teams.declare_conflict(
            case, reason=data["reason"], by=request.user, at=clock.now()
        ),
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_POST
def task_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member something to do."""
    inspection = load(request, pk)
    people = User.objects.filter(teams__inspection=inspection)
    return _act(
        request, inspection, "task_form", TaskForm(request.POST, people=people),
        lambda case, data: teams.assign(case, **data, by=request.user, at=clock.now()),
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_POST
def task_done(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Mark a task as done."""
    inspection = load(request, pk)
    row = get_object_or_404(inspection.tasks.all(), pk=task)
    try:
        teams.done(row, by=request.user, at=clock.now())
    except Refusal as error:
        return refuse(request, error, inspection)
    return redirect("inspections:team", pk=pk)


@access(Permission.INSPECTION_READ)
@require_POST
def guest_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite a person of another body."""
    form = GuestForm(request.POST)
    return _act(
        request, load(request, pk), "guest_form", form,
        lambda case, data: teams.invite(case, form.invitation(), by=request.user, at=clock.now()),
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_POST
def guest_declare(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    """Record the declaration of an invited person; with ``reason``: what stands in the way."""
    inspection = load(request, pk)
    row = get_object_or_404(inspection.guests.all(), pk=guest)
    conflict = ""
    if "conflict" in request.POST:
        form = _guest_form(row, request.POST)
        if not form.is_valid():
            return _page(request, inspection, wrong=form, wrong_guest=row.pk)
        conflict = form.cleaned_data["reason"]
    try:
        teams.declare_guest(row, conflict=conflict, by=request.user, at=clock.now())
    except Refusal as error:
        return refuse(request, error, inspection)
    return redirect("inspections:team", pk=pk)


@access(Permission.INSPECTION_READ)
@require_POST
def guest_off(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    """Take a person of another body off the list."""
    inspection = load(request, pk)
    row = inspection.guests.filter(pk=guest).first()
    try:
        if row is not None:
            teams.uninvite(row, by=request.user, at=clock.now())
    except Refusal as error:
        return refuse(request, error, inspection)
    return redirect("inspections:team", pk=pk)


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another team; who may sign it, signs it at once."""
    inspection = load(request, pk)
    answer = can_ask_change(inspection, request.user)
    if not answer:
        return refuse(request, Refusal(answer.reason), inspection)  # type: ignore[union-attr]
    form = TeamChangeForm(
        request.POST or None,
        agency=inspection.agency,
        on=clock.today(),
        initial=initial_seats(inspection.team.all()),
    )
    decides = bool(can_decide_change(inspection, request.user))
    if request.method == "POST" and form.is_valid():
        try:
            asked = teams.ask_change(
                inspection, form.seats(), reason=form.cleaned_data["reason"], by=request.user,
                at=clock.now(),
            )  # fmt: skip
            if decides:
                teams.decide_change(asked, by=request.user, at=clock.now())
        except Refusal as error:
            blame(form, error)
        else:
            return redirect("inspections:team", pk=pk)
    context = frame(inspection, "team", form=form, decides=decides)
    return render(request, "inspections/team_change.html", context, status=status_of(request))


@access(Permission.INSPECTION_APPROVE)
@require_POST
def change_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the change that was asked for; with ``answer`` refuse it."""
    inspection = load(request, pk)
    asked = inspection.team_changes.filter(decided_at=None).first()
    if asked is None:
        return redirect("inspections:team", pk=pk)
    if "refuse" in request.POST:
        return _act(
            request, inspection, "answer_form", AnswerForm(request.POST),
            lambda case, data: teams.refuse_change(
                asked, answer=data["answer"], by=request.user, at=clock.now()
            ),
        )  # fmt: skip
    try:
        teams.decide_change(asked, by=request.user, at=clock.now())
    except Refusal as error:
        return refuse(request, error, inspection)
    return redirect("inspections:team", pk=pk)
