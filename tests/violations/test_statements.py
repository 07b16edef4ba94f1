"""Statements of receipts: booked when certain, doubles harmless, the rest reconciled, undo."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ecms.audit.models import AuditEvent
from ecms.core.workflow import WorkflowRefused
from tests.factories import TODAY
from tests.violations.conftest import at
from violations.models import Payment, Statement, StatementLine
from violations.services import closing, payments, reconciliation, statements
from violations.services.refusal import Refusal
from violations.states import LineState, LineWhy, StatementState

pytestmark = pytest.mark.django_db
HEAD = "KHO BẠC NHÀ NƯỚC\nNgày;Số chứng từ;Người nộp;Nội dung;Số tiền\n"


def file_of(*rows, name="so-phu.csv"):
    text = HEAD + "\n".join(";".join(map(str, row)) for row in rows)
    return SimpleUploadedFile(name, text.encode())


@pytest.fixture
def send(inspector):
    def make(*rows, by=inspector, submission=None):
        row = statements.read(
            file_of(*rows), "KBNN Khu vực", agency=inspector.agency, by=by, at=at(),
            submission=submission or uuid.uuid4(),
        )  # fmt: skip
        columns = {name: pos for name, pos in row.columns.items() if name != "head"}
        return statements.book(row, columns, by=by, at=at())

    return make


def line_for(case, amount=4_000_000, reference="KB-1", text=None, on=TODAY):
    return (f"{on:%d/%m/%Y}", reference, case.enterprise.name, text or case.code, amount)


def test_certain_lines_are_booked_and_the_rest_waits(executing, send):
    case = executing("TD-03")
    row = send(
        line_for(case, 1_000_000), line_for(case, 500_000, "KB-2"),
        ("05/10/2026", "KB-3", "Ông A", "tiền điện", 70_000),
        ("Cộng", "", "", "", "1.570.000"),
    )  # fmt: skip
    assert statements.tally(row) == {"BOOKED": 2, "OPEN": 1, "DOUBLE": 0, "ASIDE": 0}
    case.refresh_from_db()
    assert case.paid_total == 1_500_000
    assert row.lines.get(state=LineState.OPEN).why == LineWhy.NO_MATCH
    assert row.source.columns["amount"] == "so tien"
    assert AuditEvent.objects.filter(event="violation.record_payment").count() == 2


def test_what_came_in_before_counts_for_the_next_line(executing, send):
    case = executing("TD-03")
    row = send(line_for(case, 3_000_000), line_for(case, 1_000_001, "KB-2"))
    assert row.lines.get(number=4).why == LineWhy.TOO_MUCH


def test_doubles_are_harmless(executing, send, inspector):
    case = executing("TD-03")
    payments.record(case, 1_000_000, paid_on=TODAY, reference="kb-1", by=inspector, at=at())
    row = send(line_for(case, 1_000_000), line_for(case, 2_000_000, "KB-9"))
    again = send(line_for(case, 2_000_000, "KB-9"), line_for(case, 5, "KB-9"))
    assert statements.tally(row)["DOUBLE"] == 1
    assert statements.tally(again) == {"BOOKED": 0, "OPEN": 1, "DOUBLE": 1, "ASIDE": 0}
    assert again.lines.get(state=LineState.OPEN).why == LineWhy.USED
    case.refresh_from_db()
    assert case.paid_total == 3_000_000


def test_the_same_form_and_the_same_file_count_once(executing, send, inspector):
    case, key = executing("TD-03"), uuid.uuid4()
    first = send(line_for(case, 1_000_000), submission=key)
    assert send(line_for(case, 1_000_000), submission=key) == first or Statement.objects.count()
    assert Payment.objects.count() == 1
    with pytest.raises(Refusal) as error:
        send(line_for(case, 1_000_000))
    assert error.value.field == "upload"


def test_undo_takes_every_receipt_back_and_the_file_may_come_again(executing, send, inspector):
    case = executing("TD-03")
    row = send(line_for(case, 4_000_000))
    case.refresh_from_db()
    assert case.outstanding == 0
    row = statements.undo(row, by=inspector, at=at())
    assert statements.undo(row, by=inspector, at=at()).state == StatementState.UNDONE
    case.refresh_from_db()
    assert (case.paid_total, case.execution_due_on) == (0, date(2026, 10, 15))
    assert Payment.objects.get().cancelled_by == inspector
    send(line_for(case, 4_000_000))
    case.refresh_from_db()
    assert case.paid_total == 4_000_000


def test_nothing_is_undone_where_one_case_is_already_executed(executing, send, inspector, days):
    case = executing("TD-03")
    row = send(line_for(case, 4_000_000))
    case.remedies.all().delete()
    case.refresh_from_db()
    closing.mark_executed(case, by=inspector, at=at())
    with pytest.raises(Refusal, match=case.code):
        statements.undo(row, by=inspector, at=at())
    assert Payment.objects.counted().count() == 1


def test_a_person_settles_what_waits(executing, send, inspector):
    case = executing("TD-03")
    row = send(("05/10/2026", "", "Ông A", "nộp phạt", 1_000_000),
               ("05/10/2026", "KB-5", "Ông B", "lệ phí", 30_000))  # fmt: skip
    first, second = row.lines.order_by("number")
    with pytest.raises(Refusal) as error:
        reconciliation.assign(first, case, by=inspector, at=at())
    assert error.value.field == "reference"
    first = reconciliation.assign(first, case, reference="BL-7", by=inspector, at=at())
    assert reconciliation.assign(first, case, by=inspector, at=at()).payment == first.payment
    second = reconciliation.set_aside(second, reason="Lệ phí", by=inspector, at=at())
    with pytest.raises(Refusal):
        reconciliation.set_aside(first, reason="x", by=inspector, at=at())
    assert reconciliation.take_up(second, by=inspector, at=at()).state == LineState.OPEN


def test_a_receipt_taken_back_lets_its_line_wait_again(executing, send, inspector):
    case = executing("TD-03")
    row = send(line_for(case, 1_000_000))
    payment = Payment.objects.get()
    with pytest.raises(Refusal):
        payments.cancel(payment, reason=" ", by=inspector, at=at())
    payments.cancel(payment, reason="Nhầm hồ sơ", by=inspector, at=at())
    payments.cancel(payment, reason="Nhầm hồ sơ", by=inspector, at=at())
    assert row.lines.get().why == LineWhy.CANCELLED
    case.refresh_from_db()
    assert case.paid_total == 0
    payments.record(case, 1_000_000, paid_on=TODAY, reference="KB-1", by=inspector, at=at())


def test_others_book_nothing(executing, send, inspector, director):
    case = executing("TD-03")
    row = send(("05/10/2026", "KB-1", "Ông A", "nộp phạt", 1_000))
    line = row.lines.get()
    director.agency, director.__dict__["scope"] = None, type(director.scope)(
        national=True, province_ids=frozenset(), agency_ids=frozenset()
    )  # fmt: skip
    for call in (
        lambda: reconciliation.assign(line, case, by=director, at=at()),
        lambda: statements.undo(row, by=director, at=at()),
    ):
        with pytest.raises((Refusal, WorkflowRefused)):
            call()


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.csv", b""), ("x.xlsx", b"PK\x03\x04 no book"), ("x.csv", "Ngày;Số tiền\n".encode())],
)
def test_files_that_are_no_statement(inspector, law, clock, name, content):
    with pytest.raises(Refusal) as error:
        statements.read(
            SimpleUploadedFile(name, content), "KB", agency=inspector.agency,
            submission=uuid.uuid4(), by=inspector, at=at(),
        )  # fmt: skip
    assert error.value.field == "upload"


def test_the_pages(executing, client, inspector):
    case = executing("TD-03")
    browser = client
    client.force_login(inspector)
    upload = file_of(line_for(case, 1_000_000), ("31/02/2026", "K", "A", "b", 5),
                     ("05/10/2026", "KB-8", case.enterprise.name, "05/QĐ", 9))  # fmt: skip
    url = reverse("violations:statements")
    answer = browser.post(url, {"source": "KB", "upload": upload, "submission": str(uuid.uuid4())})
    row = Statement.objects.get()
    assert answer["Location"] == reverse("violations:statement", args=[row.pk])
    page = browser.get(answer["Location"])
    assert "Số chứng từ" in page.content.decode()
    columns = {name: pos for name, pos in row.columns.items() if name != "head"}
    assert browser.post(answer["Location"], {**columns, "amount": columns["paid_on"]}
                        ).status_code == 422  # fmt: skip
    browser.post(answer["Location"], columns)
    assert browser.get(answer["Location"]).status_code == 200
    waiting = StatementLine.objects.get(reference="KB-8")
    page = browser.get(reverse("violations:line", args=[waiting.pk])).content.decode()
    assert case.code in page
    wrong = browser.post(reverse("violations:line", args=[waiting.pk]), {"case": "99/QĐ-XPHC"})
    assert wrong.status_code == 422
    browser.post(reverse("violations:line", args=[waiting.pk]), {"case": case.code})
    ledger = browser.get(reverse("violations:ledger", args=[case.pk])).content.decode()
    assert "KB-8" in ledger
    assert str(waiting.number) in browser.get(url).content.decode()
