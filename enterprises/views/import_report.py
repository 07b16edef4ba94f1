"""The rows that an import refused, with reasons, to mend and send in again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import bulk
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from enterprises.enums import RowVerdict
from enterprises.models import ImportJob, ImportRow
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
    return table_response(kind, f"import-{pk}-refused", header, _rows(job, len(titles)))


def _rows(job: ImportJob, width: int) -> Iterator[list[Any]]:
    def cells(row: ImportRow) -> list[Any]:
        raw = [*row.raw[:width], *[""] * (width - len(row.raw))]
        return [*raw, row.row_number, " ".join(row_words(reason) for reason in row.reasons)]

    refused = job.rows.filter(verdict=RowVerdict.REFUSED).order_by("row_number")
    return bulk.stream(refused, cells)
