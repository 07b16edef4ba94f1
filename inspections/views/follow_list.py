"""Requirements of all cases: what is overdue, waits, or asks for more time; letters by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from ecms.core.listing import asked_tab, list_context, tab_links
from ecms.core.paging import paginate
from inspections.filters_followup import TABS, RequirementFilter, listed
from inspections.models import Requirement
from inspections.presenters_followup import standing_pill
from inspections.services import reminders

BATCH_MOST = 100


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every requirement in reach, with its day and how it stands."""
    form = RequirementFilter(request.GET)
    tab = _tab(request)
    rows = listed(request.user, form, tab=tab, sort=request.GET.get("sort", ""))
    page = paginate(request, rows.for_list().prefetch_related("extensions"))
    today = clock.today()
    context = list_context(request, form, page, tab) | {
        "rows": [(row, *standing_pill(row, today)) for row in page],
        "tabs": tab_links(reverse("inspections:follow_list"), _words(), tab),
        "can_remind": tab in ("overdue", "open") and request.user.can(
            Permission.INSPECTION_APPROVE
        ),
    }  # fmt: skip
    return render(request, "inspections/follow_list.html", context)


def _tab(request: HttpRequest) -> str:
    conducts = request.user.can(Permission.INSPECTION_CONDUCT)
    return asked_tab(request.GET, TABS, "mine" if conducts else "overdue")


def _words() -> dict[str, Any]:
    return {
        "mine": _("I follow up"), "overdue": _("Overdue"), "waiting": _("Evidence to judge"),
        "asked": _("More time asked for"), "open": _("Open"), "all": _("All"),
    }  # fmt: skip


@access(Permission.INSPECTION_APPROVE)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """One reminder letter for each case of the chosen requirements."""
    chosen = [key for key in request.POST.getlist("row") if key.isdecimal()][:BATCH_MOST]
    rows = Requirement.objects.visible_to(request.user).filter(pk__in=chosen)
    batch = reminders.send_batch(
        rows.select_related("inspection"), by=request.user, at=clock.now()
    )
    if not chosen:
        messages.error(request, _("Choose at least one requirement."))
    if batch.sent:
        words = ngettext(
            "%(n)d reminder letter is signed.", "%(n)d reminder letters are signed.",
            len(batch.sent),
        )  # fmt: skip
        messages.success(request, words % {"n": len(batch.sent)})
    for case, reason in batch.refused:
        messages.warning(request, f"{case.code}: {reason}")
    return redirect(f"{reverse('inspections:follow_list')}?tab=overdue")


@access(Permission.INSPECTION_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX."""
    if kind not in WRITERS:
        raise Http404
    form = RequirementFilter(request.GET)
    rows = listed(request.user, form, tab=_tab(request), sort=request.GET.get("sort", ""))
    header = [
        _("File number"), _("Tax code"), _("Enterprise"), _("Kind"), _("What must be put right"),
        _("Due on"), _("State"), _("Amount asked"), _("Amount restored"), _("Workers concerned"),
        _("Workers helped"), _("Put right on"),
    ]  # fmt: skip
    name = f"requirements-{clock.today():%Y%m%d}"
    return table_response(kind, name, header, _cells(rows.for_list()))


def _cells(rows: Any) -> Iterator[list[Any]]:
    def cells(row: Requirement) -> list[Any]:
        firm = row.inspection.enterprise
        return [
            row.inspection.code, firm.tax_code, firm.name, row.get_kind_display(), row.text,
            row.due_on, row.get_state_display(), row.amount, row.amount_done, row.workers,
            row.workers_done, row.settled_on,
        ]  # fmt: skip

    return bulk.stream(rows, cells)
