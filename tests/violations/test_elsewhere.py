"""The file at another body: suspected crime and return, transfer by competence and back."""

from datetime import date, timedelta

import pytest

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import DueItem
from tests.factories import TODAY
from tests.violations.conftest import anew, at
from violations.models import FileAway
from violations.services import decision, elsewhere, inquiry, submission
from violations.services.decision import Order
from violations.services.inquiry import Answer
from violations.services.refusal import Refusal
from violations.states import CaseState, NoSanction, VerificationKind, Whereto
from violations.workflow import workflow

REFERRAL = {
    "to": "Cơ quan Cảnh sát điều tra Công an tỉnh Đồng Nai",
    "offence": "Điều 216 Bộ luật Hình sự",
    "reason": "Trốn đóng bảo hiểm cho trên 200 người lao động",
}
NO = (Refusal, WorkflowRefused)


def open_kinds(case):
    rows = DueItem.objects.filter(object_id=case.pk, closed_at__isnull=True)
    return {row.kind: row.due_on for row in rows}


def referred(case, director, inspector):
    elsewhere.refer(case, **REFERRAL, by=director, at=at())
    elsewhere.hand_over(
        anew(case), handed_on=TODAY, receiver="Điều tra viên Lê Minh", by=inspector, at=at()
    )
    return anew(case)


def back(case, inspector, n, refused=None):
    day = TODAY + timedelta(days=n)
    return elsewhere.take_file_back(
        case, returned_on=day, refused_on=refused or day, answer="Không khởi tố, số 15/QĐ",
        by=inspector, at=at(),
    )  # fmt: skip


def test_clocks_stop_and_begin_anew(signed, director, inspector, days):
    case = signed("TD-03")
    was = (case.decision_due_on, case.limitation_ends_on)
    case = referred(case, director, inspector)
    assert (case.state, open_kinds(case)) == (CaseState.REFERRED, {})
    assert {"MQD33", "MBB28"} <= set(GeneratedDocument.objects.values_list("form_code", flat=True))
    days(60)
    refused_on = TODAY + timedelta(days=58)
    elsewhere.note_answer(
        case, refused_on=refused_on, answer="Không khởi tố", by=inspector, at=at()
    )
    assert open_kinds(case)["violation.referral"] == TODAY + timedelta(days=65)
    case = back(anew(case), inspector, 60, refused_on)
    assert case.state == CaseState.MINUTES
    assert case.decision_due_on == date(2027, 1, 4)  # thirty days end on a Sunday, not seven
    assert was[0] < case.decision_due_on
    assert case.limitation_ends_on.replace(year=case.limitation_ends_on.year - 1) == was[1]
    assert "violation.decision" in open_kinds(case)


def test_the_case_goes_on_to_its_decision(signed, director, inspector, office, days):
    case = referred(signed("TD-03"), director, inspector)
    days(60)
    case = back(case, inspector, 60)
    case = submission.submit(case, office, by=inspector, at=at())
    assert decision.issue(case, Order(), by=director, at=at()).decision_number


def test_verifying_after_the_return_gives_forty_five_days(signed, director, inspector, days):
    case = referred(signed("TD-03"), director, inspector)
    days(60)
    case = back(case, inspector, 60)
    inquiry.open_inquiry(case, VerificationKind.FACTS, matter="Số người", by=inspector, at=at())
    assert anew(case).decision_due_on == TODAY + timedelta(days=105)


def test_the_limitation_grows_only_once(signed, director, inspector, days):
    case = referred(signed("TD-03"), director, inspector)
    days(10)
    case = back(case, inspector, 10)
    once = case.limitation_ends_on
    elsewhere.refer(case, **REFERRAL, by=director, at=at())
    elsewhere.hand_over(
        anew(case), handed_on=TODAY + timedelta(days=10), receiver="B", by=inspector, at=at()
    )
    days(10)
    case = elsewhere.take_file_back(
        anew(case), returned_on=TODAY + timedelta(days=20), refused_on=TODAY + timedelta(days=20),
        answer="Lần hai", by=inspector, at=at(),
    )  # fmt: skip
    assert case.limitation_ends_on == once


def test_prosecution_ends_the_case(signed, director, inspector):
    case = referred(signed("TD-03"), director, inspector)
    case = elsewhere.prosecuted(case, answer="Khởi tố, số 20/QĐ", by=director, at=at())
    assert (case.state, case.no_sanction_reason) == (CaseState.NO_SANCTION, NoSanction.CRIMINAL)
    assert not FileAway.objects.filter(ended_at__isnull=True).exists()
    again = elsewhere.prosecuted(case, answer="Khởi tố, số 20/QĐ", by=director, at=at())
    assert again.pk == case.pk


def test_nothing_else_happens_while_the_file_is_away(signed, director, inspector):
    case = referred(signed("TD-03"), director, inspector)
    for verb in ("submit", "issue", "record_explanation", "refer", "close_without_sanction"):
        assert not workflow.answer(case, verb, director)
        assert not workflow.answer(case, verb, inspector)


