"""What complaints say on the one-page sheet of an enterprise: how many, about what, since when.

The sheet is carried into the enterprise: no number, no source, no person.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from ecms.core.formatting import legal_date
from enterprises.briefs import Brief, register_brief
from intake.selectors.complaint import of_enterprise

SHOWN = 4


def lines(user: Any, enterprise: Any) -> list[str]:
    """The latest, each with field, date and state."""
    return [
        _("%(field)s, %(day)s: %(state)s")
        % {
            "field": row.topic or row.get_subject_display(),
            "day": legal_date(row.received_on),
            "state": row.get_state_display(),
        }
        for row in of_enterprise(user, enterprise).select_related("topic")[:SHOWN]
    ]


def register() -> None:
    """Put it on the sheet."""
    label = gettext_lazy("Complaints and tips")
    register_brief(Brief("complaints", label, Permission.COMPLAINT_READ, lines, 80))
