"""Letters of the register."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecms.notifications.registry import Letter
from enterprises.models import ImportJob


def senders(job: ImportJob) -> list[Any]:
    """Who sent the list, and who confirmed it."""
    return [user for user in (job.uploaded_by, job.confirmed_by) if user is not None]


def page_of(job: ImportJob) -> str:
    """The page of the import."""
    return reverse("enterprises:import_detail", args=[job.pk])


IMPORT_FINISHED = Letter(
    "import.finished",
    _("An import has ended"),
    _("Open the import to see how many enterprises are new, changed and refused."),
    senders,
    page_of,
)
