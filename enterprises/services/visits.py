"""What the register learns from a visit."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from enterprises.models import Enterprise
from enterprises.services import risk


@transaction.atomic
def record(enterprise: Enterprise, *, on: date, today: date) -> None:
    """Inspectors were there on ``on``; an earlier visit does not move the date back."""
    row = (
        Enterprise.objects.select_for_update(of=("self",))
        .select_related("sector")
        .get(pk=enterprise.pk)
    )
    if row.last_visited_on is None or row.last_visited_on < on:
        row.last_visited_on = on
        Enterprise.objects.filter(pk=row.pk).update(last_visited_on=on)
    fresh = risk.stated(row, on=today)
    risk.record(row, points=fresh.points, reasons=fresh.as_json(), on=today)
