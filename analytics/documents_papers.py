"""The official layout of signed reports, and their PDF before they are signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from analytics.contents import Content, Part
from analytics.enums import Direction
from analytics.models import Paper
from ecms.documents.parts import Signature, head_of, signature_of
from ecms.documents.registry import Form
from ecms.documents.reports import REPORT, Report, Section
from ecms.documents.services.issuing import preview


def report_form() -> Form:
    """BC-TH, the form of statistical reports."""
    return REPORT


def official(paper: Paper, content: Content, position: Any = None) -> Report:
    """What the form prints."""
    sections = [_section(part) for part in content.parts]
    if paper.remarks:
        lines = tuple(line for line in paper.remarks.splitlines() if line.strip())
        sections.append(Section("Nhận xét, kiến nghị", lines))
    definitions = [f"{row[0]}: {row[1]}" for row in content.definitions]
    return Report(
        head=head_of(paper.agency),
        abstract=f"{content.title} – {content.period}",
        period=content.period,
        coverage=content.place,
        as_of=paper.as_of,
        sections=tuple(sections),
        method=(*content.method, f"Mã kiểm chứng nội dung: {paper.sha256}", *definitions),
        recipients=("Lưu: VT",) if paper.province is None else ("Bộ Nội vụ", "Lưu: VT"),
        signature=_signature(paper, position),
    )


def _signature(paper: Paper, position: Any) -> Signature:
    """The office held, or the title of an official who holds none."""
    if position is not None or paper.signed_by is None:
        return signature_of(position)
    return Signature((paper.signed_by.staff_title.upper(),), str(paper.signed_by))


def draft_pdf(paper: Paper, content: Content, *, on: date) -> bytes:
    """The same document with the mark of a draft."""
    return preview(report_form(), official(paper, content), on=on, assets=content.pictures)


def _section(part: Part) -> Section:
    columns, rows = _folded(part) if part.code == "indicators" else (part.columns, part.printed)
    return Section(
        part.title, tuple(part.paragraphs), tuple(columns), tuple(tuple(row) for row in rows),
        figure=f"{part.code}.svg" if part.has_chart else "", figure_words=part.title,
        note=part.note,
    )  # fmt: skip


def _folded(part: Part) -> tuple[list[str], list[list[str]]]:
    """Indicators for A4: the unit stands with the name, the better direction as the sign of the
    target; the files keep columns of their own for both."""
    name, _unit, *numbers, _better = part.columns
    less = str(Direction.DOWN.label)
    return [name, *numbers], [
        [f"{row[0]} ({row[1]})", *row[2:5],
         row[5] if part.rows[at][5] is None else f"{'≤' if row[6] == less else '≥'} {row[5]}"]
        for at, row in enumerate(part.printed)
    ]  # fmt: skip
