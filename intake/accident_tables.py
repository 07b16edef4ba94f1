"""The accident report in words: tables, rates, sentence, definitions, workbook and PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ecms.core.clock import legal_date as day_of
from ecms.core.formatting import amount, is_vietnamese, legal_date, percent, vnd
from ecms.documents.parts import Official, Signature, head_of
from ecms.documents.registry import Form
from ecms.documents.rendering import Issue, render
from ecms.documents.reports import REPORT, Report, Section
from intake.rules.accident_statistics import Line
from intake.selectors.accident_statistics import Row, Statistics

HEAD = (
    gettext_lazy("Number of accidents"), gettext_lazy("fatal"),
    gettext_lazy("two or more victims"),
    gettext_lazy("Victims"), gettext_lazy("without contract"),
    pgettext_lazy("victims", "women"), gettext_lazy("dead"), gettext_lazy("seriously injured"),
)  # fmt: skip


def of(found: Statistics) -> list[dict[str, Any]]:
    """The tables of the page: title and rows with something in them, and the total."""
    parts = (
        (_("By main cause"), found.causes),
        (_("By injuring factor"), found.factors),
        (_("By occupation of the victims"), found.occupations),
        (_("By sector"), found.sectors),
        (_("By province"), found.provinces if len(found.provinces) > 1 else ()),
    )
    return [{"title": title, "rows": rows, "total": found.total} for title, rows in parts if rows]


def sentence(found: Statistics) -> str:
    """The finding in a sentence."""
    words = _("%(cases)s accidents with %(victims)s victims, %(dead)s of them dead.") % {
        "cases": amount(found.total.cases),
        "victims": amount(found.total.victims),
        "dead": amount(found.total.dead),
    }
    change = found.total.cases - found.before.cases
    if not found.before.cases:
        return words
    more = (
        _("%(n)s more than in the same period of the year before.")
        if change >= 0
        else _("%(n)s fewer than in the same period of the year before.")
    )
    return f"{words} {more % {'n': amount(abs(change))}}"


def decimals(value: float | None, digits: int = 2) -> str:
    """A rate for reading; a dash where it cannot be computed."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if is_vietnamese() else text


def rates(found: Statistics) -> list[tuple[str, str, str]]:
    """(name, value, how it is computed) of each rate."""
    r, seen = found.rates, found.coverage
    base = _("%(workers)s workers of %(known)s active enterprises with a known headcount") % {
        "workers": amount(seen.workers),
        "known": amount(seen.with_headcount),
    }
    told = _("from the reports of employers that state their hours: %(hours)s hours") % {
        "hours": amount(seen.hours)
    }
    return [
        (_("Victims per 1,000 workers"), decimals(r.per_thousand, 3), base),
        (_("Dead per 100,000 workers"), decimals(r.fatal_per_hundred_thousand), base),
        (_("Days off work per accident"), decimals(r.days_per_case, 1),
         _("days off work recorded ÷ accidents")),
        (_("Days off work per 1,000 workers"), decimals(r.days_per_worker), base),
        (_("Frequency: victims per million hours"), decimals(r.frequency), told),
        (_("Severity: days off work per million hours"), decimals(r.severity), told),
    ]  # fmt: skip


def damage(found: Statistics) -> list[tuple[str, str]]:
    """Table II for reading."""
    harm = found.damage
    return [
        (_("Days off work"), amount(harm.days_lost)),
        (_("Medical costs"), vnd(harm.medical)),
        (_("Wages during treatment"), vnd(harm.wages)),
        (_("Compensation and allowances"), vnd(harm.benefit)),
        (_("Costs together"), vnd(harm.total)),
        (_("Damage to property"), vnd(harm.goods)),
    ]


def definitions() -> list[str]:
    """What is counted and what is not."""
    return [
        _("An accident counts in the period of the day on which it happened; files found to be no "
          "occupational accident are left out, open files are in."),
        _("Fatal: at least one victim died of it, also later (Circular 04/2024, indicators 110 "
          "and 111)."),
        _("Seriously injured: at least one injury of Annex II of Decree 39/2016, and alive."),
        _("An accident counts once in each occupation of its victims, so that this table may add "
          "up to more accidents than the total."),
        _("Workers: the headcounts of active enterprises as the register holds them now. The rate "
          "per 1,000 follows Article 8 of Circular 27/2021, but counts all recorded victims and "
          "all known workers, not only the insured."),
        _("Rates by hours follow the resolution of the ICLS of 1998 and use only employers that "
          "report hours."),
    ]  # fmt: skip


