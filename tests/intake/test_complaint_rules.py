"""Competence for every combination, clocks over Tết and month ends, names in texts."""

import csv
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.calendar import WorkingCalendar
from ecms.core.datafile import DATA_DIR, read_rows
from intake.enums.complaint import ComplaintKind, ComplaintLevel, ComplaintSubject, Respondent
from intake.rules.complaint_routes import Asked, Route, RouteError, clashes, route
from intake.rules.complaint_terms import WORKING_DAYS, Term, is_out_of_time, last_day
from intake.rules.complaint_words import likeness, names_person

ON = date(2026, 10, 5)
BEFORE = date(2024, 6, 3)  # inspectorates of departments still existed


def table():
    rows = read_rows(DATA_DIR / "complaint_routes.csv", ("kind",))
    names = ("kind", "respondent", "level", "subject", "competent", "handling", "clock",
             "confidence")  # fmt: skip
    return [
        Route(**{n: row.text(n) for n in names}, valid_from=row.day("valid_from"),
              valid_to=row.day("valid_to"))
        for row in rows
    ]  # fmt: skip


def questions():
    return [
        Asked(*values)
        for values in product(
            ComplaintKind.values, Respondent.values, ComplaintLevel.values, ComplaintSubject.values
        )
    ]


def test_every_combination_has_exactly_one_answer():
    rows = table()
    answers = {asked: route(rows, asked, on=ON) for asked in questions()}
    assert len(answers) == 6 * 8 * 2 * 6
    assert clashes(rows) == []


def expected():
    """Every combination by hand: ``*`` stands for every level or field."""
    found = {}
    with (Path(__file__).parent / "routes_expected.csv").open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            levels = ComplaintLevel.values if row["level"] == "*" else [row["level"]]
            fields = ComplaintSubject.values if row["subject"] == "*" else row["subject"].split()
            for level, field in product(levels, fields):
                asked = Asked(row["kind"], row["respondent"], level, field)
                assert asked not in found, f"twice: {asked}"
                found[asked] = (row["competent"], row["handling"], row["clock"])
    return found


def test_the_table_of_all_combinations():
    answers = {asked: route(table(), asked, on=ON) for asked in questions()}
    said = {asked: (row.competent, row.handling, row.clock) for asked, row in answers.items()}
    assert said == expected()


@pytest.mark.parametrize(
    "asked, competent, handling, clock",
    [
        (("ADMIN", "OFFICIAL", "FIRST", "LABOUR"), "DIRECTOR", "SETTLE", "ADMIN_FIRST"),
        (("ADMIN", "DIRECTOR", "FIRST", "OSH"), "DIRECTOR", "SETTLE", "ADMIN_FIRST"),
        (("ADMIN", "DIRECTOR", "SECOND", "OSH"), "CHAIR", "GUIDE", "NONE"),
        (("ADMIN", "CHAIR", "SECOND", "LABOUR"), "MINISTER", "GUIDE", "NONE"),
        (("ADMIN", "INSURANCE", "FIRST", "INSURANCE"), "INSURANCE", "GUIDE", "NONE"),
        (("LABOUR", "EMPLOYER", "FIRST", "LABOUR"), "EMPLOYER", "GUIDE", "LABOUR_EMPLOYER"),
        (("LABOUR", "EMPLOYER", "SECOND", "OSH"), "LABOUR_SECOND", "SETTLE", "LABOUR_SECOND"),
        (("LABOUR", "EMPLOYER", "SECOND", "OVERSEAS"), "OVERSEAS", "GUIDE", "NONE"),
        (("DENUNCIATION", "EMPLOYER", "FIRST", "OSH"), "DIRECTOR", "SETTLE", "DENUNCIATION"),
        (("DENUNCIATION", "DIRECTOR", "FIRST", "OTHER"), "CHAIR", "FORWARD", "FORWARD"),
        (("PETITION", "EMPLOYER", "FIRST", "LABOUR"), "DEPARTMENT", "SETTLE", "PETITION"),
        (("TIP", "EMPLOYER", "SECOND", "OSH"), "DEPARTMENT", "SETTLE", "TIP"),
        (("OTHER", "OTHER", "FIRST", "OTHER"), "OTHER", "FORWARD", "FORWARD"),
    ],
)
def test_who_settles(asked, competent, handling, clock):
    found = route(table(), Asked(*asked), on=ON)
    assert (found.competent, found.handling, found.clock) == (competent, handling, clock)


