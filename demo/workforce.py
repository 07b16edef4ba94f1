"""Lists of workers of the demonstration firms of a province, with spread freshness.

Identity numbers are well formed (century, sex and year fit the person) and begin with 999: no
province and no country was ever given that code, so that no number belongs to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from accounts.models import User
from demo import names
from ecms.core.bulk import copy_in
from ecms.core.secrets import encrypt, keyed_hash
from enterprises.models import Enterprise, Site, Spell, Training, Worker
from enterprises.rules.identity import CITIZEN, FEMALE, MALE, Identity
from enterprises.rules.workforce import name_key
from enterprises.services.workforce import counting

PEOPLE = 6_000
NOBODYS_PLACE = "999"
LIMITS = (5, 400)  # firms of this size have lists
JOBS = (
    "Công nhân may", "Công nhân lắp ráp", "Vận hành máy", "Thợ hàn", "Thợ điện", "Thủ kho",
    "Kiểm tra chất lượng", "Tổ trưởng", "Lái xe", "Nhân viên văn phòng", "Bảo vệ", "Kế toán",
)  # fmt: skip
CONTRACTS = ("INDEF", "FIXED", "PROB", "APPR", "NONE", "")
WEIGHTS = (58, 27, 4, 2, 4, 5)
# How many days ago the lists of the firms came, in turn.
AGES = (3, 20, 45, 12, 70, 150, 9, 210, 33, 260, 5, 400, 60, 25, 15, 90)
WORKER_FIELDS = (
    "id", "identity_kind", "identity", "identity_hash", "name", "folded", "born_on", "sex",
    "nationality", "created_at",
)  # fmt: skip
SPELL_FIELDS = (
    "worker_id", "enterprise_id", "site_id", "province_id", "started_on", "ended_on", "job_title",
    "contract", "contract_until", "is_full_time", "is_insured", "trained_until", "updated_at",
)  # fmt: skip


@transaction.atomic
def load(code: str, *, today: date, at: datetime, seed: int) -> dict[str, int]:
    """Give firms of province ``code`` their workers; returns counts."""
    random = Random(seed)
    firms = _firms(code)
    sites: dict[int, list[int]] = {}
    for firm, site in Site.objects.filter(enterprise__in=firms).values_list("enterprise", "pk"):
        sites.setdefault(firm, []).append(site)
    first = (Worker.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    people = [
        _person(random, number, today) for number in range(sum(f.workers or 0 for f in firms))
    ]
    workers = [[first + n, *person, at] for n, person in enumerate(people)]
    copy_in(Worker._meta.db_table, WORKER_FIELDS, workers)
    spells = list(_spells(random, firms, sites, workers, today, at))
    copy_in(Spell._meta.db_table, SPELL_FIELDS, spells)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('enterprises_worker', 'id'), %s)",
            [first + len(workers)],
        )
    _trainings(random, spells, today)
    _freshness(code, firms, today, at)
    return {"workers": len(workers), "employments": len(spells)}


def _firms(code: str) -> list[Enterprise]:
    """Firms in the order of their keys, until their workers are enough."""
    rows = Enterprise.objects.filter(
        province__code=code, province__scheme="2025", status="ACTIVE", workers__range=LIMITS
    )
    chosen, count = [], 0
    for firm in rows.order_by("pk"):
        if count + (firm.workers or 0) <= PEOPLE:
            chosen.append(firm)
            count += firm.workers or 0
    return chosen


def _person(random: Random, number: int, today: date) -> list[Any]:
    """Columns of a worker between key and moment; a few foreigners, minors and elderly."""
    name = names.person(random)
    woman = any(f" {middle} " in name for middle in ("Thị", "Kim", "Phương"))
    years = random.choices((16, 17, 24, 35, 50, 61, 64), (1, 2, 40, 40, 14, 2, 1))[0]
    born = today - timedelta(days=years * 365 + random.randint(30, 330))
    if random.random() < 0.015:
        paper = Identity("PASSPORT", f"E{random.randint(10_000_000, 99_999_999)}")
        country = random.choice(("CN", "KR", "TW", "JP"))
    else:
        century = (born.year - 1900) // 100 * 2 + woman
        digits = f"{NOBODYS_PLACE}{century}{born.year % 100:02}{number:06}"
        paper, country = Identity(CITIZEN, digits), "VN"
    return [
        paper.kind, "\\x" + encrypt(paper.number).hex(), "\\x" + keyed_hash(paper.key).hex(),
        name, name_key(name), born, FEMALE if woman else MALE, country,
    ]  # fmt: skip


def _spells(
    random: Random, firms: list[Enterprise], sites: dict[int, list[int]],
    workers: list[list[Any]], today: date, at: datetime,
) -> Iterator[list[Any]]:  # fmt: skip
    """Everybody is employed; some came lately, some have left, a few have a second job."""
    turn = iter(workers)
    for firm in firms:
        for _place in range(firm.workers or 0):
            worker = next(turn)
            adult = worker[6] + timedelta(days=16 * 366)
            start = max(adult, today - timedelta(days=int(random.expovariate(1 / 900)) + 1))
            start = min(start, today - timedelta(days=1))
            left = random.random() < 0.04
            last = start + (today - start) * random.random() if left else None
            where = random.choice(sites[firm.pk]) if firm.pk in sites else None
            yield _spell(random, firm, worker[0], start, last, where, today, at)
    for worker in random.sample(workers, 6):  # full time at two employers
        firm = random.choice(firms)
        start = today - timedelta(days=random.randint(20, 60))
        yield _spell(random, firm, worker[0], start, None, None, today, at)


def _spell(
    random: Random, firm: Enterprise, worker: int, start: date, last: date | None,
    site: int | None, today: date, at: datetime,
) -> list[Any]:  # fmt: skip
    contract = random.choices(CONTRACTS, WEIGHTS)[0]
    if contract in ("PROB", "APPR") and today - start > timedelta(days=90):
        contract = "INDEF"
    until = None
    if contract in ("FIXED", "PROB"):
        until = max(start, today + timedelta(days=random.randint(-40, 500)))
    trained = None
    if random.random() < 0.8:
        trained = today + timedelta(days=random.randint(-60, 700))
    insured = random.choices((True, False, None), (88, 8, 4))[0]
    return [
        worker, firm.pk, site, firm.province_id, start, last, random.choice(JOBS), contract,
        until, random.random() > 0.03, insured, trained, at,
    ]  # fmt: skip


def _trainings(random: Random, spells: list[list[Any]], today: date) -> None:
    """Courses behind some of the days until which training is valid."""
    rows = [
        Training(
            worker_id=spell[0], enterprise_id=spell[1], group=random.choice((3, 4, 4, 4, 1, 2)),
            done_on=min(spell[11] - timedelta(days=730), today), valid_until=spell[11],
        )
        for spell in spells[::8]
        if spell[11] is not None
    ]  # fmt: skip
    Training.objects.bulk_create(rows, ignore_conflicts=True)


def _freshness(code: str, firms: list[Enterprise], today: date, at: datetime) -> None:
    """Lists of different ages; firms without workers never sent one."""
    here = Enterprise.objects.filter(province__code=code, province__scheme="2025")
    here.update(workforce_on=None, workforce_due_on=None)
    clerk = User.objects.filter(grants__role__code="clerk", agency__province__code=code)
    by = clerk.order_by("pk")[0]
    for days in sorted(set(AGES), reverse=True):
        turn = [firm.pk for n, firm in enumerate(firms) if AGES[n % len(AGES)] == days]
        counting.refresh(turn, on=today - timedelta(days=days), whole=True, by=by, at=at)
    two = Spell.objects.filter(enterprise__in=firms, ended_on=None).values_list(
        "worker", flat=True
    )
    counting.flag_two_jobs(list(two), at=at)
