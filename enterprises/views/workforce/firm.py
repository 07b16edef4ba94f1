"""The workforce of an employer: counts, movements, freshness, "nothing has changed"."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Action
from ecms.core.formatting import grouped
from enterprises import selectors_workforce as selectors
from enterprises.models import Enterprise
from enterprises.rules import workforce as rules
from enterprises.services.workforce import spells
from enterprises.views.loaded import load
from enterprises.wording_workforce import GROUP_WORDS

# Groups that an inspector should look at come as warnings; the others only describe.
WATCHED = (
    "no_contract", "contract_over", "contract_soon", "training_over", "training_soon",
    "not_insured", "minors",
)  # fmt: skip
DESCRIBED = ("women", "elderly", "foreign", "part_time", "no_paper")
URGENT = frozenset({"no_contract", "contract_over", "training_over", "not_insured"})


@access(Permission.WORKER_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Counts that lead to their lists, arrivals and departures, what may be done."""
    firm = load(request, pk)
    log_read(firm, by=request.user, at=clock.now(), purpose="workforce")
    context = _summary(firm) | {
        "months": selectors.movements(firm, clock.today()),
        "actions": _actions(request, firm),
        "basis": rules.legal_basis(),
    }
    return render(request, "enterprises/workforce.html", context)


@access(Permission.WORKER_READ)
@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The same in short, for the dossier."""
    firm = load(request, pk)
    context = _summary(firm) | {"month": selectors.movements(firm, clock.today())[0]}
    return render(request, "enterprises/workforce_panel.html", context)


def _summary(firm: Enterprise) -> dict[str, Any]:
    numbers = selectors.counts(firm, clock.today())
    url = reverse("enterprises:workers", args=[firm.pk])
    watched = [_figure(code, numbers[code], url) for code in WATCHED]
    return {
        "firm": firm,
        "numbers": numbers,
        "total": grouped(numbers["total"]),
        "url": url,
        "watched": watched,
        "troubles": [figure for figure in watched if figure["count"]],
        "described": [_figure(code, numbers[code], url) for code in DESCRIBED],
        "bucket": rules.overdue_bucket(firm.workforce_due_on, clock.today()),
        "today": clock.today(),
    }


def _figure(code: str, count: int, url: str) -> dict[str, Any]:
    kind = "neutral"
    if count and code in WATCHED:
        kind = "danger" if code in URGENT else "warning"
    return {
        "code": code, "label": GROUP_WORDS[code], "count": count, "words": grouped(count),
        "kind": kind, "url": f"{url}?group={code}" if count else "",
    }  # fmt: skip


def _actions(request: HttpRequest, firm: Enterprise) -> list[Action]:
    """What may be done: for readers the list, for clerks one arrival, a file, a confirmation."""
    own = [firm.pk]
    found = [
        Action(_("List of the workers"), reverse("enterprises:workers", args=own), icon="list")
    ]
    if request.user.can(Permission.WORKER_EDIT):
        new = reverse("enterprises:import_new")
        found = [
            Action(_("Record an arrival"), reverse("enterprises:worker_arrive", args=own),
                   primary=True, icon="plus-lg"),
            Action(_("Nothing has changed"), reverse("enterprises:workforce_confirm", args=own),
                   method="post", icon="check-circle"),
            *found,
            Action(_("Send a file of changes"), f"{new}?kind=MOVES&employer={firm.tax_code}",
                   icon="upload"),
            Action(_("Send the whole list"), f"{new}?kind=WORKERS&employer={firm.tax_code}",
                   icon="upload"),
        ]  # fmt: skip
    badges = reverse("enterprises:badges", args=own)
    return [*found, Action(_("Badges"), badges, icon="qr-code")]


@access(Permission.WORKER_EDIT)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The employer says that nothing has changed; a second click does nothing."""
    firm = load(request, pk)
    if spells.confirm(enterprise=firm, by=request.user, at=clock.now()):
        messages.success(request, _("Recorded: the list is complete as it stands today."))
    else:
        messages.info(request, _("The list is up to date as of today already."))
    return redirect("enterprises:workforce", pk=firm.pk)
