"""Fines that are reckoned: a share of the insurance in arrears, and a sum for each worker, both
held by a cap; an organisation pays twice as much, once."""

from datetime import date

import pytest

from ecms.core import clock
from tests.e2e import sanctions as s
from tests.e2e.steps import day

pytestmark = pytest.mark.django_db


# Decree 283/2026 art. 43.3 (row 283-BH-03): 12 to 15 per cent of the arrears at the time of the
# minutes, at most 75 million, for an individual. Of 300 million: 36 to 45, doubled 72 to 90
# million; midpoint 81. One aggravating circumstance: halfway from 81 to 90, that is 85,500,000.
def test_social_insurance_in_arrears(office):
    finding = s.found("BH-03", "Công ty Chậm Đóng", base_amount=300_000_000, workers=45)
    inspector = office["inspector"]
    case = s.opened(inspector, finding)
    inspector.open("violations:worksheet", case.pk)
    inspector.shows("72.000.000", "90.000.000", "81.000.000", "150.000.000")
    the_arrears_are_counted_again_and_reach_the_cap(inspector, case)
    s.at_case(inspector, case).follow("violations:weigh", case.pk)
    inspector.choose("code", "A-b").fill(evidence="Ba kỳ chậm đóng liên tiếp").send()
    case = s.waived(inspector, s.signed(inspector, case))
    case = s.submitted(inspector, case)
    case = s.issued(office["director"], case)
    assert case.fine_decided == 85_500_000
    paper = s.text_on(office["director"], case, "MQD02")
    for words in ("85.500.000", "Tám mươi lăm triệu năm trăm nghìn đồng", "khoản 3 Điều 43"):
        assert words in paper, words
    case = s.served(inspector, case)
    the_arrears_are_paid_with_the_daily_sum(office, case)
    case = s.paid(office["inspector"], case, 85_500_000, "GNT-4301")
    s.remedied(office, case)
    s.ended(office["inspector"], case)


def the_arrears_are_counted_again_and_reach_the_cap(desk, case):
    """600 million would be 144 to 180 million doubled: the cap of 150 holds the upper end."""
    act = case.acts.get()
    for base, low, high in ((600_000_000, "144.000.000", "150.000.000"),
                            (300_000_000, "72.000.000", "90.000.000")):  # fmt: skip
        desk.open("violations:act", case.pk, act.pk).fill(
            base_amount=f"{base:,}".replace(",", ".")
        )
        desk.send()
        desk.open("violations:worksheet", case.pk).shows(low, high)


def the_arrears_are_paid_with_the_daily_sum(office, case):
    """0.03 % a day of 300 million is 90,000; from 21 September to 15 October 25 days."""
    act, inspector = case.acts.get(), office["inspector"]
    inspector.open("violations:claims", case.pk, act.pk)
    inspector.follow("violations:claim_add", case.pk, act.pk)
    inspector.fill(name="Nợ quỹ bảo hiểm xã hội", owed="300.000.000", owed_on="20/09/2026").send()
    inspector.follow("violations:claims_terms", case.pk, act.pk)
    inspector.shows("0,03%").send()
    office.on(date(2026, 10, 15))
    inspector = office["inspector"].open("violations:claims", case.pk, act.pk)
    inspector.shows("2.250.000", "302.250.000")


# Art. 33.2 (row 283-AT-32): 1 to 3 million for each worker, at most 75 million; doubled 2 to 6,
# at most 150. Ten workers: 20 to 60 million, midpoint 40. Sixty: 120 to 360, midpoint 240, which
# the cap holds at 150; its top is beyond a director's 120 million.
def test_a_sum_for_each_worker_with_its_cap(office):
    finding = s.found("AT-32", "Công ty Không Khám Sức Khỏe", workers=10)
    inspector = office["inspector"]
    case = s.opened(inspector, finding)
    inspector.open("violations:worksheet", case.pk)
    inspector.shows("20.000.000", "60.000.000", "40.000.000")
    act = case.acts.get()
    inspector.open("violations:act", case.pk, act.pk).fill(workers="60").send()
    inspector.open("violations:worksheet", case.pk).shows("120.000.000", "150.000.000")
    phone = office["inspector@390"].open("violations:worksheet", case.pk)
    phone.shows("150.000.000")
    case = s.waived(inspector, s.signed(inspector, case))
    case = s.transferred(inspector, case)
    case = s.issued(office["chairman"], case)
    assert case.fine_decided == 150_000_000
    assert clock.today() == s.MONDAY
    case = s.served(inspector, case)
    assert case.execution_due_on == date(2026, 10, 15)
    case = s.paid(inspector, case, 100_000_000, "GNT-3301")
    inspector.open("violations:ledger", case.pk).shows("50.000.000")
    inspector.open("violations:pay", case.pk)
    inspector.fill(amount="60.000.000", paid_on=day(), reference="GNT-3302")
    inspector.button().click()
    inspector.page.wait_for_selector(".ec-error-summary")  # more than is owed is asked about
    case = s.paid(inspector, case, 50_000_000, "GNT-3302")
    assert case.outstanding == 0
    s.remedied(office, case)
    s.ended(inspector, case)
