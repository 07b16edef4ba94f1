"""Issuing, replacing, cancelling: one document, its number, its bytes for ever."""

import hashlib
from dataclasses import replace as changed
from unittest.mock import patch

import pytest
from django.db import InternalError, transaction

from ecms.audit.models import AuditEvent
from ecms.documents import services
from ecms.documents.models import DocumentState, GeneratedDocument, NumberBook
from ecms.documents.services import issuing
from inspections.documents.samples import samples
from tests.documents.reading import bytes_of, text_of
from tests.factories import NOW, TODAY, InspectionFactory

FORM, CONTEXT = samples()[0]
MINUTES, MINUTES_CONTEXT = next((f, c) for f, c in samples() if f.code == "BB-KT")

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(agency, inspector):
    return InspectionFactory(agency=agency, head=inspector)


def issue(thing, by, form=FORM, context=CONTEXT, **options):
    return services.issue(
        thing, form, context, by=by, at=NOW, on=TODAY, issuer="SNV-75", **options
    )


def test_issuing_numbers_prints_stores_and_logs(inspection, director):
    document = issue(inspection, director)
    content = bytes_of(document.file)
    assert document.reference == "01/QĐ-SNV"
    assert (document.number, document.year, document.state) == (1, 2026, DocumentState.ISSUED)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert document.size == len(content)
    assert document.signer_name == "Ngô Thị Phó"
    text = text_of(content)
    assert "Số: 01/QĐ-SNV" in text
    assert document.verify_code in text
    assert document.context["head"]["agency"] == "Sở Nội vụ tỉnh Đồng Nai"
    event = AuditEvent.objects.get(event="document.issued")
    assert event.data["sha256"] == document.sha256
    assert list(services.of(inspection)) == [document]


def test_issuing_twice_gives_the_same_document(inspection, director):
    first = issue(inspection, director)
    again = issue(inspection, director, context=changed(CONTEXT, scope="Khác"))
    assert again.pk == first.pk
    assert NumberBook.objects.get().last == 1


def test_two_occasions_of_one_form_are_two_documents(inspection, director):
    first = issue(inspection, director, occasion="1")
    second = issue(inspection, director, occasion="2")
    assert (first.reference, second.reference) == ("01/QĐ-SNV", "02/QĐ-SNV")


def test_decisions_share_one_book_and_minutes_have_their_own(inspection, director):
    other = InspectionFactory(agency=inspection.agency)
    references = [
        issue(inspection, director).reference,
        issue(other, director).reference,
        issue(inspection, director, MINUTES, MINUTES_CONTEXT).reference,
    ]
    assert references == ["01/QĐ-SNV", "02/QĐ-SNV", "01/BB-ĐKT"]


def test_the_symbol_may_be_given_whole_or_as_that_of_the_body(inspection, director):
    whole = issue(inspection, director, occasion="1", symbol="QĐ-SNVDN")
    body = issue(inspection, director, occasion="2", symbol="SNVDN")
    assert (whole.reference, body.reference) == ("01/QĐ-SNVDN", "02/QĐ-SNVDN")


def test_when_rendering_fails_the_number_is_given_back(inspection, director):
    with (
        patch.object(issuing, "press", side_effect=OSError("disk full")),
        pytest.raises(OSError),
        transaction.atomic(),
    ):
        issue(inspection, director)
    assert not GeneratedDocument.objects.exists()
    assert issue(inspection, director).number == 1


def test_a_replacement_keeps_number_and_old_bytes(inspection, director):
    first = issue(inspection, director)
    before = bytes_of(first.file)
    second = services.replace(
        first, changed(CONTEXT, scope="Phạm vi đã đính chính"), form=FORM,
        reason="Sai phạm vi", by=director, at=NOW,
    )  # fmt: skip
    first.refresh_from_db()
    assert first.state == DocumentState.REPLACED
    assert bytes_of(first.file) == before
    assert (second.reference, second.version, second.previous) == (first.reference, 2, first)
    assert "Phạm vi đã đính chính" in text_of(bytes_of(second.file))
    assert second.verify_code != first.verify_code
    assert services.latest(inspection, "QD-KT") == second
    assert NumberBook.objects.get().last == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_replacement_needs_its_reason(inspection, director, reason):
    first = issue(inspection, director)
    with pytest.raises(ValueError):
        services.replace(first, CONTEXT, form=FORM, reason=reason, by=director, at=NOW)


def test_a_replaced_document_is_not_replaced_again(inspection, director):
    first = issue(inspection, director)
    services.replace(first, CONTEXT, form=FORM, reason="Sai", by=director, at=NOW)
    with pytest.raises(ValueError):
        services.replace(first, CONTEXT, form=FORM, reason="Sai", by=director, at=NOW)


def test_a_cancelled_document_keeps_its_number(inspection, director):
    first = issue(inspection, director)
    services.cancel(first, reason="Ban hành nhầm", by=director, at=NOW)
    first.refresh_from_db()
    assert first.state == DocumentState.CANCELLED
    assert issue(inspection, director).reference == "02/QĐ-SNV"


@pytest.mark.parametrize(
    "values", [{"sha256": "0" * 64}, {"number": 9}, {"reference": "09/QĐ-SNV"}, {"context": {}}]
)
def test_the_database_refuses_to_change_an_issued_document(inspection, director, values):
    document = issue(inspection, director)
    with pytest.raises(InternalError, match="never changes"), transaction.atomic():
        GeneratedDocument.objects.filter(pk=document.pk).update(**values)


def test_the_database_refuses_to_delete_an_issued_document(inspection, director):
    document = issue(inspection, director)
    with pytest.raises(InternalError, match="cannot be deleted"), transaction.atomic():
        document.delete()


def test_a_preview_takes_no_number_and_stores_nothing(inspection):
    assert services.preview(FORM, CONTEXT).startswith(b"%PDF-")
    assert not NumberBook.objects.exists()
    assert not GeneratedDocument.objects.exists()
