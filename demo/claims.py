"""Workers of some violation cases of each province: one list settled, one in part, one open."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid5

from demo import travel
from demo.cast import Cast
from law.models import InterestRule
from violations.models import Act, WorkerClaim
from violations.services import claims, recoveries
from violations.states import CaseState

SPACE = UUID("0d1a7b52-2f0e-4b43-9f2e-51c8a1f4c7d3")
OPEN = (CaseState.MINUTES, CaseState.SUBMITTED, CaseState.DECIDED, CaseState.EXECUTING)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ")
MIDDLE = ("Thị", "Văn", "Ngọc", "Minh")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Hạnh", "Khoa", "Lan", "Mai", "Nam", "Oanh", "Phúc")
TOPICS = ("wages", "social_insurance", "probation", "contract_termination", "female_workers")
MOST = 12  # workers of one list


def tell(cast: Cast, *, today: date) -> None:
    """Lists for three acts that count workers, the newest first."""
    acts = Act.objects.filter(case__agency=cast.agency, case__state__in=OPEN, workers__gt=1)
    owing = acts.filter(provision__topic__code__in=TOPICS)
    found = owing.select_related("case", "provision").order_by("-pk")[:3]
    for place, act in enumerate(found):
        _list(cast, act, today)
        if place < 2:
            _pay(cast, act, today, whole=place == 0)


def _list(cast: Cast, act: Act, today: date) -> None:
    lead = cast.inspectors[0]
    due = min(act.ended_on or act.discovered_on, today) - timedelta(days=30)
    with travel.at(travel.moment(today, 8, 20)) as at:
        for n in range(min(act.workers or 0, MOST)):
            name = f"{FAMILY[n % 10]} {MIDDLE[n % 4]} {GIVEN[(n * 3 + act.pk) % 11]}"
            told = claims.Claimed(name, f"0751900{act.pk % 1000:03d}{n:02d}", f"NV{n + 1:03d}",
                                  620_000 + 35_000 * n, due)  # fmt: skip
            claims.enter(act, told, by=lead, at=at)
        rule = InterestRule.objects.in_force(today).filter(key="si-daily").first()
        if rule is not None and act.provision.code.startswith("BH"):
            claims.set_terms(act, rule, percent=None, source="", by=lead, at=at)


def _pay(cast: Cast, act: Act, today: date, *, whole: bool) -> None:
    lead, key = cast.inspectors[0], uuid5(SPACE, str(act.pk))
    proof = "Bảng lương truy lĩnh có chữ ký nhận"
    with travel.at(travel.moment(today, 8, 40)) as at:
        if whole:
            recoveries.settle(act, paid_on=today, reference=proof, submission=key, by=lead, at=at)
            return
        for claim in WorkerClaim.objects.filter(act=act).order_by("pk")[:4]:
            recoveries.record(
                claim, claim.owed // 2, paid_on=today, reference=proof, submission=key, by=lead,
                at=at,
            )  # fmt: skip
