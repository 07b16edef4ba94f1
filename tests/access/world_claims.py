"""Money of a violation case for the tests of access: a receipt, a statement, a worker."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import NOW, TODAY
from violations.services import claims, payments, recoveries, statements


def claim_of(act, inspector):
    """Keys of the worker and of the sum received."""
    told = claims.Claimed("Nguyễn Thị Lan", "075190001234", owed=10, owed_on=TODAY)
    claim = claims.enter(act, told, by=inspector, at=NOW)
    paid = recoveries.record(
        claim, 4, paid_on=TODAY, reference="UNC", submission=uuid.uuid4(), by=inspector, at=NOW
    )
    return {"claim": claim.pk, "recovery": paid.pk}


def receipt_of(case, inspector):
    """Keys of a receipt of the case, and of a statement with a line that waits."""
    text = "Ngày;Số chứng từ;Nội dung;Số tiền\n05/10/2026;KB-1;lệ phí;30000\n"
    sent = statements.read(
        SimpleUploadedFile("so-phu.csv", text.encode()), "KBNN", agency=inspector.agency,
        submission=uuid.uuid4(), by=inspector, at=NOW,
    )  # fmt: skip
    columns = {"paid_on": 0, "reference": 1, "text": 2, "amount": 3}
    sent = statements.book(sent, columns, by=inspector, at=NOW)
    paid = payments.record(case, 1_000, paid_on=TODAY, reference="GNT-1", by=inspector, at=NOW)
    return {"payment": paid.pk, "statement": sent.pk, "line": sent.lines.get().pk}
