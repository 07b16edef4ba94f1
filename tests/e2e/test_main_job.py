"""The main job: from an imported list to a closed case, its figures and its exports."""

import io
import json
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from ecms.core import clock
from ecms.documents.models import GeneratedDocument
from enterprises.models import Enterprise
from inspections.enums import AnswerValue, FindingState
from inspections.enums import State as CheckState
from inspections.models import Checklist, Inspection
from inspections.selectors_checklist import entries
from inspections.services import checklist as checklists
from law.models import Question
from tests.access.world import photo
from tests.documents.reading import text_of
from violations.models import Payment, ViolationCase
from violations.states import CaseState

pytestmark = pytest.mark.django_db

TITLES = "Mã số thuế,Tên doanh nghiệp,Địa chỉ,Phường/xã,Ngành nghề,Số lao động"
ROWS = [
    "3600259786,Công ty TNHH Điện tử Đồng Nai,KCN Biên Hòa 2,Phường Trấn Biên,26,85",
    "0300588569,Công ty Cổ phần Sữa Bình Minh,10 Tân Trào,Trấn Biên,C,1.200",
    "123,Công ty Sai Mã Số,Biên Hòa,Trấn Biên,C,10",
    "3600259786,Công ty Trùng Mã,Biên Hòa,Trấn Biên,C,10",
]
NAME = "Công ty TNHH Điện tử Đồng Nai"
WORKERS = 20


def day(offset=0):
    """A day as people type it."""
    return (clock.today() + timedelta(days=offset)).strftime("%d/%m/%Y")


def picture(name="xuong.jpg"):
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo().read()}


def the_check():
    return Inspection.objects.get()


def the_case():
    return ViolationCase.objects.get()


def paper(form):
    return GeneratedDocument.objects.filter(form_code=form).latest("pk")


@pytest.fixture
def people(sit):
    """Each person's desk, opened when first asked for; the inspector works on a phone."""

    class People(dict):
        def __missing__(self, name):
            options = {"width": 390} if name == "phone" else {}
            account = "inspector.dongnai" if name == "phone" else name
            self[name] = sit(account, **options)
            return self[name]

    return People()


def test_from_an_imported_list_to_a_closed_case(people, town):
    a_clerk_imports_the_list_of_the_province(people["clerk.dongnai"])
    an_inspector_finds_the_enterprise_and_proposes(people["inspector.dongnai"])
    the_director_approves_what_waits(people["director.dongnai"])
    the_member_declares_and_the_head_announces(people)
    a_no_becomes_a_finding_with_code_and_fine_band(people["phone"])
    a_photo_is_attached(people["phone"])
    the_check_minutes_are_signed(people["inspector.dongnai"])
    a_violation_case_is_opened_and_its_minutes_signed(people["inspector.dongnai"])
    the_worksheet_explains_the_fine(people["inspector.dongnai"])
    the_file_goes_to_the_competent_signatory(people["inspector.dongnai"])
    the_director_issues_the_decision(people["director.dongnai"])
    the_case_cannot_close_before_it_is_paid(people["inspector.dongnai"])
    payment_and_remedy_are_recorded(people["inspector.dongnai"])
    a_second_person_accepts_and_the_case_closes(people)
    the_dashboard_shows_it_and_the_number_opens_the_list(people["director.dongnai"])
    the_ministry_exports_the_period(people["ministry"])
    nobody_of_another_province_sees_any_of_it(people["director.hanoi"])
    a_stranger_gets_the_sign_in_page(people)


# --- Steps ----------------------------------------------------------------------------------
def a_clerk_imports_the_list_of_the_province(clerk):
    clerk.open("enterprises:list").open("enterprises:import_list").open("enterprises:import_new")
    content = "\r\n".join([TITLES, *ROWS]).encode("utf-8-sig")
    clerk.attach("file", {"name": "dn.csv", "mimeType": "text/csv", "buffer": content})
    clerk.fill(source="Bảo hiểm xã hội", as_of=day(-10)).send()
    job = clerk.key
    clerk.open("enterprises:import_detail", job, query="?tab=REFUSED").shows("Công ty Sai Mã Số")
    assert not Enterprise.objects.exists()
    clerk.send_twice(reverse("enterprises:import_confirm", args=[job]))
    assert sorted(Enterprise.objects.values_list("tax_code", flat=True)) == [
        "0300588569", "3600259786",
    ]  # fmt: skip
    clerk.open("enterprises:list").shows(NAME)