# --- Workbook -----------------------------------------------------------------------------------
def flat_header() -> list[Any]:
    """The header of the exported table."""
    return [_("Table"), _("Code"), _("Group"), *HEAD]


def flat(found: Statistics) -> Iterator[list[Any]]:
    """Every line of every table, then damage, rates and coverage."""
    yield [_("Total"), "", "", *found.total.cells]
    for table in of(found):
        for row in table["rows"]:
            yield [table["title"], row.code, row.label, *row.line.cells]
    harm = found.damage
    for name, value in (
        (_("Days off work"), harm.days_lost), (_("Medical costs"), harm.medical),
        (_("Wages during treatment"), harm.wages),
        (_("Compensation and allowances"), harm.benefit),
        (_("Damage to property"), harm.goods),
    ):  # fmt: skip
        yield [_("Damage"), "", name, value]
    for name, text, how in rates(found):
        yield [_("Rates"), "", name, text, how]
    seen = found.coverage
    yield [_("Coverage"), "", _("Active enterprises"), seen.enterprises]
    yield [_("Coverage"), "", _("Reports received"), seen.reports]


# --- PDF ----------------------------------------------------------------------------------------
COLUMNS_VI = (
    "", "Số vụ", "Chết người", "Từ 2 người", "Số nạn nhân", "Không HĐLĐ", "Nữ", "Chết",
    "Nặng",
)  # fmt: skip
PARTS_VI = {"HALF": "06 tháng đầu năm", "YEAR": "cả năm"}


def as_pdf(found: Statistics, *, agency: Any, province: Any, at: datetime) -> bytes:
    """The report in the official layout, in Vietnamese, without a number."""
    with translation.override("vi"):
        context = _report(found, agency, province, at)
        issue = Issue(symbol="", on=day_of(at), place=context.head.place)
        return render(_form(), context, issue)


def _form() -> Form:
    return REPORT


def _report(found: Statistics, agency: Any, province: Any, at: datetime) -> Official:
    seen = found.coverage
    where = province.name_vi if province is not None else (
        agency.province.name_vi if agency.province else "cả nước"
    )  # fmt: skip
    return Report(
        head=head_of(agency),
        abstract=f"Tổng hợp tình hình tai nạn lao động {PARTS_VI[found.part]} {found.year}",
        period=f"từ ngày {found.first:%d/%m/%Y} đến ngày {found.last:%d/%m/%Y}",
        coverage=f"{where}; {amount(seen.reports)} trên {amount(seen.enterprises)} đơn vị đang "
        f"hoạt động đã gửi báo cáo ({percent(seen.share)})",
        as_of=at,
        sections=(*_table_one(found), *_table_two(found)),
        method=tuple(definitions()),
        recipients=("Bộ Nội vụ", "Lưu: VT"),
        signature=Signature(("THỦ TRƯỞNG ĐƠN VỊ",), ""),
    )


def _table_one(found: Statistics) -> Iterator[Section]:
    yield Section(
        title="Tổng quan",
        paragraphs=(sentence(found),),
        columns=COLUMNS_VI,
        rows=(_cells("Tổng số", found.total),),
    )
    titles = ("Theo nguyên nhân chính", "Theo yếu tố gây chấn thương", "Theo nghề nghiệp",
              "Theo ngành kinh tế", "Theo địa phương")  # fmt: skip
    groups = (found.causes, found.factors, found.occupations, found.sectors,
              found.provinces if len(found.provinces) > 1 else ())  # fmt: skip
    for title, rows in zip(titles, groups, strict=True):
        if rows:
            yield Section(title=f"{title} (Biểu I)", columns=COLUMNS_VI, rows=_rows(rows))


def _rows(rows: tuple[Row, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(_cells(f"{row.code} {row.label}".strip(), row.line) for row in rows)


def _cells(label: str, line: Line) -> tuple[str, ...]:
    return (label, *(amount(value) for value in line.cells))


def _table_two(found: Statistics) -> Iterator[Section]:
    yield Section(
        title="Thiệt hại do tai nạn lao động (Biểu II)",
        columns=("Nội dung", "Giá trị"),
        rows=tuple(damage(found)),
    )
    yield Section(
        title="Tần suất và mức độ nghiêm trọng",
        columns=("Chỉ tiêu", "Giá trị"),
        rows=tuple((name, value) for name, value, _how in rates(found)),
        note=f"Thời hạn báo cáo của đơn vị: trước ngày {legal_date(found.due)}",
    )
