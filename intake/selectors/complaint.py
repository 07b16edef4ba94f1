"""Reads of complaints for other pages: the panel of an enterprise, a proposal, the score."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Agency
from ecms.core.access import ALLOWED, Answer, Refused
from intake.enums.complaint import ComplaintState
from intake.models import Complaint

YEARS = 2  # that count: 24 months


def may_be_checked(user: Any, complaint: Complaint) -> Answer:
    """Whether a check may be proposed from it: a registered enterprise, a text without names."""
    if complaint.enterprise_id is None:
        return Refused(_("Choose the enterprise from the register first."))
    if complaint.state in (ComplaintState.RETURNED, ComplaintState.WITHDRAWN):
        return Refused(_("The complaint was not accepted or was withdrawn."))
    if not complaint.redacted.strip():
        return Refused(_("Write the text without names for the file first."))
    return ALLOWED


def prefill_for_check(user: Any, complaint: Complaint) -> dict[str, Any]:
    """What a proposal of a check takes over: {enterprise, ground, reason, topics, origin}.

    ``ground`` is the code "AD_HOC"; ``reason`` is the text without names that a person wrote,
    as the decision will cite it to the enterprise: nothing tells that somebody complained.

    Raises:
        ValueError: not allowed now (ask :func:`may_be_checked` first).
    """
    if not may_be_checked(user, complaint):
        raise ValueError("no check can be proposed from this complaint")
    reason = _("Signs of a violation: %(text)s") % {"text": complaint.redacted}
    return {
        "enterprise": complaint.enterprise,
        "ground": "AD_HOC",
        "reason": reason,
        "topics": [complaint.topic] if complaint.topic else [],
        "origin": complaint.code,
    }


def departments_elsewhere(complaint: Complaint, *, on: date) -> QuerySet[Agency]:
    """The departments of other provinces, to which it may be handed over."""
    rows = Agency.objects.in_force(on).filter(province__isnull=False, level=complaint.agency.level)
    return rows.exclude(province=complaint.province_id).order_by("name_vi")


def of_enterprise(user: Any, enterprise: Any) -> QuerySet[Complaint]:
    """Complaints about an enterprise in the user's reach, the latest first."""
    rows = Complaint.objects.visible_to(user).filter(enterprise=enterprise)
    return rows.order_by("-received_on", "-pk")


def risk_factor(on: date) -> QuerySet[Complaint, Any]:
    """Complaints of the last 24 months by enterprise, returned and withdrawn ones aside:
    {firm, n}, in the shape that the score of the register counts."""
    since = on - timedelta(days=YEARS * 365)
    counted = Complaint.objects.filter(
        enterprise__isnull=False, received_on__gt=since, received_on__lte=on
    ).exclude(state__in=(ComplaintState.RETURNED, ComplaintState.WITHDRAWN))
    return counted.order_by().values(firm=F("enterprise")).annotate(n=Count("pk"))