def test_a_table_without_an_answer_or_with_two_is_refused():
    row = Route("A", "SETTLE", "TIP", kind="TIP")
    asked = Asked("TIP", "EMPLOYER", "FIRST", "OSH")
    with pytest.raises(RouteError):
        route([], asked, on=ON)
    with pytest.raises(RouteError):
        route([row, Route("B", "SETTLE", "TIP", kind="TIP")], asked, on=ON)
    ended = Route("B", "SETTLE", "TIP", kind="TIP", valid_to=ON - timedelta(days=1))
    assert route([row, ended], asked, on=ON) is row


TABLE = table()


QUESTIONS = questions()


@given(st.integers(0, 10_000), st.integers(0, len(QUESTIONS) - 1))
def test_the_order_of_the_table_does_not_matter(seed, number):
    rows, asked = Random(seed).sample(TABLE, len(TABLE)), QUESTIONS[number]
    assert route(rows, asked, on=ON) == route(TABLE, asked, on=ON)


# --- Clocks ---------------------------------------------------------------------------------
TET = {date(2026, 2, day): "Tết" for day in range(16, 23)} | {date(2027, 1, 1): "Năm mới"}
CALENDAR = WorkingCalendar(TET)
ADMIN = Term(30, extended=(45,), remote=45, remote_extended=(60,))


def test_seven_working_days_over_tet():
    term = Term(7, WORKING_DAYS)
    assert last_day(term, date(2026, 2, 10), CALENDAR) == date(2026, 2, 26)


def test_days_that_end_in_tet_roll_to_the_first_working_day():
    assert last_day(Term(10), date(2026, 2, 8), CALENDAR) == date(2026, 2, 23)


def test_thirty_days_from_the_end_of_a_month():
    assert last_day(ADMIN, date(2026, 3, 31), CALENDAR) == date(2026, 4, 30)
    assert last_day(ADMIN, date(2026, 1, 31), CALENDAR) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "remote, extensions, days", [(False, 0, 30), (False, 1, 45), (True, 0, 45), (True, 1, 60)]
)
def test_remote_and_extended_lengths(remote, extensions, days):
    start = date(2026, 3, 4)
    found = last_day(ADMIN, start, CALENDAR, remote=remote, extensions=extensions)
    assert found == CALENDAR.next_working_day(start + timedelta(days=days))


def test_no_second_extension():
    assert ADMIN.may_extend(extensions=0)
    assert not ADMIN.may_extend(extensions=1)
    with pytest.raises(ValueError, match="extension"):
        last_day(ADMIN, ON, CALENDAR, extensions=2)


def test_days_the_clock_stood_are_added():
    assert last_day(ADMIN, date(2026, 3, 2), CALENDAR, stood=5) == date(2026, 4, 6)


def test_ninety_days_to_complain_do_not_roll():
    known = date(2026, 5, 4)
    assert not is_out_of_time(Term(90), known, known + timedelta(days=90))
    assert is_out_of_time(Term(90), known, known + timedelta(days=91))
    assert not is_out_of_time(Term(90), known, known + timedelta(days=100), obstacle=10)


@given(st.dates(date(2026, 1, 2), date(2026, 11, 1)), st.booleans())
def test_an_extension_never_shortens_and_always_ends_on_a_working_day(start, remote):
    first = last_day(ADMIN, start, CALENDAR, remote=remote)
    later = last_day(ADMIN, start, CALENDAR, remote=remote, extensions=1)
    assert start < first <= later
    assert CALENDAR.is_working_day(first)
    assert CALENDAR.is_working_day(later)


# --- Words ----------------------------------------------------------------------------------
PERSON = {
    "name": "Trịnh Thị Hoài Nhân", "phone": "0912 345 678", "id_number": "075190004321",
    "email": "hoainhan@example.vn",
}  # fmt: skip


@pytest.mark.parametrize(
    "text, part",
    [
        ("Bà TRỊNH THỊ HOÀI NHÂN cho biết", "name"),
        ("ba trinh thi  hoai nhan, to may", "name"),
        ("gọi 0912345678 sau 17 giờ", "phone"),
        ("gọi +84 912.345.678", "phone"),
        ("căn cước 075 190 004 321", "id_number"),
        ("viết tới HoaiNhan@example.vn", "email"),
        ("Công ty nợ lương 40 người từ tháng 6", ""),
        ("Bà Nhân và ông Hoài", ""),
    ],
)
def test_a_text_that_names_the_person(text, part):
    assert names_person(text, **PERSON) == part


def test_likeness_is_symmetric_and_one_for_the_same_words():
    one, other = "Công ty nợ lương công nhân", "Công ty chậm trả lương"
    assert likeness(one, one) == 1.0
    assert likeness(one, other) == likeness(other, one) < 1.0