def an_inspector_finds_the_enterprise_and_proposes(inspector):
    inspector.open("home").open("enterprises:list")
    inspector.fill(q="dien tu dong nai")
    with inspector.page.expect_navigation():
        inspector.page.press('main [name="q"]', "Enter")
    firm = Enterprise.objects.get(tax_code="3600259786")
    inspector.shows(NAME).follow("enterprises:detail", firm.pk).shows(NAME, "85")
    inspector.follow("inspections:propose")
    team = {n: User.objects.get(username=f"{n}.dongnai").pk for n in ("inspector", "inspector2")}
    checklist = Checklist.objects.get(code="TIEN-LUONG").pk
    inspector.choose("ground", "PLAN").fill(
        ground_detail="Kế hoạch kiểm tra chuyên ngành năm 2026", planned_on=day(),
    )  # fmt: skip
    inspector.choose("checklist", checklist).choose("head", team["inspector"])
    inspector.fill(scope="Việc trả lương, thời giờ làm việc")
    inspector.choose("members", team["inspector2"]).choose("no_conflict", True)
    inspector.send_twice()
    assert Inspection.objects.count() == 1
    assert the_check().state == CheckState.PROPOSED
    inspector.shows(the_check().code)


def the_director_approves_what_waits(director):
    check = the_check()
    director.open("home").shows(NAME)
    director.open("inspections:list", query="?tab=waiting").shows(check.code)
    director.follow("inspections:detail", check.pk).follow("inspections:decision", check.pk)
    director.send_twice()
    check.refresh_from_db()
    assert check.state == CheckState.DECIDED
    document = GeneratedDocument.objects.get(form_code="QD-KT")
    text = text_of(director.fetch("documents:download", document.pk))
    for words in (NAME, document.reference, "3600259786", director_name(), "217/2025/NĐ-CP"):
        assert words in text, words
    director.page.go_back()
    director.open("inspections:detail", check.pk)
    assert GeneratedDocument.objects.filter(form_code="QD-KT").count() == 1


def director_name():
    return User.objects.get(username="director.dongnai").full_name


def the_member_declares_and_the_head_announces(people):
    check = the_check()
    member = people["inspector2.dongnai"].open("inspections:detail", check.pk)
    member.send(reverse("inspections:declare", args=[check.pk]))
    head = people["inspector.dongnai"].open("inspections:detail", check.pk)
    head.follow("inspections:announce", check.pk)
    head.fill(on=day(), attendees="Bà Trần Thị Hạnh, Giám đốc").send()
    check.refresh_from_db()
    assert check.state == CheckState.IN_PROGRESS
    assert check.ends_on == clock.today() + timedelta(days=10)


def a_no_becomes_a_finding_with_code_and_fine_band(phone):
    check, question = the_check(), Question.objects.get(code="CK-026")
    phone.open("inspections:detail", check.pk).follow("inspections:checklist", check.pk)
    phone.open("inspections:section", check.pk, section_of(check, question))
    block = phone.page.locator(f"#q{question.pk}")
    block.locator("input[type=radio][value=NO]").check()
    block.locator(f'[name="q{question.pk}-number"]').fill(str(WORKERS))
    block.locator(f'[name="q{question.pk}-number"]').press("Tab")
    phone.shows("TL-18", "283/2026", "đ")
    finding = check.findings.get()
    assert (finding.violation_code, finding.workers) == ("TL-18", WORKERS)
    phone.follow("inspections:finding_edit", check.pk, finding.pk)
    phone.choose("timing", "ended").fill(ended_on=day(-5), workers=WORKERS).send()
    phone.open("inspections:findings", check.pk).shows("TL-18")
    phone.send(reverse("inspections:finding_confirm", args=[check.pk, finding.pk]))
    finding.refresh_from_db()
    assert finding.state == FindingState.CONFIRMED


def section_of(check, question):
    from inspections.selectors_checklist import checklist_lines, sections

    for section in sections(checklist_lines(check)):
        if question.pk in [line.question.pk for line in section.lines]:
            return section.number
    raise AssertionError(question)


def a_photo_is_attached(phone):
    check = the_check()
    phone.open("inspections:evidence", check.pk)
    phone.attach("files", picture()).fill(caption="Bảng lương tháng 9").send()
    phone.shows("Bảng lương tháng 9")
    phone.open("inspections:visits", check.pk)
    phone.fill(visited_on=day(), met="Bà Hạnh").choose("outcome", "DONE").send_twice()
    assert check.visits.count() == 1


