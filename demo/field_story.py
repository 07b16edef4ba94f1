"""Work on site without a network: two devices of a team, what they sent, where they differ.

Told through the services, like everything else; numbers come from the story's own randomness.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils import translation

from ecms.core import clock
from field.models import Checkout
from field.services import devices, outings
from field.services.replaying import take
from inspections.enums import Phase
from inspections.models import Inspection
from inspections.selectors_checklist import entries

CASES = 2
LABELS = ("Máy tính bảng Samsung A9", "Điện thoại iPhone 13")


class _Tablet:
    """A device of one member, with the case checked out to it."""

    def __init__(self, case: Inspection, user: Any, label: str, random: Random, at: Any) -> None:
        self.user, self.random, self.at = user, random, at
        self.device = devices.register(
            self._number(), label=label, agent="Chrome", by=user, at=at
        )  # fmt: skip
        self.out, _new = outings.check_out(
            case, self.device, key=self._number(), by=user, at=at
        )  # fmt: skip

    def _number(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def send(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send one command, as the page would have done it two hours before."""
        item = {
            "id": str(self._number()), "kind": kind, "checkout": str(self.out.key),
            "done_at": (self.at - timedelta(hours=2)).isoformat(), "body": body,
        }  # fmt: skip
        return take(item, device=self.device, by=self.user, at=self.at)


def tell(code: str, *, today: date, seed: int) -> int:
    """Devices for running cases of a province; how many items they sent."""
    if Checkout.objects.exists():
        return 0
    at = clock.now()
    rows = Inspection.objects.filter(province__code=code, phase=Phase.RUNNING, ends_on__gte=today)
    sent = 0
    with translation.override("vi"):
        for number, case in enumerate(rows.order_by("pk")[:CASES]):
            sent += _case(case, Random(seed + number), at, today)
    return sent


def _case(case: Inspection, random: Random, at: Any, today: date) -> int:
    members = [row.user for row in case.team.select_related("user")[:2]]
    if len(members) < len(LABELS):
        return 0
    first, second = (
        _Tablet(case, user, label, random, at) for user, label in zip(members, LABELS, strict=True)
    )
    answered = set(case.answers.values_list("question_id", flat=True))
    open_ones = [
        row.question.code for row in entries(case)
        if row.question.pk not in answered and row.question.answer_type == "YES_NO"
    ]  # fmt: skip
    told = [_answer(first, name, "YES", "Đã xem hồ sơ tại phân xưởng") for name in open_ones[:6]]
    told += [_answer(second, name, "NO", "Không xuất trình được") for name in open_ones[:1]]
    wrong = first.send(
        "visit.record", {"visited_on": str(today + timedelta(days=30)), "outcome": "DONE"}
    )
    told += [wrong, first.send("to_supervisor", {"of": wrong["id"], "why": "Máy bị sai ngày"})]
    devices.contact(first.device, devices.Report(clock=at), at=at)
    waiting = devices.Report(3, at - timedelta(days=2, hours=3), at + timedelta(hours=26), True)
    devices.contact(second.device, waiting, at=at - timedelta(hours=20))
    return len(told)


def _answer(tablet: _Tablet, code: str, value: str, note: str) -> dict[str, Any]:
    return tablet.send("answer", {"question": code, "value": value, "note": note})
