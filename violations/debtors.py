"""The cases of a body in which money may come in, found by what a line of a statement says."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F

from ecms.core.text import fold
from law.selectors_enforcement import late_rates
from violations import schedules
from violations.models import ViolationCase
from violations.statement_rules import Debtor, Line, signs
from violations.workflow import IN_EXECUTION

_NOBODY = frozenset[int]()


class Book:
    """Read once for a whole statement; what is owed is reckoned only for cases that are named."""

    def __init__(self, agency_id: int, *, today: date) -> None:
        self.agency_id, self.today = agency_id, today
        self._owed: dict[int, Any] = {}
        self._rates = late_rates()

    @cached_property
    def cases(self) -> list[ViolationCase]:
        """Decided cases of the body, the newest first."""
        rows = ViolationCase.objects.filter(agency=self.agency_id, state__in=IN_EXECUTION)
        return list(
            rows.filter(fine_current__gt=0)
            .select_related("enterprise")
            .prefetch_related("rulings__instalments", "payments", "stays")
            .annotate(open=F("fine_current") - F("paid_total"))
        )

    @cached_property
    def _known(self) -> list[tuple[ViolationCase, Debtor]]:
        return [(case, _debtor(case, 0, _NOBODY)) for case in self.cases]

    def near(self, line: Line) -> list[Debtor]:
        """The debtors whom ``line`` names in any way, with what they owe on its day."""
        found = []
        for case, bare in self._known:
            if not signs(line, bare):
                continue
            fresh = self._owed.get(case.pk) or case
            schedules.share_rates(fresh, self._rates)
            owed = owed_on(fresh, line.paid_on)
            found.append(_debtor(fresh, owed, fitting(fresh, line.paid_on)))
        return found

    def forget(self, case_id: int) -> None:
        """A payment came in: read the case anew before the next line."""
        rows = ViolationCase.objects.select_related("enterprise")
        self._owed[case_id] = rows.prefetch_related(
            "rulings__instalments", "payments", "stays"
        ).get(pk=case_id)


def owed_on(case: ViolationCase, on: date) -> int:
    """The rest of the fine and of the surcharge on a day, whole VND."""
    return max((case.fine_current or 0) + schedules.surcharge(case, on) - case.paid_total, 0)


def fitting(case: ViolationCase, on: date) -> frozenset[int]:
    """Sums that a debtor would pay exactly: all, the rest of the fine, the parts of a plan."""
    dues = schedules.dues_of(case)
    sums = {owed_on(case, on), case.outstanding}
    sums |= {amount for _, amount in dues} if len(dues) > 1 else set()
    return frozenset(sums - {0})


def _debtor(case: ViolationCase, owed: int, amounts: frozenset[int]) -> Debtor:
    assert case.decided_on is not None  # noqa: S101 - a constraint of the table
    names = {fold(case.enterprise.name), fold(str(case.subject.get("name") or ""))} - {""}
    return Debtor(
        case=case.pk, code=case.code, decision_number=case.decision_number,
        decided_on=case.decided_on, tax_code=case.enterprise.tax_code or "",
        names=tuple(sorted(names)), owed=owed, amounts=amounts,
    )  # fmt: skip
