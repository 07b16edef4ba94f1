"""Earlier submissions that may be the same: same person, or same enterprise and like words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from ecms.core.text import fold
from enterprises.models import Enterprise
from intake.enums.complaint import LinkKind
from intake.models import Complainant, Complaint
from intake.services.complaints.identity import Person, hashes

ALIKE = 0.3  # share of common trigrams
SAME_FIRM = 0.15  # enough where the enterprise is the same
BACK = timedelta(days=730)
SHOWN = 8


@dataclass(frozen=True)
class Match:
    """An earlier submission and why it is shown. ``likeness`` 0 to 100."""

    complaint: Complaint
    kind: str
    likeness: int


def find(
    user: Any,
    *,
    summary: str,
    enterprise: Enterprise | None,
    person: Person,
    on: date,
    excluding: int | None = None,
) -> list[Match]:
    """Earlier submissions of two years in the user's reach, the likeliest first."""
    rows = Complaint.objects.visible_to(user).filter(received_on__gte=on - BACK)
    rows = rows.exclude(pk=excluding) if excluding else rows
    same = _of_person(person, enterprise)
    text = fold(summary)
    alike = rows.annotate(near=TrigramSimilarity("folded", text))
    wanted = Q(near__gte=ALIKE)
    if enterprise is not None:
        wanted |= Q(enterprise=enterprise, near__gte=SAME_FIRM)
    wanted |= Q(pk__in=same)
    found = alike.filter(wanted).for_list().order_by("-near", "-pk")[: SHOWN * 2]
    matches = [
        Match(row, LinkKind.REPEAT if row.pk in same else LinkKind.ALIKE, round(row.near * 100))
        for row in found
    ]
    return sorted(matches, key=lambda m: (m.kind != LinkKind.REPEAT, -m.likeness))[:SHOWN]


def _of_person(person: Person, enterprise: Enterprise | None) -> set[int]:
    """Complaints whose hash of identity number or telephone is the same; a name alone counts
    only where neither is known and the enterprise is the same: names are shared, and nobody shall
    fish with them."""
    found = hashes(person)
    wanted = Q(pk__in=[])
    if found["id_hash"]:
        wanted |= Q(id_hash=found["id_hash"])
    if found["phone_hash"]:
        wanted |= Q(phone_hash=found["phone_hash"])
    if found["name_hash"] and enterprise and not (found["id_hash"] or found["phone_hash"]):
        wanted |= Q(name_hash=found["name_hash"], complaint__enterprise=enterprise)
    return set(Complainant.objects.filter(wanted).values_list("complaint_id", flat=True))