def the_check_minutes_are_signed(inspector):
    check = the_check()
    inspector.open("inspections:minutes", check.pk)
    the_colleague_answers_the_rest(check)
    inspector.open("inspections:detail", check.pk).follow("inspections:minutes", check.pk)
    inspector.fill(on=day(), names="Trần Thị Hạnh").choose("how", "SUBJECT")
    inspector.choose("read_aloud", True).send_twice()
    check.refresh_from_db()
    assert check.state == CheckState.MINUTES_SIGNED
    text = text_of(inspector.fetch("documents:download", paper("BB-KT").pk))
    for words in (NAME, "Trần Thị Hạnh", "283/2026/NĐ-CP"):
        assert words in text, words
    assert GeneratedDocument.objects.filter(form_code="BB-KT").count() == 1


def the_colleague_answers_the_rest(check):
    """The other questions, all in order: thirty-six times the same click."""
    colleague = User.objects.get(username="inspector2.dongnai")
    for item in entries(check):
        if not check.answers.filter(question=item.question).exists():
            given = checklists.Given(AnswerValue.NOT_APPLICABLE)
            checklists.answer(check, item.question, given, by=colleague, at=clock.now())


def a_violation_case_is_opened_and_its_minutes_signed(inspector):
    check = the_check()
    inspector.open("inspections:detail", check.pk).follow("violations:open", check.pk)
    inspector.choose("findings", check.findings.get().pk).fill(discovered_on=day()).send_twice()
    assert ViolationCase.objects.count() == 1
    case = the_case()
    inspector.open("violations:detail", case.pk).shows(NAME, "TL-18")
    inspector.follow("violations:minutes", case.pk)
    inspector.fill(on=day(), place="KCN Biên Hòa 2", signed_names="Trần Thị Hạnh")
    inspector.choose("signed_how", "SUBJECT").send_twice()
    case.refresh_from_db()
    assert case.state == CaseState.MINUTES
    text = text_of(inspector.fetch("documents:download", paper("MBB01").pk))
    assert NAME in text
    assert "BIÊN BẢN" in text.upper()


def fine_by_command(case):
    """What the command line computes from the same facts."""
    act, out = case.acts.get(), io.StringIO()
    call_command(
        "worksheet", "--code", "TL-18", "--party", "organisation", "--workers", str(WORKERS),
        "--ended", act.ended_on.isoformat(), "--minutes", case.minutes_on.isoformat(), "--json",
        stdout=out,
    )  # fmt: skip
    return json.loads(out.getvalue())


def the_worksheet_explains_the_fine(inspector):
    case = the_case()
    sheet = fine_by_command(case)
    assert sheet["instrument"] == "283/2026/NĐ-CP"
    inspector.open("violations:worksheet", case.pk).shows(grouped(sheet["fine"]), "283/2026")
    assert case.explanation_right == sheet["explanation_right"]
    if case.explanation_right:
        inspector.open("violations:detail", case.pk).follow("violations:explain", case.pk)
        inspector.choose("kind", "WAIVED").fill(received_on=day(), text="Không giải trình.")
        inspector.send()


def grouped(amount):
    return f"{amount:,}".replace(",", ".")


def the_file_goes_to_the_competent_signatory(inspector):
    case = the_case()
    inspector.open("violations:detail", case.pk).follow("violations:submit", case.pk)
    inspector.send_twice()
    case.refresh_from_db()
    assert case.state == CaseState.SUBMITTED
    assert case.signatory.user.username == "director.dongnai"


def the_director_issues_the_decision(director):
    case = the_case()
    director.open("home").shows(case.code)
    director.open("violations:detail", case.pk).follow("violations:decision", case.pk)
    director.send_twice()
    case.refresh_from_db()
    fine = fine_by_command(case)["fine"]
    assert case.state == CaseState.DECIDED
    assert case.fine_decided == fine
    assert GeneratedDocument.objects.filter(form_code="MQD02").count() == 1
    text = text_of(director.fetch("documents:download", paper("MQD02").pk))
    for words in (NAME, grouped(fine), case.decision_number, director_name(), "283/2026/NĐ-CP"):
        assert words in text, words
    director.page.go_back()
    director.open("violations:detail", case.pk).shows(grouped(fine))


