"""What people are told besides their deadlines: leaders' tasks on cases, searches that found
something, a mail that came back."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict

from accounts import searches
from accounts.models import SavedSearch
from accounts.services import searches as saving
from campaigns.about import KINDS
from campaigns.services import directives
from demo import travel
from demo.cast import Cast, cast_of
from ecms.notifications.enums import Channel, Outcome, Purpose
from ecms.notifications.models import Delivery, Dispatch
from ecms.notifications.rules_returns import Return
from ecms.notifications.services import returns
from inspections.models import Inspection
from law.selectors import working_calendar

# Days after today until which it is to be answered (past: nobody did), words, what is wanted.
OVERDUE_CASE = (
    4, "Làm rõ vì sao cuộc kiểm tra chậm kết thúc",
    "Báo cáo nguyên nhân chậm, việc còn lại và ngày kết thúc; đề xuất gia hạn nếu cần.",
)  # fmt: skip
UNPAID_FINE = (
    -2, "Đôn đốc nộp phạt, chuẩn bị cưỡng chế",
    "Làm việc với doanh nghiệp về kế hoạch nộp; nếu không nộp thì đề xuất cưỡng chế.",
)  # fmt: skip
GIVEN = 10  # days before today
# List, name and filters of the searches of the chief; they tell since so many days.
SEARCHES = (
    ("inspections:list", "Cuộc kiểm tra theo kế hoạch", "ground=PLAN&tab=all"),
    ("violations:list", "Hồ sơ vi phạm mới", "tab=all"),
)
NEWEST = 3  # matches that came since
BOUNCED = "550 5.1.1 <{address}>: Recipient address rejected: User unknown"


def tell(code: str, *, today: date, seed: int) -> int:
    """Tell them; returns how many tasks, searches and returned mails there are."""
    cast, random = cast_of(code), Random(f"{seed}-alerts-{code}")
    return _tasks(cast, today, random) + _searches(cast, today) + _returned(cast, today)


def _tasks(cast: Cast, today: date, random: Random) -> int:
    late = Inspection.objects.open().filter(agency=cast.agency, ends_on__lt=today)
    unpaid = KINDS["violation"].model._default_manager.filter(
        agency=cast.agency, state="EXECUTING"
    ).order_by("pk")  # fmt: skip
    told = 0
    for to, thing, (days, title, text) in (
        (cast.chief, late.order_by("-ends_on", "pk").first(), OVERDUE_CASE),
        (cast.inspectors[0], unpaid.first(), UNPAID_FINE),
    ):
        if thing is None:
            continue
        with travel.at(_moment(today - timedelta(days=GIVEN), 9)) as at:
            directives.give(
                {"to": to, "title": title, "text": text, "due_on": today + timedelta(days=days),
                 "content_type": ContentType.objects.get_for_model(thing), "object_id": thing.pk},
                submission=UUID(int=random.getrandbits(128), version=4), by=cast.director, at=at,
            )  # fmt: skip
        told += 1
    return told


def _searches(cast: Cast, today: date) -> int:
    """Kept some weeks ago; the newest matches came since, and their owner was told."""
    owner, kept = cast.chief, 0
    for code, name, query in SEARCHES:
        place = searches.place(code)
        if place is None:
            continue
        with travel.at(_moment(today - timedelta(days=GIVEN), 10)) as at:
            row = saving.save(place=place, name=name, query=query, by=owner, at=at)
        matches = place.rows(owner, QueryDict(query)).order_by("pk").values_list("pk", flat=True)
        known = list(matches)[:-NEWEST]
        SavedSearch.objects.filter(pk=row.pk).update(alerts=True, known=known)
        kept += 1
    with travel.at(_moment(today, 7)) as at:
        saving.tell_all(at=at)
    return kept


def _returned(cast: Cast, today: date) -> int:
    """A digest of the last working day that the mail server gave back."""
    person: Any = cast.inspectors[2]
    at = _moment(today - timedelta(days=1), 7)
    row = Dispatch.objects.create(
        key=f"digest:{person.pk}:{at:%Y%m%d}", recipient=person, channel=Channel.MAIL,
        purpose=Purpose.DIGEST, day=at.date(), address=person.email, state=Outcome.SENT,
        attempts=1, next_try_at=at, sent_at=at, reference=f"<digest-{person.pk}@ecms>",
    )  # fmt: skip
    Delivery.objects.filter(recipient=person, created_at__lt=at).update(digest=row)
    why = BOUNCED.format(address=person.email)
    with travel.at(at + timedelta(minutes=4)) as later:
        notice = Return(quoted="", why=why, is_dead=True)
        return int(returns.came_back(row.pk, notice, at=later))


def _moment(day: date, hour: int) -> Any:
    """An hour of the last working day up to ``day``."""
    while not working_calendar().is_working_day(day):
        day -= timedelta(days=1)
    return travel.moment(day, hour)
