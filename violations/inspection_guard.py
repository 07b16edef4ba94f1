"""What violations forbid on a check: it stays open while a violation is not dealt with."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecms.core.access import ALLOWED, Answer, Refused
from inspections.children import Child
from violations.models import ViolationCase
from violations.selectors import open_findings


def open_children(inspection: Any) -> list[Child]:
    """What the page that closes a check lists of this module."""
    cases = ViolationCase.objects.filter(inspection=inspection).open()
    found = [
        Child(
            str(_("Violation case: %(state)s")) % {"state": case.get_state_display()},
            reverse("violations:detail", args=[case.pk]),
            case.code,
        )
        for case in cases
    ]
    url = reverse("inspections:findings", args=[inspection.pk])
    label = str(_("Finding neither in a violation case nor marked as not sanctioned"))
    return found + [Child(label, url, str(row)) for row in open_findings(inspection)]


def no_violation_open(inspection: Any, user: Any) -> Answer:
    """Every confirmed finding is in a case or marked without sanction; no case is open."""
    cases = ViolationCase.objects.filter(inspection=inspection).open().count()
    if cases:
        return Refused(
            ngettext(
                "%(n)d violation case of this check is still open.",
                "%(n)d violation cases of this check are still open.",
                cases,
            )
            % {"n": cases}
        )
    if open_findings(inspection).exists():
        return Refused(
            _("A confirmed finding is neither in a violation case nor marked as not sanctioned.")
        )
    return ALLOWED
