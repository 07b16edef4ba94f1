"""The list of accidents, its export, the case page, its timeline and documents, the panel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.audit.models import AuditEvent
from ecms.audit.services import log_read
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.components import Action, Tab, actions_from
from ecms.core.exports import WRITERS, table_response
from ecms.core.listing import asked_tab, list_context, tab_links
from ecms.core.paging import paginate
from ecms.core.panels import actions_for
from ecms.core.scoping import get_visible_or_404
from ecms.documents import files
from ecms.documents.services import of as documents_of
from enterprises.models import Enterprise
from intake.accident_presenters import (
    class_kind,
    class_reason,
    clocks,
    document_row,
    entries,
    file_row,
    is_late,
    state_kind,
    term_words,
    toll_words,
    why_words,
)
from intake.filters.accident import TABS, AccidentFilter, default_tab, listed
from intake.models import Accident, Dossier
from intake.permissions.accident import can_edit, can_follow_up
from intake.selectors.accident import of_enterprise, suggested_codes, team_of
from intake.views.accident_case import frame, load, load_people, page
from intake.workflow.accident import workflow

PANEL_ROWS = 20
EVENTS_SHOWN = 200
PAGES = {"propose_team": "accident_team"}


# --- List -------------------------------------------------------------------------------------
@access(Permission.ACCIDENT_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Search, tabs, filters, sorted table; no person is named."""
    form = AccidentFilter(request.GET, user=request.user)
    tab = _tab(request)
    rows = listed(request.user, form, tab=tab, sort=request.GET.get("sort", ""))
    found = paginate(request, rows.for_list())
    national = request.user.scope.national
    context = list_context(request, form, found, tab) | {
        "rows": [_row(case) for case in found],
        "tabs": _tabs(tab, national=national),
        "national": national or tab == "elsewhere",
        "may_declare": request.user.can(Permission.ACCIDENT_EDIT),
    }
    return render(request, "intake/accident_list.html", context)


def _tab(request: HttpRequest) -> str:
    return asked_tab(request.GET, TABS, default_tab(request.user))


def _tabs(current: str, *, national: bool) -> list[Tab]:
    words = {
        "waiting": _("Waiting for me"),
        "mine": _("Mine"),
        "incomplete": _("To complete"),
        "overdue": _("Overdue"),
        "open": _("Open"),
        "all": _("All"),
        "elsewhere": _("Our enterprises elsewhere"),
    }
    if national:  # who only reads completes nothing, and nothing is elsewhere
        del words["elsewhere"], words["incomplete"]
    return tab_links(reverse("intake:accidents"), words, current)


def _row(case: Accident) -> dict[str, Any]:
    return {
        "case": case,
        "kind": state_kind(case.state),
        "class_kind": class_kind(case.class_code),
        "toll": toll_words(case),
        "late": is_late(case, clock.today()),
    }


