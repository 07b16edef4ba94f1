"""The one-page sheet of an enterprise: to look at, to print, as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from enterprises.briefs import clipped
from enterprises.sheet import ON_SCREEN, as_pdf, sheet_of
from enterprises.views.loaded import load

PURPOSE = "sheet"


@access(Permission.ENTERPRISE_READ)
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands on the sheet, with a link to the PDF."""
    firm = load(request, pk)
    log_read(firm, by=request.user, at=clock.now(), purpose=PURPOSE)
    sheet = sheet_of(firm, request.user, at=clock.now())
    context = {"firm": firm, "parts": clipped(sheet.parts, *ON_SCREEN)}
    return render(request, "enterprises/sheet.html", context)


@access(Permission.ENTERPRISE_READ)
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """One A4 page."""
    firm = load(request, pk)
    log_read(firm, by=request.user, at=clock.now(), purpose=PURPOSE)
    content = as_pdf(sheet_of(firm, request.user, at=clock.now()))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{firm.tax_code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
