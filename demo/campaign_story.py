"""The plan of the year with proposals for the next, and two campaigns of a province: one that
runs with its checks proposed, one to approve."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from campaigns.filters import meant
from campaigns.models import Campaign, Plan, PlanItem
from campaigns.services import opening, planning, preparing
from demo.cast import Cast, cast_of
from ecms.core import clock
from enterprises.models import Sector
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


# Theme, content, section, months, size.
THEMES = (
    (RUNNING[0], RUNNING[2], "C", 1, 12, 40),
    (DRAFT[0], DRAFT[2], "F", 4, 12, 25),
    ("Đóng bảo hiểm xã hội, bảo hiểm thất nghiệp", "Đăng ký, đóng, nợ bảo hiểm", "G", 1, 9, 30),
)
PURPOSE = (
    "Giảm chậm lương và tai nạn lao động tại các ngành có rủi ro cao.\n"
    "Mỗi doanh nghiệp không bị kiểm tra quá một lần trong năm."
)


def tell(code: str, *, today: date, seed: int) -> int:
    """Tell them; returns how many checks were proposed."""
    cast, random = cast_of(code), Random(f"{seed}-campaigns-{code}")
    plan = _planned(cast, today.year, random)
    planning.submit(plan, by=cast.chief, at=clock.now())
    planning.approve(plan, by=cast.director, at=clock.now())
    _planned(cast, today.year + 1, random)
    running = _drawn(RUNNING, cast, today, random)
    _drawn(DRAFT, cast, today, random)
    running = preparing.approve(running, by=cast.director, at=clock.now())
    return opening.open_all(running, by=cast.chief, at=clock.now())


def _planned(cast: Cast, year: int, random: Random) -> Plan:
    """The plan of a year; the inspector proposes for the coming one, the chief for this."""
    plan = planning.begin(year, PURPOSE, agency=cast.agency, by=cast.chief, at=clock.now())
    coming = year > clock.today().year
    sections = Sector.objects.filter(scheme="VSIC2025", level=1)
    for title, scope, section, first, last, size in THEMES:
        planning.add_item(
            plan,
            {"title": title, "scope": scope, "section": sections.filter(code=section).first(),
             "month_from": first, "month_to": last, "size": size},
            submission=UUID(int=random.getrandbits(128), version=4),
            by=cast.inspectors[0] if coming else cast.chief, at=clock.now(),
        )  # fmt: skip
    return plan


def _drawn(facts: Any, cast: Cast, today: date, random: Random) -> Campaign:
    title, purpose, scope, checklist, criteria, size, share = facts
    rows = Checklist.objects.in_force(today).filter(published_on__lte=today)
    values = {
        "title": title, "purpose": purpose, "scope": scope, "size": size, "random_share": share,
        "team_size": 2, "ground_detail": f"Kế hoạch kiểm tra năm {today.year}",
        "item": PlanItem.objects.filter(
            plan__agency=cast.agency, plan__year=today.year, title=title
        ).first(),
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
