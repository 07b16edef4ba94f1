"""The half-year and yearly accident report of what a user may see: figures, no person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from enterprises.enums import EnterpriseStatus
from enterprises.models import Enterprise
from intake.enums.accident import CodeKind
from intake.models import Accident, AccidentCode, AccidentReport, Victim
from intake.rules import accident_statistics as rules
from intake.rules.accident_terms import period, report_due

CODE_FIELDS = ("cause__code", "factor__code", "enterprise__sector__code", "province__code")
FIELDS = (
    "pk", "class_code", *CODE_FIELDS, "cost_medical", "cost_wages", "cost_benefit",
    "cost_property",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of a table with its words."""

    code: str
    label: str
    line: rules.Line
    side: str = ""


@dataclass(frozen=True)
class Coverage:
    """Whose figures there are: active enterprises, headcounts known, reports received."""

    enterprises: int
    with_headcount: int
    workers: int
    reports: int
    hours: int

    @property
    def missing(self) -> int:
        """Active enterprises without a report."""
        return max(0, self.enterprises - self.reports)

    @property
    def share(self) -> float:
        """Share of active enterprises that reported, 0 to 1."""
        return self.reports / self.enterprises if self.enterprises else 0.0


@dataclass(frozen=True)
class Statistics:
    """Everything the page, the workbook and the PDF show."""

    year: int
    part: str
    first: date
    last: date
    due: date
    total: rules.Line
    causes: tuple[Row, ...]
    factors: tuple[Row, ...]
    occupations: tuple[Row, ...]
    sectors: tuple[Row, ...]
    provinces: tuple[Row, ...]
    damage: rules.Damage
    coverage: Coverage
    rates: rules.Rates
    before: rules.Line  # the same period a year earlier
    unrecorded: int  # victims that callers spoke of and nobody has recorded


def cases_of(accidents: QuerySet[Accident]) -> list[rules.Case]:
    """Accidents and their victims as the rule counts them, in two statements."""
    rows = list(accidents.order_by("pk").values(*FIELDS))
    people: dict[int, list[rules.Person]] = defaultdict(list)
    victims = Victim.objects.filter(accident__in=accidents.values("pk")).annotate(
        annex=Count("injuries", filter=Q(injuries__kind=CodeKind.INJURY))
    )
    for row in victims.values(
        "accident_id", "outcome", "annex", "sex", "without_contract", "days_lost",
        "occupation__code", "accident__without_contract",
    ):  # fmt: skip
        people[row["accident_id"]].append(_person(dict(row)))
    return [_case(row, people[row["pk"]]) for row in rows]


def _person(row: dict[str, Any]) -> rules.Person:
    return rules.Person(
        is_dead=row["outcome"] == "DEAD",
        is_serious=bool(row["annex"]),
        is_woman=row["sex"] == "F",
        without_contract=row["without_contract"] or row["accident__without_contract"],
        days_lost=row["days_lost"] or 0,
        occupation=row["occupation__code"] or "",
    )


def _case(row: dict[str, Any], people: list[rules.Person]) -> rules.Case:
    return rules.Case(
        people=tuple(people),
        is_fatal=row["class_code"] == "FATAL",
        cause=row["cause__code"] or "",
        factor=row["factor__code"] or "",
        sector=row["enterprise__sector__code"] or "",
        province=row["province__code"],
        medical=row["cost_medical"] or 0,
        wages=row["cost_wages"] or 0,
        benefit=row["cost_benefit"] or 0,
        goods=row["cost_property"] or 0,
    )


def accidents_in(user: Any, first: date, last: date, province: Any = None) -> QuerySet[Accident]:
    """Occupational accidents of a period in the reach of the user, by the day they happened.

    An accident counts where it happened, not where the employer is registered.
    """
    rows = Accident.objects.visible_to(user).in_province_of(user).counted()
    rows = rows.filter(occurred_on__range=(first, last))
    return rows.filter(province=province) if province is not None else rows


