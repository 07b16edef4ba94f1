"""Every row of the table of time limits that intake counts: over Tết, the end of a year, the end
of a month and the leap day. Table, holidays and moved working days are those of ``data/``; the
expected days were counted on a calendar."""

import csv
from datetime import date

import pytest

from ecms.core.calendar import WorkingCalendar
from ecms.core.datafile import DATA_DIR
from intake.rules import accident_terms, complaint_terms
from intake.rules.accident_class import EXPERTISE_RULE, RULES
from intake.rules.complaint_terms import Term
from intake.services.accidents.returns import RULES as RETURNS
from intake.services.accidents.terms import PAY_RULE, SEND_RULE

D = date
TET, YEAR_END, MONTH_END, LEAP = D(2026, 2, 5), D(2025, 12, 24), D(2026, 1, 31), D(2024, 2, 22)
STARTS = (TET, YEAR_END, MONTH_END, LEAP)


def rows_of(name):
    with (DATA_DIR / name).open(encoding="utf-8") as source:
        return list(csv.DictReader(source))


LIMITS = {int(row["id"]): row for row in rows_of("deadlines.csv")}
TERMS = {int(row["deadline_row"]): row for row in rows_of("complaint_terms.csv")
         if row["deadline_row"]}  # fmt: skip


@pytest.fixture(scope="module")
def calendar():
    moved = rows_of("moved_working_days.csv")
    days_off = {D.fromisoformat(row["date"]): row["name_vi"] for row in rows_of("holidays.csv")}
    days_off |= {D.fromisoformat(row["day_off"]): row["occasion_vi"] for row in moved}
    return WorkingCalendar(
        days_off, frozenset(D.fromisoformat(r["worked_instead"]) for r in moved)
    )


def term_of(row):
    """The term as the loader and the selector build it."""
    lengths = TERMS[row]
    return Term(
        int(LIMITS[row]["value"]), LIMITS[row]["unit"],
        tuple(int(word) for word in lengths["extended"].split()),
        int(lengths["remote"]) if lengths["remote"] else None,
        tuple(int(word) for word in lengths["remote_extended"].split()),
    )  # fmt: skip


