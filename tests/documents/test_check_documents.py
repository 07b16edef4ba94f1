"""The papers of a check, from a real case to the printed words."""

from datetime import date

import pytest

from accounts.models import Delegation
from ecms.documents.rendering import Issue, render
from inspections import documents
from inspections.enums import AnswerValue, DurationUnit, FindingState, SignedHow, TeamRole
from inspections.models import Answer, Finding, Requirement, TeamMember, Visit
from tests.documents.reading import text_of
from tests.factories import (
    NOW,
    TODAY,
    ChecklistFactory,
    InspectionFactory,
    ProvisionFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
ISSUE = Issue(reference="05/X", on=TODAY, place="Đồng Nai", code="7K3M-9QXD-2FAB")


@pytest.fixture
def questions():
    wages = {"topic": "3 Wages", "topic_vi": "3. Tiền lương"}
    return [
        QuestionFactory(topic="1 Contracts", topic_vi="1. Hợp đồng", legal_basis="Labour Code 45/2019 Art. 14"),
        QuestionFactory(text_vi="Có trả lương cho NLĐ đúng hạn?", **wages),
        QuestionFactory(text_vi="Số người hưởng lương tối thiểu?", answer_type="NUMBER", **wages),
        QuestionFactory(text_vi="Có nợ lương?", **wages),
    ]  # fmt: skip


@pytest.fixture
def inspection(agency, unit, inspector, colleague, questions):
    row = InspectionFactory(
        agency=agency, unit=unit, head=inspector, proposed_by=inspector,
        checklist=ChecklistFactory(questions=questions),
        decision_number="05/QĐ-SNV", decided_on=TODAY,
    )  # fmt: skip
    TeamMember.objects.create(
        inspection=row, user=colleague, role=TeamRole.SECRETARY, task="Ghi biên bản"
    )
    return row


@pytest.fixture
def office(director):
    return director.positions.get()


def printed(pair):
    return text_of(render(*pair, ISSUE))


def answer(inspection, question, value, note=""):
    Answer.objects.create(
        inspection=inspection, question=question, value=value, note=note, answered_at=NOW,
        answered_by=inspection.proposed_by,
    )  # fmt: skip


def find(inspection, **values):
    facts = {
        "violation_code": "TL-18", "description": "Trả lương chậm 12 ngày", "workers": 86,
        "ended_on": date(2026, 9, 22), "discovered_on": TODAY, "recorded_at": NOW,
        "recorded_by": inspection.proposed_by, "state": FindingState.CONFIRMED,
        "provision": ProvisionFactory(),
    }  # fmt: skip
    return Finding.objects.create(inspection=inspection, **{**facts, **values})


def test_the_decision_says_who_what_when_and_with_whom(inspection, office):
    form, context = documents.decision(inspection, on=TODAY, position=office)
    text = printed((form, context))
    firm = inspection.enterprise
    assert (form.code, context.signature.lines) == ("QD-KT", ("GIÁM ĐỐC",))
    for words in (
        f"{firm.name} (mã số doanh nghiệp: {firm.tax_code}; địa chỉ: {firm.address})",
        "từ ngày 01 tháng 01 năm 2025 đến ngày 30 tháng 9 năm 2026",
        "4. Thời hạn kiểm tra: 10 ngày, kể từ ngày công bố",
        "Lê Văn Kiểm – Trưởng đoàn;",
        "Phạm Thị Lan – Thư ký.",
        "Căn cứ Kế hoạch kiểm tra năm 2026;",
        "Theo đề nghị của Trưởng phòng Lao động, việc làm.",
        "Đặng Quốc Giám",
    ):
        assert words in text
    assert "Thành lập Đoàn" not in text


def test_working_days_are_said_where_the_procedure_counts_them(inspection, office):
    inspection.duration_unit = DurationUnit.WORKING_DAYS
    _form, context = documents.decision(inspection, on=TODAY, position=office)
    assert context.duration == "10 ngày làm việc"


def test_a_deputy_signs_for_the_head(inspection, office, deputy_director):
    delegation = Delegation.objects.create(
        kind="INSPECTION", giver=office, holder=deputy_director.positions.get(),
        number="20/QĐ-SNV", decided_on=date(2026, 1, 5), valid_from=date(2026, 1, 5),
    )  # fmt: skip
    _form, context = documents.decision(
        inspection, on=TODAY, position=delegation.holder, delegation=delegation
    )
    assert context.signature.lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert any("20/QĐ-SNV ngày 05 tháng 01 năm 2026" in g for g in context.grounds)


def test_the_minutes_carry_every_answer_finding_and_requirement(inspection, questions):
    answer(inspection, questions[0], AnswerValue.YES)
    answer(inspection, questions[1], AnswerValue.NO, "Chậm 12 ngày")
    answer(inspection, questions[2], "1250")
    answer(inspection, questions[3], AnswerValue.NOT_APPLICABLE)
    find(inspection)
    find(inspection, description="Bỏ qua", state=FindingState.DROPPED, dropped_reason="Nhầm")
    Requirement.objects.create(
        inspection=inspection, text="Trả đủ tiền lương", due_on=date(2026, 11, 10)
    )
    Visit.objects.create(
        inspection=inspection, visited_on=TODAY, outcome="DONE", recorded_at=NOW,
        recorded_by=inspection.proposed_by,
    )  # fmt: skip
    form, context = documents.minutes(inspection, on=TODAY)
    text = printed((form, context))
    assert [topic.name for topic in context.topics] == ["Hợp đồng", "Tiền lương"]
    outcomes = [item.outcome for topic in context.topics for item in topic.results]
    assert outcomes == ["ĐẠT", "CHƯA ĐẠT", "1.250", "KHÔNG ÁP DỤNG"]
    for words in (
        "01 nội dung ĐẠT; 01 nội dung CHƯA ĐẠT; 01 nội dung KHÔNG ÁP DỤNG.",
        "Có trả lương cho người lao động đúng hạn?",
        "Điều 14 Bộ luật Lao động số 45/2019/QH14",
        "1) Trả lương chậm 12 ngày.",
        "Số người lao động liên quan: 86.",
        "Thời hạn thực hiện: trước hoặc trong ngày 10/11/2026.",
        "Ngày 05/10/2026: làm việc theo chương trình.",
    ):
        assert words in text
    assert "Bỏ qua" not in text


def test_unanswered_items_are_counted_apart(inspection):
    _form, context = documents.minutes(inspection)
    assert context.unanswered == 4
    assert "04 nội dung chưa kiểm tra" in printed((_form, context))


@pytest.mark.parametrize(
    "how, line",
    [(SignedHow.COMMUNE, "ĐẠI DIỆN CHÍNH QUYỀN CẤP XÃ"), (SignedHow.WITNESS, "NGƯỜI CHỨNG KIẾN")],
)
def test_when_the_subject_refuses_somebody_confirms(inspection, how, line):
    inspection.signed_how, inspection.signed_names = how, "Nguyễn Văn Chứng"
    form, context = documents.minutes(inspection)
    assert context.signatures[0][0].lines == (line,)
    text = printed((form, context))
    assert "Đại diện đơn vị không ký biên bản" in text
    assert "Nguyễn Văn Chứng" in text


def test_the_letter_is_numbered_under_body_and_unit(inspection, office):
    Requirement.objects.create(
        inspection=inspection, text="Trả đủ tiền lương", due_on=date(2026, 11, 10)
    )
    form, context = documents.rectification(inspection, position=office)
    assert form.full_symbol(context.head.symbol) == "SNV-LĐVL"
    assert context.report_by == date(2026, 11, 10)
    text = printed((form, context))
    assert "V/v chấn chỉnh, khắc phục sau kiểm tra" in text
    assert "chậm nhất ngày 10 tháng 11 năm 2026" in text


@pytest.mark.parametrize(
    "name, words",
    [
        ("extension", "thời gian gia hạn là 05 ngày"),
        ("suspension", "Tạm dừng cuộc kiểm tra"),
        ("resumption", "Tiếp tục cuộc kiểm tra"),
        ("termination", "Đình chỉ cuộc kiểm tra"),
    ],
)
def test_changes_say_what_and_why(inspection, office, name, words):
    inspection.extension_days = 5
    pair = getattr(documents, name)(inspection, on=TODAY, position=office, reason="Hồ sơ phức tạp")
    text = printed(pair)
    assert words in text
    assert "Lý do: Hồ sơ phức tạp." in text
    assert "Quyết định số 05/QĐ-SNV" in text


@pytest.mark.parametrize("name", ["plan", "notice", "announcement", "minutes"])
def test_drafts_with_missing_data_print_dots(inspection, name):
    inspection.decision_number, inspection.decided_on = "", None
    inspection.enterprise.representative = ""
    text = printed(getattr(documents, name)(inspection))
    assert "……" in text
    assert "None" not in text


def test_the_result_sums_up(inspection, office, questions):
    answer(inspection, questions[0], AnswerValue.YES)
    text = printed(documents.result(inspection, position=office))
    assert "01 nội dung ĐẠT; 00 nội dung CHƯA ĐẠT" in text
    assert "tiếp tục duy trì việc chấp hành" in text


def test_an_inspection_speaks_of_inspection(inspection, office):
    inspection.kind = "INSPECTION"
    _form, context = documents.decision(inspection, on=TODAY, position=office)
    assert context.abstract.startswith("Thanh tra việc chấp hành")
    assert any("Luật Thanh tra số 84/2025/QH15" in g for g in context.grounds)
    assert not any("217/2025" in g for g in context.grounds)
