"""What is still open in a case after its decision: shown on a page, asked before it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.core.formatting import vnd
from violations.enforcement_states import OPEN, PublicationState, StepKind
from violations.models import EnforcementStep, ViolationCase
from violations.seizures import seized
from violations.states import RulingState, Whereto


@dataclass(frozen=True)
class OpenEnd:
    """One thing that is not finished, and where it is finished."""

    label: str
    url: str


def open_ends(case: ViolationCase) -> list[OpenEnd]:
    """Rulings, measures, challenges, stays, publications, seizures and costs not finished."""
    page = reverse("violations:execution", args=[case.pk])
    found = [
        OpenEnd(str(row), reverse("violations:ruling", args=[case.pk, row.pk]))
        for row in case.rulings.filter(state=RulingState.PROPOSED)
    ]
    found += [
        OpenEnd(str(row), reverse("violations:enforcement", args=[case.pk, row.pk]))
        for row in case.enforcements.filter(state__in=OPEN)
    ]
    found += [OpenEnd(str(row), page) for row in case.challenges.filter(result="")]
    found += [
        OpenEnd(_("Stay of execution %(number)s") % {"number": row.number}, page)
        for row in case.stays.filter(lifted_on=None)
    ]
    closed = (PublicationState.REMOVED, PublicationState.REFUSED)
    found += [
        OpenEnd(_("Publication: %(state)s") % {"state": row.get_state_display()},
                reverse("violations:publication", args=[case.pk, row.pk]))
        for row in case.publications.exclude(state__in=closed)
    ]  # fmt: skip
    found += [
        OpenEnd(_("Seized: %(thing)s") % {"thing": thing},
                reverse("violations:detail", args=[case.pk]))
        for thing in seized(case)
    ]  # fmt: skip
    found += [
        OpenEnd(str(row), reverse("violations:detail", args=[case.pk]))
        for row in case.files_away.filter(whereto=Whereto.EXECUTION, ended_at=None)
    ]
    rest = costs_owed(case)
    if rest:
        found.append(OpenEnd(_("%(sum)s of enforcement costs") % {"sum": vnd(rest)}, page))
    return found


def costs_owed(case: ViolationCase) -> int:
    """Costs of enforcement that the debtor has not paid back yet, whole VND (art. 87)."""
    sums = costs_of(EnforcementStep.objects.filter(enforcement__case=case))
    return max(sums[0] - sums[1], 0)


def costs_of(steps: Any) -> tuple[int, int]:
    """Costs that arose and costs that came back among ``steps``."""
    kinds = (StepKind.COST, StepKind.COST_PAID)
    rows = steps.filter(kind__in=kinds).order_by().values("kind").annotate(total=Sum("amount"))
    found = {row["kind"]: row["total"] or 0 for row in rows}
    return found.get(StepKind.COST, 0), found.get(StepKind.COST_PAID, 0)
