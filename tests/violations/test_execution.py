"""Service, payment, remedies, and every way to close."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from ecms.audit.models import AuditEvent
from ecms.core.workflow import WorkflowRefused
from ecms.documents import files
from ecms.documents.files import UploadRefused
from ecms.notifications.models import DueItem
from tests.factories import TODAY
from tests.violations.conftest import at
from violations.guards import surcharge_owed
from violations.models import ViolationCase
from violations.services import closing, payments, remedies, service
from violations.services.decision import Measure
from violations.services.refusal import Refusal
from violations.states import CaseState, NoSanction, RemedyState, ServiceMethod

pytestmark = pytest.mark.django_db


def pay(case, amount, by, **values):
    facts = {"paid_on": case.served_on or case.decided_on, "reference": "GNT-1", **values}
    return payments.record(case, amount, by=by, at=at(), **facts)


# --- Service --------------------------------------------------------------------------------
def test_service_starts_the_ten_days(executing):
    case = executing("TD-03")
    assert case.served_on == TODAY
    assert case.execution_due_on == date(2026, 10, 15)
    assert DueItem.objects.get(kind="violation.pay", closed_at=None).due_on == date(2026, 10, 15)


def test_the_time_for_execution_is_watched_until_the_fine_is_paid(executing, inspector):
    case = executing("TD-03")
    lapse = DueItem.objects.filter(kind="violation.lapse", closed_at=None)
    assert lapse.get().due_on == date(2027, 10, 5)
    pay(case, 4_000_000, inspector)
    assert not lapse.exists()


def test_without_a_receipt_delivery_is_not_complete_yet(decided, inspector, days):
    case = decided("TD-03")
    facts = {"event_on": TODAY, "confirmed": False, "by": inspector}
    with pytest.raises(Refusal, match="08/10/2026"):
        service.record(case, ServiceMethod.ELECTRONIC, at=at(), **facts)
    days(3)
    case = service.record(case, ServiceMethod.ELECTRONIC, at=at(), **facts)
    assert case.served_on == date(2026, 10, 8)


def test_service_recorded_twice_with_other_values_is_told(decided, inspector, sign_in):
    case = decided("TD-03")
    sent = {"method": "DIRECT", "event_on": "05/10/2026", "confirmed": "on"}
    client, address = sign_in(inspector), f"/violations/{case.pk}/service/"
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).url.endswith("/done/served/")
    answer = client.post(address, {**sent, "method": "POST"})
    assert answer.status_code == 422
    assert "đã được ghi nhận trước đó với thông tin khác" in answer.content.decode()
    assert answer.context["form"]["method"].value() == "POST"
    assert ViolationCase.objects.get(pk=case.pk).service_method == ServiceMethod.DIRECT


@pytest.mark.parametrize("offset", [-1, 1])
def test_service_lies_between_decision_and_today(decided, inspector, offset):
    with pytest.raises(Refusal) as error:
        service.record(
            decided("TD-03"), ServiceMethod.DIRECT, event_on=TODAY + timedelta(days=offset),
            confirmed=True, by=inspector, at=at(),
        )  # fmt: skip
    assert error.value.field == "event_on"


# --- Payment --------------------------------------------------------------------------------
def test_payments_add_up_and_each_receipt_counts_once(executing, inspector):
    case = executing("TD-03")
    first = pay(case, 1_000_000, inspector)
    assert pay(case, 1_000_000, inspector) == first
    with pytest.raises(Refusal) as error:
        pay(case, 2_000_000, inspector)
    assert error.value.field == "reference"
    pay(case, 3_000_000, inspector, reference="GNT-2")
    case.refresh_from_db()
    assert (case.paid_total, case.outstanding) == (4_000_000, 0)
    assert not DueItem.objects.filter(kind="violation.pay", closed_at=None).exists()


def test_too_much_needs_a_confirmation(executing, inspector):
    case = executing("TD-03")
    with pytest.raises(Refusal) as error:
        pay(case, 4_000_001, inspector)
    assert error.value.field == "confirm_over"
    pay(case, 4_000_001, inspector, confirm_over=True)
    case.refresh_from_db()
    assert case.paid_total == 4_000_001


def test_a_refused_file_leaves_no_payment(executing, inspector):
    case = executing("TD-03")
    upload = SimpleUploadedFile("bien-lai.exe", b"MZ\x90\x00", "application/octet-stream")
    with pytest.raises(UploadRefused):
        pay(case, 1_000_000, inspector, upload=upload)
    case.refresh_from_db()
    assert (case.paid_total, case.payments.count()) == (0, 0)


def test_a_receipt_is_kept_with_the_case(executing, inspector):
    case = executing("TD-03")
    upload = SimpleUploadedFile("bien-lai.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    pay(case, 1_000_000, inspector, upload=upload)
    assert files.of(case, "receipt").get().caption == "GNT-1"


def test_late_payment_owes_the_surcharge_before_closing(executing, inspector, days):
    """4 million due on 15 October, paid on the 26th: ten late days at 2,000."""
    case = executing("TD-03")
    days(21)
    paid_on = date(2026, 10, 26)
    pay(case, 4_000_000, inspector, paid_on=paid_on)
    case.refresh_from_db()
    assert surcharge_owed(case, date(2026, 12, 1)) == 20_000
    with pytest.raises(WorkflowRefused, match="20"):
        closing.mark_executed(case, by=inspector, at=at())
    pay(case, 20_000, inspector, paid_on=paid_on, reference="GNT-2")
    case = closing.mark_executed(case, by=inspector, at=at())
    assert case.state == CaseState.EXECUTED


# --- Remedies -------------------------------------------------------------------------------
def test_a_remedy_is_accepted_by_a_second_person(executing, inspector, chief_inspector):
    case = executing("TL-18")
    row = case.remedies.get()
    with pytest.raises(Refusal):
        remedies.accept(row, by=chief_inspector, at=at())  # nothing to judge yet
    remedies.submit(row, evidence_note="Bảng lương", by=chief_inspector, at=at())
    with pytest.raises(Refusal):
        remedies.accept(row, by=chief_inspector, at=at())
    with pytest.raises(Refusal):
        remedies.accept(row, by=inspector, at=at())  # the role does not accept


def test_evidence_sent_back_can_come_again(executing, inspector, chief_inspector):
    row = executing("TL-18").remedies.get()
    remedies.submit(row, evidence_note="Ảnh mờ", by=inspector, at=at())
    assert remedies.send_back(row, reason="Không rõ", by=chief_inspector, at=at()).state == (
        RemedyState.OPEN
    )
    remedies.submit(row, evidence_note="Ảnh rõ", by=inspector, at=at())
    row = remedies.accept(row, by=chief_inspector, at=at())
    assert remedies.accept(row, by=chief_inspector, at=at()).state == RemedyState.ACCEPTED


# --- Closing --------------------------------------------------------------------------------
def test_no_closing_while_anything_is_open(executing, inspector, chief_inspector):
    case = executing("TL-18")
    with pytest.raises(WorkflowRefused):
        closing.mark_executed(case, by=inspector, at=at())
    pay(case, 80_000_000, inspector)
    with pytest.raises(WorkflowRefused):
        closing.mark_executed(case, by=inspector, at=at())  # the measure is open
    row = case.remedies.get()
    remedies.submit(row, evidence_note="Bảng lương", by=inspector, at=at())
    remedies.accept(row, by=chief_inspector, at=at())
    with pytest.raises(WorkflowRefused):
        closing.close(case, by=inspector, at=at())  # not marked as executed
    case = closing.mark_executed(case, by=inspector, at=at())
    case = closing.close(case, by=inspector, at=at())
    assert closing.close(case, by=inspector, at=at()).closed_at == case.closed_at
    assert not DueItem.objects.filter(object_id=case.pk, closed_at=None).exists()


def test_the_database_refuses_a_closed_unpaid_case(executing):
    case = executing("TD-03")
    with pytest.raises(IntegrityError), transaction.atomic():
        ViolationCase.objects.filter(pk=case.pk).update(
            state=CaseState.CLOSED, closed_at=at(), closed_by=case.opened_by
        )


def test_late_for_a_decision_means_closing_without_sanction(submitted, director, days):
    case = submitted("TL-18")
    act = case.acts.get()
    measure = Measure(act.pk, "R22", "Trả đủ lương", date(2026, 12, 1))
    words = "Hết thời hạn ra quyết định"
    with pytest.raises(Refusal) as error:
        closing.without_sanction(case, NoSanction.TOO_LATE, words=words, by=director, at=at())
    assert error.value.field == "reason"
    days(10)
    case = closing.without_sanction(
        case, NoSanction.TOO_LATE, words=words, measures=[measure], by=director, at=at()
    )
    assert case.state == CaseState.NO_SANCTION
    assert case.remedies.get().due_on == date(2026, 12, 1)
    assert DueItem.objects.get(closed_at=None).kind == "violation.remedy"


def test_limitation_as_a_reason_must_be_true(submitted, director):
    with pytest.raises(Refusal):
        closing.without_sanction(
            submitted("TD-03"), NoSanction.LIMITATION, words="Hết thời hiệu", by=director, at=at()
        )


def test_an_inspector_does_not_close_without_sanction(signed, inspector):
    with pytest.raises(Refusal):
        closing.without_sanction(
            signed("TD-03"), NoSanction.DISSOLVED, words="Đã giải thể", by=inspector, at=at()
        )


def test_every_step_leaves_an_event(executing, inspector):
    case = executing("TD-03")
    pay(case, 4_000_000, inspector)
    events = AuditEvent.objects.filter(object_id=case.pk, event__startswith="violation.")
    assert list(events.order_by("pk").values_list("event", flat=True)) == [
        "violation.open",
        "violation.sign_minutes",
        "violation.submit",
        "violation.issue",
        "violation.serve",
        "violation.record_payment",
    ]
