"""What workers received: one sum, the rest of all, a list; taken back; rights; the result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from ecms.core.listing import export_query
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from violations import claims as sums
from violations import presenters_claims
from violations.forms.claims import (
    ReceivedForm,
    RecoverForm,
    ResultFilter,
    RightForm,
    SettleForm,
)
from violations.forms.statements import WhyForm
from violations.models import Recovery, ViolationCase
from violations.services import claims as lists
from violations.services import recoveries as services
from violations.views.claims import list_url, load_act, load_claim, step
from violations.views.steps import REFUSALS, carried_out, data_of, load, refuse


def _facts(form: Any) -> dict[str, Any]:
    data = form.cleaned_data
    return {name: data[name] for name in ("paid_on", "reference", "upload", "submission")}


@access(Permission.VIOLATION_EXECUTE)
def recover(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """What one worker received."""
    case = load(request, pk)
    row = load_claim(request, case, claim)
    if blocked := refuse(request, case, "record_recovery"):
        return blocked
    form = RecoverForm(*data_of(request))
    if request.method == "POST" and form.is_valid():
        amount = form.cleaned_data["amount"]
        if carried_out(form, lambda: services.record(
            row, amount, **_facts(form), by=request.user, at=clock.now()
        )):  # fmt: skip
            messages.success(request, _("The sum was recorded."))
            return redirect("violations:claim", case.pk, row.pk)
    return step(
        request, case, row.act, form, title=_("Sum received"), submit=_("Record"), intro=row.name
    )


@access(Permission.VIOLATION_EXECUTE)
def settle(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Every worker received the rest."""
    case = load(request, pk)
    row = load_act(request, case, act)
    if blocked := refuse(request, case, "record_recovery"):
        return blocked
    form = SettleForm(*data_of(request))
    if request.method == "POST" and form.is_valid() and carried_out(
        form, lambda: services.settle(row, **_facts(form), by=request.user, at=clock.now())
    ):  # fmt: skip
        messages.success(request, _("The sums were recorded, each with its interest."))
        return redirect(list_url(row))
    open_ = sums.total(sums.rows_of(row, clock.today()))
    return step(
        request, case, row, form, title=_("All workers received the rest"), submit=_("Record"),
        balance=open_,
        intro=_("Use it only where the whole rest, interest included, reached every worker."),
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def received(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """A list of what each worker received."""
    case = load(request, pk)
    row = load_act(request, case, act)
    if blocked := refuse(request, case, "record_recovery"):
        return blocked
    form = ReceivedForm(*data_of(request))
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = services.load(row, **form.cleaned_data, by=request.user, at=clock.now())
        except lists.ListRefused as refused:
            problems = presenters_claims.problem_rows(refused.problems)
            form.add_error("upload", str(refused.reason))
        except REFUSALS as refusal:
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else "upload", str(refusal.reason))
        else:
            words = ngettext("%(n)d sum was recorded.", "%(n)d sums were recorded.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect(list_url(row))
    return step(
        request, case, row, form, title=_("List of sums received"), submit=_("Take the list"),
        problems=problems[:200], more=max(len(problems) - 200, 0), sheet="received",
        intro=_("If a row is wrong, nothing is taken."),
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def cancel(request: HttpRequest, pk: int, recovery: int) -> HttpResponse:
    """Take a sum back with a reason."""
    case = load(request, pk)
    rows = Recovery.objects.select_related("claim__act", "case")
    row = get_visible_or_404(rows, request.user, pk=recovery, case=case)
    if blocked := refuse(request, case, "record_recovery"):
        return blocked
    form = WhyForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(
            form, lambda: services.cancel(row, reason=reason, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The sum was taken back."))
            return redirect("violations:claim", case.pk, row.claim_id)
    return step(
        request, case, row.claim.act, form, title=_("Take a sum back"), submit=_("Take back"),
        danger=True, intro=presenters_claims.recovery_words(row),
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def right(request: HttpRequest, pk: int, act: int, claim: int = 0) -> HttpResponse:
    """A right other than money was restored, to one worker or to all of the act."""
    case = load(request, pk)
    row = load_act(request, case, act)
    one = load_claim(request, case, claim) if claim else None
    if blocked := refuse(request, case, "record_recovery"):
        return blocked
    form = RightForm(data_of(request)[0])
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, lambda: services.restore(
            row, one, **form.cleaned_data, by=request.user, at=clock.now()
        ))
    ):  # fmt: skip
        messages.success(request, _("The right was recorded as restored."))
        return redirect(list_url(row))
    return step(
        request,
        case,
        row,
        form,
        title=_("Right restored"),
        submit=_("Record"),
        intro=one.name if one else _("For every worker of the act who still waits for it."),
    )


def _listed(request: HttpRequest) -> tuple[ResultFilter, Any]:
    form = ResultFilter(request.GET or None)
    rows = ViolationCase.objects.visible_to(request.user).filter(claims__isnull=False).distinct()
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if since := chosen.get("since"):
        rows = rows.filter(opened_at__date__gte=since)
    if until := chosen.get("until"):
        rows = rows.filter(opened_at__date__lte=until)
    return form, rows


@access(Permission.VIOLATION_READ)
@require_GET
def result(request: HttpRequest) -> HttpResponse:
    """What workers got, case by case and in total."""
    form, rows = _listed(request)
    page = paginate(request, sums.with_result(rows.select_related("enterprise")).order_by("-pk"))
    context = {
        "form": form, "page": page, "total": sums.result(rows),
        "export_query": export_query(request.GET),
        "changed": any(request.GET.get(name) for name in form.fields),
    }  # fmt: skip
    return render(request, "violations/workers_result.html", context)


@access(Permission.VIOLATION_READ)
@require_GET
def result_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list."""
    if kind not in WRITERS:
        raise Http404
    _form, rows = _listed(request)
    listed = sums.with_result(rows.select_related("enterprise").defer("worksheet"))

    def cells(case: Any) -> list[Any]:
        return [case.code, case.subject.get("name") or case.enterprise.name, case.heads,
                case.owed, case.received, case.paid_heads, case.rights]  # fmt: skip

    header = [_("File number"), _("Enterprise"), _("Workers concerned"), _("Owed to workers"),
              _("Received by workers"), _("Workers paid"), _("Rights restored")]  # fmt: skip
    name = f"workers-result-{clock.today():%Y%m%d}"
    return table_response(kind, name, header, bulk.stream(listed.order_by("pk"), cells))
