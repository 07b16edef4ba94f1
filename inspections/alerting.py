"""Who is told of many inspections at once; the same people as ``notifications`` names for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from accounts.permissions import Permission
from accounts.selectors import holder_pairs
from ecms.core import clock
from ecms.notifications.registry import Pairs
from inspections.enums import TeamRole
from inspections.models import Inspection, Requirement, TeamMember

Pair = tuple[int, int]  # thing, user


def signatories(pks: Sequence[int]) -> list[Pair]:
    """Who may decide at the body in charge."""
    rows = Inspection.objects.filter(pk__in=pks).values_list("pk", "agency_id")
    return holder_pairs(rows, Permission.INSPECTION_APPROVE, on=clock.today())


def team(pks: Sequence[int]) -> list[Pair]:
    """Every member."""
    rows = TeamMember.objects.filter(inspection__in=pks)
    return list(rows.values_list("inspection_id", "user_id"))


def head(pks: Sequence[int]) -> list[Pair]:
    """The team head, or the proposer while there is none."""
    heads = TeamMember.objects.filter(inspection__in=pks, role=TeamRole.HEAD)
    found = dict(heads.values_list("inspection_id", "user_id"))
    rest = [pk for pk in pks if pk not in found]
    proposers = Inspection.objects.filter(pk__in=rest).values_list("pk", "proposed_by_id")
    return [*found.items(), *proposers]


def both(pks: Sequence[int]) -> list[Pair]:
    """Head and signatories."""
    return [*head(pks), *signatories(pks)]


def nobody(pks: Sequence[int]) -> list[Pair]:
    """No one besides."""
    return []


def of_case(pairs: Pairs) -> Callable[[Sequence[int]], Iterable[Pair]]:
    """The people of the inspection of each requirement."""

    def found(pks: Sequence[int]) -> Iterable[Pair]:
        cases: dict[int, list[int]] = {}
        rows = Requirement.objects.filter(pk__in=pks).values_list("pk", "inspection_id")
        for pk, case in rows:
            cases.setdefault(case, []).append(pk)
        for case, person in pairs(list(cases)):
            for pk in cases[case]:
                yield pk, person

    return found
