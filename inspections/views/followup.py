"""The follow-up check: proposing it, rating its items, then and now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from ecms.documents.services import latest
from inspections.forms.followup import FollowUpForm, RecheckForm
from inspections.models import Inspection, Recheck
from inspections.permissions import can_work
from inspections.presenters_followup import RATING_KINDS
from inspections.selectors_followup import then_and_now
from inspections.services import followup, papers
from inspections.states_followup import Rating
from inspections.views.acting import act
from inspections.views.case import frame, load
from law.selectors import working_calendar

AHEAD = 8  # working days until the planned start that the form proposes


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose open items, a day and a team; the proposal goes to the signatory as any other."""
    inspection = load(request, pk)
    rows = inspection.requirements.outstanding()
    team = list(inspection.team.all())
    head = inspection.head
    form = FollowUpForm(
        request.POST or None, rows=rows, user=request.user, agency=inspection.agency,
        on=clock.today(),
        initial={
            "requirements": [row.pk for row in rows],
            "planned_on": working_calendar().add_working_days(clock.today(), AHEAD),
            "head": head.user_id if head else request.user.pk,
            "members": [member.user_id for member in team if member != head],
        },
    )  # fmt: skip
    return act(
        request, inspection, form,
        lambda form: followup.open_check(
            inspection, form.plan, submission=form.cleaned_data["submission"], by=request.user,
            at=clock.now(),
        ),
        back=lambda made: reverse("inspections:detail", args=[made.pk]), tab="requirements",
        title=_("Propose a follow-up check"), submit=_("Send to the signatory"),
        done=_("The follow-up check is proposed."),
        notes=(_("It carries only the chosen items; its checklist holds only their questions."),),
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_GET
def items(request: HttpRequest, pk: int) -> HttpResponse:
    """Then and now: every item of a follow-up check, its sums, what is still to be rated."""
    inspection = _follow_up(request, pk)
    found = then_and_now(inspection)
    context = frame(
        inspection,
        "rechecks",
        report=found,
        rows=[(item, RATING_KINDS[item.recheck.rating]) for item in found.items],
        done=found.count(Rating.DONE),
        partly=found.count(Rating.PARTLY),
        not_done=found.count(Rating.NOT_DONE),
        can_work=can_work(inspection, request.user),
        document=latest(inspection, "BC-PT"),
    )
    return render(request, "inspections/rechecks.html", context)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, pk: int, recheck: int) -> HttpResponse:
    """Rate one item on site."""
    inspection = _follow_up(request, pk)
    source = Recheck.objects.select_related("requirement__finding")
    row = get_visible_or_404(source, request.user, pk=recheck, inspection=pk)
    form = RecheckForm(request.POST or None, request.FILES or None, recheck=row)
    asked = row.requirement
    then = asked.finding.description if asked.finding else ""
    return act(
        request, inspection, form,
        lambda form: followup.rate(
            row, form.look, uploads=form.uploads, submission=form.cleaned_data["submission"],
            by=request.user, at=clock.now(),
        ),
        back=reverse("inspections:rechecks", args=[pk]), tab="rechecks", title=_("Rate the item"),
        submit=_("Save the rating"), done=_("The rating is saved."), subject=asked.text,
        notes=tuple(filter(None, (then,))),
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The then-and-now report as a draft PDF."""
    inspection = _follow_up(request, pk)
    body = papers.preview(inspection, "then_and_now", on=clock.today())
    return HttpResponse(body, content_type="application/pdf")


def _follow_up(request: HttpRequest, pk: int) -> Inspection:
    inspection = load(request, pk)
    if inspection.follow_up_of_id is None:
        raise Http404
    return inspection