ORDINARY, EXTENDED = {}, {"extensions": 1}
REMOTE, REMOTE_EXTENDED = {"remote": True}, {"remote": True, "extensions": 1}
COMPLAINTS = [
    # row, how, length, then the last day from each of STARTS
    (87, ORDINARY, 10, D(2026, 2, 23), D(2026, 1, 5), D(2026, 2, 10), D(2024, 3, 4)),
    (88, ORDINARY, 30, D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
    (88, EXTENDED, 45, D(2026, 3, 23), D(2026, 2, 9), D(2026, 3, 17), D(2024, 4, 8)),
    (88, REMOTE, 45, D(2026, 3, 23), D(2026, 2, 9), D(2026, 3, 17), D(2024, 4, 8)),
    (88, REMOTE_EXTENDED, 60, D(2026, 4, 6), D(2026, 2, 23), D(2026, 4, 1), D(2024, 4, 22)),
    (89, ORDINARY, 30, D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
    (89, REMOTE, 45, D(2026, 3, 23), D(2026, 2, 9), D(2026, 3, 17), D(2024, 4, 8)),
    (93, ORDINARY, 7, D(2026, 2, 23), D(2026, 1, 6), D(2026, 2, 10), D(2024, 3, 4)),
    (94, ORDINARY, 30, D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
    (94, EXTENDED, 45, D(2026, 3, 23), D(2026, 2, 9), D(2026, 3, 17), D(2024, 4, 8)),
    (94, REMOTE_EXTENDED, 60, D(2026, 4, 6), D(2026, 2, 23), D(2026, 4, 1), D(2024, 4, 22)),
    (96, ORDINARY, 7, D(2026, 2, 23), D(2026, 1, 6), D(2026, 2, 10), D(2024, 3, 4)),
    (97, ORDINARY, 45, D(2026, 3, 23), D(2026, 2, 9), D(2026, 3, 17), D(2024, 4, 8)),
    (97, EXTENDED, 60, D(2026, 4, 6), D(2026, 2, 23), D(2026, 4, 1), D(2024, 4, 22)),
    (97, REMOTE, 60, D(2026, 4, 6), D(2026, 2, 23), D(2026, 4, 1), D(2024, 4, 22)),
]


@pytest.mark.parametrize(
    ("row", "how", "length", "tet", "year_end", "month_end", "leap"), COMPLAINTS
)
def test_terms_of_complaints(calendar, row, how, length, tet, year_end, month_end, leap):
    term = term_of(row)
    assert (
        term.length(remote=how.get("remote", False), extensions=how.get("extensions", 0)) == length
    )
    found = [complaint_terms.last_day(term, start, calendar, **how) for start in STARTS]
    assert found == [tet, year_end, month_end, leap]


FILING = [
    (86, 90, D(2026, 5, 6), D(2026, 3, 24), D(2026, 5, 1), D(2024, 5, 22)),
    (92, 180, D(2026, 8, 4), D(2026, 6, 22), D(2026, 7, 30), D(2024, 8, 20)),
    (95, 30, D(2026, 3, 7), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 23)),
]


@pytest.mark.parametrize(("row", "length", "tet", "year_end", "month_end", "leap"), FILING)
def test_time_to_complain_ends_on_its_day(row, length, tet, year_end, month_end, leap):
    """It is not lengthened by a holiday: the person may post the letter on any day."""
    term = term_of(row)
    assert term.value == length
    for start, last in zip(STARTS, (tet, year_end, month_end, leap), strict=True):
        assert not complaint_terms.is_out_of_time(term, start, last)
        assert complaint_terms.is_out_of_time(term, start, last.fromordinal(last.toordinal() + 1))


ACCIDENTS = [
    (RULES["MINOR"], 100, 4, D(2026, 2, 9), D(2025, 12, 29), D(2026, 2, 4), D(2024, 2, 26)),
    (RULES["SERIOUS"], 101, 7, D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 9), D(2024, 2, 29)),
    (RULES["SERIOUS_MULTI"], 102, 20, D(2026, 2, 25), D(2026, 1, 13), D(2026, 2, 23),
     D(2024, 3, 13)),
    (RULES["FATAL"], 103, 30, D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
    (EXPERTISE_RULE, 104, 60, D(2026, 4, 6), D(2026, 2, 23), D(2026, 4, 1), D(2024, 4, 22)),
    (SEND_RULE, 105, 3, D(2026, 2, 10), D(2025, 12, 29), D(2026, 2, 4), D(2024, 2, 27)),
    (PAY_RULE, 106, 5, D(2026, 2, 10), D(2025, 12, 29), D(2026, 2, 5), D(2024, 2, 27)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "row", "length", "tet", "year_end", "month_end", "leap"), ACCIDENTS
)
def test_terms_of_accidents(calendar, rule, row, length, tet, year_end, month_end, leap):
    assert (rule, int(LIMITS[row]["value"])) == (row, length)
    working = LIMITS[row]["unit"].startswith("working")
    found = [accident_terms.last_day(start, length, calendar, working=working) for start in STARTS]
    assert found == [tet, year_end, month_end, leap]


@pytest.mark.parametrize(("row", "half", "year"), [
    (107, D(2028, 7, 4), D(2028, 7, 4)),
    (108, D(2028, 1, 9), D(2029, 1, 9)),
    (109, D(2028, 7, 4), D(2029, 1, 4)),
    (110, D(2028, 7, 14), D(2029, 1, 24)),
])  # fmt: skip
def test_reports_before_a_fixed_day(row, half, year):
    """ "Before 5 July" ends on 4 July; the yearly report is made in the year after."""
    text = LIMITS[row]["value"]
    assert accident_terms.before_fixed(text, 2028, "HALF") == half
    if row != 107:
        assert accident_terms.before_fixed(text, 2028, "YEAR") == year


def test_the_employers_days_are_those_of_the_table():
    for part, row in accident_terms.REPORT_RULES.items():
        last = accident_terms.before_fixed(LIMITS[row]["value"], 2027, part)
        assert accident_terms.report_due(2027, part).toordinal() == last.toordinal() + 1


def test_a_row_without_a_day_is_refused():
    with pytest.raises(ValueError, match="no fixed date"):
        accident_terms.before_fixed("immediately", 2026, "HALF")


def test_no_row_of_the_pack_with_a_number_is_left_out():
    """86-112 are the rows of complaints and accidents; 90 and 91 are of other bodies (the chair
    of the province, the court), 111 of the employer's archive."""
    counted = {case[0] for case in (*COMPLAINTS, *FILING)} | {case[1] for case in ACCIDENTS}
    numbered = {
        number for number in range(86, 112)
        if LIMITS[number]["value"].isdigit() and number not in (90, 91, 111)
    }  # fmt: skip
    assert counted == numbered
    assert set(RETURNS.values()) == {109, 110}
