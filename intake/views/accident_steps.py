"""Single steps of an accident: one page asks, one service does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from intake.forms import accident_steps as forms
from intake.models import Accident
from intake.services.accidents import classing, minutes, team
from intake.views.accident_case import (
    REFUSALS,
    by_form,
    load_people,
    refuse,
)
from intake.workflow.accident import workflow

Service = Callable[[Accident, dict[str, Any], Any, datetime], Any]


@dataclass(frozen=True)
class Step:
    """How one verb asks and what carries it out; ``preview`` names the paper it makes."""

    form: type[Any]
    service: Service
    explain: str | Promise
    preview: str = ""
    danger: bool = False
    initial: Callable[[Accident], dict[str, Any]] = field(default=lambda accident: {})


def _call(service: Callable[..., Any], **fixed: Any) -> Service:
    return lambda case, data, by, at: service(case, **data, **fixed, by=by, at=at)


def _today(accident: Accident) -> dict[str, Any]:
    return {"on": clock.today()}


def _extension(accident: Accident) -> dict[str, Any]:
    return {"days": accident.term_days, "reason": accident.extension_reason}


def _meeting(accident: Accident) -> dict[str, Any]:
    return {"on": clock.today(), "place": accident.employer_name}


STEPS: dict[str, Step] = {
    "set_up_team": Step(
        forms.ConfirmForm, _call(team.set_up),
        _("You sign the decision; it gets its number and becomes a PDF. The term has run since "
          "the notice."), preview="decision",
    ),
    "record_team": Step(
        forms.RecordTeamForm, lambda case, data, by, at: team.record(
            case, seats=(), by=by, at=at, **data),
        _("The employer’s decision on its team, the commune’s record or the ministry’s decision."),
        initial=_today,
    ),
    "escalate": Step(
        forms.ReasonForm, _call(team.escalate),
        _("A very serious or complex case: the ministry sets up the team (Art. 35.3)."),
    ),
    "dismiss": Step(
        forms.ReasonForm, _call(minutes.dismiss),
        _("The file ends here and leaves the statistics; its number stays taken."), danger=True,
    ),
    "sign_minutes": Step(
        forms.SignForm, _call(minutes.sign),
        _("The minutes get their number and become a PDF; evidence is frozen."),
        preview="minutes", initial=_today,
    ),
    "receive_minutes": Step(
        forms.ReceiveForm, _call(minutes.receive),
        _("Put the paper itself among the evidence before this step; it is frozen now."),
        initial=_today,
    ),
    "ask_extension": Step(
        forms.ReasonForm, _call(team.ask_extension),
        _("The head of the body decides; one extension is possible (Art. 35.6)."),
    ),
    "extend": Step(
        forms.ExtendForm, _call(team.extend),
        _("Once, at most as long as the term itself (Art. 35.6). The decision becomes a PDF."),
        initial=_extension,
    ),
    "record_extension": Step(
        forms.ExtendForm, _call(team.extend, verb="record_extension"),
        _("As decided by whoever set up the team, at most as long as the term itself "
          "(Art. 35.6)."),
        initial=_extension,
    ),
    "refer": Step(
        forms.ReferForm, _call(minutes.refer),
        _("Signs of a crime: the file goes to the police; the clock stands (Art. 35.7)."),
        initial=_today,
    ),
    "take_back": Step(
        forms.DayForm, _call(minutes.take_back),
        _("The day on which all documents came back; the term begins with it (Art. 35.7)."),
        initial=_today,
    ),
    "prosecute": Step(
        forms.ReasonForm, _call(minutes.prosecute),
        _("The police prosecute; this investigation ends. The accident stays in the statistics."),
    ),
    "announce": Step(
        forms.AnnounceForm,
        lambda case, data, by, at: minutes.announce(case, minutes.Meeting(**data), by=by, at=at),
        _("With this meeting the investigation ends (Art. 35.8). Both minutes go out in three "
          "working days."), initial=_meeting,
    ),
    "send": Step(
        forms.SendForm, _call(minutes.send),
        _("Both minutes, within three working days of the meeting (Decree 39/2016 Art. 13)."),
        initial=_today,
    ),
    "close": Step(
        forms.ConfirmForm, _call(minutes.close),
        _("Nothing is open any more: measures settled, payments recorded, costs recorded."),
    ),
    "reinvestigate": Step(
        forms.ReasonForm, _call(team.reinvestigate),
        _("A new investigation by the higher body, with a new team and a new term."),
        danger=True,
    ),
}  # fmt: skip


@access(Permission.ACCIDENT_READ)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask and do one verb; a second press finds the new state and changes nothing."""
    found = STEPS.get(verb)
    if found is None:
        raise Http404
    accident = load_people(request, pk)
    answer = workflow.answer(accident, verb, request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = found.form(request.POST or None, initial=found.initial(accident))
    if request.method == "POST" and not form.fields:
        form = found.form(request.POST)
    label = workflow[verb].label
    return by_form(
        request, accident, form,
        lambda form: found.service(accident, form.cleaned_data, request.user, clock.now()),
        title=label, submit=label, back="accident", explain=found.explain,
        preview=found.preview, danger=found.danger,
    )  # fmt: skip


@access(Permission.ACCIDENT_EDIT)
@require_POST
def expertise(request: HttpRequest, pk: int) -> HttpResponse:
    """Technical or forensic expertise is needed, or not after all: the term changes."""
    accident = load_people(request, pk)
    needed = request.POST.get("needed") == "1"
    try:
        classing.set_expertise(accident, needed, by=request.user, at=clock.now())
    except REFUSALS as error:
        return refuse(request, error, accident)
    return redirect("intake:accident", pk=accident.pk)
