"""Letters about reports."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecms.notifications.registry import Letter


def _owner(job: Any) -> list[Any]:
    return [job.requested_by]


def _page(job: Any) -> str:
    return reverse("analytics:report", args=[job.pk])


READY = Letter(
    kind="report.ready",
    title=_("Your report is ready"),
    text=_("Download it within thirty days."),
    recipients=_owner,
    url=_page,
)
FAILED = Letter(
    kind="report.failed",
    title=_("Your report could not be made"),
    text=_("Open it to see why, and ask for it again."),
    recipients=_owner,
    url=_page,
)


def _keeper(saved: Any) -> list[Any]:
    return [saved.saved_by]


def _answer(saved: Any) -> str:
    return f"{reverse('analytics:explorer')}?{saved.address}"


QUESTION = Letter(
    kind="question.answered",
    title=_("The figures you asked for"),
    text=_("Open the answer with the figures of today."),
    recipients=_keeper,
    url=_answer,
)
EVENTS = {
    "view.saved": _("Dashboard or question saved"),
    "view.deleted": _("Dashboard or question deleted"),
    "paper.made": _("Report for signature made"),
    "paper.remarked": _("Remarks on a report"),
    "paper.signed": _("Report signed"),
    "month.confirmed": _("Month confirmed"),
    "month.frozen": _("Month frozen"),
    "indicator.version": _("New version of an indicator"),
    "report.requested": _("Report asked for"),
    "report.made": _("Report made"),
    "report.failed": _("Report could not be made"),
}
