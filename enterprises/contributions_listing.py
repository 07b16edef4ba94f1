"""What the list of the register adds to other modules: exports, and letters about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.documents.exporting import registry
from ecms.notifications import registry as letters
from ecms.notifications.registry import Letter
from ecms.notifications.services import messages


def _owner(job: Any) -> list[Any]:
    return [job.asked_by]


def _page(job: Any) -> str:
    return reverse("documents:export", args=[job.pk])


READY = Letter(
    "export.ready", _("Your export is ready"), _("Download it within seven days."), _owner, _page
)
FAILED = Letter(
    "export.failed",
    _("Your export could not be made"),
    _("Open it to see why, and ask for it again."),
    _owner,
    _page,
)


def tell(job: Any, at: datetime) -> None:
    """Tell the owner of an export how it ended."""
    kind = READY.kind if job.state == "DONE" else FAILED.kind
    messages.tell(kind, job, at=at, turn=str(job.attempts))


def register_all() -> None:
    """Exporters and letters."""
    from enterprises import exporters, exporters_province

    letters.register(READY, FAILED)
    registry.when_ended(tell)
    registry.register(
        registry.Exporter(
            "enterprises", _("List of enterprises"), Permission.ENTERPRISE_READ, ("csv", "xlsx"),
            exporters.tables, exporters.total,
        )
    )  # fmt: skip
    registry.register(
        registry.Exporter(
            "province", _("All records of the province"), Permission.REPORT_EXPORT, ("zip",),
            exporters_province.tables, exporters_province.total, exporters_province.readme,
        )
    )  # fmt: skip