def the_case_cannot_close_before_it_is_paid(inspector):
    case = the_case()
    inspector.open("violations:detail", case.pk).follow("violations:serve", case.pk)
    inspector.choose("method", "DIRECT").fill(event_on=day()).choose("confirmed", True).send()
    case.refresh_from_db()
    assert case.state == CaseState.EXECUTING
    assert case.execution_due_on == clock.today() + timedelta(days=10)
    inspector.open("violations:detail", case.pk)
    for name in ("violations:executed", "violations:close"):
        url = reverse(name, args=[case.pk])
        assert inspector.page.locator(f'main a[href="{url}"]').count() == 0
        assert inspector.insist(name, case.pk) < 500
    case.refresh_from_db()
    assert case.state == CaseState.EXECUTING


def payment_and_remedy_are_recorded(inspector):
    case = the_case()
    inspector.open("violations:detail", case.pk).follow("violations:pay", case.pk)
    inspector.fill(amount=grouped(case.fine_current), paid_on=day(), reference="GNT-0001")
    inspector.send_twice()
    inspector.page.go_back()
    inspector.fill(amount=grouped(case.fine_current), paid_on=day(), reference="GNT-0001").send()
    assert Payment.objects.count() == 1
    case.refresh_from_db()
    assert case.paid_total == case.fine_current
    remedy = case.remedies.get()
    inspector.open("violations:detail", case.pk).follow("violations:remedy", case.pk, remedy.pk)
    inspector.fill(evidence_note="Danh sách ký nhận lương", workers_helped=WORKERS)
    inspector.attach("uploads", picture("ky-nhan.jpg")).send()
    assert inspector.status_of("violations:accept", case.pk, remedy.pk) == 403


def a_second_person_accepts_and_the_case_closes(people):
    case = the_case()
    remedy = case.remedies.get()
    chief = people["chief.dongnai"].open("violations:detail", case.pk)
    chief.follow("violations:accept", case.pk, remedy.pk).send_twice()
    inspector = people["inspector.dongnai"].open("violations:detail", case.pk)
    inspector.follow("violations:executed", case.pk).send()
    inspector.open("violations:detail", case.pk).follow("violations:close", case.pk)
    inspector.send_twice()
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


def the_dashboard_shows_it_and_the_number_opens_the_list(director):
    call_command("refresh_figures", verbosity=0)
    case = the_case()
    director.open("analytics:dashboard")
    start = reverse("analytics:records", args=["cases_decided"])
    director.page.locator("main details:not([open]) > summary").evaluate_all(
        "all => all.forEach(summary => summary.click())"  # the table beside each chart
    )
    with director.page.expect_navigation():
        director.page.locator(f'main a[href^="{start}"]:visible', has_text="1").first.click()
    director.look().shows(case.code)
    director.open("analytics:records", "cases_closed").shows(case.code)
    director.open("violations:list", query="?tab=all").shows(case.code)


def the_ministry_exports_the_period(ministry):
    case = the_case()
    ministry.open("analytics:dashboard")
    for kind in ("xlsx", "csv", "pdf"):
        ministry.open("analytics:export").choose("format", kind).send()
        report = ministry.key
        content = ministry.fetch("analytics:download", report)
        assert CHECKS[kind](content), kind
    listed = ministry.fetch("violations:export", "csv", query="?tab=all").decode("utf-8-sig")
    assert case.code in listed
    assert ministry.status_of("violations:pay", case.pk) == 403


CHECKS = {
    "xlsx": lambda data: bool(openpyxl.load_workbook(io.BytesIO(data)).sheetnames),
    "csv": lambda data: bool(zipfile.ZipFile(io.BytesIO(data)).namelist()),
    "pdf": lambda data: "Đồng Nai" in text_of(data),
}


def nobody_of_another_province_sees_any_of_it(other):
    check, case = the_check(), the_case()
    firm = check.enterprise
    for name, pk in (
        ("enterprises:detail", firm.pk), ("inspections:detail", check.pk),
        ("violations:detail", case.pk), ("documents:download", paper("MQD02").pk),
    ):  # fmt: skip
        assert other.status_of(name, pk) == 404, name
    other.open("enterprises:list", query="?q=dien+tu")
    assert NAME not in other.text


def a_stranger_gets_the_sign_in_page(people):
    stranger = people[None]
    stranger.page.goto(stranger.base + reverse("violations:detail", args=[the_case().pk]))
    assert stranger.path.startswith(reverse("account_login"))
    stranger.look()
    code = paper("MQD02").verify_code
    stranger.open("documents:verify", query=f"?code={code}").shows(paper("MQD02").reference)
    assert NAME not in stranger.text