def grouped(cases: list[rules.Case]) -> dict[str, Any]:
    """Table I by cause, factor, occupation, sector and province, and table II (Annex XII)."""
    return {
        "total": rules.line(cases),
        "causes": _coded(rules.by_group(cases, "cause"), CodeKind.CAUSE),
        "factors": _coded(rules.by_group(cases, "factor"), CodeKind.FACTOR),
        "occupations": _coded(rules.by_occupation(cases), CodeKind.OCCUPATION),
        "sectors": _sectors(rules.by_group(cases, "sector")),
        "provinces": _provinces(rules.by_group(cases, "province")),
        "damage": rules.damage(cases),
    }


def statistics(user: Any, year: int, part: str, province: Any = None) -> Statistics:
    """The report of a period, of the user's province or of a chosen one."""
    first, last = period(year, part)
    accidents = accidents_in(user, first, last, province)
    cases = cases_of(accidents)
    earlier_first, earlier_last = period(year - 1, part)
    before = rules.line(cases_of(accidents_in(user, earlier_first, earlier_last, province)))
    tables = grouped(cases)
    total, harm = tables["total"], tables["damage"]
    seen, reported = _coverage(user, year, part, province)
    told = accidents.aggregate(
        n=Sum("victims_dead") + Sum("victims_serious") + Sum("victims_light")
    )
    return Statistics(
        year=year, part=part, first=first, last=last, due=report_due(year, part), coverage=seen,
        **tables,
        rates=rules.rates(total, harm.days_lost, workers=seen.workers or None,
                          hours=seen.hours or None, reported=reported),
        before=before, unrecorded=max(0, (told["n"] or 0) - total.victims),
    )  # fmt: skip


def _coded(lines: dict[str, rules.Line], kind: str) -> tuple[Row, ...]:
    """Every code of the list, also those with nothing; then what has no code yet."""
    rows = [
        Row(code.code, code.name, lines.get(code.code, rules.Line()), code.group)
        for code in AccidentCode.objects.filter(kind=kind)
    ]
    return (*rows, *_rest(lines))


def _rest(lines: dict[str, rules.Line]) -> tuple[Row, ...]:
    from django.utils.translation import gettext as _

    return (Row("", _("Not recorded yet"), lines[""]),) if "" in lines else ()


def _sectors(lines: dict[str, rules.Line]) -> tuple[Row, ...]:
    from enterprises.models import Sector

    names = {
        row.code: row.name for row in Sector.objects.filter(code__in=lines).order_by("scheme")
    }
    found = [
        Row(code, names.get(code, code), line) for code, line in sorted(lines.items()) if code
    ]
    return (*found, *_rest(lines))


def _provinces(lines: dict[str, rules.Line]) -> tuple[Row, ...]:
    from accounts.models import Province

    rows = Province.objects.present().filter(code__in=lines).order_by("code")
    return tuple(Row(row.code, row.name, lines[row.code]) for row in rows)


# --- Coverage ---------------------------------------------------------------------------------
def firms_in(user: Any, province: Any = None) -> QuerySet[Enterprise]:
    """Active enterprises that must report."""
    rows = Enterprise.objects.visible_to(user).filter(
        status=EnterpriseStatus.ACTIVE, merged_into__isnull=True
    )
    return rows.filter(province=province) if province is not None else rows


def not_reported(user: Any, year: int, part: str, province: Any = None) -> QuerySet[Enterprise]:
    """Active enterprises whose report of the period is missing, the biggest first."""
    sent = AccidentReport.objects.filter(enterprise=OuterRef("pk"), year=year, part=part)
    rows = firms_in(user, province).filter(~Exists(sent))
    from django.db.models import F

    return rows.order_by(F("workers").desc(nulls_last=True), "pk")


def _coverage(user: Any, year: int, part: str, province: Any) -> tuple[Coverage, rules.Reported]:
    firms = firms_in(user, province).aggregate(
        n=Count("pk"), known=Count("workers"), workers=Sum("workers")
    )
    reports = AccidentReport.objects.visible_to(user).filter(
        year=year, part=part, enterprise__in=firms_in(user, province).values("pk")
    )
    told = reports.filter(hours__gt=0).aggregate(
        hours=Sum("hours"), victims=Sum("victims"), days=Sum("days_lost")
    )
    seen = Coverage(
        enterprises=firms["n"], with_headcount=firms["known"], workers=firms["workers"] or 0,
        reports=reports.count(), hours=told["hours"] or 0,
    )  # fmt: skip
    return seen, rules.Reported(told["victims"] or 0, told["days"] or 0)
