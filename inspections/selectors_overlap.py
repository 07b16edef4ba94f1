"""What else is planned or under way at an enterprise this year, ours and that of other bodies.

Decree 217/2025/NĐ-CP art. 7.2a: checks must not overlap with inspections or with other checks.
Branches count with their head office: by tax code (ten digits and three more) and by recorded
relations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.enums import RelationKind
from enterprises.models import Enterprise, Relation
from inspections.enums import OPEN_PHASES
from inspections.models import ForeignPlan, Inspection

UNIT_DIGITS = 10  # of a tax code; a branch has three more after a hyphen
MOST = 50  # of a family of companies; a longer list would not be read
FAMILY = (RelationKind.PARENT, RelationKind.BRANCH)


@dataclass(frozen=True)
class Overlap:
    """One line: ``what`` it is, ``who`` plans it, ``when``, ``about`` what; ``firm`` where it is
    at another company of the family. ``url`` is empty where the reader may not open it."""

    what: str
    who: str
    when: str
    about: str = ""
    firm: str = ""
    url: str = ""
    pk: int | None = None  # of a case of ours

    def __str__(self) -> str:
        parts = (self.what, self.who, self.when, self.about, self.firm)
        return "; ".join(part for part in parts if part)


Source = Callable[[list[Enterprise], date, Any], Iterable[Overlap]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let a module above add what it plans: ``source(enterprises, on, user)``."""
    if source not in _sources:
        _sources.append(source)


def family(enterprise: Enterprise, *, on: date) -> list[Enterprise]:
    """The enterprise first, then its head office, parent and branches, at most ``MOST``."""
    live = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    ties = Relation.objects.filter(live, kind__in=FAMILY)
    down = ties.filter(source_firm=enterprise).values("target_firm")
    up = ties.filter(target_firm=enterprise).values("source_firm")
    kin = Q(pk__in=down) | Q(pk__in=up)
    unit = enterprise.tax_code[:UNIT_DIGITS]
    if len(enterprise.tax_code) in (UNIT_DIGITS, UNIT_DIGITS + 4):
        kin |= Q(tax_code=unit) | Q(tax_code__startswith=f"{unit}-")
    rows = Enterprise.objects.filter(kin, merged_into__isnull=True).exclude(pk=enterprise.pk)
    return [enterprise, *rows.order_by("tax_code")[:MOST]]


def cases_of(firms: list[Enterprise], *, on: date, excluding: int | None = None) -> list[Any]:
    """Open cases of these enterprises, and those announced, visited or planned this year."""
    same_year = Q(announced_on__year=on.year) | Q(visits__visited_on__year=on.year)
    rows = (
        Inspection.objects.filter(enterprise__in=[firm.pk for firm in firms])
        .filter(Q(phase__in=OPEN_PHASES) | same_year)
        .select_related("agency", "province", "enterprise")
        .distinct()
        .order_by("-pk")
    )
    return list(rows.exclude(pk=excluding) if excluding else rows)


def plans_of(firms: list[Enterprise], *, on: date) -> list[ForeignPlan]:
    """What other bodies plan at these enterprises in the year of ``on``, by tax code or link."""
    keys = Q(enterprise__in=[firm.pk for firm in firms])
    codes = Q(tax_code__in=[firm.tax_code for firm in firms])
    rows = ForeignPlan.objects.filter(keys | codes, year=on.year).select_related("enterprise")
    return list(rows.order_by("month", "pk"))


def overlaps(
    enterprise: Enterprise, *, on: date, user: Any, excluding: int | None = None
) -> list[Overlap]:
    """Everything that a further check of ``enterprise`` may overlap with, ours first.

    Cases out of reach of ``user`` are told without their number.
    """
    firms = family(enterprise, on=on)
    cases = cases_of(firms, on=on, excluding=excluding)
    seen = set(
        Inspection.objects.visible_to(user)
        .filter(pk__in=[case.pk for case in cases])
        .values_list("pk", flat=True)
    )
    lines = [_case(case, enterprise, visible=case.pk in seen) for case in cases]
    lines += [_plan(plan, firms) for plan in plans_of(firms, on=on)]
    for source in _sources:
        lines += source(firms, on, user)
    return lines


def _case(case: Inspection, enterprise: Enterprise, *, visible: bool) -> Overlap:
    elsewhere = case.enterprise_id != enterprise.pk
    when = _("planned for %(day)s") % {"day": f"{case.planned_on:%d/%m/%Y}"}
    if case.announced_on:
        when = _("announced on %(day)s") % {"day": f"{case.announced_on:%d/%m/%Y}"}
    return Overlap(
        what=case.code if visible else _("A case you cannot open"),
        who=str(case.agency),
        when=when,
        about=str(case.get_state_display()),
        firm=case.enterprise.name if elsewhere and visible else "",
        url=reverse("inspections:detail", args=[case.pk]) if visible else "",
        pk=case.pk,
    )


def _plan(plan: ForeignPlan, firms: list[Enterprise]) -> Overlap:
    when = f"{plan.month:02d}/{plan.year}" if plan.month else str(plan.year)
    own = plan.tax_code == firms[0].tax_code or plan.enterprise_id == firms[0].pk
    known = {firm.tax_code: firm.name for firm in firms}
    return Overlap(
        what=_("Plan of another body"),
        who=plan.body,
        when=when,
        about=plan.content,
        firm="" if own else known.get(plan.tax_code, plan.name or plan.tax_code),
    )
