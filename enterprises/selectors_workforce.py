"""Reads of the workforce: counts of an employer, lists of workers, who has not updated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from enterprises.enums import ContractKind, EnterpriseStatus
from enterprises.models import Enterprise, Site, Spell, Worker
from enterprises.rules import workforce as rules
from enterprises.rules.identity import FEMALE
from enterprises.services.workforce.counting import years_before

SOON = timedelta(days=30)  # a contract or training that ends within it is marked
MONTHS = 6  # of arrivals and departures that are shown


def _open() -> Q:
    return Q(ended_on__isnull=True)


def elderly(on: date) -> Q:
    """Workers past the retirement age of the year, as a condition on employment."""
    women, men = rules.elderly_since(FEMALE, on), rules.elderly_since("", on)
    is_woman = Q(worker__sex=FEMALE)
    return (is_woman & Q(worker__born_on__lte=women)) | (~is_woman & Q(worker__born_on__lte=men))


def conditions(on: date) -> dict[str, Q]:
    """Groups of employment by what an inspector looks for, under the codes of the filters."""
    soon = on + SOON
    return {
        "women": Q(worker__sex=FEMALE),
        "minors": Q(worker__born_on__gt=years_before(on, rules.ADULT)),
        "elderly": elderly(on),
        "foreign": ~Q(worker__nationality="VN"),
        "no_paper": Q(worker__identity_hash__isnull=True),
        "part_time": Q(is_full_time=False),
        "no_contract": Q(contract=ContractKind.NONE),
        "contract_unknown": Q(contract=""),
        "contract_soon": Q(contract_until__gte=on, contract_until__lte=soon),
        "contract_over": Q(contract_until__lt=on),
        "training_soon": Q(trained_until__gte=on, trained_until__lte=soon),
        "training_over": Q(trained_until__lt=on),
        "training_none": Q(trained_until__isnull=True),
        "insured": Q(is_insured=True),
        "not_insured": Q(is_insured=False),
    }


def counts(enterprise: Enterprise, on: date) -> dict[str, int]:
    """Open employment of an employer by group, in one statement; ``total`` is all of it."""
    groups = {code: Count("pk", filter=condition) for code, condition in conditions(on).items()}
    rows = Spell.objects.filter(_open(), enterprise=enterprise)
    return dict(rows.aggregate(total=Count("pk"), **groups))


@dataclass(frozen=True)
class Month:
    """Arrivals and departures of a month."""

    first: date
    arrived: int
    left: int


def movements(enterprise: Enterprise, on: date) -> list[Month]:
    """The last months, the present one first, in one statement."""
    months = _months(on)
    wanted = {}
    for index, (first, last) in enumerate(months):
        wanted[f"arrived{index}"] = Count("pk", filter=Q(started_on__range=(first, last)))
        wanted[f"left{index}"] = Count("pk", filter=Q(ended_on__range=(first, last)))
    since = months[-1][0]
    rows = Spell.objects.filter(
        Q(started_on__gte=since) | Q(ended_on__gte=since), enterprise=enterprise
    )
    found = rows.aggregate(**wanted)
    return [
        Month(first, found[f"arrived{index}"], found[f"left{index}"])
        for index, (first, _last) in enumerate(months)
    ]


def _months(on: date) -> list[tuple[date, date]]:
    """First and last day of the present month and of those before it."""
    found = []
    first = on.replace(day=1)
    for _index in range(MONTHS):
        following = (first + timedelta(days=31)).replace(day=1)
        found.append((first, following - timedelta(days=1)))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def workers_of(
    enterprise: Enterprise, *, on: date, words: str = "", group: str = "", site: str = "",
    gone: bool = False,
) -> QuerySet[Spell]:  # fmt: skip
    """Employment of an employer by name; those who left last first where ``gone``.

    ``words`` are looked for in the name without accents; ``site`` is a key or "none".
    """
    rows = Spell.objects.filter(enterprise=enterprise, ended_on__isnull=not gone)
    for word in rules.name_key(words).split():
        rows = rows.filter(worker__folded__contains=word)
    if group:
        rows = rows.filter(conditions(on)[group])
    if site:
        rows = rows.filter(site__isnull=True) if site == "none" else rows.filter(site=int(site))
    order = ("-ended_on", "worker__folded", "pk") if gone else ("worker__folded", "pk")
    return rows.select_related("worker", "site").order_by(*order)


def spells_of(worker: Worker, user: Any) -> QuerySet[Spell]:
    """Employment of a worker within the user's scope, the present first."""
    rows = Spell.objects.visible_to(user).filter(worker=worker)
    return rows.select_related("enterprise", "site").order_by(
        F("ended_on").desc(nulls_first=True), "-started_on", "-pk"
    )


def sites_of(enterprise: Enterprise) -> QuerySet[Site]:
    """Sites where somebody may work."""
    return Site.objects.filter(enterprise=enterprise, closed_on__isnull=True)


# --- Who has not updated ------------------------------------------------------------------
def employers(user: Any, province: int | None = None) -> QuerySet[Enterprise]:
    """Enterprises at work that should report their workforce, within the user's scope."""
    rows = Enterprise.objects.visible_to(user).filter(
        status=EnterpriseStatus.ACTIVE, merged_into__isnull=True
    )
    return rows.filter(province=province) if province else rows


AGES = ("late", "late180", "late90", "late30", "fresh", "never")


def age_condition(age: str, today: date) -> Q:
    """Enterprises whose list is so old; ages as ``rules.overdue_bucket`` names them."""
    if age == "never":
        return Q(workforce_due_on__isnull=True)
    if age == "fresh":
        return Q(workforce_due_on__gte=today)
    if age == "overdue":
        return Q(workforce_due_on__lt=today)
    limits = {f"late{days}": days for days in rules.BUCKETS}
    most = limits.get(age)
    fewer = [days for days in rules.BUCKETS if most is None or days < most]
    latest = today - timedelta(days=(max(fewer) if fewer else 0) + 1)
    condition = Q(workforce_due_on__lte=latest)
    if most is not None:
        condition &= Q(workforce_due_on__gte=today - timedelta(days=most))
    return condition


def ages(rows: QuerySet[Enterprise], today: date) -> dict[str, int]:
    """How many enterprises have a list of each age, in one statement."""
    wanted = {age: Count("pk", filter=age_condition(age, today)) for age in AGES}
    return dict(rows.order_by().aggregate(**wanted))


def stale(rows: QuerySet[Enterprise], *, age: str, today: date) -> QuerySet[Enterprise]:
    """Overdue first, the longest overdue at the head; then those that never sent a list."""
    if age:
        rows = rows.filter(age_condition(age, today))
    rows = rows.select_related("ward", "province").defer("folded", "provenance", "risk_reasons")
    if age == "never":
        return rows.order_by(F("workers").desc(nulls_last=True), "pk")
    return rows.order_by(F("workforce_due_on").asc(nulls_last=True), "pk")
