"""What pages show of the catalogue of violations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from inspections.models import Inspection
from inspections.presenters import fine_band
from law import search
from law.models import Provision, ViolationTopic
from law.selectors import provisions_in_force

WHOLE_MOST = 200  # of a search; nobody reads further


@dataclass(frozen=True)
class Asked:
    """Words, the day whose decree applies, and an area of law by code ("": any)."""

    text: str = ""
    on: date = date.min
    topic: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text or self.topic)


def wanted(asked: Asked, *, user: Any) -> Sequence[Provision]:
    """Acts that fit, the best first; an area of law in the order of the decree; else none."""
    if asked.text:
        rows = search.search(asked.text, on=asked.on, user=user, limit=WHOLE_MOST)
        return [row for row in rows if asked.topic in ("", row.topic.code)]
    if asked.topic:
        return _in_decree_order(provisions_in_force(on=asked.on).filter(topic__code=asked.topic))
    return []


def _in_decree_order(rows: Any) -> list[Provision]:
    found = rows.prefetch_related("frames", "remedies")
    return sorted(found, key=lambda r: (int(r.article or 0), int(r.clause or 0), r.point, r.code))


def at_hand(near: Collection[str], marked: Collection[str], *, on: date) -> list[Provision]:
    """Before a word is typed: the acts that the question points to, then favourites."""
    rows = provisions_in_force(on=on).filter(code__in={*near, *marked})
    found = {row.code: row for row in rows.prefetch_related("frames", "remedies")}
    order = dict.fromkeys([*near, *sorted(marked)])
    return [found[code] for code in order if code in found]


def lines(
    rows: Collection[Provision], marked: Collection[str], *, organisation: bool | None = None,
    near: Collection[str] = (),
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of a list: the fine of the party, or of both parties where none is given."""
    return [
        {
            "provision": row, "marked": row.code in marked, "near": row.code in near,
            "band": fine_band(row, None, organisation=organisation is not False),
            "person": "" if organisation is not None
            else fine_band(row, None, organisation=False),
        }
        for row in rows
    ]  # fmt: skip


def topics(on: date) -> list[ViolationTopic]:
    """Areas of law with the number of their acts on a day (``acts``), by name."""
    rows = ViolationTopic.objects.filter(provisions__in=provisions_in_force(on=on))
    return list(rows.annotate(acts=Count("provisions")).order_by("name_vi"))


def topics_of(inspection: Inspection) -> list[str]:
    """Codes of the areas of law that the checklist of a check asks about; none without one."""
    if inspection.checklist is None:
        return []
    asked = inspection.checklist.questions.values_list("violation_codes", flat=True)
    codes = {code for row in asked for code in row}
    topics = ViolationTopic.objects.filter(provisions__code__in=codes).distinct()
    return list(topics.order_by("code").values_list("code", flat=True))
