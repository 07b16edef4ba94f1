"""From a protected complaint and from a fatal accident to the ad hoc check that follows."""

import io
import zipfile

import pytest

from ecms.core import clock
from ecms.documents.models import GeneratedDocument
from ecms.documents.services import of as documents_of
from inspections.enums import State as CheckState
from inspections.models import Inspection
from intake.models import Accident, Complaint
from tests.documents.reading import text_of
from tests.e2e.steps import (
    a_firm,
    announced,
    answer_the_rest,
    day,
    nobody_named,
    person,
    proposed_from,
    visit_and_sign,
    words_of,
)

pytestmark = pytest.mark.django_db
PERSON, PHONE, EMAIL = "Trịnh Thị Hoài Nhân", "0912 345 678", "hoainhan@example.vn"
HIDDEN = (PERSON, PHONE, PHONE.replace(" ", ""), EMAIL, "Hoài Nhân")
VICTIM, CALLER, WITNESS = "Phan Văn Ngọc Sơn", "Lý Thị Gọi", "Đinh Hữu Chứng Kiến"
CLEAN = "Công ty nợ lương ba tháng của tổ may hai."


# --- A complaint ----------------------------------------------------------------------------
def test_a_protected_complaint_up_to_the_check(people, town):
    firm = a_firm()
    complaint = the_counter_receives_it(people["clerk.dongnai"], firm)
    the_director_assigns_and_accepts(people["director.dongnai"], complaint)
    the_inspector_verifies(people["inspector.dongnai"], complaint)
    check = proposed_from(people["inspector.dongnai"], "complaint", complaint)
    the_director_decides_on_it(people["director.dongnai"], complaint, check)
    the_person_is_named_nowhere(people, complaint, check)
    the_person_is_seen_by_who_opens_the_seal(people["inspector.dongnai"], complaint)


def the_counter_receives_it(clerk, firm):
    clerk.open("intake:complaint_new", query=f"?enterprise={firm.pk}")
    clerk.choose("channel", "COUNTER").choose("kind", "TIP").choose("respondent", "EMPLOYER")
    clerk.choose("subject", "LABOUR").fill(summary=f"{CLEAN} {PERSON}", name=PERSON, phone=PHONE)
    clerk.fill(content=f"Tôi là {PERSON}. {CLEAN}", email=EMAIL)
    with clerk.page.expect_navigation() as refused:
        clerk.button().click()
    assert refused.value.status == 422  # the name stands in the summary
    assert clerk.look().page.input_value('main [name="phone"]') == PHONE
    clerk.fill(summary=CLEAN).send_twice()
    complaint = Complaint.objects.latest("pk")
    assert complaint.stays_unknown
    clerk.shows(complaint.code)
    receipt = text_of(clerk.fetch("intake:complaint_receipt", complaint.pk))
    assert complaint.shown_receipt_code in "".join(receipt.split())
    clerk.open("intake:complaint", complaint.pk)
    clerk.follow("intake:complaint_step", complaint.pk, "classify")
    clerk.send()
    return complaint


def the_director_assigns_and_accepts(director, complaint):
    director.open("intake:complaint_step", complaint.pk, "assign")
    director.choose("handler", person("inspector.dongnai").pk).send()
    director.open("intake:complaint_step", complaint.pk, "accept").send_twice()
    complaint.refresh_from_db()
    assert complaint.state == "ACCEPTED"
    assert documents_of(complaint).filter(form_code="TB-TL").count() == 1


def the_inspector_verifies(inspector, complaint):
    inspector.open("home").open("intake:complaints").shows(complaint.code)
    inspector.open("intake:complaint_step", complaint.pk, "verify").send()
    inspector.open("intake:complaint_step", complaint.pk, "note")
    inspector.page.locator("main textarea").first.fill("Bảng lương quý ba chưa ký nhận.")
    inspector.send()
    inspector.open("intake:complaint_step", complaint.pk, "redact").send()
    complaint.refresh_from_db()
    assert complaint.state == "VERIFYING"
    inspector.open("intake:complaint", complaint.pk).shows("Bảng lương quý ba")


