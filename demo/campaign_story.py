"""Two campaigns of a province: one that runs with its checks proposed, one to approve."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from campaigns.filters import meant
from campaigns.models import Campaign
from campaigns.services import opening, preparing
from demo.cast import Cast, cast_of
from ecms.core import clock
from inspections.models import Checklist

# Title, purpose, content, code of the checklist, criteria, size, share at random.
RUNNING = (
    "Tiền lương và thời giờ làm việc trong công nghiệp chế biến",
    "Không còn doanh nghiệp chậm lương quá 15 ngày trong quý I năm sau.",
    "Việc trả lương, làm thêm giờ, tiền lương làm thêm giờ", "TIEN-LUONG", "section=C", 12, 25,
)  # fmt: skip
DRAFT = (
    "An toàn, vệ sinh lao động trong xây dựng",
    "Giảm một nửa số tai nạn ngã cao so với năm trước.",
    "Huấn luyện, thiết bị có yêu cầu nghiêm ngặt, phương tiện bảo vệ cá nhân", "ATVSLD",
    "section=F", 20, 20,
)  # fmt: skip


def tell(code: str, *, today: date, seed: int) -> int:
    """Tell them; returns how many checks were proposed."""
    cast, random = cast_of(code), Random(f"{seed}-campaigns-{code}")
    running = _drawn(RUNNING, cast, today, random)
    _drawn(DRAFT, cast, today, random)
    running = preparing.approve(running, by=cast.director, at=clock.now())
    return opening.open_all(running, by=cast.chief, at=clock.now())


def _drawn(facts: Any, cast: Cast, today: date, random: Random) -> Campaign:
    title, purpose, scope, checklist, criteria, size, share = facts
    rows = Checklist.objects.in_force(today).filter(published_on__lte=today)
    values = {
        "title": title, "purpose": purpose, "scope": scope, "size": size, "random_share": share,
        "team_size": 2, "ground_detail": f"Kế hoạch kiểm tra năm {today.year}",
        "period_from": today + timedelta(days=7), "period_to": today + timedelta(days=75),
        "checked_from": date(today.year - 1, 1, 1), "checked_to": today,
        "checklist": rows.filter(code=checklist).first() or rows.order_by("pk")[0],
    }  # fmt: skip
    campaign = preparing.begin(
        values, submission=UUID(int=random.getrandbits(128), version=4), agency=cast.agency,
        by=cast.chief, at=clock.now(),
    )  # fmt: skip
    return preparing.select(
        campaign, criteria, meant(criteria, cast.chief), by=cast.chief, at=clock.now(),
        seed=f"{random.getrandbits(48):012x}",
    )  # fmt: skip
