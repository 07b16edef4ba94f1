"""Statements of receipts: read a file, check its columns, book what is certain, undo the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import bulk, clock
from ecms.core.text import fold, squeeze
from ecms.core.workflow import WorkflowRefused
from violations import debtors
from violations import statement_rules as rules
from violations.models import Payment, Statement, StatementLine, StatementSource, ViolationCase
from violations.services import payments, tables
from violations.services.refusal import Refusal
from violations.states import LineState, LineWhy, StatementState

MOST_ROWS = 3_000
LENGTHS = {"reference": 80, "payer": 300, "tax_code": 20, "text": 2000}


def read(
    upload: Any, source: str, *, agency: Any, submission: UUID, by: Any, at: datetime
) -> Statement:
    """Keep the rows of a CSV, XLS or XLSX file; the same form sent twice is one statement.

    Raises:
        Refusal: no table, too large, or the very same file was carried out already.
    """
    if agency is None or agency.province_id is None:
        raise Refusal(_("Your office has no province whose receipts could be booked."))
    if upload.size > tables.MOST_BYTES:
        raise Refusal(_("The file is larger than 10 MB."), "upload")
    content = b"".join(upload.chunks())
    digest = hashlib.sha256(content).hexdigest()
    rows = tables.rows_of(str(upload.name), content, most=MOST_ROWS)
    cells = [row for _number, row in rows]
    with transaction.atomic():
        bulk.lock_for_transaction("statements", agency.pk)
        if sent := Statement.objects.filter(submission=submission).first():
            return sent
        _demand_new(agency, digest)
        known = _source(agency, source)
        head = rules.head_of(cells, known.columns)
        row = Statement.objects.create(
            agency=agency, province_id=agency.province_id, source=known,
            filename=squeeze(str(upload.name))[:255], digest=digest, cells=cells,
            columns={"head": head, **rules.recognise(cells[head], known.columns)},
            submission=submission, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        log("statement.read", row, by=by, at=at, data={"rows": len(cells) - head - 1})
    return row


def _demand_new(agency: Any, digest: str) -> None:
    done = Statement.objects.filter(agency=agency, digest=digest, state=StatementState.BOOKED)
    if first := done.first():
        day = clock.legal_date(first.recorded_at)
        words = _("This very file was carried out on %(day)s; its receipts are booked.")
        raise Refusal(words % {"day": f"{day:%d/%m/%Y}"}, "upload")


def _source(agency: Any, name: str) -> StatementSource:
    known, _made = StatementSource.objects.get_or_create(
        agency=agency, folded=fold(name), defaults={"name": squeeze(name)}
    )
    return known


def book(statement: Statement, columns: Mapping[str, int], *, by: Any, at: datetime) -> Statement:
    """Turn the rows into lines and book those that are certain; once, however often it is sent.

    ``columns`` are positions by field. They are remembered for the source by their titles.

    Raises:
        Refusal: the columns for date and sum are missing or named twice, or no right.
    """
    _demand_columns(columns)
    with transaction.atomic():
        row = _locked(statement, by)
        if row.state != StatementState.READ:
            return row
        head = int(row.columns.get("head", 0))
        row.columns = {"head": head, **columns}
        row.state, row.booked_at, row.booked_by = StatementState.BOOKED, at, by
        row.save()
        _remember(row, columns, head)
        _book_lines(row, columns, head, by=by, at=at)
        log("statement.book", row, by=by, at=at, data=tally(row))
    return row


def _locked(statement: Statement, by: Any) -> Statement:
    demand_right(statement, by)
    bulk.lock_for_transaction("statements", statement.agency_id)
    return Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)


def demand_right(statement: Statement, by: Any) -> None:
    """Go on only for officials of the body who record payments. Raises Refusal."""
    if not by.can("violation.ledger") or statement.agency_id not in by.scope.agency_ids:
        raise Refusal(_("Only an official of the body in charge may do this."))


def _demand_columns(columns: Mapping[str, int]) -> None:
    for name in rules.NEEDED:
        if name not in columns:
            raise Refusal(_("Say which column holds the date and which the sum."), name)
    if len(set(columns.values())) < len(columns):
        raise Refusal(_("A column was chosen for two things."))


def _remember(row: Statement, columns: Mapping[str, int], head: int) -> None:
    titles = row.cells[head]
    row.source.columns = {
        name: fold(titles[position])
        for name, position in columns.items()
        if position < len(titles) and titles[position]
    }
    row.source.save()


def tally(row: Statement) -> dict[str, int]:
    """How many lines came out how."""
    counts = dict.fromkeys(LineState.values, 0)
    for state in row.lines.values_list("state", flat=True):
        counts[state] += 1
    return counts


def _book_lines(
    row: Statement, columns: Mapping[str, int], head: int, *, by: Any, at: datetime
) -> None:
    book_of = debtors.Book(row.agency_id, today=clock.legal_date(at))
    doubles = _Doubles(row)
    for number, cells in enumerate(row.cells[head + 1 :], start=head + 2):
        line = _line(row, number, cells, columns)
        if line is None:
            continue
        if line.why != LineWhy.UNREADABLE and not doubles.settles(line):
            _judge(line, book_of, by=by, at=at)
        line.save()


def _line(
    row: Statement, number: int, cells: list[str], columns: Mapping[str, int]
) -> StatementLine | None:
    """The line as read; None for one on which nothing came in."""
    told = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
    words = {name: squeeze(told.get(name, ""))[:most] for name, most in LENGTHS.items()}
    line = StatementLine(statement=row, number=number, state=LineState.OPEN, **words)
    try:
        line.amount = rules.money(told["amount"])
        if line.amount is None:
            return None
        line.paid_on = rules.day(told["paid_on"])
    except ValueError:
        if not any(char.isdecimal() for char in told["paid_on"]):
            return None  # a heading or a sum below the table
        line.why, line.amount, line.paid_on = LineWhy.UNREADABLE, None, None
        line.note = " | ".join(cell for cell in cells if cell)[:500]
    return line


class _Doubles:
    """Receipts and lines that are there already."""

    def __init__(self, row: Statement) -> None:
        self.row = row
        self.seen = {
            _key(line)
            for line in StatementLine.objects.filter(statement__agency=row.agency_id)
            .exclude(statement__state=StatementState.UNDONE)
            .exclude(statement=row)
            .exclude(why=LineWhy.UNREADABLE)
        }

    def settles(self, line: StatementLine) -> bool:
        """Mark ``line`` where it is a double, or uses a number in another way."""
        if line.reference and (paid := payment_of(self.row.province_id, line.reference)):
            same = (paid.amount, paid.paid_on) == (line.amount, line.paid_on)
            line.state = LineState.DOUBLE if same else LineState.OPEN
            line.why, line.payment = ("", paid) if same else (LineWhy.USED, None)
            return True
        if _key(line) in self.seen:
            line.state, line.why = LineState.DOUBLE, ""
            return True
        self.seen.add(_key(line))
        return False


def _key(line: StatementLine) -> tuple[Any, ...]:
    told = line.reference.casefold() or fold(f"{line.payer} {line.text}")
    return line.paid_on, line.amount, told


def payment_of(province_id: int, reference: str) -> Payment | None:
    """The receipt of that number that counts in the province."""
    rows = Payment.objects.counted().filter(case__province_id=province_id)
    return rows.filter(reference__iexact=reference).first()


def _judge(line: StatementLine, book_of: debtors.Book, *, by: Any, at: datetime) -> None:
    """Book a certain line, else say why it waits."""
    assert line.amount is not None  # noqa: S101 - readable lines only
    assert line.paid_on is not None  # noqa: S101
    told = rules.Line(
        line.paid_on, line.amount, line.reference, line.payer, line.tax_code, line.text
    )
    verdict = rules.judge(told, book_of.near(told), today=clock.legal_date(at))
    line.hints = [{"case": case, "signs": sorted(found)} for case, found in verdict.hints]
    line.why = verdict.why.value if verdict.why else ""
    if verdict.case is None:
        return
    try:
        enter(line, ViolationCase.objects.get(pk=verdict.case), by=by, at=at)
        book_of.forget(verdict.case)
    except (Refusal, WorkflowRefused) as refusal:
        line.why, line.note = LineWhy.REFUSED, str(refusal.reason)[:500]


def enter(
    line: StatementLine, case: ViolationCase, *, confirm_over: bool = False, by: Any, at: datetime
) -> None:
    """Book ``line`` as a payment of ``case`` (the line is not saved). Raises like ``record``."""
    assert line.amount is not None  # noqa: S101 - callers ask for both before
    assert line.paid_on is not None  # noqa: S101
    note = ", ".join(part for part in (line.payer, line.text) if part)[:300]
    line.payment = payments.record(
        case, line.amount, paid_on=line.paid_on, reference=line.reference, note=note,
        confirm_over=confirm_over, by=by, at=at,
    )  # fmt: skip
    line.state, line.why = LineState.BOOKED, ""
    line.settled_at, line.settled_by = at, by


def undo(statement: Statement, *, by: Any, at: datetime) -> Statement:
    """Take the whole statement back, every booked receipt with it; all or nothing.

    Raises:
        Refusal: one of the cases is no longer being executed, or no right.
    """
    with transaction.atomic():
        row = _locked(statement, by)
        if row.state == StatementState.UNDONE:
            return row
        reason = str(_("The statement “%(name)s” was undone.") % {"name": row})
        for line in row.lines.filter(state=LineState.BOOKED).select_related("payment__case"):
            assert line.payment is not None  # noqa: S101 - a constraint of the table
            try:
                payments.cancel(line.payment, reason=reason, by=by, at=at)
            except (Refusal, WorkflowRefused) as refused:
                raise Refusal(f"{line.payment.case.code}: {refused.reason}") from refused
        row.state, row.undone_at, row.undone_by = StatementState.UNDONE, at, by
        row.save()
        log("statement.undo", row, by=by, at=at)
    return row
