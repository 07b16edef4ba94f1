"""Words and rows of the ledger of a case and of statements of receipts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecms.core import clock
from ecms.core.formatting import legal_date, vnd
from violations import debtors, schedules
from violations.models import Statement, StatementLine, ViolationCase
from violations.payment_rules import late_periods
from violations.presenters_after import lapse_words
from violations.statement_rules import Sign
from violations.states import LineState, RulingKind, RulingState, StatementState

SIGNS: dict[str, Promise] = {
    Sign.FILE: gettext_lazy("file number"),
    Sign.DECISION: gettext_lazy("decision number"),
    Sign.TAX: gettext_lazy("tax code"),
    Sign.NAME: gettext_lazy("name"),
    Sign.AMOUNT: gettext_lazy("the exact sum"),
}
STATEMENT_KINDS = {
    StatementState.READ: "waiting",
    StatementState.BOOKED: "success",
    StatementState.UNDONE: "neutral",
}


def statement_rows(page: Iterable[Statement]) -> list[dict[str, Any]]:
    """Statements with how many of their lines came out how; two statements of SQL."""
    rows = list(page)
    counts = {
        item["statement"]: item
        for item in StatementLine.objects.filter(statement__in=rows)
        .order_by()
        .values("statement")
        .annotate(
            booked=Count("pk", filter=Q(state=LineState.BOOKED)),
            open=Count("pk", filter=Q(state=LineState.OPEN)),
            total=Sum("amount", filter=Q(state=LineState.BOOKED)),
        )
    }
    return [
        {"row": row, "kind": STATEMENT_KINDS[StatementState(row.state)],
         **counts.get(row.pk, {"booked": 0, "open": 0, "total": 0})}
        for row in rows
    ]  # fmt: skip


def sums_of(row: Statement) -> list[tuple[str, int, int]]:
    """Per outcome: its words, how many lines, which sum. Together they are the whole file."""
    found = {
        item["state"]: (item["n"], item["total"] or 0)
        for item in row.lines.order_by().values("state").annotate(n=Count("pk"),
                                                                  total=Sum("amount"))
    }  # fmt: skip
    return [(str(label), *found.get(code, (0, 0))) for code, label in LineState.choices]


def sums_words(row: Statement) -> list[str]:
    """The same in sentences."""
    return [f"{label}: {n} – {vnd(total)}" for label, n, total in sums_of(row) if n]


def line_words(row: StatementLine) -> str:
    """A line in one sentence."""
    parts = [legal_date(row.paid_on), vnd(row.amount), row.reference, row.payer, row.text]
    return " · ".join(part for part in parts if part)


def hints_of(row: StatementLine, user: Any, today: date) -> list[dict[str, Any]]:
    """Cases that the line may mean, as far as the user may see them, and what speaks for each."""
    told = {hint["case"]: hint["signs"] for hint in row.hints}
    cases = ViolationCase.objects.visible_to(user).filter(pk__in=told)
    rows = {case.pk: case for case in cases.select_related("enterprise")}
    return [
        {"case": rows[pk], "owed": debtors.owed_on(rows[pk], row.paid_on or today),
         "signs": ", ".join(str(SIGNS[sign]) for sign in found)}
        for pk, found in told.items()
        if pk in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One row of a ledger: ``charge`` raises what is owed, ``paid`` lowers it. Whole VND."""

    on: date
    words: str
    charge: int | None = None
    paid: int | None = None
    balance: int = 0
    note: str = ""
    payment: Any = None


def ledger_of(case: ViolationCase, on: date) -> tuple[list[Entry], list[dict[str, Any]]]:
    """Fine, surcharge and receipts in the order of their days with the balance; the late runs.

    The last balance is what is owed on ``on``; below zero it was overpaid.
    """
    until = schedules.grows_until(case, on)
    runs = late_periods(
        schedules.schedules_of(case), schedules.receipts_of(case), until, schedules.rates_of(case)
    )
    late = [{"run": run, "cost": float(run.grown)} for run in runs]
    entries = [_fine(case), *_changes(case), *_receipts(case)]
    surcharge = schedules.surcharge(case, on)
    if surcharge:
        words = _("Surcharge for late payment until %(day)s") % {"day": legal_date(runs[-1].last)}
        entries.append(Entry(until, words, charge=surcharge))
    rows = _balanced(sorted(entries, key=lambda entry: entry.on))
    return _balanced([*rows, *_lapse(case, rows[-1].balance)]), late


def _fine(case: ViolationCase) -> Entry:
    words = _("Fine of the decision %(number)s") % {"number": case.decision_number}
    return Entry(case.decided_on or date.min, words, charge=case.fine_decided or 0)


def _changes(case: ViolationCase) -> list[Entry]:
    found, before = [], case.fine_decided or 0
    for row in sorted(case.rulings.all(), key=lambda row: row.pk):
        applies = row.state == RulingState.ISSUED and row.of_decision == case.decision_number
        fine = 0 if row.kind == RulingKind.ANNUL else row.fine_after
        if applies and fine is not None and row.decided_on:
            words = f"{row.get_kind_display()} {row.number}".strip()
            found.append(Entry(row.decided_on, words, charge=fine - before))
            before = fine
    rest = case.fine_owed - before
    if rest:
        found.append(Entry(case.decided_on or date.min, _("Fine changed"), charge=rest))
    return found


def _lapse(case: ViolationCase, rest: int) -> list[Entry]:
    """What was left when the fine lapsed is taken out of what is owed."""
    if case.lapsed_at is None or rest <= 0:
        return []
    return [Entry(clock.legal_date(case.lapsed_at), lapse_words(case), charge=-rest)]


def _receipts(case: ViolationCase) -> list[Entry]:
    found = []
    for row in case.payments.select_related("recorded_by", "cancelled_by"):
        words = _("Receipt %(number)s") % {"number": row.reference}
        if row.cancelled_at is not None:
            why = _("taken back by %(name)s: %(reason)s")
            note = why % {"name": row.cancelled_by, "reason": row.cancel_reason}
            found.append(Entry(row.paid_on, words, note=f"{vnd(row.amount)} – {note}"))
        else:
            found.append(Entry(row.paid_on, words, paid=row.amount, note=row.note, payment=row))
    return found


def _balanced(entries: list[Entry]) -> list[Entry]:
    balance, found = 0, []
    for entry in entries:
        balance += (entry.charge or 0) - (entry.paid or 0)
        found.append(Entry(entry.on, entry.words, entry.charge, entry.paid, balance, entry.note,
                           entry.payment))  # fmt: skip
    return found
