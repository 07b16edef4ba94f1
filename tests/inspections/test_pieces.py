"""Search with slips, findings in free words, visits that failed, evidence after the minutes."""

import io
import uuid
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from ecms.documents.models import StoredFile
from inspections import presenters
from inspections.enums import VisitOutcome
from inspections.selectors_checklist import checklist_lines, one_line
from inspections.services import checklist, evidence, findings, visits
from inspections.services.refusal import Refusal
from law.search import search
from tests.factories import NOW, TODAY, ProvisionFactory, QuestionFactory


def photo():
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(stream, "JPEG")
    return SimpleUploadedFile("anh.jpg", stream.getvalue())


@pytest.fixture
def catalogue(law):
    for code, name in (
        ("BH-06", "Trốn đóng BHXH: không đóng sau 60 ngày đã được đôn đốc"),
        ("TG-07", "Làm thêm giờ vượt quá số giờ quy định"),
        ("TL-04", "Không có bảng kê trả lương"),
    ):
        ProvisionFactory(code=code, name_vi=name)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("khong dong bhxh", "BH-06"),
        ("không đóng bảo hiểm xã hội", "BH-06"),
        ("qua gio lam them", "TG-07"),
        ("lam thmm gio qua quy dinh", "TG-07"),
        ("bang ke tra luongg", "TL-04"),
        ("tl-04", "TL-04"),
    ],
)
def test_plain_words_slips_and_abbreviations_find(catalogue, words, code):
    assert search(words, on=TODAY)[0].code == code


def test_nonsense_finds_nothing(catalogue):
    assert search("xyzzy qwfp", on=TODAY) == []
    assert search(" ;,. ", on=TODAY) == []


def test_a_finding_in_free_words_waits_for_its_violation(running, inspector):
    facts = findings.Facts("", "Khóa cửa thoát hiểm", ongoing=True, discovered_on=TODAY)
    row = findings.add(running, facts, submission=uuid.uuid4(), by=inspector, at=NOW)
    assert (row.violation_code, row.provision) == ("", None)
    with pytest.raises(Refusal):
        findings.confirm(row, by=inspector, at=NOW)


def test_a_failed_visit_says_what_follows(running, inspector):
    facts = visits.VisitFacts(TODAY, VisitOutcome.REFUSED, place="Cổng số 1", met="Bảo vệ")
    row = visits.record(running, facts, submission=uuid.uuid4(), by=inspector, at=NOW)
    assert presenters.visit_follows(row.outcome)
    assert "Cổng số 1" in presenters.obstruction_words(row)
    assert presenters.visit_follows(VisitOutcome.DONE) == ""


def test_the_place_is_kept_and_late_pieces_are_marked_and_frozen(signed, inspector, colleague):
    (stored,) = evidence.add(
        signed, [photo()], submission=uuid.uuid4(), by=inspector, at=NOW, caption="Sau biên bản",
        where=(Decimal("10.75"), Decimal("106.9")),
    )  # fmt: skip
    row = StoredFile.objects.get(pk=stored.pk)
    assert (row.kind, row.latitude) == (evidence.LATE, Decimal("10.75"))
    assert row.frozen_at
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.filter(pk=row.pk).update(caption="khác")


# --- Pieces at a question ---------------------------------------------------------------------
def test_a_photo_at_a_question_goes_with_the_finding_that_follows(running, questions, inspector):
    question = questions[0]
    stored = evidence.add(
        running, [photo()], submission=uuid.uuid4(), by=inspector, at=NOW, question=question
    )
    line = one_line(running, question.pk)
    assert list(line.files) == stored
    assert [row.files for row in checklist_lines(running) if row.question == question] == [
        tuple(stored)
    ]
    checklist.answer(running, question, checklist.Given("NO"), by=inspector, at=NOW)
    row = running.findings.get(answer__question=question)
    assert list(row.files.all()) == stored


def test_a_photo_taken_after_the_answer_joins_its_live_findings(running, questions, inspector):
    question = questions[0]
    checklist.answer(running, question, checklist.Given("NO"), by=inspector, at=NOW)
    row = running.findings.get(answer__question=question)
    stored = evidence.add(
        running, [photo()], submission=uuid.uuid4(), by=inspector, at=NOW, question=question
    )
    assert list(row.files.all()) == stored


def test_a_question_of_another_case_takes_no_photo(running, inspector):
    with pytest.raises(Refusal):
        evidence.add(
            running, [photo()], submission=uuid.uuid4(), by=inspector, at=NOW,
            question=QuestionFactory(),
        )  # fmt: skip
    assert not StoredFile.objects.exists()


def test_the_page_goes_back_to_the_question(client, running, questions, inspector):
    client.force_login(inspector)
    question = questions[0]
    url = reverse("inspections:evidence", args=[running.pk])
    data = {
        "submission": uuid.uuid4(), "files": photo(), "caption": "Bảng lương",
        "question": question.pk,
    }  # fmt: skip
    response = client.post(url, data)
    assert response.status_code == 302
    assert response["Location"].endswith(f"#q{question.pk}")
    page = client.get(response["Location"].partition("#")[0]).content.decode()
    assert "Bảng lương" in page
