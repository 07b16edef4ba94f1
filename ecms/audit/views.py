"""The audit trail: of the whole system for administrators, of one thing for its directors."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ecms.audit import timeline
from ecms.audit.filters import AuditFilterForm
from ecms.audit.models import AuditEvent
from ecms.core.access import access
from ecms.core.chips import chips_for
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404

READ = "audit.read"
ADMIN = "admin"
PER_PAGE = 50


@access(READ)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every event, filtered by kind, person and day; administrators only."""
    user: Any = request.user
    if not (user.can(ADMIN) or user.scope.national):
        raise PermissionDenied(_("Open the audit trail from the case you want to examine."))
    form = AuditFilterForm(request.GET)
    events = form.apply(AuditEvent.objects.order_by("-pk"))
    page = paginate(request, events, per_page=PER_PAGE)
    context = {
        "form": form,
        "chips": chips_for(form, request.GET),
        "page": page,
        "rows": [timeline.line(event) for event in page],
    }
    return render(request, "audit/list.html", context)


@access(READ)
@require_GET
def of_thing(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Events, changed fields and readers of one record that the user may see."""
    thing = get_visible_or_404(_scoped_model(app, model), request.user, pk=pk)
    context = {
        "thing": thing,
        "entries": timeline.of(thing, history=True),
        "readings": timeline.reads_of(thing, limit=200),
    }
    return render(request, "audit/of_thing.html", context)


def _scoped_model(app: str, model: str) -> Any:
    try:
        found = ContentType.objects.get_by_natural_key(app, model).model_class()
    except ContentType.DoesNotExist:
        raise Http404 from None
    if found is None or not hasattr(getattr(found, "objects", None), "visible_to"):
        raise Http404
    return found
