"""Pages of the publication of a decision."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from violations import presenters_after
from violations.enforcement_states import PublicationState
from violations.forms.challenges import CorrectionForm, DayForm, PostForm, PublicationForm
from violations.forms.opening import ReasonForm
from violations.models import Publication, ViolationCase
from violations.services import publications
from violations.views.steps import REFUSALS, carried_out, data_of, load, refuse, show_step
from violations.workflow import workflow

S = PublicationState
NEXT = {S.ORDERED: "send", S.SENT: "post", S.POSTED: "remove"}
LABELS = {
    S.ORDERED: gettext_lazy("Record the sending"),
    S.SENT: gettext_lazy("Record the publication"),
    S.POSTED: gettext_lazy("Record the taking down"),
}


@access(Permission.VIOLATION_EXECUTE)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to publish the decision, behind its gate."""
    case = load(request, pk)
    if blocked := refuse(request, case, "propose_publication"):
        return blocked
    form = PublicationForm(data_of(request)[0], initial={"submission": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        made: list[Publication] = []
        if carried_out(form, lambda: made.append(publications.propose(
            case, **form.cleaned_data, by=request.user, at=clock.now()
        ))):  # fmt: skip
            messages.success(request, _("The publication was put before the signatory."))
            return redirect("violations:publication", case.pk, made[0].pk)
    return show_step(
        request, case, form, title=_("Propose to publish the decision"),
        submit=_("Put before the signatory"),
        intro=_("The law allows it only where the violation had serious consequences or a bad "
                "effect on public opinion (Art. 72)."),
    )  # fmt: skip


def _row(request: HttpRequest, pk: int, row: int) -> tuple[ViolationCase, Publication]:
    case = load(request, pk)
    rows = Publication.objects.select_related("signed_as__user", "proposed_by")
    found = get_visible_or_404(rows, request.user, pk=row, case=case)
    found.case = case
    return case, found


@access(Permission.VIOLATION_READ)
@require_GET
def detail(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One publication and its next step."""
    case, found = _row(request, pk, row)
    may = workflow.answer(case, "publish", request.user)
    follow = bool(workflow.answer(case, "follow_publication", request.user))
    proposed = found.state == S.PROPOSED
    sent = found.state in (S.SENT, S.POSTED, S.REMOVED)
    context = {
        "case": case, "row": found, "title": _("Publication of the decision"),
        "state_kind": presenters_after.PUBLICATION_KINDS[S(found.state)],
        "may_decide": bool(may) and proposed,
        "why_not": "" if may or not proposed else str(may.reason),  # type: ignore[union-attr]
        "next": NEXT.get(S(found.state)) if follow else None,
        "next_label": LABELS.get(S(found.state), ""),
        "can_correct": follow and sent and found.corrected_on is None,
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "violations/publication.html", context)


@access(Permission.VIOLATION_DECIDE)
@require_POST
def order(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Sign the letter."""
    case, found = _row(request, pk, row)
    try:
        publications.order(found, by=request.user, at=clock.now())
    except REFUSALS as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The publication was ordered."))
    return redirect("violations:publication", case.pk, found.pk)


@access(Permission.VIOLATION_DECIDE)
def refuse_it(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Refuse the publication with a reason."""
    case, found = _row(request, pk, row)
    if blocked := refuse(request, case, "publish"):
        return blocked
    form = ReasonForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(
            form, lambda: publications.refuse(found, reason, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The publication was refused."))
            return redirect("violations:publication", case.pk, found.pk)
    return show_step(request, case, form, title=_("Refuse the publication"), submit=_("Refuse"))


@access(Permission.VIOLATION_EXECUTE)
def go_on(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Record the next step: sent, published, taken down."""
    case, found = _row(request, pk, row)
    if blocked := refuse(request, case, "follow_publication"):
        return blocked
    verb = NEXT.get(S(found.state))
    if verb is None:
        messages.error(request, _("Nothing is to be recorded in this state."))
        return redirect("violations:publication", case.pk, found.pk)
    kind = PostForm if verb == "post" else DayForm
    form = kind(data_of(request)[0], initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        service = getattr(publications, verb)
        if carried_out(
            form, lambda: service(found, **form.cleaned_data, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The step was recorded."))
            return redirect("violations:publication", case.pk, found.pk)
    return show_step(
        request, case, form, title=LABELS[S(found.state)], submit=_("Record"), intro=found.body
    )


@access(Permission.VIOLATION_EXECUTE)
def correct(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Ask for a correction of what was published."""
    case, found = _row(request, pk, row)
    if blocked := refuse(request, case, "follow_publication"):
        return blocked
    form = CorrectionForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["correction"]
        if carried_out(
            form, lambda: publications.correct(found, words, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The letter of correction was issued."))
            return redirect("violations:publication", case.pk, found.pk)
    return show_step(
        request, case, form, title=_("Correct the publication"), submit=_("Issue the letter")
    )
