"""What a check followed, and on the pages of complaints and accidents which checks followed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from inspections.models import Inspection, Reinspection
from inspections.presenters import state_kind
from intake.models import Accident, Complaint


def origins_of(inspection: Inspection, user: Any) -> list[tuple[str, str]]:
    """Number and address of what it followed, for who may see that; nobody is named."""
    earlier = (inspection.reinspection_of, inspection.follow_up_of)
    found = [
        (case.code, reverse("inspections:detail", args=[case.pk]))
        for case in earlier
        if case is not None and _sees(Inspection, case.pk, user)
    ]
    if _sees(Complaint, inspection.origin_complaint_id, user):
        url = reverse("intake:complaint", args=[inspection.origin_complaint_id])
        found.append((str(inspection.origin_complaint.code), url))  # type: ignore[union-attr]
    if _sees(Accident, inspection.origin_accident_id, user):
        url = reverse("intake:accident", args=[inspection.origin_accident_id])
        found.append((str(inspection.origin_accident.code), url))  # type: ignore[union-attr]
    return found


def looked_at_again(inspection: Inspection, user: Any) -> list[tuple[str, str]]:
    """Number and address of its re-inspections, for who may see them."""
    rows = Inspection.objects.visible_to(user).filter(reinspection_of=inspection).order_by("pk")
    return [(row.code, reverse("inspections:detail", args=[row.pk])) for row in rows]


def order_of(inspection: Inspection) -> Reinspection | None:
    """The order behind a re-inspection; None for every other case."""
    if inspection.reinspection_of_id is None:
        return None
    return Reinspection.objects.filter(inspection=inspection).first()


def _sees(model: Any, key: int | None, user: Any) -> bool:
    return key is not None and model.objects.visible_to(user).filter(pk=key).exists()


@access(Permission.INSPECTION_READ)
@require_GET
def complaint_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Fragment: the checks that followed a complaint."""
    row = get_visible_or_404(Complaint, request.user, pk=pk)
    return _panel(request, origin_complaint=row)


@access(Permission.INSPECTION_READ)
@require_GET
def accident_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Fragment: the checks that followed an accident."""
    row = get_visible_or_404(Accident, request.user, pk=pk)
    return _panel(request, origin_accident=row)


def _panel(request: HttpRequest, **origin: Any) -> HttpResponse:
    rows = Inspection.objects.visible_to(request.user).filter(**origin).for_list()
    found = [{"case": case, "kind": state_kind(case)} for case in rows.order_by("-pk")]
    return render(request, "inspections/origin_panel.html", {"rows": found})