def test_days_in_the_wrong_order_are_refused(signed, director, inspector):
    case = signed("TD-03")
    elsewhere.refer(case, **REFERRAL, by=director, at=at())
    case = anew(case)
    with pytest.raises(NO):
        back(case, inspector, 0)  # not handed over
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Refusal) as refused:
            elsewhere.hand_over(case, handed_on=wrong, receiver="A", by=inspector, at=at())
        assert refused.value.field == "handed_on"
    elsewhere.hand_over(case, handed_on=TODAY, receiver="A", by=inspector, at=at())
    with pytest.raises(Refusal) as refused:
        back(anew(case), inspector, -1, TODAY)
    assert refused.value.field == "returned_on"


@pytest.mark.parametrize("empty", REFERRAL)
def test_a_referral_needs_every_word(signed, director, empty):
    with pytest.raises(Refusal) as refused:
        elsewhere.refer(signed("TD-03"), **{**REFERRAL, empty: " "}, by=director, at=at())
    assert refused.value.field == empty


def test_sent_twice_is_once(signed, director, inspector):
    case = signed("TD-03")
    first = elsewhere.refer(case, **REFERRAL, by=director, at=at())
    assert elsewhere.refer(anew(case), **REFERRAL, by=director, at=at()).pk == first.pk
    for _time in range(2):
        elsewhere.hand_over(anew(case), handed_on=TODAY, receiver="A", by=inspector, at=at())
    assert FileAway.objects.count() == 1


def test_an_official_cannot_refer(signed, inspector):
    with pytest.raises(NO):
        elsewhere.refer(signed("TD-03"), **REFERRAL, by=inspector, at=at())


def test_transfer_outside_and_back_with_the_list_of_papers(signed, inspector, days):
    case = signed("TD-03")
    case = submission.transfer(
        case, reason="Vượt thẩm quyền", outside="Chủ tịch UBND tỉnh Bình Phước", by=inspector,
        at=at(),
    )  # fmt: skip
    away = case.files_away.get()
    assert away.whereto == Whereto.COMPETENCE
    assert any(case.minutes_number in paper for paper in away.papers)
    assert away.number.endswith("PC-SNV")
    due_on = case.decision_due_on
    days(2)
    day = TODAY + timedelta(days=2)
    case = elsewhere.take_transfer_back(
        case, returned_on=day, reason="Thuộc thẩm quyền Giám đốc Sở", by=inspector, at=at()
    )
    assert (case.state, case.decision_due_on) == (CaseState.MINUTES, due_on)
    away.refresh_from_db()
    assert away.returned_on == day


def test_verification_gives_a_month_and_stops_the_decision(submitted, inspector, director, days):
    case = submitted("TD-03")
    short = case.decision_due_on
    row = inquiry.open_inquiry(
        case, VerificationKind.FACTS, matter="Số người bị trả thiếu", by=inspector, at=at()
    )
    case = anew(case)
    assert case.decision_due_on > short
    days(8)
    assert "xác minh" in str(workflow.answer(case, "issue", director).reason)
    done = TODAY + timedelta(days=8)
    for answer, field in (
        (Answer(done, " "), "result"),
        (Answer(done + timedelta(days=1), "x"), "result_on"),
        (Answer(TODAY - timedelta(days=1), "x"), "result_on"),
    ):
        with pytest.raises(Refusal) as refused:
            inquiry.record(row, answer, by=inspector, at=at())
        assert refused.value.field == field
    inquiry.record(row, Answer(done, "18 người"), by=inspector, at=at())
    assert GeneratedDocument.objects.filter(form_code="MBB05").count() == 1
    assert workflow.answer(anew(case), "issue", director)


def test_before_the_minutes_a_result_starts_their_three_days(open_case, inspector, papers):
    case = open_case("TD-03")
    row = inquiry.open_inquiry(case, VerificationKind.FACTS, matter="A", by=inspector, at=at())
    assert anew(case).decision_due_on is None
    inquiry.record(row, Answer(TODAY, "Có"), by=inspector, at=at())
    assert anew(case).expertise_on == TODAY
    assert open_kinds(case)["violation.minutes"] == TODAY + timedelta(days=3)


def test_only_a_competent_person_orders_an_expertise(signed, inspector, director):
    case = signed("TD-03")
    order = {"matter": "Nguyên nhân", "asked_of": "Viện Khoa học an toàn"}
    with pytest.raises(NO):
        inquiry.open_inquiry(case, VerificationKind.EXPERTISE, **order, by=inspector, at=at())
    row = inquiry.open_inquiry(case, VerificationKind.EXPERTISE, **order, by=director, at=at())
    assert row.number.endswith("QĐ-TCGĐ")
    with pytest.raises(Refusal):
        inquiry.open_inquiry(
            anew(case), VerificationKind.EXPERTISE, matter="B", by=director, at=at()
        )
