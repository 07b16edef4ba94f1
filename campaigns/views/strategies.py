"""Strategic plans: list, the chain with its results, its parts, figures, decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from campaigns.enums import StrategyState
from campaigns.forms import ConfirmForm
from campaigns.forms_plan import ResultForm
from campaigns.forms_strategy import FORMS, BeginStrategyForm, ReadingForm, StrategyForm
from campaigns.models import Indicator, Strategy
from campaigns.presenters_strategy import KINDS, WORDS, chain_rows, links
from campaigns.services import strategy as services
from campaigns.views.base import worked
from ecms.core import clock
from ecms.core.access import access
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from inspections.views.case import REFUSALS, blame, status_of

UNDER = {"issue": "strategy", "objective": "issue", "indicator": "objective", "tool": "objective"}


def load(request: HttpRequest, pk: int) -> Strategy:
    """The plan through what the user may see; 404 otherwise."""
    rows = Strategy.objects.select_related("agency", "begun_by", "approved_by", "closed_by")
    row: Strategy = get_visible_or_404(rows, request.user, pk=pk)
    return row


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Strategic plans, the latest first."""
    page = paginate(request, Strategy.objects.visible_to(request.user).select_related("agency"))
    context = {
        "page": page, "rows": [{"strategy": row, "kind": KINDS[row.state]} for row in page],
        "may_begin": request.user.can(Permission.INSPECTION_ASSIGN),
    }  # fmt: skip
    return render(request, "campaigns/strategies.html", context)


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin one."""
    form = BeginStrategyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            row = services.begin(
                facts, submission=facts.pop("submission"), agency=request.user.agency,
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("campaigns:strategy", pk=row.pk)
    context = {
        "form": form, "title": _("New strategic plan"), "submit": _("Save"),
        "cancel_url": reverse("campaigns:strategies"),
    }  # fmt: skip
    return render(request, "campaigns/strategy_act.html", context, status=status_of(request))


@access(Permission.INSPECTION_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """From the issue to the result."""
    strategy = load(request, pk)
    own = strategy.agency_id in request.user.scope.agency_ids
    may_write = (
        own and strategy.state != StrategyState.CLOSED
        and request.user.can(Permission.INSPECTION_ASSIGN)
    )  # fmt: skip
    context = {
        "strategy": strategy, "kind": KINDS[strategy.state], "issues": chain_rows(strategy),
        "may_write": may_write, "actions": links(strategy, request.user),
    }  # fmt: skip
    return render(request, "campaigns/strategy.html", context)


def _act(
    request: HttpRequest, strategy: Strategy, form: Any, do: Callable[[Any], Any], *, title: str,
    submit: str, done: str, danger: bool = False,
) -> HttpResponse:  # fmt: skip
    url = reverse("campaigns:strategy", args=[strategy.pk])
    if worked(request, form, do):
        messages.success(request, done)
        return redirect(url)
    context = {
        "strategy": strategy, "form": form, "title": title, "submit": submit, "danger": danger,
        "cancel_url": url,
    }  # fmt: skip
    return render(request, "campaigns/strategy_act.html", context, status=status_of(request))


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other title, years or aims."""
    row = load(request, pk)
    return _act(
        request, row, StrategyForm(request.POST or None, row=row),
        lambda form: services.change(row, form.facts(), by=request.user, at=clock.now()),
        title=_("Change the strategic plan"), submit=_("Save"), done=_("Saved."),
    )  # fmt: skip


# --- The chain --------------------------------------------------------------------------------
def _kind(kind: str) -> tuple[Any, Any]:
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _part(strategy: Strategy, kind: str, pk: int) -> Any:
    model, _form = _kind(kind)
    path = model.objects.none().path(model)
    return get_object_or_404(model, pk=pk, **{path: strategy})


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int, kind: str, above: int) -> HttpResponse:
    """One more part below ``above``."""
    row = load(request, pk)
    model, form = _kind(kind)
    parent = row if kind == "issue" else _part(row, UNDER[kind], above)
    return _act(
        request, row, form(request.POST or None),
        lambda form: services.add(row, model, parent, form.facts(), by=request.user,
                                  at=clock.now()),
        title=str(WORDS[kind][0]), submit=_("Save"), done=_("Saved."),
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """Other facts of a part."""
    row = load(request, pk)
    _model, form = _kind(kind)
    thing = _part(row, kind, part)
    return _act(
        request, row, form(request.POST or None, row=thing),
        lambda form: services.change_part(row, thing, form.facts(), by=request.user,
                                          at=clock.now()),
        title=str(WORDS[kind][1]), submit=_("Save"), done=_("Saved."),
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """Take a part out with everything below it."""
    row = load(request, pk)
    thing = _part(row, kind, part)
    return _act(
        request, row, ConfirmForm(request.POST),
        lambda form: services.remove(row, thing, by=request.user, at=clock.now()),
        title=_("Take out “%(title)s” with everything below it") % {"title": thing},
        submit=_("Take out"), done=_("Taken out."), danger=True,
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """The figure of an indicator on a day."""
    row = load(request, pk)
    indicator: Indicator = _part(row, "indicator", part)
    form = ReadingForm(request.POST or None)
    form.fields["on"].initial = clock.today()
    return _act(
        request, row, form,
        lambda form: services.measure(
            indicator, form.facts(), strategy=row, by=request.user, at=clock.now()
        ),
        title=_("Figure of “%(title)s” (%(unit)s)") % {"title": indicator,
                                                       "unit": indicator.unit},
        submit=_("Save"), done=_("Saved."),
    )  # fmt: skip


# --- Decisions --------------------------------------------------------------------------------
@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Themes and campaigns may name its tools from now on."""
    row = load(request, pk)
    return _act(
        request, row, ConfirmForm(request.POST),
        lambda form: services.approve(row, by=request.user, at=clock.now()),
        title=_("Approve the strategic plan"), submit=_("Approve"),
        done=_("The strategic plan is approved."),
    )  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it with its result."""
    row = load(request, pk)
    return _act(
        request, row, ResultForm(request.POST or None),
        lambda form: services.close(
            row, form.cleaned_data["result"], by=request.user, at=clock.now()
        ),
        title=_("Close the strategic plan"), submit=_("Close the strategic plan"),
        done=_("The strategic plan is closed."),
    )  # fmt: skip
