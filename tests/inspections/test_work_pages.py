"""The pages of the work on site and after it: forms, htmx, double submits."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from ecms.documents import files
from inspections.enums import State
from inspections.models import Answer, Finding, Visit
from tests.factories import NOW, TODAY, InspectionFactory, fresh


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


@pytest.fixture
def as_inspector(sign_in, inspector):
    return sign_in(inspector)


# --- Checklist ------------------------------------------------------------------------------
def answer_url(case, question):
    return url("answer", case.pk, 1, question.pk)


def data_of(question, value, version=0, **more):
    prefix = f"q{question.pk}"
    return {f"{prefix}-value": value, f"{prefix}-version": version, f"{prefix}-note": ""} | {
        f"{prefix}-{name}": given for name, given in more.items()
    }


def test_an_answer_saves_by_itself(running, as_inspector, questions):
    question = questions[0]
    answer = as_inspector.post(
        answer_url(running, question), data_of(question, "NO"), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    fragment = answer.content.decode()
    assert "<html" not in fragment
    assert "TL-18" in fragment
    assert Finding.objects.get().violation_code == "TL-18"


def test_it_works_as_a_plain_form_too(running, as_inspector, questions):
    question = questions[0]
    answer = as_inspector.post(answer_url(running, question), data_of(question, "YES"))
    assert answer["Location"] == f"{url('section', running.pk, 1)}#q{question.pk}"


def test_a_conflict_shows_both_answers(running, sign_in, colleague, inspector, questions):
    question = questions[0]
    sign_in(inspector).post(
        answer_url(running, question), data_of(question, "YES", note="của Kiểm")
    )
    answer = sign_in(colleague).post(
        answer_url(running, question),
        data_of(question, "NO", note="của Lan"),
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "của Kiểm" in page
    assert "của Lan" in page
    assert Answer.objects.get().value == "YES"
    # the version in the fragment is the stored one: choosing again replaces it knowingly
    assert 'value="1"' in page
    sign_in(colleague).post(answer_url(running, question), data_of(question, "NO", version=1))
    assert Answer.objects.get().value == "NO"


@pytest.mark.parametrize("value", ["", "MAYBE"])
def test_a_wrong_answer_is_refused(running, as_inspector, questions, value):
    answer = as_inspector.post(
        answer_url(running, questions[0]),
        data_of(questions[0], value),
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert Answer.objects.count() == 0


def test_a_question_of_another_checklist_is_404(running, as_inspector):
    from tests.factories import QuestionFactory

    other = QuestionFactory()
    assert as_inspector.post(answer_url(running, other), data_of(other, "YES")).status_code == 404


def test_no_waits_for_its_number_without_complaining(running, as_inspector):
    from inspections.models import CaseQuestion
    from tests.factories import QuestionFactory

    question = QuestionFactory(code="CK-801", answer_type="NUMBER", violation_codes=["TL-18"])
    CaseQuestion.objects.create(
        inspection=running, question=question, order=99, codes=["TL-18"],
        added_at=NOW, added_by=running.proposed_by,
    )  # fmt: skip
    htmx = {"HX-Request": "true"}
    address = answer_url(running, question)
    waiting = as_inspector.post(address, data_of(question, "NO", number=""), headers=htmx)
    assert waiting.status_code == 200
    assert "ec-error-summary" not in waiting.content.decode()
    assert Answer.objects.count() == 0
    as_inspector.post(address, data_of(question, "NO", number="1.200"), headers=htmx)
    assert Answer.objects.get().value == "1200"
    plain = as_inspector.post(address, data_of(question, "NO", version=1, number=""))
    assert plain.status_code == 422


# --- Findings, evidence, visits -------------------------------------------------------------
def test_the_catalogue_is_searched_without_accents(running, as_inspector):
    page = as_inspector.get(url("violation_search") + "?search=tra+luong").content.decode()
    assert "TL-18" in page
    assert "HD-01" not in page


def test_a_search_with_a_word_too_many_still_finds(running, as_inspector):
    page = as_inspector.get(url("violation_search") + "?search=cham+tra+luong")
    assert "TL-18" in page.content.decode()


def test_a_finding_is_added_once(running, as_inspector):
    data = {
        "submission": str(uuid.uuid4()),
        "violation_code": "tl-18",
        "description": "Chậm lương",
        "discovered_on": "05/10/2026",
        "timing": "ongoing",
        "workers": "1.200",
    }
    for _ in range(2):
        assert as_inspector.post(url("finding_add", running.pk), data).status_code == 302
    assert Finding.objects.get().workers == 1200


def test_a_finding_of_another_case_is_404(finding, as_inspector, inspector):
    other = InspectionFactory(head=inspector, agency=inspector.agency)
    assert as_inspector.get(url("finding_edit", other.pk, finding.pk)).status_code == 404


def photo(name="a.jpg"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def test_several_photos_at_once_linked_to_a_finding(finding, as_inspector):
    case = finding.inspection
    submission = str(uuid.uuid4())
    for _ in range(2):  # a second submit of the same form adds nothing
        answer = as_inspector.post(
            url("evidence", case.pk),
            {
                "submission": submission,
                "caption": "Xưởng",
                "findings": [finding.pk],
                "files": [photo("a.jpg"), photo("b.jpg")],
            },
        )
        assert answer.status_code == 302
    assert files.of(case).count() == 2
    assert finding.files.count() == 2


def test_a_bad_file_is_refused_with_its_reason(running, as_inspector):
    answer = as_inspector.post(
        url("evidence", running.pk),
        {
            "submission": str(uuid.uuid4()),
            "caption": "x",
            "files": [photo(), SimpleUploadedFile("x.jpg", b"<script>", "image/jpeg")],
        },
    )
    assert answer.status_code == 422
    assert files.of(running).count() == 0


def test_evidence_stays_after_the_minutes(answered, as_inspector, inspector):
    from inspections.services import minutes

    as_inspector.post(
        url("evidence", answered.pk),
        {
            "submission": str(uuid.uuid4()),
            "caption": "Xưởng",
            "files": [photo()],
        },
    )
    stored = files.of(answered).get()
    minutes.sign(answered, minutes.Signing(TODAY, "SUBJECT", "Bà Hạnh"), by=inspector, at=NOW)
    as_inspector.post(url("evidence_remove", answered.pk, stored.pk))
    assert files.of(answered).get().frozen_at is not None


def test_a_visit_by_form(running, as_inspector):
    data = {"submission": str(uuid.uuid4()), "visited_on": "05/10/2026", "outcome": "CLOSED"}
    for _ in range(2):
        assert as_inspector.post(url("visits", running.pk), data).status_code == 302
    assert Visit.objects.count() == 1
    future = data | {"submission": str(uuid.uuid4()), "visited_on": "06/10/2026"}
    assert as_inspector.post(url("visits", running.pk), future).status_code == 422


# --- Minutes to closing ---------------------------------------------------------------------
def test_the_minutes_page_says_what_is_missing(running, as_inspector):
    page = as_inspector.get(url("minutes", running.pk))
    assert page.status_code == 200
    assert 'name="names"' not in page.content.decode()


def test_from_minutes_to_closing_by_forms(answered, sign_in, inspector, colleague, director):
    data = {"on": "05/10/2026", "how": "SUBJECT", "names": "Bà Hạnh", "read_aloud": "on"}
    for _ in range(2):
        answer = sign_in(inspector).post(url("minutes", answered.pk), data)
        assert answer["Location"] == url("done", answered.pk, "sign_minutes")
    rows = {
        "demand-TOTAL_FORMS": 1,
        "demand-INITIAL_FORMS": 0,
        "demand-0-text": "Trả lương",
        "demand-0-due_on": "01/11/2026",
        "demand-0-finding": "",
    }
    sign_in(inspector).post(url("result", answered.pk), rows)
    assert answered.requirements.count() == 1
    for _ in range(2):
        answer = sign_in(director).post(url("result", answered.pk), rows | {"sign": "1"})
        assert answer["Location"] == url("done", answered.pk, "conclude")
    row = answered.requirements.get()
    sign_in(inspector).post(
        url("requirement_submit", answered.pk, row.pk),
        {"submission": str(uuid.uuid4()), "note": "Đã trả", "received_on": "05/10/2026"},
    )
    sign_in(inspector).post(url("requirement_accept", answered.pk, row.pk))
    row.refresh_from_db()
    assert not row.is_accepted
    sign_in(colleague).post(url("requirement_accept", answered.pk, row.pk))
    answer = sign_in(inspector).post(url("close", answered.pk))
    assert answer["Location"] == url("done", answered.pk, "close")
    answered.refresh_from_db()
    assert answered.state == State.CLOSED


def test_half_a_requirement_is_refused(signed, sign_in, director):
    rows = {
        "demand-TOTAL_FORMS": 1,
        "demand-INITIAL_FORMS": 0,
        "demand-0-text": "Trả lương",
        "demand-0-due_on": "",
        "demand-0-finding": "",
        "sign": "1",
    }
    answer = sign_in(director).post(url("result", signed.pk), rows)
    assert answer.status_code == 422
    signed.refresh_from_db()
    assert signed.state == State.MINUTES_SIGNED


def test_refused_actions_say_why(decided, as_inspector, colleague):
    page = as_inspector.get(url("detail", decided.pk)).content.decode()
    assert colleague.full_name in page  # whose declaration is missing


def test_each_member_declares_for_themselves(decided, sign_in, colleague):
    sign_in(colleague).post(url("declare", decided.pk))
    assert decided.team.get(user=colleague).no_conflict


def test_the_read_is_logged(running, as_inspector, inspector):
    from ecms.audit.models import ReadAccess

    as_inspector.get(url("detail", running.pk))
    assert ReadAccess.objects.filter(reader=inspector, object_id=running.pk).exists()


def test_the_dossier_shows_the_inspections(running, as_inspector, foreign_inspector, sign_in):
    panel = url("enterprise_panel", running.enterprise_id)
    assert running.code in as_inspector.get(panel).content.decode()
    assert sign_in(foreign_inspector).get(panel).status_code == 404


def test_permissions_are_read_fresh(inspector):
    assert fresh(inspector).can("inspection.conduct")
