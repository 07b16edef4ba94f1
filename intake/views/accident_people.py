"""Victims: only for those who handle the case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Worker
from intake.accident_presenters import compensation_of
from intake.forms.accident import VictimForm, initial_of_victim
from intake.forms.accident_steps import AssessForm, DeathForm, PaidForm, initial_assess
from intake.models import Accident, Victim
from intake.permissions.accident import can_edit, can_follow_up, can_record_death
from intake.selectors.accident import claim_of
from intake.services.accidents import classing, victims
from intake.views.accident_case import REFUSALS, by_form, frame, load_people, page, refuse


def load_victim(request: HttpRequest, accident: Accident, pk: int) -> Victim:
    """A victim of this accident that the user may see; 404 otherwise."""
    rows = Victim.objects.select_related("occupation").prefetch_related("injuries")
    row: Victim = get_visible_or_404(rows, request.user, pk=pk, accident=accident.pk)
    row.accident = accident
    return row


@access(Permission.ACCIDENT_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Every victim with injuries, and the computation of what is owed."""
    accident = load_people(request, pk)
    log_read(accident, by=request.user, at=clock.now(), purpose="victims")
    rows = list(accident.victims.select_related("occupation").prefetch_related("injuries"))
    may_edit = can_edit(accident, request.user)
    context = frame(
        request, accident, "accident_victims",
        rows=[{"victim": row, "owed": compensation_of(claim_of(row, accident))} for row in rows],
        can_edit=may_edit,
        can_link=bool(may_edit and request.user.can(Permission.WORKER_READ)),
        readable=_readable(request.user, rows),
        can_follow_up=can_follow_up(accident, request.user),
        can_record_death=can_record_death(accident, request.user),
    )  # fmt: skip
    return page(request, "intake/accident_victims.html", context)


def _readable(user: Any, rows: list[Victim]) -> set[int]:
    """Keys of linked workers whose page the reader may open."""
    keys = [row.worker_id for row in rows if row.worker_id]
    if not keys or not user.can(Permission.WORKER_READ):
        return set()
    return set(Worker.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a victim."""
    accident = load_people(request, pk)
    answer = can_edit(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = VictimForm(request.POST or None, on=accident.occurred_on)

    def save(form: Any) -> None:
        victims.save(
            accident, form.person(), submission=form.cleaned_data["submission"],
            by=request.user, at=clock.now(),
        )  # fmt: skip

    return by_form(
        request, accident, form, save, title=_("Add a victim"), submit=_("Save"),
        back="accident_victims", template="intake/accident_victim_form.html",
    )  # fmt: skip


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, victim: int) -> HttpResponse:
    """Correct a victim; class and term follow."""
    accident = load_people(request, pk)
    row = load_victim(request, accident, victim)
    answer = can_edit(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    initial = initial_of_victim(row)
    form = VictimForm(request.POST or None, on=accident.occurred_on, initial=initial)

    def save(form: Any) -> None:
        person = form.person()
        victims.save(
            accident, person, submission=row.submission, victim=row, by=request.user,
            at=clock.now(),
        )  # fmt: skip

    return by_form(
        request, accident, form, save, title=_("Correct a victim"), submit=_("Save"),
        back="accident_victims", template="intake/accident_victim_form.html", victim=row,
    )  # fmt: skip


@access(Permission.ACCIDENT_EDIT)
@require_POST
def remove(request: HttpRequest, pk: int, victim: int) -> HttpResponse:
    """Take out a victim recorded by mistake."""
    accident = load_people(request, pk)
    row = load_victim(request, accident, victim)
    try:
        victims.remove(row, by=request.user, at=clock.now())
    except REFUSALS as error:
        return refuse(request, error, accident)
    return redirect("intake:accident_victims", pk=accident.pk)


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def death(request: HttpRequest, pk: int, victim: int) -> HttpResponse:
    """A victim died later: the accident becomes fatal, body and term change."""
    accident = load_people(request, pk)
    row = load_victim(request, accident, victim)
    answer = can_record_death(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = DeathForm(request.POST or None, initial={"notice_on": clock.today()})

    def save(form: Any) -> None:
        data = form.cleaned_data
        classing.record_death(
            row, died_on=data["died_on"], notice_on=data["notice_on"], by=request.user,
            at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("The death is recorded; class and term were computed anew."))

    return by_form(
        request, accident, form, save, title=_("Record a later death"),
        submit=_("Record the death"), back="accident_victims",
        explain=_("The accident becomes a fatal one: the provincial body investigates, and the "
                  "term runs from the notice of the death."),
    )  # fmt: skip


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, pk: int, victim: int) -> HttpResponse:
    """Wage, loss of capacity, fault, days off work."""
    accident = load_people(request, pk)
    row = load_victim(request, accident, victim)
    answer = can_follow_up(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = AssessForm(request.POST or None, initial=initial_assess(row))

    def save(form: Any) -> None:
        victims.assess(row, form.consequence(), by=request.user, at=clock.now())

    return by_form(
        request, accident, form, save, title=_("Consequences for the victim"), submit=_("Save"),
        back="accident_victims", explain=_("Victim %(n)d") % {"n": row.number},
    )  # fmt: skip


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def paid(request: HttpRequest, pk: int, victim: int) -> HttpResponse:
    """What the employer paid, beside what the law asks at least."""
    accident = load_people(request, pk)
    row = load_victim(request, accident, victim)
    answer = can_follow_up(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    owed = compensation_of(claim_of(row, accident))
    form = PaidForm(
        request.POST or None, initial={"paid": owed.get("least"), "paid_on": clock.today()}
    )

    def save(form: Any) -> None:
        data = form.cleaned_data
        victims.settle(
            row, paid=data["paid"], paid_on=data["paid_on"], by=request.user, at=clock.now()
        )

    return by_form(
        request, accident, form, save, title=_("Record the payment"), submit=_("Save"),
        back="accident_victims", owed=owed,
    )  # fmt: skip
