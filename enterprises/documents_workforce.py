"""The letter that reminds an employer of the report on changes in the workforce."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecms.documents.parts import Head, Official, Signature, head_of
from ecms.documents.registry import Form, define
from ecms.documents.rendering import Issue, render
from enterprises.models import Enterprise
from enterprises.rules import workforce as rules

MOST = 200  # letters in one file
REMINDER = define(
    Form("CV-NLD", "Công văn", _("Reminder to report changes in the workforce"),
         "enterprises/pdf/workforce_letters.html", book="CV", symbol="{agency}")
)  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """One letter: to whom, what the register holds, by when."""

    name: str
    tax_code: str
    address: str
    workforce_on: date | None
    due_on: date | None
    workers: int | None


@dataclass(frozen=True, kw_only=True)
class Letters(Official):
    """Letters to several employers in one file, each on a page of its own."""

    letters: tuple[Letter, ...]
    reply_by: date
    reports: tuple[date, ...]
    basis: str


def reminders(firms: Sequence[Enterprise], *, agency: Any, on: date, reply_by: date) -> bytes:
    """A PDF with a letter to each enterprise; number and signature are put in by hand.

    Raises:
        ecms.documents.rendering.FontsMissingError: the fonts were not built.
    """
    head: Head = head_of(agency)
    context = Letters(
        head=head, letters=tuple(_letter(firm) for firm in firms), reply_by=reply_by,
        reports=tuple(report.last_day(on.year) for report in rules.REPORTS),
        basis=rules.legal_basis(), recipients=("Như trên", "Lưu: VT"),
        signature=Signature(lines=("GIÁM ĐỐC",)),
    )  # fmt: skip
    return render(REMINDER, context, Issue(symbol=head.symbol, on=on, place=head.place))


def _letter(firm: Enterprise) -> Letter:
    return Letter(
        firm.name, firm.tax_code, firm.address, firm.workforce_on, firm.workforce_due_on,
        firm.workers,
    )  # fmt: skip
