"""The list as a file: small ones at once, big ones by a worker."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.searches import kept
from ecms.core import clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from ecms.documents import views_exports
from ecms.documents.exporting.jobs import TooLong
from enterprises import exporters


@access(Permission.ENTERPRISE_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list: CSV of any length as a stream, XLSX while it is short."""
    if kind not in WRITERS:
        raise Http404
    asked = exporters.asked_by(request.user, request.GET.urlencode())
    if kind == "xlsx" and asked.everything()[: exporters.DIRECT + 1].count() > exporters.DIRECT:
        messages.info(request, _("The list is long: have the workbook made in the background."))
        return redirect(f"{reverse('enterprises:list')}?{kept(request.GET)}")
    name = f"enterprises-{clock.today():%Y%m%d}"
    response = table_response(kind, name, exporters.header(), exporters.rows(asked))
    if isinstance(response, StreamingHttpResponse) and kind == "csv":
        response.streaming_content = _in_transaction(response.streaming_content)
    return response


def _in_transaction(pieces):  # type: ignore[no-untyped-def]
    """A cursor of the server lives as long as its transaction."""
    with transaction.atomic():
        yield from pieces


@access(Permission.ENTERPRISE_READ)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have a worker make the file."""
    query = kept(QueryDict(request.POST.get("query", "")))
    try:
        job = views_exports.start(
            request, exporter="enterprises", query=query, kind=request.POST.get("kind", ""),
            name=f"enterprises-{clock.today():%Y%m%d}",
        )  # fmt: skip
    except TooLong:
        messages.error(request, _("There are too many filters to keep; choose fewer."))
        return redirect(f"{reverse('enterprises:list')}?{query}")
    except ValueError:
        messages.error(request, _("A list is made as XLSX or CSV."))
        return redirect(f"{reverse('enterprises:list')}?{query}")
    return redirect("documents:export", pk=job.pk)


@access(Permission.REPORT_EXPORT)
@require_POST
def province(request: HttpRequest) -> HttpResponse:
    """Have a worker put all records of the own provinces into an archive."""
    wanted = request.POST.get("province", "")
    query = f"province={wanted}" if wanted.isdecimal() and len(wanted) < 10 else ""
    job = views_exports.start(
        request, exporter="province", query=query, kind="zip",
        name=f"register-{clock.today():%Y%m%d}",
    )  # fmt: skip
    return redirect("documents:export", pk=job.pk)
