"""What the register learns from a visit."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from enterprises.models import Enterprise
from enterprises.services import risk
from enterprises.services.survivors import surviving


@transaction.atomic
def record(enterprise: Enterprise, *, on: date, today: date) -> None:
    """Inspectors were there on ``on``; an earlier visit does not move the date back."""
    row = surviving(enterprise)
    if row.last_visited_on is None or row.last_visited_on < on:
        row.last_visited_on = on
        Enterprise.objects.filter(pk=row.pk).update(last_visited_on=on)
    fresh = risk.stated(row, on=today)
    risk.record(row, points=fresh.points, reasons=fresh.as_json(), on=today)
