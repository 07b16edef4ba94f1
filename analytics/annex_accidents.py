"""The official accident table (Decree 39/2016, Annex XII) as parts of a signed report.

Month-ends keep their accidents as the table counts them, so that a report on frozen months gives
the same numbers whenever it is made. A report on months still open counts the files themselves, as
they stand on the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Province
from accounts.permissions import Permission
from analytics.contents import Part, Row, protected
from analytics.models import Closing
from analytics.numbers import Selection
from analytics.periods import Period
from ecms.core import clock
from ecms.core.formatting import legal_date
from intake.accident_tables import HEAD
from intake.models import Accident
from intake.rules.accident_statistics import Case, Damage, Line, Person
from intake.selectors.accident_statistics import Row as Group
from intake.selectors.accident_statistics import cases_of, grouped

LIVE = "annex-live-"  # parts that no frozen figure stands behind
FROZEN = "annex-"


def cases_of_month(month: date) -> list[dict[str, Any]]:
    """What a month-end keeps: accidents and victims as the table counts them, nobody's name."""
    span = Period(month, month)
    happened = Accident.objects.counted().filter(occurred_on__range=(span.start, span.end))
    return [asdict(case) for case in cases_of(happened)]


def official_tables(selection: Selection) -> list[Part]:
    """Tables I and II of the accidents that happened in the period.

    Small numbers are hidden from a reader who may not open the accidents.
    """
    kept = _kept(selection)
    cases = _counted(selection) if kept is None else kept
    note = _note(selection, is_kept=kept is not None)
    prefix, found = LIVE if kept is None else FROZEN, grouped(cases)
    titles = {
        "causes": _("By main cause"), "factors": _("By injuring factor"),
        "occupations": _("By occupation of the victims"), "sectors": _("By sector"),
        "provinces": _("By province"),
    }  # fmt: skip
    tables = [
        _table_one(prefix + code, title, found[code], found["total"], note)
        for code, title in titles.items()
        if found[code] and (code != "provinces" or len(found[code]) > 1)
    ]
    if not selection.user.can(Permission.ACCIDENT_READ):
        tables = [protected(part) for part in tables]
    return [*tables, _table_two(prefix, found["damage"], note)]


def _counted(selection: Selection) -> list[Case]:
    """The files as they stand now, of the reader's provinces.

    Counted as the figures beside them, for a reader too who may not open an accident: none would
    be told there otherwise.
    """
    span, place = selection.period, selection.province
    rows = Accident.objects.in_province_of(selection.user).counted()
    rows = rows.filter(occurred_on__range=(span.start, span.end))
    return cases_of(rows if place is None else rows.filter(province=place))


def _kept(selection: Selection) -> list[Case] | None:
    """What the month-ends kept of the reader's provinces; None where one of them kept nothing."""
    if not selection.frozen:
        return None
    span = selection.period
    rows = Closing.objects.filter(month__range=(span.first, span.last), accidents__isnull=False)
    kept = list(rows.values_list("accidents", flat=True))
    if len(kept) < span.length:
        return None
    reach = _reach(selection)
    cases = [_case(dict(data)) for row in kept for data in row or ()]
    return [case for case in cases if reach is None or case.province in reach]


def _reach(selection: Selection) -> set[str] | None:
    """The codes of the provinces that are looked at; None for the whole country."""
    chosen, scope = selection.province, selection.user.scope
    if scope.national:
        return None if chosen is None else {chosen.code}
    own = Province.objects.filter(pk__in=scope.province_ids)
    if chosen is not None:
        own = own.filter(pk=chosen.pk)
    return set(own.values_list("code", flat=True))


def _case(data: dict[str, Any]) -> Case:
    people = tuple(Person(**person) for person in data.pop("people"))
    return Case(people=people, **data)


def _note(selection: Selection, *, is_kept: bool) -> str:
    if not is_kept:
        return _(
            "Counted from the accident files on %(day)s, with corrections made until then."
        ) % {"day": legal_date(clock.today())}
    last = Closing.objects.filter(
        month__range=(selection.period.first, selection.period.last)
    ).latest("closed_at")
    return _("Counted as the accident files stood at the month-ends, the last on %(day)s.") % {
        "day": legal_date(clock.legal_date(last.closed_at))
    }


def _table_one(code: str, title: str, groups: Iterable[Group], total: Line, note: str) -> Part:
    rows: list[Row] = [[f"{row.code} {row.label}".strip(), *row.line.cells] for row in groups]
    return Part(
        code, _("%(title)s (Annex XII, I)") % {"title": title}, (),
        [_("Of which"), *(str(words) for words in HEAD)], [*rows, [_("Total"), *total.cells]],
        note=note,
    )  # fmt: skip


def _table_two(prefix: str, harm: Damage, note: str) -> Part:
    rows: list[Row] = [
        [_("Days off work"), harm.days_lost], [_("Medical costs (đồng)"), harm.medical],
        [_("Wages during treatment (đồng)"), harm.wages],
        [_("Compensation and allowances (đồng)"), harm.benefit],
        [_("Costs together (đồng)"), harm.total], [_("Damage to property (đồng)"), harm.goods],
    ]  # fmt: skip
    return Part(
        f"{prefix}damage", _("Damage (Annex XII, II)"), (), [_("Content"), _("Value")], rows,
        note=note,
    )  # fmt: skip
