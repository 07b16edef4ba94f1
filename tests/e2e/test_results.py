"""To the end of three files: a complaint answered, an accident published, a second look."""

import pytest

from ecms.audit.models import AuditEvent
from ecms.core import clock
from ecms.documents.services import of as documents_of
from inspections.enums import Phase, SignedHow, State
from inspections.models import Inspection
from inspections.services import requirements, result
from intake.models import Accident, AccidentCode, Complaint
from tests.e2e.sanctions import found
from tests.e2e.steps import (
    a_firm,
    announced,
    answer_the_rest,
    day,
    nobody_named,
    person,
    visit_and_sign,
    words_of,
)

pytestmark = pytest.mark.django_db
PERSON, PHONE = "Trịnh Thị Hoài Nhân", "0912 345 678"
VICTIM, WITNESS, HEARD = "Phan Văn Ngọc Sơn", "Đinh Hữu Chứng Kiến", "Mai Thị Nghe Thấy"
REASON = "Hẹn ngày đối thoại với người khiếu nại"
RESULT = {
    "findings": "Đối chiếu bảng lương: còn nợ hai tháng lương.",
    "conclusion": "Nội dung khiếu nại có cơ sở.", "measures": "Trả đủ tiền lương trong 15 ngày.",
}  # fmt: skip


# --- A complaint ------------------------------------------------------------------------------
def test_a_complaint_from_the_counter_to_the_notice_of_its_result(people, town):
    complaint = the_counter_takes_it_in(people["clerk.dongnai"])
    it_is_assigned_and_accepted(people, complaint)
    the_handler_opens_the_seal_with_a_reason(people, complaint)
    both_sides_are_heard(people["inspector.dongnai"], complaint)
    the_director_signs_what_was_drafted(people, complaint)
    the_result_is_handed_over(people["clerk.dongnai"], complaint)
    nobody_else_reads_the_name(people, complaint)


def the_counter_takes_it_in(clerk):
    clerk.open("intake:complaint_new", query=f"?enterprise={a_firm().pk}")
    clerk.choose("channel", "COUNTER").choose("kind", "LABOUR").choose("respondent", "EMPLOYER")
    clerk.choose("subject", "LABOUR").choose("level", "SECOND")
    clerk.fill(summary="Công ty nợ lương hai tháng của tổ may.", name=PERSON, phone=PHONE)
    clerk.fill(address="Khu nhà trọ số 2", content=f"Tôi là {PERSON}.").send_twice()
    complaint = Complaint.objects.get(kind="LABOUR")
    clerk.open("intake:complaint", complaint.pk)
    clerk.follow("intake:complaint_step", complaint.pk, "classify").send()
    return complaint


def it_is_assigned_and_accepted(people, complaint):
    director = people["director.dongnai"]
    director.open("intake:complaint_step", complaint.pk, "assign")
    director.choose("handler", person("inspector.dongnai").pk).send()
    director.open("intake:complaint_step", complaint.pk, "accept").send_twice()
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handling) == ("ACCEPTED", "SETTLE")


def the_handler_opens_the_seal_with_a_reason(people, complaint):
    inspector = people["inspector.dongnai"]
    assert PERSON not in inspector.open("intake:complaint", complaint.pk).page.content()
    inspector.open("intake:complaint_person", complaint.pk)
    assert PERSON not in inspector.page.content()
    inspector.fill(reason=REASON).send().shows(PERSON, PHONE)
    opening = complaint.openings.get()
    assert (opening.opened_by, opening.reason) == (person("inspector.dongnai"), REASON)
    events = AuditEvent.objects.filter(event="complaint.identity_opened")
    assert [event.data["reason"] for event in events] == [REASON]


def both_sides_are_heard(inspector, complaint):
    inspector.open("intake:complaint_step", complaint.pk, "verify").send()
    inspector.open("intake:complaint_step", complaint.pk, "note")
    inspector.fill(text="Bảng lương quý ba chưa ký nhận.").send()
    inspector.open("intake:complaint_step", complaint.pk, "dialogue").fill(
        held_on=day(), place="Trụ sở Sở Nội vụ", present="Người khiếu nại, đại diện công ty",
        course="Hai bên trình bày chứng từ.", result="Công ty hẹn trả trong 15 ngày.",
    ).send_twice()  # fmt: skip
    complaint.refresh_from_db()
    assert complaint.state == "DIALOGUE"


def the_director_signs_what_was_drafted(people, complaint):
    director = people["director.dongnai"]
    director.insist("intake:complaint_step", complaint.pk, "decide", outcome="UPHELD", **RESULT)
    complaint.refresh_from_db()
    assert complaint.state == "DIALOGUE"  # nothing is drafted yet
    inspector = people["inspector.dongnai"].open("intake:complaint_step", complaint.pk, "draft")
    inspector.choose("outcome", "UPHELD").fill(**RESULT).send()
    director.open("intake:complaint_step", complaint.pk, "decide")
    assert director.page.input_value('main [name="findings"]') == RESULT["findings"]
    director.send_twice()
    complaint.refresh_from_db()
    assert complaint.state == "DECIDED"
    assert documents_of(complaint).filter(form_code="QD-GQ").count() == 1
    assert RESULT["measures"] in words_of(director, "QD-GQ")


