"""The rows behind a number, as the page and its table show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Model, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Province
from accounts.permissions import Permission
from analytics import sources
from analytics.circles import Circle
from analytics.names import KEYS, KEYS2, TERM_WORDS, Names
from analytics.numbers import SUMMED, Selection
from campaigns.models import Target
from ecms.core import clock
from ecms.core.formatting import grouped, vnd
from ecms.notifications import registry
from ecms.notifications.models import DueItem
from enterprises.models import Duplicate, Enterprise
from inspections.models import Finding, Inspection, Visit
from intake.models import Accident, Complaint, Victim
from violations.models import (
    Act,
    Payment,
    Recovery,
    RemedyOrder,
    ViolationCase,
    WorkerClaim,
)


@dataclass(frozen=True)
class Record:
    """One row: the case it belongs to, what it is, its date, and what it adds to a sum."""

    title: str
    url: str
    detail: str
    day: date | None
    amount: int | None
    mend: str = ""


@dataclass(frozen=True)
class Behind:
    """What is asked for: a measure, a selection, and the codes of its dimensions."""

    source: sources.Source
    selection: Selection
    key: str = ""
    key2: str = ""
    former: str = ""
    circle: Circle | None = None

    def rows(self, today: date) -> QuerySet:  # type: ignore[type-arg]
        """The rows that were counted, newest first; enterprises where those are counted."""
        place, source = self.selection.province, self.source
        rows = source.behind(
            self.selection.user, period=self.selection.period, today=today,
            province=place.pk if place else None, key=self.key, key2=self.key2,
            former=self.former,
        )  # fmt: skip
        if self.circle is not None:
            rows = self.circle.narrow(rows)
        if source.entity:
            firms = Enterprise.objects.visible_to(self.selection.user)
            return firms.filter(pk__in=rows.values("inspection__enterprise")).order_by(
                "name", "pk"
            )
        related = RELATED[rows.model]
        order = F(source.day).desc() if source.day else F("pk").desc()
        listed = rows.select_related(*related).order_by(order, "-pk")
        return listed.prefetch_related("thing") if rows.model is DueItem else listed

    def total(self, rows: QuerySet) -> int | None:  # type: ignore[type-arg]
        """The sum where the measure is one, in VND or workers."""
        field = AMOUNTS.get(self.source.measure)
        if field is None:
            return None
        return int(rows.order_by().aggregate(total=Sum(field))["total"] or 0)

    def total_words(self, total: int | None) -> str:
        """The sum with its unit; empty where the measure only counts."""
        if total is None:
            return ""
        if self.source.measure in ("workers_concerned", "workers_helped"):
            return _("%(n)s workers in all") % {"n": grouped(total)}
        return _("%(amount)s in all") % {"amount": vnd(total)}

    def record(self, row: Model) -> Record:
        """How a row is shown."""
        if isinstance(row, Enterprise):
            mend = _url("enterprises:correct", row.pk) if self._mends(row) else ""
            return Record(row.name, _url("enterprises:detail", row.pk), row.tax_code, None, None,
                          mend)  # fmt: skip
        title, url, detail = SHOWN[type(row)](row)
        field = AMOUNTS.get(self.source.measure)
        amount = getattr(row, field) if field else None
        return Record(title, url, detail, _day(row, self.source.day), amount)

    def _mends(self, row: Enterprise) -> bool:
        user = self.selection.user
        return self.source.measure.startswith("dq_") and user.can(Permission.ENTERPRISE_EDIT)

    def narrowed(self, names: Names) -> list[str]:
        """The chosen dimensions in words."""
        measure, words = self.source.measure, []
        if self.key and measure in KEYS:
            words.append(names.of(KEYS[measure], self.key))
        if self.key2:
            words.append(names.of(KEYS2.get(measure, "size"), self.key2))
        if self.former and (old := Province.objects.filter(code=self.former).exclude(
            successor=None
        ).first()):  # fmt: skip
            words.append(_("before 1 July 2025: %(name)s") % {"name": old.name})
        if self.circle is not None:
            words.append(self.circle.title)
        return words


# The field that a summed measure adds up.
AMOUNTS = {
    "fines_decided": "fine_decided", "fines_paid": "amount", "workers_concerned": "workers",
    "workers_helped": "workers_helped", "amount_restored": "amount_restored",
    "acts_decided": "fine", "fines_current": "fine_current", "fines_collected": "paid_total",
    "accident_deaths": "victims_dead", "accident_days_lost": "days_lost",
    "enterprises_active": "workers", "claims_owed": "owed", "claims_paid": "amount",
}  # fmt: skip
assert set(AMOUNTS) >= SUMMED - {"fines_outstanding"}  # noqa: S101 - a slip of the table above

RELATED: dict[type[Model], tuple[str, ...]] = {
    Inspection: ("enterprise",),
    ViolationCase: ("enterprise",),
    Finding: ("inspection__enterprise",),
    Visit: ("inspection__enterprise",),
    Act: ("case__enterprise", "provision"),
    Payment: ("case__enterprise",),
    RemedyOrder: ("case__enterprise", "remedy"),
    Target: ("inspection__enterprise",),
    Complaint: ("enterprise",),
    Accident: ("enterprise",),
    Victim: ("accident__enterprise",),
    Enterprise: (),
    DueItem: ("content_type",),
    WorkerClaim: ("case__enterprise",),
    Recovery: ("case__enterprise",),
    Duplicate: ("first", "second"),
}


def _url(name: str, pk: int) -> str:
    return reverse(name, args=[pk])


def _inspection(case: Inspection, detail: str) -> tuple[str, str, str]:
    return f"{case.code} – {case.enterprise.name}", _url("inspections:detail", case.pk), detail


def _case(case: ViolationCase, detail: str) -> tuple[str, str, str]:
    return f"{case.code} – {case.enterprise.name}", _url("violations:detail", case.pk), detail


def _accident(accident: Accident) -> tuple[str, str, str]:
    return str(accident), _url("intake:accident", accident.pk), accident.get_class_code_display()


SHOWN: dict[type[Model], Callable[[Any], tuple[str, str, str]]] = {
    Inspection: lambda row: _inspection(row, row.get_state_display()),
    ViolationCase: lambda row: _case(row, row.get_state_display()),
    Finding: lambda row: _inspection(row.inspection, f"{row.violation_code} {row.description}"),
    Visit: lambda row: _inspection(row.inspection, row.get_outcome_display()),
    Act: lambda row: _case(row.case, f"{row.provision.code} {row.description}"),
    Payment: lambda row: _case(row.case, row.reference),
    RemedyOrder: lambda row: _case(row.case, f"{row.remedy.code} {row.text}"),
    Target: lambda row: _inspection(row.inspection, row.get_how_display()),
    Complaint: lambda row: (
        f"{row.code} – {row.firm_name}", _url("intake:complaint", row.pk), row.get_kind_display()
    ),
    Accident: lambda row: _accident(row),
    Victim: lambda row: _accident(row.accident),
    # Names of workers have no business in lists of figures: the case leads to them.
    WorkerClaim: lambda row: _case(row.case, ""),
    Recovery: lambda row: _case(row.case, row.reference),
    Duplicate: lambda row: (
        f"{row.first.name} – {row.second.name}", _url("enterprises:duplicate_detail", row.pk),
        f"{row.first.tax_code} / {row.second.tax_code}",
    ),
    DueItem: lambda row: (
        row.label, registry.letter(row.kind).url(row.thing) if row.thing else "",
        f"{registry.letter(row.kind).title}: {TERM_WORDS[row.term_state]}",
    ),
}  # fmt: skip


def _day(row: Any, path: str) -> date | None:
    """The legal date at the end of a path of attributes."""
    value = row
    for name in path.split("__") if path else ():
        value = getattr(value, name)
    if isinstance(value, datetime):
        return clock.legal_date(value)
    return value if isinstance(value, date) else None
