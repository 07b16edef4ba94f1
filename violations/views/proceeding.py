"""One page for each step between the minutes and the decision: a form, its service, one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from law.rules import LawRefusal
from violations import guards_before
from violations.forms import proceeding as f
from violations.forms import records as r
from violations.forms import seizure as z
from violations.forms.decision import SpotForm
from violations.models import Exhibit, ViolationCase
from violations.services import (
    elsewhere,
    executing_elsewhere,
    exhibits,
    hearing,
    inquiry,
    on_spot,
    partly,
    seizure,
    service,
    working,
)
from violations.services.refusal import Refusal
from violations.states import CaseState
from violations.views.detail import sheet_or_reason
from violations.views.steps import came_twice, carried_out, data_of, load, refuse, show_step
from violations.workflow import workflow

Run = Callable[..., Any]


@dataclass(frozen=True)
class Step:
    """The page of a verb. ``run`` gets the case, the values of the form, ``by`` and ``at``."""

    form: type[f.CaseForm]
    run: Run
    intro: str | Promise = ""
    danger: bool = False
    today: tuple[str, ...] = ()  # fields that begin with the day


def _session(case: ViolationCase, *, upload: Any, by: Any, at: Any, **said: Any) -> Any:
    return hearing.hold(case, hearing.Session(**said), upload=upload, by=by, at=at)


def _answer(case: ViolationCase, *, upload: Any, by: Any, at: Any, **said: Any) -> Any:
    row = said.pop("inquiry")
    return inquiry.record(row, inquiry.Answer(**said), upload=upload, by=by, at=at)


def _exhibit(case: ViolationCase, *, by: Any, at: Any, **said: Any) -> Any:
    return exhibits.note(case, exhibits.Thing(**said), by=by, at=at)


def _leave_out(case: ViolationCase, *, act: Any, reason: str, **said: Any) -> Any:
    return exhibits.leave_act_out(act, reason, **said)


def _refused(case: ViolationCase, *, upload: Any, by: Any, at: Any, **said: Any) -> Any:
    return service.record_refusal(case, service.Refused(**said), upload=upload, by=by, at=at)


def _worked(
    case: ViolationCase, *, submission: Any, upload: Any, by: Any, at: Any, **said: Any
) -> Any:
    return working.draw_up(
        case, working.Session(**said), submission=submission, upload=upload, by=by, at=at
    )


def _partly(case: ViolationCase, *, upload: Any, by: Any, at: Any, **said: Any) -> Any:
    return partly.execute_partly(case, partly.Ended(**said), upload=upload, by=by, at=at)


def _longer(case: ViolationCase, *, row: Any, **said: Any) -> Any:
    return seizure.extend(row, **said)


STEPS: dict[str, Step] = {
    "invite_hearing": Step(f.InvitationForm, hearing.invite, gettext_lazy(
        "The invitation is issued with its number; the hearing must lie before the last day of "
        "the decision.")),
    "hold_hearing": Step(f.HearingForm, _session, today=("held_on",)),
    "extend_explanation": Step(f.ExtensionForm, hearing.extend, gettext_lazy(
        "Once, at most five working days, on request of the violator (Art. 61.2). The time for "
        "the decision does not change."), today=("asked_on",)),
    "inquire": Step(f.InquiryForm, inquiry.open_inquiry, gettext_lazy(
        "After the minutes, a verification moves the last day of the decision to one month.")),
    "order_expertise": Step(f.ExpertiseForm, inquiry.open_inquiry, gettext_lazy(
        "The order is issued with its number (MQĐ41); the last day of the decision becomes one "
        "month from the minutes.")),
    "record_inquiry": Step(f.AnswerForm, _answer, today=("result_on",)),
    "take_transfer_back": Step(f.ReturnForm, elsewhere.take_transfer_back, today=("returned_on",)),
    "refer": Step(f.ReferForm, elsewhere.refer, gettext_lazy(
        "The decision on the transfer is issued (MQĐ33) with the list of papers. No time limit "
        "runs until the file comes back."), danger=True),
    "hand_over_file": Step(f.HandOverForm, elsewhere.hand_over, today=("handed_on",)),
    "note_answer": Step(f.DeclinedForm, elsewhere.note_answer, gettext_lazy(
        "The file is due back five working days after this decision (Art. 63)."),
        today=("refused_on",)),
    "take_file_back": Step(f.FileBackForm, elsewhere.take_file_back, gettext_lazy(
        "The time for the decision begins anew with the return of the file (Art. 63.3); the "
        "limitation is one year longer (Art. 6.1c)."), today=("returned_on",)),
    "prosecuted": Step(f.ProsecutedForm, elsewhere.prosecuted, gettext_lazy(
        "The case ends without an administrative sanction."), danger=True),
    "note_exhibit": Step(f.ExhibitForm, _exhibit, today=("taken_on",)),
    "leave_act_out": Step(f.LeaveOutForm, _leave_out, gettext_lazy(
        "The act leaves the sum for good; the other acts of the case go on.")),
    "post_notice": Step(f.NoticeForm, exhibits.post_notice, gettext_lazy(
        "Two notices; one year after the second the exhibits may be confiscated (Art. 126.4)."),
        today=("posted_on",)),
    "draw_up_working_minutes": Step(r.WorkingForm, _worked, gettext_lazy(
        "Where the case is outside your competence or something has to be verified first. The "
        "time for the violation minutes does not change."), today=("on",)),
    "record_refusal": Step(r.RefusedForm, _refused, gettext_lazy(
        "The minutes are issued with their number (MBB06); the decision counts as delivered on "
        "their day, and the time to execute it begins."), today=("on",)),
    "execute_partly": Step(r.PartlyForm, _partly, gettext_lazy(
        "The decision is issued with its number (MQĐ17): the fine is no longer executed; "
        "confiscation and remedial measures go on (Art. 75)."), danger=True),
    "seize": Step(z.SeizureForm, seizure.seize, gettext_lazy(
        "The decision is issued with its number (MQĐ20). The term runs from today: seven working "
        "days, ten where the file was transferred (Art. 125.8).")),
    "extend_seizure": Step(z.LongerForm, _longer, gettext_lazy(
        "The decision is issued with its number (MQĐ21): once, at most one month from the seizure "
        "where something is explained or verified, two in an especially serious case "
        "(Art. 125.8).")),
    "return_seized": Step(z.ReturnForm, seizure.give_back, gettext_lazy(
        "The decision is issued with its number (MQĐ24); the things are noted as given back.")),
    "hand_over_execution": Step(r.ExecutionHandOverForm, executing_elsewhere.hand_over,
        gettext_lazy(
            "Where the violator lives or has its seat in another province and the decision cannot "
            "be executed here. The minutes are issued with their number (MBB29)."),
        today=("handed_on",)),
    "end_execution_elsewhere": Step(r.ExecutionEndForm, executing_elsewhere.end, gettext_lazy(
        "Record receipts and evidence of measures on their own pages as well."),
        today=("returned_on",)),
    "identify": Step(f.IdentifyForm, exhibits.identify, gettext_lazy(
        "Minutes are drawn up anew in the violator’s name; the former ones stay in the file.")),
}  # fmt: skip


@access(Permission.VIOLATION_READ)
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """The page of a step, whose right is that of the verb in the transition table."""
    page = STEPS.get(verb)
    if page is None:
        raise Http404
    case = load(request, pk)
    twice = verb == "record_refusal" and case.state == CaseState.EXECUTING
    twice = twice and came_twice(request, case, "served")
    if not twice and (blocked := refuse(request, case, verb)):
        return blocked  # a form that came twice is compared with what was recorded
    initial = dict.fromkeys(page.today, clock.today())
    form = page.form(*data_of(request), case=case, initial=initial)
    if request.method == "POST" and form.is_valid() and carried_out(
        form, lambda: page.run(case, **form.values(), by=request.user, at=clock.now())
    ):  # fmt: skip
        messages.success(request, _("Recorded: %(step)s.") % {"step": workflow[verb].label})
        return redirect("violations:detail", case.pk)
    label = workflow[verb].label
    return show_step(
        request, case, form, title=label, submit=label, intro=page.intro, danger=page.danger
    )


@access(Permission.VIOLATION_EDIT)
def give_back(request: HttpRequest, pk: int, exhibit: int) -> HttpResponse:
    """Give an exhibit back to its owner, after one question."""
    case = load(request, pk)
    row = get_visible_or_404(Exhibit.objects.select_related("case"), request.user, pk=exhibit,
                             case=case)  # fmt: skip
    if blocked := refuse(request, case, "return_exhibit"):
        return blocked
    form = f.CaseForm(data_of(request)[0], case=case)
    if request.method == "POST" and form.is_valid() and carried_out(
        form, lambda: exhibits.give_back(row, by=request.user, at=clock.now())
    ):  # fmt: skip
        messages.success(request, _("The exhibit was given back."))
        return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Give the exhibit back"), submit=_("Give back"),
        intro=str(row),
    )  # fmt: skip


@access(Permission.VIOLATION_DECIDE)
def sanction_on_spot(request: HttpRequest, pk: int) -> HttpResponse:
    """Warn or fine at once: what it costs, the limit, measures, and the receipt."""
    case = load(request, pk)
    if case.state == CaseState.EXECUTING and came_twice(request, case, "decided"):
        return redirect("violations:detail", case.pk)  # the form came twice
    if blocked := refuse(request, case, "sanction_on_spot"):
        return blocked
    sheet, reason = sheet_or_reason(case)
    form = SpotForm(data_of(request)[0], sheet=sheet or {"acts": []})
    if request.method == "POST" and form.is_valid() and carried_out(form, lambda: on_spot.sanction(
        case, form.order(), receipt=form.cleaned_data["receipt"], by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("The decision was issued and handed over."))
        return redirect("violations:detail", case.pk)
    total, limit = _sum(case)
    return show_step(
        request, case, form, title=_("Sanction on the spot, without minutes"),
        submit=_("Issue the decision"), sheet=sheet, sheet_reason=reason, total=total,
        limit=limit, template="violations/on_spot.html",
    )  # fmt: skip


def _sum(case: ViolationCase) -> tuple[int | None, int | None]:
    try:
        return guards_before.spot_sum(case, on=clock.today())
    except (LawRefusal, Refusal):
        return None, None
