"""The inspectorate of a province: an inspection by Law 84/2025, and a case of a former law."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Agency
from demo.inspectorate import STAFF, staff_member
from ecms.core import clock
from ecms.documents.services import of as documents_of
from inspections.models import Inspection
from tests.e2e.steps import (
    a_firm,
    answer_the_rest,
    day,
    person,
    step,
    visit_and_sign,
    words_of,
)

pytestmark = pytest.mark.django_db
HEAD, MEMBER, OTHER = "thanhtra1.dongnai", "thanhtra2.dongnai", "thanhtra3.dongnai"
CHIEF = "inspectorate.dongnai"
NARRATIVE = {"evaluation": "Cơ bản chấp hành đúng", "causes": "Chưa cập nhật quy định mới"}


@pytest.fixture(scope="module")
def inspectorate(town, django_db_blocker):
    """The inspectorate of Đồng Nai and its people."""
    with django_db_blocker.unblock():
        agency = Agency.objects.get(code="TTT-75")
        return [staff_member(agency, name, *rest) for name, *rest in STAFF]


# --- By Law 84/2025 ---------------------------------------------------------------------------
def test_an_inspection_by_the_law_of_2025(people, town, inspectorate):
    case = it_is_proposed_and_decided(people)
    the_plan_is_written_and_approved(people, case)
    it_is_announced_and_the_minutes_end_the_fieldwork(people, case)
    the_report_leads_to_a_draft(people, case)
    the_draft_is_appraised_by_somebody_else(people, case)
    the_conclusion_is_signed_published_and_carried_out(people, case)
    nobody_else_reads_it(people, case)


def it_is_proposed_and_decided(people):
    head, firm = people[HEAD], a_firm("Công ty Gỗ Trảng Bom")
    head.open("enterprises:detail", firm.pk).follow("inspections:propose")
    head.choose("ground", "PLAN").fill(
        ground_detail="Kế hoạch thanh tra năm 2026", planned_on=day(),
        scope="Tiền lương, bảo hiểm xã hội",
    )  # fmt: skip
    head.choose("head", person(HEAD).pk).choose("members", person(MEMBER).pk)
    head.choose("no_conflict", True).send_twice()
    case = Inspection.objects.get(enterprise=firm)
    assert (case.kind, case.duration_days) == ("INSPECTION", 45)
    chief = people[CHIEF]
    chief.open("home").shows(firm.name)
    chief.open("inspections:detail", case.pk).follow("inspections:decision", case.pk)
    chief.send_twice()
    case.refresh_from_db()
    assert case.state == "DECIDED"
    assert "84/2025/QH15" in words_of(chief, "TT-QD-KT")
    return case


def the_plan_is_written_and_approved(people, case):
    assert (
        people[HEAD].insist("inspections:announce", case.pk, on=day(), attendees="Bà Hạnh") < 500
    )
    case.refresh_from_db()
    assert case.state == "DECIDED"  # the law wants the plan approved first
    step(people[HEAD], case, "send_plan", text="Tuần 1: tại trụ sở; tuần 2: đối chiếu hồ sơ")
    people[CHIEF].open("inspections:detail", case.pk)
    people[CHIEF].follow("inspections:step", case.pk, "approve_plan").send_twice()
    assert case.steps.filter(verb="approve_plan").count() == 1
    step(people[HEAD], case, "send_outline", note="Đề cương gửi qua bưu điện")


def it_is_announced_and_the_minutes_end_the_fieldwork(people, case):
    member, head = people[MEMBER].open("inspections:detail", case.pk), people[HEAD]
    member.send(reverse("inspections:declare", args=[case.pk]))
    head.open("inspections:detail", case.pk).follow("inspections:announce", case.pk)
    head.fill(on=day(), attendees="Bà Trần Thị Hạnh, Giám đốc").send_twice()
    case.refresh_from_db()
    assert case.ends_on == clock.today() + timedelta(days=45)
    head.open("inspections:findings", case.pk).follow("inspections:finding_add", case.pk)
    head.fill(description="Chậm trả lương tháng 8", discovered_on=day()).send_twice()
    finding = case.findings.get()
    head.open("inspections:finding_edit", case.pk, finding.pk)
    head.fill(violation_code="TL-18", workers=12).choose("timing", "ongoing").send()
    head.open("inspections:findings", case.pk).shows("TL-18", "283/2026")
    head.send(reverse("inspections:finding_confirm", args=[case.pk, finding.pk]))
    answer_the_rest(case, MEMBER)
    visit_and_sign(head, case)
    assert case.state == "FIELD_CLOSED"


def the_report_leads_to_a_draft(people, case):
    head, chief = people[HEAD], people[CHIEF]
    head.open("inspections:detail", case.pk).follow("inspections:step", case.pk, "report")
    head.fill(**NARRATIVE).send_twice()
    step(chief, case, "order_drafting", note="Dự thảo trong 20 ngày")
    head.open("inspections:step", case.pk, "submit_draft")
    assert head.page.input_value('main [name="evaluation"]') == NARRATIVE["evaluation"]
    head.send_twice()
    case.refresh_from_db()
    assert case.state == "DRAFT_CONCLUSION"


def the_draft_is_appraised_by_somebody_else(people, case):
    for insider in (HEAD, MEMBER):
        people[insider].insist("inspections:step", case.pk, "appraise", reason="Tự thẩm định")
    case.refresh_from_db()
    assert case.state == "DRAFT_CONCLUSION"
    step(people[OTHER], case, "appraise", reason="Đúng thẩm quyền và thể thức")
    assert case.state == "APPRAISED"


def the_conclusion_is_signed_published_and_carried_out(people, case):
    chief, head = people[CHIEF], people[HEAD]
    chief.open("inspections:detail", case.pk).follow("inspections:result", case.pk)
    chief.page.fill('main [name="demand-0-text"]', "Trả đủ tiền lương tháng 8")
    chief.page.fill('main [name="demand-0-due_on"]', day(30))
    chief.send_twice()
    case.refresh_from_db()
    assert case.state == "CONCLUSION_SIGNED"
    words = words_of(chief, "KL-TT")
    assert case.conclusion_number in words
    assert "CHÁNH THANH TRA" in words
    assert "Trả đủ tiền lương tháng 8" in words
    assert documents_of(case).filter(form_code="KL-TT").count() == 1
    chief.open("inspections:step", case.pk, "publish").choose("second_form", "POSTING")
    chief.fill(on=day(), place="Trụ sở công ty").send_twice()
    head.open("inspections:step", case.pk, "directive")
    head.fill(on=day(), note="Công văn 12/UBND-NC").send_twice()
    case.refresh_from_db()
    assert case.state == "IMPLEMENTING"
    head.open("inspections:close", case.pk).shows("Trả đủ tiền lương tháng 8")
    head.insist("inspections:close", case.pk)
    case.refresh_from_db()
    assert case.state == "IMPLEMENTING"  # a requirement is open


def nobody_else_reads_it(people, case):
    stranger = people["inspector.hanoi"]
    for name in ("detail", "documents", "timeline", "requirements"):
        assert stranger.status_of(f"inspections:{name}", case.pk) == 404


# --- By a former law --------------------------------------------------------------------------
def test_a_case_of_a_former_law_is_taken_over_and_finished(people, town, inspectorate):
    case = the_old_file_is_taken_over(people[HEAD])
    it_goes_on_under_its_law(people, case)
    it_is_concluded_and_closed(people, case)


def the_old_file_is_taken_over(head):
    firm = a_firm("Công ty Hóa chất Biên Hòa")
    head.open("inspections:take_over", query=f"?enterprise={firm.pk}")
    head.fill(source="Hồ sơ giấy, kho lưu trữ", decision_number="17/QĐ-TTr",
              decided_on="01/07/2025", ground_detail="Kế hoạch năm 2025", scope="Tiền lương",
              period_from="01/01/2024", period_to="31/12/2024", planned_on="20/06/2025")  # fmt: skip
    head.choose("ground", "PLAN")
    head.choose("head", person(HEAD).pk).choose("members", person(MEMBER).pk)
    with head.page.expect_navigation() as refused:
        head.button().click()
    assert refused.value.status == 422  # decided under Law 84/2025: no old case
    head.look().fill(decided_on="16/06/2025").send_twice()
    case = Inspection.objects.get(enterprise=firm)
    assert (case.kind, case.state, case.procedure.code) == ("LEGACY", "DECIDED", "LEGACY_2022")
    assert case.duration_days == 30
    head.shows(case.code, "Hồ sơ giấy, kho lưu trữ")
    return case


def it_goes_on_under_its_law(people, case):
    head = people[HEAD]
    head.open("inspections:detail", case.pk).follow("inspections:announce", case.pk)
    head.fill(on=day(), attendees="Ông Lê Văn Tám, Giám đốc").send_twice()
    case.refresh_from_db()
    assert case.state == "IN_PROGRESS"
    visit_and_sign(head, case)
    assert case.state == "MINUTES_SIGNED"
    step(head, case, "report", **NARRATIVE)
    assert case.state == "REPORTED"


def it_is_concluded_and_closed(people, case):
    chief = people[CHIEF]
    chief.open("inspections:result", case.pk).send_twice()
    case.refresh_from_db()
    assert case.state == "CONCLUDED"
    head = people[HEAD].open("inspections:close", case.pk)
    head.send_twice()
    case.refresh_from_db()
    assert case.state == "CLOSED"
    words = words_of(head, "KL-TT")
    for word in ("17/QĐ-TTr", "CHÁNH THANH TRA", person(CHIEF).full_name):
        assert word in words, word
