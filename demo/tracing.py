"""Dormitories, buses, shifts, badges and two tracings for some firms of a province."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from accounts.models import User
from demo import names
from ecms.core.secrets import encrypt, keyed_hash
from ecms.core.text import fold
from enterprises.enums import ContractKind, IdentityKind, SharedPlaceKind, TracingPurpose
from enterprises.models import Enterprise, SharedPlace, SharedStay, Spell, Worker
from enterprises.services import badges, shared_places, tracing

FIRMS = 3
PEOPLE = 60  # made for a firm that has no list yet
BUS = "60B12345"  # takes the workers of two firms
WORK = ("Công nhân lắp ráp", "Công nhân may", "Vận hành máy", "Kiểm tra chất lượng", "Thủ kho")
# The second is overcrowded where a firm has hundreds of workers.
HOUSES = (("Nhà ở A", "12 Bùi Văn Hòa", 120), ("Nhà ở B", "Hẻm 5 đường Đồng Khởi", 60))
REASONS = (
    (
        TracingPurpose.ACCIDENT,
        "Điều tra tai nạn máy dập; tìm người làm chứng cùng ca, cùng xưởng.",
    ),
    (TracingPurpose.EXPOSURE, "Rò rỉ dung môi tại xưởng; lập danh sách khám sức khỏe."),
)


def load(code: str, *, today: date, at: datetime, seed: int) -> dict[str, int]:
    """Tell what the workers of ``FIRMS`` firms of province ``code`` share; returns counts."""
    random = Random(seed)
    firms = _firms(code, random, today, at)
    clerk = _somebody(code, "clerk")
    for number, firm in enumerate(firms):
        if not firm.shared_places.exists():
            _share(firm, number, random, today, by=clerk, at=at)
        badges.issue(firm, _workers(firm)[: 25 + 10 * number], by=clerk, at=at)
    asked = _trace(firms, _somebody(code, "chief_inspector"), random, today, at)
    return {"shared places": SharedPlace.objects.filter(enterprise__in=firms).count(),
            "tracings": asked}  # fmt: skip


def _somebody(code: str, role: str) -> Any:
    return User.objects.filter(grants__role__code=role, agency__province__code=code).order_by(
        "pk"
    )[0]


def _firms(code: str, random: Random, today: date, at: datetime) -> list[Enterprise]:
    """Firms with the longest lists; where there are no lists, some people are made up."""
    there = Count("spells", filter=Q(spells__ended_on__isnull=True))
    mine = Enterprise.objects.filter(province__code=code, province__scheme="2025")
    listed = list(mine.annotate(people=there).filter(people__gte=20).order_by("-people")[:FIRMS])
    if len(listed) == FIRMS:
        return listed
    chosen = list(mine.filter(workers__range=(PEOPLE, 400)).order_by("pk")[:FIRMS])
    for firm in chosen:
        _people(firm, random, today, at)
    return chosen


def _people(firm: Enterprise, random: Random, today: date, at: datetime) -> None:
    workers = Worker.objects.bulk_create([_worker(random, at) for _ in range(PEOPLE)])
    Spell.objects.bulk_create(
        Spell(
            worker=worker, enterprise=firm, province_id=firm.province_id,
            started_on=today - timedelta(days=random.randint(70, 1500)),
            job_title=random.choice(WORK), contract=ContractKind.INDEFINITE, is_insured=True,
            trained_until=today + timedelta(days=random.randint(-60, 500)), updated_at=at,
        )
        for worker in workers
    )  # fmt: skip


def _worker(random: Random, at: datetime) -> Worker:
    woman = random.random() < 0.6
    middles, given = (
        (names.MIDDLES_F, names.GIVEN_F) if woman else (names.MIDDLES_M, names.GIVEN_M)
    )
    name = f"{random.choice(names.FAMILIES)} {random.choice(middles)} {random.choice(given)}"
    year = random.randint(1970, 1999)
    number = f"075{int(woman)}{year % 100:02}{random.randrange(10**6):06}"
    return Worker(
        identity=encrypt(number), identity_hash=keyed_hash(f"{IdentityKind.CITIZEN}:{number}"),
        name=name, folded=fold(name), sex="F" if woman else "M", created_at=at,
        born_on=date(year, 3, 1) + timedelta(days=random.randint(0, 300)),
    )  # fmt: skip


def _workers(firm: Enterprise) -> list[int]:
    rows = Spell.objects.filter(enterprise=firm, ended_on__isnull=True).order_by("worker")
    return list(rows.values_list("worker", flat=True).distinct()[:400])


def _facts(firm: Enterprise, number: int) -> Iterator[dict[str, Any]]:
    for shift in "ABC":
        yield {"kind": SharedPlaceKind.SHIFT, "code": f"Ca {shift}"}
    for name, address, room in HOUSES:
        yield {
            "kind": SharedPlaceKind.HOUSING, "code": name, "address": address,
            "ward": firm.ward, "capacity": room, "operator": firm.short_name or firm.name,
        }  # fmt: skip
    yield {
        "kind": SharedPlaceKind.VEHICLE, "code": BUS if number < 2 else "60B67890",
        "address": "Ngã tư Vũng Tàu – khu công nghiệp", "capacity": 45,
        "operator": "Hợp tác xã Vận tải Đồng Tâm",
    }  # fmt: skip


def _share(
    firm: Enterprise, number: int, random: Random, today: date, *, by: Any, at: datetime
) -> None:
    places: dict[str, list[SharedPlace]] = {}
    for facts in _facts(firm, number):
        place = shared_places.declare(firm, facts, by=by, at=at)
        places.setdefault(place.kind, []).append(place)
    stays = []
    for worker in _workers(firm):
        for kind, share in ((SharedPlaceKind.SHIFT, 1.0), (SharedPlaceKind.HOUSING, 0.45),
                            (SharedPlaceKind.VEHICLE, 0.1)):  # fmt: skip
            if random.random() < share:
                first = today - timedelta(days=random.randint(3, 90))
                stays.append(
                    SharedStay(
                        place=random.choice(places[kind]), worker_id=worker, started_on=first
                    )
                )
    SharedStay.objects.bulk_create(stays, ignore_conflicts=True)


def _trace(firms: list[Enterprise], by: Any, random: Random, today: date, at: datetime) -> int:
    """One question about a day at a firm, one about a person of another firm."""
    (accident, witness), (exposure, examined) = REASONS
    day = today - timedelta(days=6)
    tracing.ask_about_site(
        firms[0], None, tracing.Wanted(accident, witness, day, day, ("SITE",)),
        submission=UUID(int=random.getrandbits(128), version=4), by=by, at=at,
    )  # fmt: skip
    there = _workers(firms[1])
    lodgers = SharedStay.objects.filter(
        worker__in=there, place__kind=SharedPlaceKind.HOUSING, ended_on__isnull=True
    )
    chosen = lodgers.order_by("pk").values_list("worker", flat=True).first() or there[0]
    wanted = tracing.Wanted(exposure, examined, today - timedelta(days=20), today)
    tracing.ask_about_worker(
        Worker.objects.get(pk=chosen), wanted,
        submission=UUID(int=random.getrandbits(128), version=4), by=by, at=at,
    )  # fmt: skip
    return 2
