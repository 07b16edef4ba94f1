"""What violations show on the pages of inspections and enterprises."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise
from inspections.models import Inspection
from violations.models import RemedyOrder, UnsanctionedFinding, ViolationCase
from violations.permissions import can_open
from violations.presenters import lines
from violations.selectors import open_findings
from violations.states import RemedyState

SHOWN = 10


@access(Permission.VIOLATION_READ)
@require_GET
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """Cases from this inspection, and confirmed findings that are in none yet."""
    row = get_visible_or_404(Inspection, request.user, pk=pk)
    cases = ViolationCase.objects.visible_to(request.user).filter(inspection=row)
    context = {
        "inspection": row,
        "cases": lines(cases.for_list()),
        "findings": open_findings(row),
        "left": UnsanctionedFinding.objects.filter(finding__inspection=row).select_related(
            "finding", "recorded_by"
        ),
        "can_open": bool(can_open(row, request.user)),
        "today": clock.today(),
    }
    return render(request, "violations/inspection_panel.html", context)


@access(Permission.VIOLATION_READ)
@require_GET
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """Cases of an enterprise with open fines and remedies."""
    firm = get_visible_or_404(Enterprise, request.user, pk=pk)
    cases = ViolationCase.objects.visible_to(request.user).filter(enterprise=firm)
    owing = list(cases.owing())
    open_remedies = RemedyOrder.objects.visible_to(request.user).filter(case__enterprise=firm)
    context = {
        "enterprise": firm,
        "cases": lines(cases.for_list()[:SHOWN]),
        "count": cases.count(),
        "owed": sum(case.outstanding for case in owing),
        "open_remedies": open_remedies.exclude(state=RemedyState.ACCEPTED).count(),
        "today": clock.today(),
    }
    return render(request, "violations/enterprise_panel.html", context)
