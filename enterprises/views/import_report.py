"""The rows that an import refused, with reasons, to mend and send in again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from enterprises.enums import RowVerdict
from enterprises.models import ImportJob, ImportRow
from enterprises.services.imports.adapters import adapter_for
from enterprises.services.imports.stage import cells_of
from enterprises.views.imports import load
from enterprises.wording import row_words


@access(Permission.ENTERPRISE_IMPORT)
@require_GET
def report(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Refused rows as they stand in the file, then row number and reasons."""
    job = load(request, pk)
    if kind not in WRITERS:
        raise Http404
    titles = [column["header"] for column in job.mapping.get("columns", [])]
    header = [*titles, _("Row"), _("Why it was refused")]
    if adapter_for(job.kind).sealed:
        log("import.report_read", job, by=request.user, at=clock.now())
    return table_response(kind, f"import-{pk}-refused", header, _rows(job, len(titles)))


def _rows(job: ImportJob, width: int) -> Iterator[list[Any]]:
    adapter = adapter_for(job.kind)

    def cells(row: ImportRow) -> list[Any]:
        given = cells_of(row.raw)
        raw = [*given[:width], *[""] * (width - len(given))]
        why = " ".join(row_words(reason, adapter) for reason in row.reasons)
        return [*raw, row.row_number, why]

    refused = job.rows.filter(verdict=RowVerdict.REFUSED).order_by("row_number")
    return bulk.stream(refused, cells)
