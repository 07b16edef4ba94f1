"""The final report of a campaign: as a document (BC-CD, in Vietnamese) and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.enums import How
from campaigns.models import Campaign, Target
from campaigns.rules import rate
from campaigns.selectors import against_chance, funnel, whole
from campaigns.selectors_results import HEAD, UNIT, Result, brought, results, together
from campaigns.wording import verdict_words
from ecms.core.formatting import amount, legal_date, percent
from ecms.documents.parts import Signature, head_of
from ecms.documents.registry import Correction, Form, define
from ecms.documents.reports import Report, Section
from inspections.permissions import signing_position
from inspections.services.papers import office_signature

REPORT = define(
    Form("BC-CD", "Báo cáo", gettext_lazy("Final report of a campaign"), "pdf/report.html",
         book="BC", symbol="BC-{agency}", correction=Correction.FORM)
)  # fmt: skip


ONLY_IN_WORKBOOK = (2, 5, 9, 11)  # decided, findings, restored, paid


def header(by: str) -> list[str]:
    """Columns of the table of results."""
    return [
        _("Unit in charge") if by == UNIT else _("Head of the team"), _("Opened checks"),
        _("Decided"), _("Signed minutes"), _("Days until then"), _("Findings"), _("Per visit"),
        _("Requirements"), _("Put right"), _("Restored (VND)"),
        _("Fines (VND)"), _("Paid (VND)"), _("Closed"),
    ]  # fmt: skip


def cells(line: Result) -> list[Any]:
    """The figures of one line as numbers."""
    return [
        line.name or _("not known"), line.opened, line.decided, line.visited,
        _rounded(line.days), line.findings, _rounded(line.findings_per_visit), line.asked,
        line.settled, line.restored, line.fines, line.paid, line.closed,
    ]  # fmt: skip


def words(line: Result) -> tuple[str, ...]:
    """The same as they are printed."""
    return tuple(
        cell if isinstance(cell, str) else "–" if cell is None else _number(cell)
        for cell in cells(line)
    )


def narrow(row: Sequence[Any]) -> tuple[Any, ...]:
    """The columns that a page has room for; all of them stand in the workbook."""
    return tuple(cell for place, cell in enumerate(row) if place not in ONLY_IN_WORKBOOK)


def outcome(campaign: Campaign) -> list[tuple[str, int, str]]:
    """What the campaign brought: words, figure, and what it is part of."""
    made = brought(campaign)
    return [
        (_("Put right before a visit"), made.mended,
         _("of %(n)s letters") % {"n": amount(made.letters)}),
        (_("Put right after the checks"), made.settled,
         _("of %(n)s requirements") % {"n": amount(made.asked)}),
        (_("Workers concerned"), made.concerned, ""),
        (_("Workers helped"), made.helped, ""),
        (_("Restored to workers (VND)"), made.restored, ""),
    ]  # fmt: skip


def sheets(campaign: Campaign, *, on: date) -> Iterator[tuple[str, list[str], list[list[Any]]]]:
    """Title, header and rows of the sheets of the workbook."""
    for by, title in ((UNIT, _("By unit")), (HEAD, _("By head of the team"))):
        yield title, header(by), [cells(line) for line in results(campaign, by)]
    yield _("From target to result"), _funnel_columns(), list(_funnel_figures(campaign))
    yield _("What it brought"), [_("Figure"), _("Number"), ""], [
        list(row) for row in outcome(campaign)
    ]  # fmt: skip
    yield _("Definitions"), [_("Figure"), _("Definition")], [
        [_("As of"), legal_date(on)], *([line.partition(":")[0], line.partition(":")[2].strip()]
                                        for line in method())
    ]  # fmt: skip


def document(
    campaign: Campaign, *, by: Any, on: date, at: datetime, criteria: Sequence[str]
) -> Report:
    """The context of BC-CD as ``by`` signs it on ``on``; ``criteria`` are lines of words."""
    position = signing_position(campaign, by)
    chosen = Target.objects.kept().filter(campaign=campaign)
    with translation.override("vi"):
        return Report(
            head=head_of(campaign.agency),
            abstract=f"Kết quả chiến dịch “{campaign.title}” ({campaign.code})",
            period=f"{legal_date(campaign.period_from)} – {legal_date(campaign.period_to)}",
            coverage=_("%(n)s enterprises chosen") % {"n": amount(chosen.count())},
            as_of=at, sections=tuple(_sections(campaign, criteria)), method=tuple(method()),
            recipients=("Lưu: VT",),
            signature=office_signature(position, on) if position else Signature(),
        )  # fmt: skip


def method() -> list[str]:
    """How each figure is counted."""
    return [
        _("Days until then: from the decision to the signed minutes, on average."),
        _(
            "Minutes signed: checks whose minutes are signed, in the presence of the "
            "enterprise or with a witness."
        ),
        _(
            "With violations: of these, checks with at least one confirmed finding; the "
            "share stands with its 95 percent interval (Wilson)."
        ),
        _("Per visit: confirmed findings divided by checks with signed minutes."),
        _(
            "Put right: requirements carried out and accepted; withdrawn and replaced ones "
            "are not counted at all."
        ),
        _(
            "Restored: money that enterprises proved to have paid out when they carried out "
            "requirements of the results."
        ),
        _("Put right before a visit: letters whose answer says that it was put right."),
        _(
            "Workers concerned: by confirmed findings; workers helped and money restored: under "
            "remedial measures that were accepted. A person may count more than once."
        ),
        _(
            "Fines: as they stand today after corrections and reductions; paid: what came "
            "in until today."
        ),
        _(
            "Better than chance: the share with violations of those chosen by risk minus "
            "that of those drawn at random, with Newcombe's 95 percent interval."
        ),
    ]  # fmt: skip


def _sections(campaign: Campaign, criteria: Sequence[str]) -> Iterator[Section]:
    yield Section(_("The campaign"), paragraphs=(
        campaign.purpose, f"{_('Content of the checks')}: {campaign.scope}",
        *criteria,
    ))  # fmt: skip
    lines = funnel(campaign)
    yield Section(
        _("From target to result"), columns=tuple(_funnel_header()), rows=tuple(_funnel(campaign)),
        note=verdict_words(against_chance(lines)),
    )  # fmt: skip
    yield Section(
        _("What it brought"), columns=(_("Figure"), _("Number"), ""),
        rows=tuple((label, amount(number), of) for label, number, of in outcome(campaign)),
    )  # fmt: skip
    groups = results(campaign, UNIT)
    if groups:
        every = together(groups)
        rows = [words(line) for line in groups] + [(_("Together"), *words(every)[1:])]
        yield Section(
            _("By unit"), columns=narrow(header(UNIT)), rows=tuple(narrow(row) for row in rows)
        )
    if campaign.lessons:
        yield Section(_("Lessons"), paragraphs=tuple(campaign.lessons.splitlines()))


def _funnel_header() -> list[str]:
    return [
        _("Chosen"), _("Enterprises"), _("Checks opened"), _("Minutes signed"),
        _("With violations"), _("Closed"), _("Fines (VND)"), _("Paid (VND)"),
    ]  # fmt: skip


def _funnel(campaign: Campaign) -> Iterator[tuple[str, ...]]:
    lines = funnel(campaign)
    total = whole(lines)
    for line in [*lines, *([total] if total else [])]:
        found = rate(line.found, line.visited)
        yield (
            str(How(line.how).label) if line.how else _("Together"), amount(line.targets),
            amount(line.opened), amount(line.visited),
            "–" if found.value is None else f"{amount(line.found)} ({percent(found.value)})",
            amount(line.closed), amount(line.fines), amount(line.paid),
        )  # fmt: skip


def _funnel_columns() -> list[str]:
    """The columns of the workbook: the share stands beside the count."""
    columns = _funnel_header()
    return [*columns[:5], _("Share"), *columns[5:]]


def _funnel_figures(campaign: Campaign) -> Iterator[list[Any]]:
    """The same as numbers, to be reckoned with."""
    lines = funnel(campaign)
    total = whole(lines)
    for line in [*lines, *([total] if total else [])]:
        found = line.rate.value
        yield [
            str(How(line.how).label) if line.how else _("Together"), line.targets, line.opened,
            line.visited, line.found, None if found is None else round(found, 3), line.closed,
            line.fines, line.paid,
        ]  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _number(value: float) -> str:
    return amount(value) if isinstance(value, int) else number_format(value, decimal_pos=1)
