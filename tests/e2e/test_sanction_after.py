"""After a decision: a complaint that lowers the fine. The case is prepared through the services:
80 million (TL-18, 20 workers, organisation), handed over on Monday 5 October 2026."""

from datetime import date

import pytest

from tests.e2e import sanctions as s
from tests.e2e.steps import day

pytestmark = pytest.mark.django_db


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
