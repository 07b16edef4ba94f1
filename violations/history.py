"""The record of a violator in this system: what earlier cases make of the acts of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from law.enums import TermUnit
from law.rules import Reference
from violations.history_rules import Earlier, Finding, Hit, Periods, judge
from violations.models import Act, ViolationCase
from violations.states import DUE_STATES, CaseState
from violations.workflow import UNDECIDED
from violations.worksheets import law_of

REPEATED = "A-b"  # several times; recidivism (art. 10.1b)
OPEN = (CaseState.DETECTED, *UNDECIDED)
DONE = (
    CaseState.DECIDED,
    *DUE_STATES,
    CaseState.EXECUTED,
    CaseState.LAPSED,
    CaseState.CLOSED,
)


@dataclass(frozen=True)
class Line:
    """One earlier act of the record, in words; ``weighed`` where it is noted already."""

    act: Act
    earlier: ViolationCase
    finding: str
    words: str
    weighed: bool

    @property
    def to_weigh(self) -> bool:
        """Recidivism that nobody has noted as an aggravating circumstance."""
        return self.finding == Finding.REPEAT and not self.weighed


def periods(law: Reference, on: date) -> Periods:
    """The periods in force on a day, in months. Raises LawRefusal where one is missing."""
    return Periods(*(
        _months(law.deadline(key, on))
        for key in ("CLEAN_RECORD_WARNING", "CLEAN_RECORD_OTHER", "EXECUTION_LIMITATION")
    ))  # fmt: skip


def _months(deadline: Any) -> int:
    return int(deadline.value) * (12 if deadline.unit == TermUnit.YEARS else 1)


def record_of(case: ViolationCase, user: Any) -> list[Line]:
    """Earlier acts of the same party with the same codes that the user may see, newest first.

    Three statements of SQL, however many cases there are.
    """
    acts = list(case.acts.select_related("provision"))
    rows = (
        Act.objects.visible_to(user)
        .filter(
            case__enterprise=case.enterprise_id, case__party=case.party,
            case__state__in=(*OPEN, *DONE),
            provision__code__in={act.provision.code for act in acts},
        )
        .exclude(case=case.pk)
        .select_related("provision", "case")
        .order_by("-pk")
    )  # fmt: skip
    earlier = list(rows)
    if not earlier:
        return []
    on = case.decided_on or clock.today()
    limits = periods(law_of(case), on)
    noted = list(case.circumstances.filter(code=REPEATED).values_list("act", flat=True))
    return [
        Line(act, row.case, hit.finding, _words(row, hit), None in noted or act.pk in noted)
        for act in acts
        for row in earlier
        if row.provision.code == act.provision.code
        and (hit := _judged(act, row, on=on, limits=limits))
    ]


def _judged(act: Act, row: Act, *, on: date, limits: Periods) -> Hit | None:
    decided = row.case.decided_on if row.case.state in DONE else None
    executed = row.case.executed_at
    earlier = Earlier(
        act=row.pk, code=row.provision.code, warning=not row.frame_max, decided_on=decided,
        executed_on=clock.legal_date(executed) if executed else None,
        limitation_ends_on=row.case.limitation_ends_on,
    )  # fmt: skip
    day = act.ended_on or act.discovered_on
    return judge(earlier, began_or_ended_on=day, on=on, periods=limits)


def _words(row: Act, hit: Hit) -> str:
    """Why, with the dates that decide: the evidence of the circumstance."""
    case = row.case
    if hit.finding == Finding.SEVERAL:
        return _(
            "The same act stands in the file %(code)s, not decided yet. Acts committed several "
            "times are sanctioned one by one; it aggravates only where the decree says so "
            "(Art. 3.1d of the Law)."
        ) % {"code": case.code}
    told = {
        "number": case.decision_number or case.code,
        "decided": legal_date(case.decided_on),
        "clean": legal_date(hit.clean_on),
    }
    if hit.finding == Finding.CLEAN:
        return (
            _(
                "Sanctioned for the same act by decision %(number)s of %(decided)s; the record "
                "has been clean since %(clean)s, so this is no recidivism (Art. 7)."
            )
            % told
        )
    if case.executed_at is not None:
        told["executed"] = legal_date(clock.legal_date(case.executed_at))
        return (
            _(
                "Sanctioned for the same act by decision %(number)s of %(decided)s, executed on "
                "%(executed)s; the record is clean only from %(clean)s: recidivism (Art. 7)."
            )
            % told
        )
    return (
        _(
            "Sanctioned for the same act by decision %(number)s of %(decided)s, which is not "
            "executed; the record is clean only from %(clean)s: recidivism (Art. 7)."
        )
        % told
    )
