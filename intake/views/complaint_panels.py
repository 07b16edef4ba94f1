"""What complaints show on the dossier of an enterprise: kind, topic, date, state; no source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise
from intake.presenters.complaint import state_kind
from intake.selectors.complaint import of_enterprise

SHOWN = 10


@access(Permission.COMPLAINT_READ)
@require_GET
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """Complaints about an enterprise."""
    firm = get_visible_or_404(Enterprise, request.user, pk=pk)
    rows = of_enterprise(request.user, firm)
    shown = [
        {"complaint": row, "kind": state_kind(row.state)}
        for row in rows.select_related("topic")[:SHOWN]
    ]
    context = {"enterprise": firm, "rows": shown, "count": rows.count()}
    return render(request, "intake/complaint_enterprise_panel.html", context)