def the_director_decides_on_it(director, complaint, check):
    director.open("inspections:detail", check.pk).shows(CLEAN, complaint.code)
    director.open("inspections:decision", check.pk).send_twice()
    check.refresh_from_db()
    assert check.state == CheckState.DECIDED
    words = words_of(director, "QD-KT")
    assert not [word for word in (*HIDDEN, complaint.code) if word in words]


def the_person_is_named_nowhere(people, complaint, check):
    firm = check.enterprise
    pages = [
        ("intake:complaint", [complaint.pk], ""), ("intake:complaints", [], "?q=Trịnh"),
        ("intake:complaint_enterprise_panel", [firm.pk], ""),
        ("inspections:complaint_panel", [complaint.pk], ""),
        ("inspections:detail", [check.pk], ""), ("inspections:decision", [check.pk], ""),
        ("inspections:documents", [check.pk], ""), ("inspections:timeline", [check.pk], ""),
        ("inspections:prepare", [check.pk], ""), ("inspections:list", [], "?q=Nhân"),
        ("inspections:export", ["csv"], "?tab=all"), ("intake:complaint_export", ["csv"], ""),
        ("enterprises:detail", [firm.pk], ""), ("home", [], ""), ("notifications:list", [], ""),
    ]  # fmt: skip
    for name in ("inspector2", "chief", "director", "clerk"):
        nobody_named(people[f"{name}.dongnai"], HIDDEN, *pages)
    nobody_named(people["inspector2.dongnai"], HIDDEN,
                 ("inspections:minutes_preview", [check.pk], ""))  # fmt: skip
    for stranger in (people["inspector.hanoi"], people["ministry"]):
        nobody_named(stranger, HIDDEN, *pages)
    assert people["inspector.hanoi"].status_of("intake:complaint", complaint.pk) == 404
    assert people["inspector.hanoi"].status_of("inspections:detail", check.pk) == 404
    book = people["director.dongnai"].fetch("intake:complaint_export", "xlsx")
    inside = zipfile.ZipFile(io.BytesIO(book))
    sheets = b"".join(inside.read(name) for name in inside.namelist()).decode("utf-8", "replace")
    assert complaint.code in sheets
    assert not [word for word in HIDDEN if word in sheets]
    for row in GeneratedDocument.objects.all():  # letters to the person name the person alone
        if row.form_code not in ("TB-TL", "BN-DON"):
            assert PERSON not in str(row.context), row.form_code


def the_person_is_seen_by_who_opens_the_seal(inspector, complaint):
    inspector.open("intake:complaint_person", complaint.pk)
    assert PERSON not in inspector.page.content()
    inspector.page.locator("main form textarea, main form input[type=text]").first.fill("Hẹn gặp")
    inspector.send().shows(PERSON)


# --- A fatal accident -----------------------------------------------------------------------
def test_a_fatal_accident_up_to_the_referral(people, town):
    firm = a_firm("Công ty Thép Long Bình")
    inspector, director = people["inspector.dongnai"], people["director.dongnai"]
    accident = the_accident_is_declared(inspector, firm)
    the_team_investigates(inspector, director, accident)
    check = proposed_from(inspector, "accident", accident)
    page = director.open("inspections:detail", check.pk).shows(accident.code)
    page.open("inspections:decision", check.pk).send_twice()
    announced(people, check)
    work_is_stopped(inspector, check)
    answer_the_rest(check)
    visit_and_sign(inspector, check)
    assert check.state == CheckState.MINUTES_SIGNED
    the_director_refers_it_to_the_police(director, check)
    nobody_is_named(people, accident, check)