def the_result_is_handed_over(clerk, complaint):
    clerk.open("intake:complaint", complaint.pk)
    clerk.follow("intake:complaint_step", complaint.pk, "serve")
    clerk.choose("proof", "POST").fill(served_on=day()).send_twice()
    complaint.refresh_from_db()
    assert complaint.served_on == clock.today()
    assert complaint.effective_due_on > clock.today()


def nobody_else_reads_the_name(people, complaint):
    pages = [
        ("intake:complaint", [complaint.pk], ""), ("intake:complaints", [], "?q=Trịnh"),
        ("intake:complaint_export", ["csv"], ""), ("home", [], ""),
        ("enterprises:detail", [complaint.enterprise_id], ""),
    ]  # fmt: skip
    for name in ("inspector2.dongnai", "director.dongnai", "inspector.hanoi", "ministry"):
        nobody_named(people[name], (PERSON, PHONE, PHONE.replace(" ", "")), *pages)
    hanoi = people["inspector.hanoi"]
    assert hanoi.status_of("intake:complaint_person", complaint.pk) == 404


# --- An accident ------------------------------------------------------------------------------
def test_a_fatal_accident_from_the_declaration_to_the_publication(people, town):
    inspector, director = people["inspector.dongnai"], people["director.dongnai"]
    accident = it_is_declared(inspector)
    the_team_of_its_class_is_set_up(inspector, director, accident)
    the_minutes_wait_until_all_is_known(inspector, accident)
    witnesses_and_causes(inspector, accident)
    the_minutes_are_signed(inspector, accident)
    the_meeting_and_the_sending(inspector, accident)


def it_is_declared(inspector):
    firm = a_firm("Công ty Thép Long Bình")
    inspector.open("intake:accident_new", query=f"?enterprise={firm.pk}")
    inspector.fill(place="Xưởng cán", occurred_on=day(), dead=1).send_twice()
    accident = Accident.objects.get()
    assert (accident.class_code, accident.level) == ("FATAL", "PROVINCIAL")
    inspector.open("intake:accident_victim_add", accident.pk).choose("outcome", "DEAD")
    inspector.fill(name=VICTIM, died_on=day(), wage="9.000.000").send_twice()
    return accident


def the_team_of_its_class_is_set_up(inspector, director, accident):
    inspector.open("intake:accident", accident.pk)
    inspector.follow("intake:accident_team", accident.pk)
    inspector.choose("head", person("inspector.dongnai").pk)
    inspector.choose("members", person("inspector2.dongnai").pk).send()
    inspector.insist("intake:accident_step", accident.pk, "set_up_team")
    accident.refresh_from_db()
    assert accident.state == "REPORTED"  # the head of the body signs, nobody else
    director.open("intake:accident_step", accident.pk, "set_up_team").send_twice()
    accident.refresh_from_db()
    assert (accident.state, accident.term_days) == ("INVESTIGATING", 30)
    assert person("inspector2.dongnai").full_name in words_of(director, "QD-DTTN")


def the_minutes_wait_until_all_is_known(inspector, accident):
    given = {"on": day(), "attendance": "Đại diện công ty"}
    inspector.insist("intake:accident_step", accident.pk, "sign_minutes", **given)
    accident.refresh_from_db()
    assert accident.state == "INVESTIGATING"


def witnesses_and_causes(inspector, accident):
    inspector.open("intake:accident_scene", accident.pk)
    for name, protected in ((WITNESS, True), (HEARD, False)):
        if not inspector.page.locator("[name=speaker]").is_visible():
            inspector.page.locator("details:has([name=speaker]) > summary").click()
        form = inspector.page.locator("main form:has([name=speaker])").first
        form.locator('[name="speaker"]').select_option("WITNESS")
        form.locator('[name="name"]').fill(name)
        form.locator('[name="is_protected"]').set_checked(protected)
        form.locator('[name="taken_on"]').fill(day())
        form.locator('textarea[name="text"]').fill("Máy không có che chắn.")
        with inspector.page.expect_navigation():
            form.locator("button[type=submit]").first.click()
        inspector.look()
    assert accident.statements.count() == 2
    cause = AccidentCode.objects.filter(kind="CAUSE", group_code="EMPLOYER").first()
    inspector.open("intake:accident_conclusion", accident.pk)
    inspector.fill(course="Máy cán cuốn tay áo người vận hành.").choose("cause", cause.pk)
    inspector.choose("finding", "OCCUPATIONAL").choose("fault", "EMPLOYER").send()


