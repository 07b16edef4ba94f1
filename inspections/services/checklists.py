"""Versions of checklists: published ones never change, a new version begins as a copy."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from inspections.models import Checklist, ChecklistItem
from inspections.services.refusal import Refusal


def publish(checklist: Checklist, *, on: date, by: Any, at: datetime) -> Checklist:
    """From now on this version can be proposed and no longer changed; a repeat does nothing.

    Raises:
        Refusal: it has no questions.
    """
    with transaction.atomic():
        row = Checklist.objects.select_for_update().get(pk=checklist.pk)
        if row.published_on is not None:
            return row
        if not row.items.exists():
            raise Refusal(_("A checklist without questions cannot be published."))
        row.published_on = on
        row.valid_from = row.valid_from or on
        row.save(update_fields=["published_on", "valid_from"])
        log("checklist.published", row, by=by, at=at, data={"version": row.version})
    return row


def new_version(checklist: Checklist, *, by: Any, at: datetime) -> Checklist:
    """A draft with the same questions and the next number; running cases keep theirs."""
    with transaction.atomic():
        versions = Checklist.objects.select_for_update().filter(code=checklist.code)
        last = max(row.version for row in versions)
        copy = Checklist.objects.create(
            code=checklist.code,
            version=last + 1,
            name_vi=checklist.name_vi,
            name_en=checklist.name_en,
        )
        ChecklistItem.objects.bulk_create(
            ChecklistItem(checklist=copy, question=item.question, order=item.order)
            for item in checklist.items.select_related("question")
        )
        log("checklist.drafted", copy, by=by, at=at, data={"version": copy.version})
    return copy
