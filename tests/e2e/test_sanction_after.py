"""After a decision, and where none may come: enforcement on an account, a complaint that lowers
the fine, and a limitation that ran out. The cases are prepared through the services."""

from datetime import date

import pytest
from django.urls import reverse

from tests.e2e import sanctions as s
from tests.e2e.steps import day

pytestmark = pytest.mark.django_db


# 80 million (TL-18, 20 workers, organisation), handed over on Monday 5 October, due on the 15th.
# On Monday the 19th it is late from the 16th to the 18th: three days at 0.05 %, 40,000 each.
def test_the_account_of_a_debtor(office):
    case = s.prepared("TL-18", "Công ty Không Nộp Phạt", workers=20)
    assert (case.fine_current, case.execution_due_on) == (80_000_000, date(2026, 10, 15))
    s.refused(office["inspector"], case, "non-execution")
    desk = office.on(date(2026, 10, 16))["inspector"].open("violations:execution", case.pk)
    desk.follow("violations:non_execution", case.pk)
    desk.fill(present="Nguyễn Văn Chứng, tổ trưởng tổ dân phố").send_twice()
    assert "80.000.000" in s.text_on(desk, case, "MBB09")
    the_bank_is_asked_and_answers(office, case)
    measure = the_director_orders_it(office, case)
    inspector = office["inspector"]
    for kind, fields in (
        ("SEND", {"names": "Ngân hàng Công thương, chi nhánh Đồng Nai"}),
        ("FREEZE", {"amount": "80.120.000"}),
        ("MINUTES", {"text": "Đã trích tài khoản", "names": "Ngân hàng, kế toán trưởng"}),
        ("COLLECT", {"amount": "80.120.000", "reference": "UNC-80"}),
        ("FINISH", {"text": "Đã thu đủ"}),
    ):
        inspector.open("violations:enforcement", case.pk, measure.pk)
        inspector.follow("violations:enforcement_step", case.pk, measure.pk, kind)
        inspector.fill(**fields).send_twice()
    case = s.again(case, "EXECUTING")
    assert (case.paid_total, case.outstanding) == (80_120_000, 0)
    s.at_case(inspector, case).shows("120.000")
    s.remedied(office, case)
    s.ended(inspector, case)


def the_bank_is_asked_and_answers(office, case):
    desk = office["inspector"].open("violations:execution", case.pk)
    desk.follow("violations:inquiry_new", case.pk).choose("kind", "BANK")
    desk.fill(addressee="Ngân hàng Công thương, chi nhánh Đồng Nai",
              question="Số tài khoản và số dư tại ngày nhận văn bản").send_twice()  # fmt: skip
    desk = office.on(date(2026, 10, 19))["inspector"].open("violations:execution", case.pk)
    desk.follow("violations:inquiry_answer", case.pk, case.inquiries.get().pk)
    desk.fill(answered_on=day(), words="Số dư 512.000.000 đồng").send_twice()


def the_director_orders_it(office, case):
    desk = office["inspector"].open("violations:execution", case.pk)
    desk.follow("violations:enforcement_new", case.pk).choose("kind", "ACCOUNT")
    desk.shows("80.120.000").choose("inquiry", case.inquiries.get().pk)
    desk.fill(
        holder="Ngân hàng Công thương", account="102030405", reason="Không tự nguyện nộp phạt"
    )
    desk.send_twice()
    measure = case.enforcements.get()
    assert measure.amount == 80_120_000
    director = office["director"].open("home").shows(case.code)
    director.open("violations:enforcement", case.pk, measure.pk).send()
    assert "80.120.000" in s.text_on(director, case, "MQD08")
    return measure


# A first complaint is settled by who decided (Law on Complaints): 80 million become 65.
def test_a_complaint_lowers_the_fine_and_both_penalties_stay(office):
    case = s.prepared("TL-18", "Công ty Khiếu Nại", workers=20)
    desk = office.on(date(2026, 10, 8))["inspector"].open("violations:execution", case.pk)
    desk.follow("violations:contest", case.pk).choose("kind", "COMPLAINT")
    desk.fill(filed_on=day(), content="Đã trả bù lương trước khi có quyết định").send_twice()
    row = case.challenges.get()
    desk = office.on(date(2026, 10, 12))["inspector"].open("violations:execution", case.pk)
    desk.follow("violations:contest_result", case.pk, row.pk).choose("result", "AMENDED")
    desk.fill(on=day(), number="9/QĐ-GQKN", words="Chấp nhận một phần", fine_after="90.000.000")
    desk.button().click()
    desk.page.wait_for_selector(".ec-error-summary")  # a complaint never raises a fine
    desk.fill(fine_after="65.000.000").send()
    assert s.again(case).fine_current == 80_000_000  # until the ruling is signed
    ruling = case.rulings.get()
    director = office["director"].open("home").shows(case.code)
    director.open("violations:ruling", case.pk, ruling.pk).shows("65.000.000").send()
    case = s.again(case, "EXECUTING")
    assert (case.fine_decided, case.fine_current) == (80_000_000, 65_000_000)
    s.at_case(director, case).shows("80.000.000", "65.000.000")
    office.on(date(2026, 10, 14))
    case = s.paid(office["inspector"], case, 65_000_000, "GNT-65")
    assert case.outstanding == 0
    office["inspector"].open("violations:ledger", case.pk).shows("80.000.000", "65.000.000")
    s.remedied(office, case)
    s.ended(office["inspector"], case)


# The act ended on 8 October 2025, under Decree 12/2022. One year (art. 6.1) ends on 8 October
# 2026; from the 9th no fine is possible, the remedy of paying the difference still is (art. 65).
# The decision itself was due on the 14th, seven working days from the minutes of the 5th.
def test_a_limitation_that_ran_out_leaves_the_remedies(office):
    case = s.prepared("TL-18", "Công ty Hết Thời Hiệu", "MINUTES", workers=20,
                      ended_on=date(2025, 10, 8))  # fmt: skip
    assert case.limitation_ends_on == date(2026, 10, 8)
    desk = s.at_case(office.on(date(2026, 10, 8))["inspector"], case).shows("08/10/2026")
    url = reverse("violations:submit", args=[case.pk])
    assert desk.page.locator(f'main a[href="{url}"]').count() == 1
    inspector = s.at_case(office.on(date(2026, 10, 9))["inspector"], case)
    inspector.shows("Không thể phạt tiền được nữa")
    s.refused(inspector, case, "submit", "no-sanction")
    director = s.at_case(office["director"], case)
    director.follow("violations:no_sanction", case.pk)
    assert director.page.locator('main [name="reason"][value="LIMITATION"]').is_checked()
    remedy = director.page.locator('main [name^="order_"]').first
    remedy.check()
    director.page.locator('main [name^="due_"]').first.fill("20/11/2026")
    director.fill(words="Thời hiệu xử phạt hết ngày 08/10/2026").send_twice()
    case = s.again(case, "NO_SANCTION")
    assert case.fine_decided is None
    assert case.remedies.count() == 1
    paper = s.text_on(director, case, "MQD15")
    assert "thời hiệu" in paper.lower()
    s.remedied(office, case)
    assert case.remedies.get().state == "ACCEPTED"