def the_minutes_are_signed(inspector, accident):
    inspector.open("intake:accident", accident.pk)
    inspector.follow("intake:accident_step", accident.pk, "sign_minutes")
    inspector.fill(on=day(), attendance="Đại diện công ty, công đoàn").send_twice()
    accident.refresh_from_db()
    assert (accident.state, accident.minutes_on) == ("MINUTES_SIGNED", clock.today())
    paper = documents_of(accident.dossier).get(form_code="BB-DTTN")
    assert WITNESS not in str(paper.context)
    assert VICTIM in str(paper.context)


def the_meeting_and_the_sending(inspector, accident):
    inspector.open("intake:accident", accident.pk)
    inspector.follow("intake:accident_step", accident.pk, "announce")
    inspector.fill(on=day(), place="Trụ sở công ty", attendance="Công ty, công đoàn, gia đình")
    inspector.send_twice()
    inspector.open("intake:accident", accident.pk)
    inspector.follow("intake:accident_step", accident.pk, "send")
    inspector.fill(on=day(), note="Công ty, gia đình, cơ quan công an").send_twice()
    accident.refresh_from_db()
    assert (accident.state, accident.announced_on) == ("FOLLOW_UP", clock.today())


# --- A second look ----------------------------------------------------------------------------
def test_a_follow_up_check_carries_what_is_open_then_and_now(people, town):
    earlier = a_concluded_check()
    check = it_is_proposed(people["inspector.dongnai"], earlier)
    people["director.dongnai"].open("inspections:decision", check.pk).send_twice()
    announced(people, check)
    the_items_are_looked_at(people["inspector.dongnai"], check)
    the_result_goes_back_to_the_earlier_case(people["director.dongnai"], check, earlier)


def a_concluded_check():
    """Three things were asked; one is put right."""
    finding, director = found("TL-18", "Công ty Giày Tam Phước"), person("director.dongnai")
    inspector, now, today = person("inspector.dongnai"), clock.now(), clock.today()
    Inspection.objects.filter(pk=finding.inspection_id).update(
        state=State.MINUTES_SIGNED, phase=Phase.REPORTING, minutes_signed_at=now,
        minutes_signed_by=inspector, minutes_signed_on=today, signed_how=SignedHow.SUBJECT,
        signed_names="Bà Hạnh",
    )  # fmt: skip
    demands = [
        result.Demand("Trả đủ tiền lương tháng 8", today, finding=finding, amount=300_000_000,
                      workers=75),
        result.Demand("Lập sổ quản lý lao động", today),
        result.Demand("Niêm yết nội quy lao động", today),
    ]  # fmt: skip
    case = result.conclude(
        Inspection.objects.get(pk=finding.inspection_id), demands, by=director, at=now
    )
    done = case.requirements.get(text__startswith="Niêm yết")
    requirements.submit(done, report=requirements.Report("Đã niêm yết", today), by=inspector,
                        at=now)  # fmt: skip
    requirements.accept(done, by=person("inspector2.dongnai"), at=now)
    return case


def it_is_proposed(inspector, earlier):
    inspector.open("inspections:requirements", earlier.pk)
    inspector.follow("inspections:follow_up_new", earlier.pk)
    assert inspector.page.locator('main [name="requirements"]').count() == 2
    inspector.fill(planned_on=day()).choose("no_conflict", True).send_twice()
    check = Inspection.objects.get(follow_up_of=earlier)
    assert check.rechecks.count() == 2
    return check


def the_items_are_looked_at(inspector, check):
    money, book = check.rechecks.order_by("requirement__pk")
    inspector.insist("inspections:minutes", check.pk, on=day(), names="Bà Hạnh", how="SUBJECT",
                     read_aloud="on")  # fmt: skip
    check.refresh_from_db()
    assert check.state == State.IN_PROGRESS  # nothing is rated yet
    inspector.open("inspections:rechecks", check.pk)
    inspector.follow("inspections:recheck", check.pk, money.pk)
    inspector.choose("rating", "PARTLY").fill(
        note="Mới trả một nửa", amount="150.000.000", workers=30
    ).send()
    inspector.open("inspections:recheck", check.pk, book.pk).choose("rating", "DONE")
    inspector.fill(note="Đã lập sổ").send()
    inspector.open("inspections:rechecks", check.pk).shows("Mới trả một nửa", "Đã lập sổ")
    answer_the_rest(check)
    visit_and_sign(inspector, check)
    assert check.state == State.MINUTES_SIGNED


def the_result_goes_back_to_the_earlier_case(director, check, earlier):
    director.open("inspections:result", check.pk).send_twice()
    states = dict(earlier.requirements.values_list("text", "state"))
    assert states["Lập sổ quản lý lao động"] == "ACCEPTED"
    owed = earlier.requirements.get(amount=300_000_000)
    assert (owed.state, owed.amount_done, owed.workers_done) == ("OPEN", 150_000_000, 30)
    words = words_of(director, "BC-PT")
    assert "Mới trả một nửa" in words
    assert "Niêm yết nội quy" not in words
    director.open("inspections:requirements", earlier.pk).shows(check.code)
    assert director.insist("inspections:close", earlier.pk) < 500
    earlier.refresh_from_db()
    assert earlier.state == State.CONCLUDED  # money is owed still
