"""Number books: one series per issuing body, family of documents and year, without gaps."""

from __future__ import annotations

from django.db import connection

from ecms.documents.models import NumberBook


def take(issuer: str, book: str, year: int) -> int:
    """The next number; must run inside the transaction that writes the document.

    The row lock of the book is held until that transaction ends, so a rollback gives the number
    back and nobody can have taken a later one meanwhile.

    Raises:
        RuntimeError: called outside a transaction, where a failure would leave a gap.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken only inside the transaction of its document")
    NumberBook.objects.bulk_create(
        [NumberBook(issuer=issuer, kind=book, year=year)], ignore_conflicts=True
    )
    # One statement a paper: an act that issues several papers takes several numbers.
    (row,) = NumberBook.objects.select_for_update().filter(issuer=issuer, kind=book, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def reference(number: int, symbol: str) -> str:
    """05/QĐ-SNV: a zero before numbers below 10 (Decree 30/2020/NĐ-CP, Annex I)."""
    return f"{number:02d}/{symbol}" if symbol else f"{number:02d}"
