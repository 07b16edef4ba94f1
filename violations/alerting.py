"""Who is told of many violation cases at once; the people whom ``notifications`` names for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from accounts.permissions import Permission
from accounts.selectors import holder_pairs
from ecms.core import clock
from ecms.notifications.registry import Pairs
from violations.models import RemedyOrder, ViolationCase

Pair = tuple[int, int]  # thing, user


def officials(pks: Sequence[int]) -> list[Pair]:
    """Who looks after each case and the team of its inspection."""
    cases = ViolationCase.objects.filter(pk__in=pks)
    rows = cases.values_list("pk", "officer_id", "opened_by_id")
    team = cases.filter(inspection__team__isnull=False).order_by()
    members = team.values_list("pk", "inspection__team__user_id")
    return [*((pk, officer or opener) for pk, officer, opener in rows), *members]


def deciders(pks: Sequence[int]) -> list[Pair]:
    """The signatory where there is one, besides the officials."""
    signing = ViolationCase.objects.filter(pk__in=pks, signatory__isnull=False)
    return [*signing.values_list("pk", "signatory__user_id"), *officials(pks)]


def heads(pks: Sequence[int]) -> list[Pair]:
    """Who may accept remedies at the body in charge."""
    rows = ViolationCase.objects.filter(pk__in=pks).values_list("pk", "agency_id")
    return holder_pairs(rows, Permission.VIOLATION_ACCEPT, on=clock.today())


def nobody(pks: Sequence[int]) -> list[Pair]:
    """No one besides."""
    return []


def of_case(pairs: Pairs) -> Callable[[Sequence[int]], Iterable[Pair]]:
    """The people of the case of each remedy."""

    def found(pks: Sequence[int]) -> Iterable[Pair]:
        cases: dict[int, list[int]] = {}
        for pk, case in RemedyOrder.objects.filter(pk__in=pks).values_list("pk", "case_id"):
            cases.setdefault(case, []).append(pk)
        for case, person in pairs(list(cases)):
            for pk in cases[case]:
                yield pk, person

    return found