@access(Permission.ACCIDENT_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX; counts of victims, no names."""
    if kind not in WRITERS:
        raise Http404
    form = AccidentFilter(request.GET, user=request.user)
    rows = listed(request.user, form, tab=_tab(request), sort=request.GET.get("sort", ""))
    rows = rows.for_list().select_related("enterprise", "province", "agency", "cause", "factor")
    header = [
        _("File number"), _("State"), _("Class"), _("Day of the accident"), _("Tax code"),
        _("Enterprise"), _("Province"), _("Place"), _("Dead"), _("Seriously injured"),
        _("Lightly injured"), _("Investigating body"), _("Day of the notice"),
        _("Minutes to be announced by"), _("Announced on"), _("Main cause"),
        _("Injuring factor"), _("Closed on"),
    ]  # fmt: skip
    return table_response(kind, f"accidents-{clock.today():%Y%m%d}", header, _export_rows(rows))


def _export_rows(rows: Any) -> Iterator[list[Any]]:
    def cells(case: Accident) -> list[Any]:
        firm = case.enterprise
        closed = clock.legal_date(case.closed_at) if case.closed_at else None
        return [
            case.code, case.get_state_display(), case.get_class_code_display(), case.occurred_on,
            firm.tax_code if firm else "", case.employer_name, case.province.name, case.place,
            case.victims_dead, case.victims_serious, case.victims_light,
            case.get_level_display(), case.notice_on, case.due_on, case.announced_on,
            case.cause.name if case.cause else "", case.factor.name if case.factor else "",
            closed,
        ]  # fmt: skip

    return bulk.stream(rows, cells)


# --- Case -------------------------------------------------------------------------------------
@access(Permission.ACCIDENT_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, of which class and why, whose turn it is, what is open."""
    accident = load(request, pk)
    log_read(accident, by=request.user, at=clock.now())
    context = frame(request, accident, "accident")
    context |= {
        "actions": _actions(request, accident),
        "clocks": clocks(context["items"]),
        "reason": class_reason(accident),
        "firm_here": accident.enterprise is not None
        and Enterprise.objects.visible_to(request.user).filter(pk=accident.enterprise_id).exists(),
        "term": term_words(accident),
        "toll": toll_words(accident),
        "team": team_of(accident),
        "changes": accident.class_changes.select_related("changed_by"),
        "can_edit": can_edit(accident, request.user),
        "can_expertise": bool(can_edit(accident, request.user))
        and accident.level in ("PROVINCIAL", "CENTRAL"),
        "hints": [
            (row, why_words(why)) for row, why in suggested_codes(accident, on=clock.today())
        ]
        if can_follow_up(accident, request.user)
        else [],
    }
    return page(request, "intake/accident.html", context)


def _actions(request: HttpRequest, accident: Accident) -> list[Action]:
    def url(verb: str) -> str:
        name = PAGES.get(verb)
        if name:
            return reverse(f"intake:{name}", args=[accident.pk])
        return reverse("intake:accident_step", args=[accident.pk, verb])

    offers = [
        offer
        for offer in workflow.offers(accident, request.user)
        if request.user.can(offer.transition.permission)
        and not _elsewhere(accident, offer.transition.verb)
    ]
    own: list[Action] = []
    if can_edit(accident, request.user):
        own = [
            Action(_("Complete the declaration"),
                   reverse("intake:accident_complete", args=[accident.pk]), icon="pencil"),
            Action(_("Add a victim"), reverse("intake:accident_victim_add", args=[accident.pk]),
                   icon="person"),
        ]  # fmt: skip
    return [*actions_from(offers, url), *own, *actions_for("accident", request.user, accident)]


PROVINCIAL = {"propose_team", "set_up_team", "escalate", "sign_minutes", "ask_extension", "extend"}
OTHERS = {"record_team", "receive_minutes", "record_extension"}


def _elsewhere(accident: Accident, verb: str) -> bool:
    """Steps of the other kind of body would only confuse."""
    return verb in (OTHERS if accident.level == "PROVINCIAL" else PROVINCIAL)


@access(Permission.ACCIDENT_READ)
@require_GET
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Official papers and evidence, for those who handle the case."""
    accident = load_people(request, pk)
    dossier = accident.dossier
    context = frame(
        request, accident, "accident_documents",
        documents=[document_row(row) for row in documents_of(dossier)],
        uploads=[file_row(row) for row in files.of(dossier).select_related("uploaded_by")],
    )  # fmt: skip
    return page(request, "intake/accident_documents.html", context)


@access(Permission.ACCIDENT_READ)
@require_GET
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, newest first; events name no person concerned."""
    accident = load(request, pk)
    of = ContentType.objects.get_for_model
    dossier = Dossier.objects.filter(accident=accident).values("pk")
    rows = AuditEvent.objects.filter(
        Q(content_type=of(Accident), object_id=accident.pk)
        | Q(content_type=of(Dossier), object_id__in=dossier)
    )
    shown = entries(rows.order_by("-pk")[:EVENTS_SHOWN])
    return page(
        request,
        "intake/accident_timeline.html",
        frame(request, accident, "accident_timeline", entries=shown),
    )


# --- Panel ------------------------------------------------------------------------------------
@access(Permission.ACCIDENT_READ)
@require_GET
def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Fragment of the dossier of an enterprise: its accidents, newest first."""
    firm = get_visible_or_404(Enterprise, request.user, pk=pk)
    cases = list(of_enterprise(firm, request.user).for_list()[: PANEL_ROWS + 1])
    context = {
        "rows": [_row(case) for case in cases[:PANEL_ROWS]],
        "more": len(cases) > PANEL_ROWS,
        "firm": firm,
        "may_declare": request.user.can(Permission.ACCIDENT_EDIT),
    }
    return render(request, "intake/accident_enterprise_panel.html", context)
