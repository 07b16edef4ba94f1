"""Wages below the minimum: twenty workers with a hearing and the money followed to the last đồng,
and sixty workers, which is more than a director may decide."""

from datetime import date

import pytest

from tests.e2e import sanctions as s
from tests.e2e.steps import day

pytestmark = pytest.mark.django_db
WORKERS = 20


# Decree 283/2026 art. 23.3: 11 to 50 workers, 30 to 50 million for an individual, twice that for
# an organisation: 60 to 100 million, midpoint 80. The law pack says so in row 283-TL-18-B2.
def test_twenty_workers_a_hearing_and_the_money_of_each(office):
    finding = s.found("TL-18", "Công ty May Hai Mươi", workers=WORKERS)
    inspector = office["inspector"]
    case = s.signed(inspector, s.opened(inspector, finding))
    the_worksheet_says_eighty_million(inspector, case)
    case = a_hearing_lowers_it_to_seventy(office, case)
    office.on(date(2026, 10, 13))
    case = s.issued(office["director"], case)
    assert case.fine_decided == 70_000_000
    paper = s.text_on(office["director"], case, "MQD02")
    for words in ("70.000.000", "Bảy mươi triệu đồng", "khoản 3 Điều 23", case.decision_number):
        assert words in paper, words
    case = s.served(office["inspector"], case)
    assert case.execution_due_on == date(2026, 10, 23)  # ten days, a Friday
    every_worker_is_paid_with_interest(office, case)
    case = s.paid(office["inspector"], case, 70_000_000, "GNT-2001")
    s.remedied(office, case)
    s.ended(office["inspector"], case)


def the_worksheet_says_eighty_million(desk, case):
    desk.open("violations:worksheet", case.pk)
    desk.shows("60.000.000", "100.000.000", "80.000.000", "283/2026/NĐ-CP")
    desk.open("violations:what_if", case.pk).shows("80.000.000", "12/2022/NĐ-CP")
    # The frame reaches 30 million for an organisation, so it may explain (art. 61.1): five
    # working days from Monday the 5th end on Monday the 12th, two on Wednesday the 7th.
    assert case.explanation_right
    assert case.written_explanation_until == date(2026, 10, 12)
    assert case.hearing_request_until == date(2026, 10, 7)


def a_hearing_lowers_it_to_seventy(office, case):
    desk = s.at_case(office.on(date(2026, 10, 6))["inspector"], case)
    desk.follow("violations:explain", case.pk)
    desk.choose("kind", "HEARING").fill(received_on=day(), text="Xin được giải trình.").send()
    s.at_case(desk, case).follow("violations:step", case.pk, "invite_hearing")
    desk.fill(on="12/10/2026", time="08:30", place="Phòng họp 2", chair="Huỳnh Công Thành")
    desk.send_twice()
    s.refused(office["director"], case, "decision")
    desk = s.at_case(office.on(date(2026, 10, 12))["inspector"], case)
    desk.follow("violations:step", case.pk, "hold_hearing")
    desk.fill(participants="Bà Trần Thị Hạnh", statements="Đã trả bù lương cho 20 người",
              conclusion="Ghi nhận việc tự nguyện khắc phục", signed_names="Trần Thị Hạnh").send()  # fmt: skip
    s.at_case(desk, case).follow("violations:weigh", case.pk)
    desk.choose("code", "M1").fill(evidence="Bảng lương tháng 9 đã trả bù").send()
    # One mitigating circumstance: halfway between the minimum of 60 and the midpoint of 80.
    s.at_case(office["chief"], case).shows("70.000.000")
    return s.submitted(office["inspector"], case)


def every_worker_is_paid_with_interest(office, case):
    act, clerk = case.acts.get(), office["inspector"]
    clerk.open("violations:workers", case.pk).follow("violations:claims", case.pk, act.pk)
    clerk.follow("violations:claims_import", case.pk, act.pk)
    clerk.attach("upload", {"name": "ds.csv", "mimeType": "text/csv", "buffer": the_list()}).send()
    clerk.follow("violations:claims_terms", case.pk, act.pk)
    clerk.fill(percent="0,2", source="Vietcombank, 01/10/2026").send()
    office.on(date(2026, 10, 20))
    desk = office["inspector"].open("violations:claims", case.pk, act.pk)
    # 3,650,000 at 0.2 % a year is 20 đồng a day; from 21 September to 20 October 30 days: 600.
    # Twenty workers: 73,000,000 owed and 12,000 of interest.
    desk.shows("73.000.000", "12.000")
    desk.follow("violations:claims_settle", case.pk, act.pk)
    desk.fill(paid_on=day(), reference="UNC 15/10").send_twice()
    desk.open("violations:workers", case.pk).shows("73.012.000", str(WORKERS))
    # The same in total, for the director and on a phone.
    director = office["director"].open("violations:workers_result")
    director.shows(case.code, "73.012.000")
    office["chief@390"].open("violations:workers_result").shows("73.012.000")


def the_list():
    rows = [f"Nguyễn Văn {n:02},NV{n:02},3650000,20/09/2026" for n in range(1, WORKERS + 1)]
    return "\r\n".join(["Họ và tên,Mã NV,Số tiền còn thiếu,Hạn trả", *rows]).encode("utf-8-sig")


# The bracket from 51 workers: 50 to 75 million, doubled 100 to 150, midpoint 125 (283-TL-18-B3).
# The director of a department may go to 120 million, measured by the top of the frame; the
# chairman of the province to 150.
def test_sixty_workers_are_for_the_chairman(office):
    finding = s.found("TL-18", "Công ty May Sáu Mươi", workers=60)
    inspector = office["inspector"]
    case = s.signed(inspector, s.opened(inspector, finding))
    case = s.waived(inspector, case)
    assert case.signatory is None
    s.at_case(inspector, case).follow("violations:submit", case.pk)
    inspector.shows("150.000.000", "120.000.000")
    case = s.transferred(inspector, case)
    # Ten working days from Monday the 5th, as the person competent got the file (art. 66.1).
    assert case.decision_due_on == date(2026, 10, 19)
    s.refused(office["director"], case, "decision")
    office.on(date(2026, 10, 8))
    case = s.issued(office["chairman"], case)
    assert case.fine_decided == 125_000_000
    paper = s.text_on(office["chairman"], case, "MQD02")
    assert "Một trăm hai mươi lăm triệu đồng" in paper
    assert "CHỦ TỊCH" in paper
    case = s.served(office["inspector"], case)
    assert case.execution_due_on == date(2026, 10, 19)  # the 18th is a Sunday
    case = s.paid(office["inspector"], case, 125_000_000, "GNT-6001")
    s.remedied(office, case)
    case = s.ended(office["inspector"], case)
    # The clerk serves and books, and so reads the case; but decides nothing.
    clerk = office["clerk"].open("violations:detail", case.pk)
    assert clerk.insist("violations:decision", case.pk) == 403
