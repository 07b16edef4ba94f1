"""What the team brings back from a visit: a sample of the payroll and talks with workers."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from demo.names import person
from inspections.models import Inspection
from inspections.services import interviews, samples

TALKS = (
    {"PV-01": "Có hợp đồng nhưng không được giữ bản nào.", "PV-03": "Lương trả ngày 10, tháng "
     "trước chậm 5 ngày.", "PV-07": "Khoảng 50 giờ; không được hỏi trước."},
    {"PV-04": "Chỉ xem bảng lương rồi ký, không được giữ.", "PV-08": "Nghỉ chủ nhật, phép năm "
     "không được nghỉ đủ.", "PV-11": "Được cấp khẩu trang, giày tự mua."},
    {"PV-06": "Từ 7 giờ đến 17 giờ, nghỉ trưa 30 phút.", "PV-10": "Đã huấn luyện một lần khi vào "
     "làm.", "PV-13": "Đi muộn bị trừ tiền chuyên cần."},
)  # fmt: skip
WORK = ("May", "Đóng gói", "Vận hành máy", "Kho")


def bring(case: Inspection, *, on: date, by: Any, at: Any) -> None:
    """What a visit brings; its own randomness leaves the stories as they are."""
    random = Random(case.code)
    sample(case, random, on=on, submission=_number(random), by=by, at=at)
    for _ in range(random.randint(1, 2)):
        talk(case, random, on=on, submission=_number(random), by=by, at=at)


def _number(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def talk(
    case: Inspection, random: Random, *, on: date, submission: UUID, by: Any, at: Any
) -> None:
    """One worker speaks; some give their name."""
    named = random.random() < 0.5
    said = interviews.Talk(
        held_on=on, answers=random.choice(TALKS), work=random.choice(WORK),
        name=person(random) if named else "",
        phone=f"09{random.randrange(10**7, 10**8)}" if named else "",
    )  # fmt: skip
    interviews.record(case, said, submission=submission, by=by, at=at)


def sample(
    case: Inspection, random: Random, *, on: date, submission: UUID, by: Any, at: Any
) -> None:
    """Twelve lines of the payroll of last month, some of them beyond the law."""
    last = on.replace(day=1) - timedelta(days=1)
    rows = [
        {
            "label": f"NV{number:03} {person(random)}", "note": "",
            "figures": {
                "wage": random.choice((4_950_000, 5_400_000, 6_200_000, 7_800_000)),
                "overtime_month": random.choice((12, 28, 40, 56, 66)),
            },
        }
        for number in range(1, 13)
    ]  # fmt: skip
    table = samples.Table(
        "PAYROLL", f"Bảng lương và chấm công tháng {last:%m/%Y}, 12 lao động",
        last.replace(day=1), last, rows, {"wage-month": "I"},
    )  # fmt: skip
    samples.record(case, table, submission=submission, by=by, at=at)
