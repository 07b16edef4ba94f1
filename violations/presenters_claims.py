"""Words and rows of the pages about the workers of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ecms.core.formatting import legal_date, vnd
from ecms.core.secrets import decrypt
from enterprises.rules import identity as papers
from violations.claim_rules import Balance, Problem
from violations.claims import ActSums, Line
from violations.models import Recovery, WorkerClaim
from violations.services.claims import Loaded, words_of

# Titles of the sheets to fill in; ``claim_rules.TITLES`` understands them in both languages.
TEMPLATES = {
    "owed": (gettext_lazy("Full name"), gettext_lazy("Identity number"),
             gettext_lazy("Staff code"), gettext_lazy("Amount owed"), gettext_lazy("Due date")),
    "received": (gettext_lazy("Full name"), gettext_lazy("Identity number"),
                 gettext_lazy("Staff code"), gettext_lazy("Amount received"),
                 gettext_lazy("Received on"), gettext_lazy("Evidence")),
}  # fmt: skip


def masked(claim: WorkerClaim) -> str:
    """The identity number as lists show it; empty where none is known."""
    return papers.mask(decrypt(claim.identity)) if claim.identity else ""


def lines(rows: Iterable[Line]) -> list[dict[str, Any]]:
    """Rows of the list of an act."""
    return [
        {"claim": row.claim, "masked": masked(row.claim), "balance": row.balance} for row in rows
    ]


def total_of(acts: Sequence[ActSums]) -> Balance:
    """The sum over the acts of a case; a worker in two acts is counted in both."""
    return reduce(Balance.__add__, (item.sums for item in acts), Balance())


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Rows of a list that cannot be taken, each with why."""
    return [{"row": item.row, "words": words_of(item)} for item in problems]


def loaded_words(done: Loaded) -> str:
    """What became of a list."""
    words = ngettext("%(n)d worker added", "%(n)d workers added", done.new) % {"n": done.new}
    return _("%(added)s, %(changed)d changed, %(same)d as before.") % {
        "added": words, "changed": done.changed, "same": done.same,
    }  # fmt: skip


def recovery_words(row: Recovery) -> str:
    """A sum received in one line."""
    return f"{vnd(row.amount)}, {legal_date(row.paid_on)}: {row.reference}"


def header() -> list[str]:
    """Titles of the export."""
    return [
        _("Full name"), _("Identity number (in part)"), _("Staff code"), _("Owed to workers"),
        _("Should have been paid by"), _("Interest"), _("Received by workers"), _("Still owed"),
        _("Right restored on"),
    ]  # fmt: skip


def export_rows(rows: Iterable[Line]) -> Iterator[list[Any]]:
    """Rows of the export."""
    for row in rows:
        claim, balance = row.claim, row.balance
        yield [
            claim.name, masked(claim), claim.staff_code, claim.owed, claim.owed_on,
            balance.interest, balance.received, balance.rest, claim.right_on,
        ]  # fmt: skip
