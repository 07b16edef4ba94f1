"""A report as files: the tables of the board, the lists behind it, and the definitions."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from analytics.board import Board
from analytics.numbers import Selection
from analytics.period_words import period_words
from analytics.sources import VIETNAM
from ecms.core import bulk, clock
from ecms.core.exports import csv_lines, write_workbook
from ecms.core.formatting import legal_datetime
from inspections.models import Inspection
from violations.models import ViolationCase

BEAT_ROWS = 2000
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Sheet:
    """One table of a report; ``code`` names its CSV file."""

    code: str
    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]


def sheets(board: Board) -> list[Sheet]:
    """Every sheet in order; the rows of the lists are read while they are written."""
    return [
        _summary(board),
        *(
            Sheet(code, table.title, table.header, table.rows())
            for code, table in board.tables.items()
        ),
        _inspections(board.selection),
        _cases(board.selection),
        _definitions(board),
    ]


def write_xlsx(target: Any, board: Board, progress: Progress) -> None:
    """All sheets in one workbook."""
    write_workbook(
        target,
        ((s.title, s.header, _counted(s.rows, progress)) for s in _told(sheets(board), progress)),
    )


def write_csv(target: Any, board: Board, progress: Progress) -> None:
    """A ZIP of CSV files in UTF-8 with a byte order mark, numbered in the order of the sheets."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, sheet in enumerate(_told(sheets(board), progress), start=1):
            with archive.open(f"{number:02}-{sheet.code}.csv", "w", force_zip64=True) as file:
                for piece in csv_lines(sheet.header, _counted(sheet.rows, progress)):
                    file.write(piece)


def _told(items: list[Sheet], progress: Progress) -> Iterator[Sheet]:
    for sheet in items:
        yield sheet
        progress(1)


def _counted(rows: Iterable[Sequence[Any]], progress: Progress) -> Iterator[Sequence[Any]]:
    """The same rows, with a sign of life now and then."""
    for number, row in enumerate(rows, start=1):
        if number % BEAT_ROWS == 0:
            progress(0)
        yield row


def _summary(board: Board) -> Sheet:
    period = board.selection.period
    header = [_("Measure"), _("Unit"), period_words(period), period_words(period.previous),
              _("Difference")]  # fmt: skip
    rows = [
        [card.measure.name, card.measure.get_unit_display(), card.value, card.before, card.change]
        for card in board.cards
    ]
    return Sheet("summary", _("Summary"), header, rows)


def _definitions(board: Board) -> Sheet:
    header = [_("Measure"), _("Definition"), _("Unit"), _("Month by"), _("Legal source")]
    about = [[label, words, "", "", ""] for label, words in about_lines(board)]
    rows = [
        [m.name, m.definition, m.get_unit_display(), m.date_rule or _("as it stands now"),
         m.legal_source]
        for m in sorted(board.names.measures.values(), key=lambda m: m.order)
    ]  # fmt: skip
    return Sheet("definitions", _("Definitions"), header, [*about, *rows])


def about_lines(board: Board) -> list[tuple[str, str]]:
    """Place, period, as-of time and coverage, as printed in every report."""
    selection = board.selection
    place = selection.province.name if selection.province else _("All provinces")
    return [
        (_("Area covered"), place),
        (_("Period"), period_words(selection.period)),
        (_("Figures as of"), legal_datetime(board.as_of)),
        *((_("Coverage"), sentence) for sentence in board.coverage),
        (_("Lists of cases"), _("Case files opened, decided or closed in the period, as far as "
                                "the person who asked for this report may see them.")),
    ]  # fmt: skip


def _inspections(selection: Selection) -> Sheet:
    header = [
        _("File number"), _("Enterprise"), _("Tax code"), _("Province"), _("Kind"), _("State"),
        _("Opened on"), _("Decision"), _("Decided on"), _("Announced on"), _("Minutes signed on"),
        _("Closed on"),
    ]  # fmt: skip

    def cells(case: Inspection) -> list[Any]:
        return [
            case.code, case.enterprise.name, case.enterprise.tax_code, case.province.name,
            case.get_kind_display(), case.get_state_display(), _day(case.proposed_at),
            case.decision_number, case.decided_on, case.announced_on, case.minutes_signed_on,
            _day(case.closed_at),
        ]  # fmt: skip

    rows = listed(Inspection.objects.all(), selection, "proposed_at")
    return Sheet("inspections", _("Inspections list"), header, bulk.stream(rows, cells))


def _cases(selection: Selection) -> Sheet:
    header = [
        _("File number"), _("Enterprise"), _("Tax code"), _("Province"), _("State"),
        _("Opened on"), _("Date of the minutes"), _("Decision"), _("Date of the decision"),
        _("Fine decided"), _("Paid"), _("Not paid"), _("Closed on"),
    ]  # fmt: skip

    def cells(case: ViolationCase) -> list[Any]:
        return [
            case.code, case.subject.get("name") or case.enterprise.name,
            case.enterprise.tax_code, case.province.name, case.get_state_display(),
            _day(case.opened_at), case.minutes_on, case.decision_number, case.decided_on,
            case.fine_decided, case.paid_total,
            case.unpaid if case.fine_current is not None else None, _day(case.closed_at),
        ]  # fmt: skip

    rows = listed(ViolationCase.objects.defer("worksheet"), selection, "opened_at")
    return Sheet("violation-cases", _("Violation cases list"), header, bulk.stream(rows, cells))


def listed(rows: Any, selection: Selection, opened: str) -> QuerySet:  # type: ignore[type-arg]
    """Case files with something opened, decided or closed in the period, oldest first."""
    rows = rows.visible_to(selection.user)
    scope = selection.user.scope
    if not scope.national:
        rows = rows.filter(province__in=scope.province_ids)
    if selection.province is not None:
        rows = rows.filter(province=selection.province)
    span = (selection.period.start, selection.period.end)
    rows = rows.annotate(
        opened_day=TruncDate(opened, tzinfo=VIETNAM),
        closed_day=TruncDate("closed_at", tzinfo=VIETNAM),
    ).filter(Q(opened_day__range=span) | Q(decided_on__range=span) | Q(closed_day__range=span))
    return rows.select_related("enterprise", "province").order_by("pk")


def _day(moment: Any) -> date | None:
    return clock.legal_date(moment) if moment else None
