"""Who confirms a month, freezes it, and signs a report."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from ecms.core.access import ALLOWED, Answer, Refused


def may_confirm(user: Any) -> Answer:
    """The head of a department for its own province."""
    if user.scope.national or not user.can(Permission.INSPECTION_APPROVE):
        return Refused(_("The head of a department confirms its own month."))
    return ALLOWED


def may_close(user: Any) -> Answer:
    """An official who reports for the whole country."""
    if not user.scope.national or not user.can(Permission.REPORT_EXPORT):
        return Refused(_("An official of the ministry freezes a month."))
    return ALLOWED


def may_sign(user: Any) -> Answer:
    """The head of a department for its report, the ministry for the country's."""
    if not user.can(Permission.REPORT_EXPORT):
        return Refused(_("Your role does not make reports."))
    if user.scope.national or user.can(Permission.INSPECTION_APPROVE):
        return ALLOWED
    return Refused(_("The head of the department signs its reports."))
