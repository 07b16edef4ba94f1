"""Small parties: a household business that pays by instalments, one of them late, and a warning
on the spot."""

from datetime import date

import pytest

from enterprises.enums import LegalForm
from tests.e2e import sanctions as s
from tests.e2e.steps import day

pytestmark = pytest.mark.django_db


# A household business is fined as an individual (art. 7): TL-18 with 1 to 10 workers is 20 to 30
# million (283-TL-18-B1), not doubled; midpoint 25. From 15 million it may pay by instalments, in
# six months, three parts at most, the first at least 40 % (art. 79): 10, 7.5 and 7.5 million.
def test_a_household_business_pays_in_three_parts_one_of_them_late(office):
    facts = {"workers": 5, "legal_form": LegalForm.HOUSEHOLD}
    finding = s.found("TL-18", "Hộ kinh doanh Phở Hòa", **facts)
    inspector = office["inspector"]
    case = s.opened(inspector, finding)
    inspector.open("violations:worksheet", case.pk)
    inspector.shows("20.000.000", "30.000.000", "25.000.000")
    case = s.submitted(inspector, s.waived(inspector, s.signed(inspector, case)))
    case = s.issued(office["director"], case)
    assert (case.party, case.fine_decided) == ("household", 25_000_000)
    case = s.served(inspector, case)
    assert case.execution_due_on == date(2026, 10, 15)
    case = three_parts_are_allowed(office, case)
    office.on(date(2026, 10, 15))
    case = s.paid(office["inspector"], case, 10_000_000, "GNT-P1")
    assert case.execution_due_on == date(2026, 11, 16)
    # Due on Monday 16 November, paid on the 27th: late from the 17th to the 26th, ten days at
    # 0.05 % of 7.5 million, 3,750 a day.
    office.on(date(2026, 11, 27))
    desk = office["inspector"].open("violations:ledger", case.pk).shows("37.500")
    s.at_case(desk, case).shows("37.500")
    case = s.paid(desk, case, 7_537_500, "GNT-P2")
    office.on(date(2026, 12, 16))
    case = s.paid(office["inspector"], case, 7_500_000, "GNT-P3")
    assert (case.outstanding, case.paid_total) == (0, 25_037_500)
    s.remedied(office, case)
    s.ended(office["inspector"], case)


def three_parts_are_allowed(office, case):
    desk = s.at_case(office.on(date(2026, 10, 8))["inspector"], case)
    desk.follow("violations:rulings", case.pk)
    desk.follow("violations:ruling_new", case.pk, "INSTALMENTS").shows("15.000.000", "40%")
    parts = {"due_1": "15/10/2026", "amount_1": "9.000.000", "due_2": "16/11/2026",
             "amount_2": "8.500.000", "due_3": "16/12/2026", "amount_3": "7.500.000"}  # fmt: skip
    desk.fill(asked_on=day(), reason="Đơn đề nghị có xác nhận của phường", **parts)
    desk.button().click()
    desk.page.wait_for_selector(".ec-error-summary")
    assert any("40" in text for text in desk.problems())  # 36 % is not enough
    desk.fill(amount_1="10.000.000", amount_2="7.500.000").send()
    ruling = case.rulings.get()
    assert desk.insist("violations:ruling_issue", case.pk, ruling.pk) == 403
    director = office["director"].open("home").shows(case.code)
    s.at_case(director, case).follow("violations:ruling", case.pk, ruling.pk)
    director.shows("10.000.000", "7.500.000").send()
    assert "10.000.000" in s.text_on(director, case, "MQD05")
    return s.again(case)


# A warning needs no minutes (art. 56): row 283-GV-01 is a warning for whoever employs domestic
# help without a written contract.
def test_a_warning_on_the_spot(office):
    facts = {"workers": None, "legal_form": LegalForm.HOUSEHOLD}
    finding = s.found("GV-01", "Hộ kinh doanh Nhà Trọ Bình An", **facts)
    case = s.opened(office["inspector"], finding)
    s.refused(office["inspector"], case, "on-spot")
    phone = s.at_case(office["director@390"], case)
    phone.follow("violations:on_spot", case.pk).shows("500.000").send_twice()
    case = s.again(case, "EXECUTING")
    assert (case.fine_current, case.served_on, case.minutes_on) == (0, s.MONDAY, None)
    paper = s.text_on(phone, case, "MQD01")
    assert "ảnh cáo" in paper
    s.at_case(phone, case).shows(case.decision_number)
    s.remedied(office, case)
    s.ended(office["inspector"], case)
