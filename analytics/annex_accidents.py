"""The official accident table (Decree 39/2016, Annex XII) as parts of a signed report.

It is counted from the files themselves on the day on which the report is made, because month-ends
hold no causes and costs; the content of the report keeps it as it was.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from analytics.contents import Part, Row
from analytics.numbers import Selection
from ecms.core import clock
from ecms.core.formatting import legal_date
from intake.accident_tables import HEAD
from intake.rules.accident_statistics import Damage, Line
from intake.selectors.accident_statistics import Row as Group
from intake.selectors.accident_statistics import accidents_in, cases_of, grouped

LIVE = "annex-"  # parts that no frozen figure stands behind


def official_tables(selection: Selection) -> list[Part]:
    """Tables I and II of the accidents that happened in the period."""
    period = selection.period
    found = grouped(
        cases_of(accidents_in(selection.user, period.start, period.end, selection.province))
    )
    note = _("Counted from the accident files on %(day)s, with corrections made until then.") % {
        "day": legal_date(clock.today())
    }
    titles = {
        "causes": _("By main cause"), "factors": _("By injuring factor"),
        "occupations": _("By occupation of the victims"), "sectors": _("By sector"),
        "provinces": _("By province"),
    }  # fmt: skip
    tables = [
        _table_one(code, title, found[code], found["total"], note)
        for code, title in titles.items()
        if found[code] and (code != "provinces" or len(found[code]) > 1)
    ]
    return [*tables, _table_two(found["damage"], note)]


def _table_one(code: str, title: str, groups: Iterable[Group], total: Line, note: str) -> Part:
    rows: list[Row] = [[f"{row.code} {row.label}".strip(), *row.line.cells] for row in groups]
    return Part(
        f"{LIVE}{code}", _("%(title)s (Annex XII, I)") % {"title": title}, (),
        [_("Of which"), *(str(words) for words in HEAD)], [*rows, [_("Total"), *total.cells]],
        note=note,
    )  # fmt: skip


def _table_two(harm: Damage, note: str) -> Part:
    rows: list[Row] = [
        [_("Days off work"), harm.days_lost], [_("Medical costs (đồng)"), harm.medical],
        [_("Wages during treatment (đồng)"), harm.wages],
        [_("Compensation and allowances (đồng)"), harm.benefit],
        [_("Costs together (đồng)"), harm.total], [_("Damage to property (đồng)"), harm.goods],
    ]  # fmt: skip
    return Part(f"{LIVE}damage", _("Damage (Annex XII, II)"), (), [_("Content"), _("Value")], rows,
                note=note)  # fmt: skip
