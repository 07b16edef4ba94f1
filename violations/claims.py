"""Reads of the workers of a case: balances per worker, act and case, and the result in total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import BigIntegerField, Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from law.models import InterestPer
from violations import claim_rules as rules
from violations.models import Act, ClaimTerms, Recovery, ViolationCase, WorkerClaim


@dataclass(frozen=True)
class Line:
    """A worker with the sums received (those that count) and the rate of the act."""

    claim: WorkerClaim
    received: tuple[rules.Received, ...]
    rate: rules.Rate | None
    balance: rules.Balance

    def on(self, day: date) -> rules.Balance:
        """The balance on another day."""
        return rules.balance(self.claim.owed, self.claim.owed_on, self.received, self.rate, day)


def rate_of(terms: ClaimTerms | None) -> rules.Rate | None:
    """The rate of an act; None where none was set."""
    if terms is None:
        return None
    return rules.Rate(terms.percent, terms.rule.per == InterestPer.YEAR)


def terms_of(act: Act) -> ClaimTerms | None:
    """How interest of the act is reckoned."""
    return ClaimTerms.objects.select_related("rule").filter(act=act).first()


def rows_of(act: Act, on: date, *, claims: Iterable[WorkerClaim] | None = None) -> list[Line]:
    """The workers of an act (or ``claims`` of it) with their balances on a day, in 3 queries."""
    rate = rate_of(terms_of(act))
    listed = list(act.claims.all() if claims is None else claims)
    return _lines(listed, {act.pk: rate}, on)


def balance_of(claim: WorkerClaim, on: date) -> rules.Balance:
    """The balance of one worker."""
    [line] = rows_of(claim.act, on, claims=[claim])
    return line.balance


def _lines(claims: list[WorkerClaim], rates: dict[int, rules.Rate | None], on: date) -> list[Line]:
    received: dict[int, list[rules.Received]] = {}
    counted = Recovery.objects.counted().filter(claim__in=[claim.pk for claim in claims])
    for pk, day, amount in counted.values_list("claim_id", "paid_on", "amount"):
        received.setdefault(pk, []).append((day, amount))
    found = []
    for claim in claims:
        sums, rate = tuple(received.get(claim.pk, ())), rates.get(claim.act_id)
        balance = rules.balance(claim.owed, claim.owed_on, sums, rate, on)
        found.append(Line(claim, sums, rate, balance))
    return found


def total(lines: Iterable[Line]) -> rules.Balance:
    """The sum of balances."""
    return reduce(rules.Balance.__add__, (line.balance for line in lines), rules.Balance())


@dataclass(frozen=True)
class ActSums:
    """An act with its workers in sum. ``rights`` are workers who got a right back."""

    act: Act
    terms: ClaimTerms | None
    sums: rules.Balance
    rights: int

    @property
    def without_interest(self) -> bool:
        """Something is owed, and nobody has chosen yet how its interest is computed."""
        return self.terms is None and self.sums.owed > 0

    @property
    def differs(self) -> bool:
        """The list has another number of workers than the act counts."""
        return bool(self.sums.heads and self.act.workers and self.sums.heads != self.act.workers)


def of_case(case: ViolationCase, on: date) -> list[ActSums]:
    """Every act of a case with its sums on a day, in 4 queries."""
    acts = list(case.acts.select_related("provision__instrument").order_by("pk"))
    terms = {row.act_id: row for row in case.claim_terms.select_related("rule")}
    lines = _lines(list(case.claims.all()), {pk: rate_of(row) for pk, row in terms.items()}, on)
    return [
        ActSums(
            act, terms.get(act.pk), total(mine),
            sum(line.claim.right_on is not None for line in mine),
        )
        for act in acts
        for mine in [[line for line in lines if line.claim.act_id == act.pk]]
    ]  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What workers got: distinct ``heads`` on the lists, whole VND owed and received, workers who
    received money, and workers who got a right back."""

    heads: int
    owed: int
    received: int
    paid_heads: int
    rights: int


def with_result(cases: QuerySet[ViolationCase]) -> QuerySet[ViolationCase]:
    """Cases with ``heads``, ``owed``, ``received``, ``paid_heads`` and ``rights`` of their lists.

    For lists and figures: one statement whatever the number of cases. A worker in several acts of
    a case is one head; interest is in what was received, not in what is owed.
    """
    claims = WorkerClaim.objects.filter(case=OuterRef("pk")).order_by().values("case")
    sums = Recovery.objects.counted().filter(case=OuterRef("pk")).order_by().values("case")
    restored = claims.filter(right_on__isnull=False)
    return cases.annotate(
        heads=_sub(claims, Count("person", distinct=True)),
        owed=_sub(claims, Sum("owed")),
        received=_sub(sums, Sum("amount")),
        paid_heads=_sub(sums, Count("claim__person", distinct=True)),
        rights=_sub(restored, Count("person", distinct=True)),
    )


def _sub(rows: Any, what: Any) -> Coalesce:
    found = Subquery(rows.annotate(found=what).values("found"), output_field=BigIntegerField())
    return Coalesce(found, 0, output_field=BigIntegerField())


def result(cases: QuerySet[ViolationCase]) -> Result:
    """The workers' result over ``cases`` (already narrowed to what the user may see)."""
    found = with_result(cases.order_by()).aggregate(
        **{f"all_{name}": Sum(name) for name in Result.__dataclass_fields__}
    )
    return Result(**{name: int(found[f"all_{name}"] or 0) for name in Result.__dataclass_fields__})
