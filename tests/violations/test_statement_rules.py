"""Statements of the treasury: titles, figures, and when a line is certain."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violations.payment_rules import Schedule, late_periods, late_surcharge
from violations.statement_rules import (
    Debtor,
    Line,
    Sign,
    Why,
    day,
    head_of,
    judge,
    money,
    number_key,
    recognise,
    signs,
)

TODAY = date(2026, 11, 20)
RATE = Fraction(5, 10_000)
RATES = ((date(2013, 7, 1), RATE),)


def debtor(case=1, **values):
    facts = {
        "code": f"VP-75-2026-{case:05}", "decision_number": "05/QĐ-XPHC",
        "decided_on": date(2026, 10, 5), "tax_code": f"360000000{case}",
        "names": (f"cong ty {case}",), "owed": 4_000_000, "amounts": frozenset({4_000_000}),
    }  # fmt: skip
    return Debtor(case=case, **{**facts, **values})


def line(text="", amount=4_000_000, **values):
    facts = {"paid_on": date(2026, 10, 12), "reference": "KB-1", **values}
    return Line(amount=amount, text=text, **facts)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("4.000.000", 4_000_000), ("4,000,000.00", 4_000_000), ("4000000", 4_000_000),
     ("4.000.000,00 ", 4_000_000), ("+1 500 000", 1_500_000), ("", None), ("0", None),
     ("-", None)],
)  # fmt: skip
def test_money_as_banks_write_it(cell, amount):
    assert money(cell) == amount


@pytest.mark.parametrize("cell", ["1.500,25", "x", "-5", "1e6"])
def test_no_part_of_a_dong_is_guessed(cell):
    with pytest.raises(ValueError):
        money(cell)


def test_days_of_banks():
    wanted = date(2026, 10, 5)
    assert {day("05/10/2026"), day("5.10.2026 14:22"), day("2026-10-05 00:00:00")} == {wanted}
    with pytest.raises(ValueError):
        day("31/02/2026")


def test_titles_are_found_below_the_name_of_the_bank():
    rows = [
        ["KHO BẠC NHÀ NƯỚC ĐỒNG NAI"],
        ["STT", "Ngày hạch toán", "Số chứng từ", "Đơn vị nộp", "Nội dung", "Số tiền"],
    ]
    assert head_of(rows, {}) == 1
    assert recognise(rows[1], {}) == {
        "paid_on": 1, "reference": 2, "payer": 3, "text": 4, "amount": 5,
    }  # fmt: skip
    assert recognise(["A", "B", "Ngày"], {"amount": "b"}) == {"amount": 1, "paid_on": 2}


def test_numbers_of_decisions():
    assert number_key("05/QĐ-XPHC") == number_key("5 / qđ - xphc") == (5, "qdxphc")
    assert Sign.DECISION in signs(line("Nop phat QD 5/QD-XPHC"), debtor())
    assert Sign.DECISION in signs(line("nộp phạt theo QĐ số 05 ngày 05/10/2026"), debtor())
    assert Sign.DECISION not in signs(line("Nop phat QD 15/QD-XPHC"), debtor())
    assert Sign.DECISION not in signs(line("Nop phat QD 5/QD-UBND"), debtor())
    assert Sign.DECISION not in signs(line("5/2025/QD-XPHC"), debtor())


def test_a_file_number_is_enough_and_a_number_alone_is_not():
    assert judge(line("VP-75-2026-00001", 1_000), [debtor()], today=TODAY).case == 1
    lone = judge(line("05/QĐ-XPHC", 1_000), [debtor()], today=TODAY)
    assert (lone.case, lone.why) == (None, Why.UNSURE)
    assert judge(line("05/QĐ-XPHC"), [debtor()], today=TODAY).case == 1  # and the exact sum
    assert judge(line("MST 3600000001", 1_000), [debtor()], today=TODAY).case is None


def test_name_and_tax_code_say_who_paid_and_not_what_for():
    fee = line("Cong ty 1 MST 3600000001 le phi cap giay phep", 600_000)
    verdict = judge(fee, [debtor()], today=TODAY)
    assert (verdict.case, verdict.why) == (None, Why.UNSURE)
    assert judge(line("Cong ty 1 MST 3600000001"), [debtor()], today=TODAY).case == 1


def test_two_cases_of_one_firm_wait_for_a_person():
    both = [debtor(1), debtor(2, tax_code="3600000001", names=("cong ty 1",))]
    verdict = judge(line("Cong ty 1 MST 3600000001"), both, today=TODAY)
    assert (verdict.case, verdict.why) == (None, Why.SEVERAL)
    assert [case for case, _ in verdict.hints] == [1, 2]


@pytest.mark.parametrize(
    ("values", "why"),
    [({"amount": 4_000_001}, Why.TOO_MUCH), ({"paid_on": date(2026, 10, 4)}, Why.EARLY),
     ({"paid_on": date(2026, 11, 21)}, Why.FUTURE), ({"reference": ""}, Why.NO_REFERENCE),
     ({"text": "tien dien"}, Why.NO_MATCH)],
)  # fmt: skip
def test_why_a_line_waits(values, why):
    text = values.pop("text", "VP-75-2026-00001")
    assert judge(line(text, **values), [debtor()], today=TODAY).why == why


@given(st.text(max_size=60), st.integers(1, 10**9), st.lists(st.integers(1, 9), unique=True))
def test_whatever_is_written_nothing_uncertain_is_booked(text, amount, cases):
    people = [debtor(case, amounts=frozenset({amount})) for case in cases]
    verdict = judge(line(text, amount), people, today=TODAY)
    if verdict.case is not None:
        found = signs(line(text, amount), next(p for p in people if p.case == verdict.case))
        assert Sign.FILE in found or len(found) > 1
        assert found != {Sign.TAX, Sign.NAME}
        assert amount <= 4_000_000


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
sums = st.integers(1, 200_000_000)


@given(st.lists(st.tuples(days, sums), min_size=1, max_size=3),
       st.lists(st.tuples(days, sums), max_size=4), days)  # fmt: skip
def test_the_surcharge_is_the_sum_of_its_days(dues, payments, on):
    """Counted day by day, independently of the runs: each late day costs 0.05 % of its base."""
    dues = sorted(dues)
    schedule = [Schedule(date.min, tuple(dues))]
    total = 0
    for number in range((on - date(2026, 1, 1)).days):
        now = date.fromordinal(date(2026, 1, 1).toordinal() + number)
        late = sum(a for d, a in dues if d < now) - sum(a for d, a in payments if d <= now)
        total += max(late, 0) * RATE
    assert late_surcharge(schedule, payments, on, RATES) == int(total)
    runs = late_periods(schedule, payments, on, RATES)
    assert int(sum(run.grown for run in runs)) == int(total)
    assert all(run.first <= run.last < on for run in runs)