def the_accident_is_declared(inspector, firm):
    inspector.open("intake:accident_new", query=f"?enterprise={firm.pk}")
    inspector.fill(place="Xưởng cán", occurred_on=day(), dead=1, caller=CALLER).send_twice()
    accident = Accident.objects.get()
    assert (accident.class_code, accident.level) == ("FATAL", "PROVINCIAL")
    inspector.open("intake:accident_victim_add", accident.pk)
    inspector.choose("outcome", "DEAD")
    inspector.fill(name=VICTIM, died_on=day(), wage="9.000.000").send_twice()
    assert accident.victims.count() == 1
    return accident


def the_team_investigates(inspector, director, accident):
    inspector.open("intake:accident_team", accident.pk)
    inspector.choose("head", person("inspector.dongnai").pk)
    inspector.choose("members", person("inspector2.dongnai").pk).send()
    director.open("home").open("intake:accident_step", accident.pk, "set_up_team").send_twice()
    accident.refresh_from_db()
    assert accident.state == "INVESTIGATING"
    assert (accident.due_on - clock.today()).days >= 30  # OSH Law art. 35.6d
    inspector.open("intake:accident_scene", accident.pk)
    inspector.page.locator("details:has([name=speaker]) > summary").click()
    form = inspector.page.locator("main form:has([name=speaker])").first
    inspector.choose("speaker", "WITNESS")
    form.locator('[name="name"]').fill(WITNESS)
    form.locator('[name="is_protected"]').check()
    form.locator('[name="taken_on"]').fill(day())
    form.locator('textarea[name="text"]').fill("Máy không có che chắn.")
    with inspector.page.expect_navigation():
        form.locator("button[type=submit]").first.click()


def work_is_stopped(inspector, check):
    inspector.open("inspections:aftermath", check.pk).follow(
        "inspections:stop_order_new", check.pk
    )
    inspector.choose("scope", "MACHINE").fill(
        subject="Máy cán số 3, xưởng cán", danger="Không có bộ phận che chắn",
        measures="Lắp che chắn, nghiệm thu", legal_basis="Điều 36 Luật An toàn, vệ sinh lao động",
    ).send_twice()  # fmt: skip
    order = check.stop_orders.get()
    inspector.shows("Máy cán số 3")
    inspector.open("inspections:stop_order", check.pk, order.pk)
    assert inspector.status_of("inspections:stop_lift", check.pk, order.pk) == 403


def the_director_refers_it_to_the_police(director, check):
    director.open("inspections:aftermath", check.pk)
    director.follow("inspections:referral_new", check.pk)
    director.choose("kind", "POLICE").fill(
        body="Cơ quan Cảnh sát điều tra Công an thành phố Đồng Nai",
        matter="Vi phạm quy định về an toàn lao động làm chết người",
        grounds="Điều 295 Bộ luật Hình sự", papers="Biên bản kiểm tra số 01/BB",
    ).send_twice()  # fmt: skip
    referral = check.referrals.get()
    director.open("inspections:referral", check.pk, referral.pk).shows("Cảnh sát điều tra")
    director.open("inspections:close", check.pk)
    check.refresh_from_db()
    assert check.state == CheckState.MINUTES_SIGNED


def nobody_is_named(people, accident, check):
    pages = [
        ("inspections:detail", [check.pk], ""), ("inspections:aftermath", [check.pk], ""),
        ("inspections:minutes_preview", [check.pk], ""), ("intake:accidents", [], "?tab=all"),
        ("inspections:timeline", [check.pk], ""), ("intake:accident_export", ["csv"], "?tab=all"),
    ]  # fmt: skip
    for name in ("director.dongnai", "clerk.dongnai", "ministry", "director.hanoi"):
        nobody_named(people[name], (VICTIM, CALLER, WITNESS), *pages)
    nobody_named(people["ministry"], (VICTIM, CALLER, WITNESS),
                 ("intake:accident", [accident.pk], ""))  # fmt: skip
    inspector = people["inspector.dongnai"]
    inspector.open("intake:accident", accident.pk).shows(check.code)
    assert Inspection.objects.filter(origin_accident=accident).count() == 1
