"""Rulings on a sanction decision: choose, propose, sign or refuse."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import ALLOWED, Refused, access
from ecms.core.formatting import legal_date, vnd
from ecms.core.refusal import Refusal
from ecms.core.scoping import get_visible_or_404
from violations import presenters
from violations.forms.opening import ReasonForm
from violations.forms.rulings import INTRO, RulingForm
from violations.guards import still_sanctionable
from violations.models import Ruling, ViolationCase
from violations.payment_rules import proposed_parts
from violations.ruling_limits import bounds_of, why_closed
from violations.services import papers, rulings
from violations.states import RELIEFS, RulingKind, RulingState
from violations.views.minutes import pdf
from violations.views.steps import REFUSALS, carried_out, data_of, load, refuse, show_step
from violations.workflow import workflow
from violations.worksheets import language


def _verb(kind: str) -> str:
    return "ask_relief" if kind in RELIEFS else "ask_correction"


@access(Permission.VIOLATION_EXECUTE)
@require_GET
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be asked for, each with its bounds or the reason why not."""
    case = load(request, pk)
    lines = []
    for kind in RulingKind:
        answer = workflow.answer(case, _verb(kind), request.user)
        lines.append(
            {
                "label": kind.label,
                "text": INTRO[kind],
                "url": reverse("violations:ruling_new", args=[pk, kind.value]),
                "refusal": (
                    why_closed(case, kind, on=clock.today()) if answer else str(answer.reason)  # type: ignore[union-attr]
                ),
                "bounds": _bounds(case, kind),
            }
        )
    context = {"case": case, "title": _("Relief, correction, annulment"), "lines": lines}
    return render(request, "violations/rulings.html", context)


def _bounds(case: ViolationCase, kind: str) -> str:
    """The bounds of a relief in words, with the article."""
    if kind not in RELIEFS:
        return ""
    try:
        row, bounds = bounds_of(case, kind, on=clock.today())
    except Refusal as refusal:
        return str(refusal.reason)
    parts = [_("for fines of at least %(least)s") % {"least": vnd(bounds.fine_least)}]
    if bounds.months_most:
        parts.append(_("%(n)d months at most") % {"n": bounds.months_most})
    if bounds.parts_most:
        parts.append(
            _("%(n)d instalments at most, the first at least %(p)d%%")
            % {"n": bounds.parts_most, "p": bounds.first_percent_least or 0}
        )
    basis = row.legal_basis_vi if language() == "vi" else row.legal_basis_en
    return capfirst(f"{', '.join(parts)} ({basis})")


@access(Permission.VIOLATION_EXECUTE)
def new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Propose one ruling; instalments come proposed."""
    case = load(request, pk)
    if kind not in RulingKind.values:
        raise Http404
    if blocked := refuse(request, case, _verb(kind)):
        return blocked
    today = clock.today()
    closed = why_closed(case, kind, on=today)
    if closed and request.method == "GET":  # what was typed meanwhile stays, with the reason
        messages.error(request, closed)
        return redirect("violations:rulings", case.pk)
    form = RulingForm(
        *data_of(request), kind=kind, parts=_proposed(case, kind),
        initial={"submission": uuid.uuid4(), "asked_on": today if kind in RELIEFS else None},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made: list[Ruling] = []
        if carried_out(form, lambda: made.append(rulings.propose(
            case, form.proposal(), submission=form.cleaned_data["submission"],
            upload=form.cleaned_data["upload"], by=request.user, at=clock.now(),
        ))):  # fmt: skip
            messages.success(request, _("The ruling was put before the signatory."))
            return redirect("violations:ruling", case.pk, made[0].pk)
    return show_step(
        request, case, form, title=RulingKind(kind).label, submit=_("Put before the signatory"),
        intro=" ".join(filter(None, (
            str(INTRO[RulingKind(kind)]), _bounds(case, kind), _too_late_anew(case, kind),
        ))),
    )  # fmt: skip


def _too_late_anew(case: ViolationCase, kind: str) -> str:
    """Why a new decision after an annulment could hold no fine any more; empty where it could."""
    answer = still_sanctionable(case, None) if kind == RulingKind.ANNUL else ALLOWED
    if isinstance(answer, Refused):
        return _("For a new decision: %(reason)s") % {"reason": answer.reason}
    return ""


def _proposed(case: ViolationCase, kind: str) -> Any:
    if kind != RulingKind.INSTALMENTS:
        return ()
    try:
        _row, bounds = bounds_of(case, kind, on=clock.today())
    except Refusal:
        return ()
    return proposed_parts(
        bounds, case.fine_current or 0, bounds.parts_most or 2, on=clock.today(),
        effective_on=case.decided_on or clock.today(),
    )  # fmt: skip


def _ruling(request: HttpRequest, pk: int, ruling: int) -> tuple[ViolationCase, Ruling]:
    case = load(request, pk)
    rows = Ruling.objects.select_related("proposed_by", "decided_by", "signed_as__user")
    row = get_visible_or_404(rows, request.user, pk=ruling, case=case)
    row.case = case
    return case, row


@access(Permission.VIOLATION_READ)
@require_GET
def ruling(request: HttpRequest, pk: int, ruling: int) -> HttpResponse:
    """One ruling: what is proposed, and the buttons of the office that issued the decision."""
    case, row = _ruling(request, pk, ruling)
    answer = workflow.answer(case, "rule", request.user)
    context = {
        "case": case,
        "row": row,
        "title": row.get_kind_display(),
        "kind": presenters.state_kind(case.state),
        "instalments": row.instalments.all(),
        "may_decide": bool(answer) and row.state == RulingState.PROPOSED,
        "why_not": "" if answer else str(answer.reason),  # type: ignore[union-attr]
        "state_kind": presenters.RULING_KINDS[RulingState(row.state)],
        "too_late_anew": _too_late_anew(case, row.kind) if row.anew else "",
    }
    return render(request, "violations/ruling.html", context)


@access(Permission.VIOLATION_DECIDE)
@require_POST
def issue(request: HttpRequest, pk: int, ruling: int) -> HttpResponse:
    """Sign the ruling."""
    case, row = _ruling(request, pk, ruling)
    try:
        rulings.issue(row, by=request.user, at=clock.now())
    except REFUSALS as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The ruling was issued."))
    return redirect("violations:ruling", case.pk, row.pk)


@access(Permission.VIOLATION_DECIDE)
def refuse_ruling(request: HttpRequest, pk: int, ruling: int) -> HttpResponse:
    """Refuse what is asked for, with a reason."""
    case, row = _ruling(request, pk, ruling)
    if blocked := refuse(request, case, "refuse_ruling"):
        return blocked
    form = ReasonForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(form, lambda: rulings.refuse(row, reason, by=request.user, at=clock.now())):
            messages.success(request, _("The ruling was refused."))
            return redirect("violations:ruling", case.pk, row.pk)
    return show_step(
        request, case, form, title=_("Refuse the ruling"), submit=_("Refuse"), intro=str(row)
    )


@access(Permission.VIOLATION_READ)
@require_GET
def draft(request: HttpRequest, pk: int, ruling: int) -> HttpResponse:
    """The ruling as it would be signed today."""
    _case, row = _ruling(request, pk, ruling)
    if row.state != RulingState.PROPOSED:
        raise Http404
    name = f"{row.case.code}-{row.kind}-{legal_date(clock.today()).replace('/', '-')}.pdf"
    return pdf(papers.preview_ruling(row, on=clock.today()), name)
