"""Figures of what workers were owed and got, person by person (``violations.claims``)."""

from __future__ import annotations

from analytics.source import Source, total
from violations.models import Recovery, ViolationCase, WorkerClaim

WORKERS = (
    Source("claims_owed", (WorkerClaim, ViolationCase),
           lambda today: WorkerClaim.objects.filter(owed__gt=0), "case__decided_on",
           area="case__province_id", amount=total("owed")),
    Source("claims_paid", (Recovery, ViolationCase), lambda today: Recovery.objects.counted(),
           "paid_on", area="case__province_id", amount=total("amount")),
    Source("rights_restored", (WorkerClaim, ViolationCase),
           lambda today: WorkerClaim.objects.all(), "right_on", area="case__province_id"),
)  # fmt: skip
