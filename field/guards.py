"""What the field work forbids on a check."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

from ecms.core.access import ALLOWED, Answer, Refused
from field.models import Command


def no_conflict_open(inspection: Any, user: Any) -> Answer:
    """The minutes state what the team agreed on: every conflict is decided first."""
    count = Command.objects.filter(inspection=inspection).undecided().count()
    if not count:
        return ALLOWED
    words = ngettext(
        "%(n)d conflict between a device and the case is still to be decided.",
        "%(n)d conflicts between a device and the case are still to be decided.",
        count,
    )
    return Refused(words % {"n": count})
