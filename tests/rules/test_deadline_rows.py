"""Every row of the table of time limits that inspections and sanctions count: over Tết, the end
of a year, the end of a month and the leap day. Those of intake are in
``tests/intake/test_deadline_rows.py``; the expected days were counted on a calendar."""

from datetime import date

import pytest

from campaigns import selectors_plan
from ecms.core.calendar import load_calendar
from ecms.core.datafile import DATA_DIR, read_rows
from inspections import rules
from inspections.loading_procedures import shipped
from inspections.planning_dates import NATIONAL, PROVINCIAL, day_of
from inspections.rules import REINSPECTION_YEARS
from law.reference import UNITS
from law.rules import terms
from law.rules.catalogue import Deadline
from tests.intake import test_deadline_rows as intake
from violations.history_rules import Earlier, Periods, clean_from

D = date
CALENDAR = load_calendar()
STARTS = (D(2026, 2, 5), D(2025, 12, 24), D(2026, 1, 31), D(2024, 2, 22))
ROWS = {row.integer("id"): row for row in read_rows(DATA_DIR / "deadlines.csv", ("id", "value"))}
TERMS = {}
for procedure in shipped():
    for term in procedure.terms:
        TERMS.setdefault((term.rule, term.days), term)

STEPS = [  # row, days; roll on to the next working day
    (10, 3, D(2026, 2, 10), D(2025, 12, 29), D(2026, 2, 4), D(2024, 2, 27)),
    (14, 10, D(2026, 2, 26), D(2026, 1, 9), D(2026, 2, 13), D(2024, 3, 7)),
    (15, 15, D(2026, 2, 23), D(2026, 1, 8), D(2026, 2, 23), D(2024, 3, 8)),
    (16, 15, D(2026, 2, 23), D(2026, 1, 8), D(2026, 2, 23), D(2024, 3, 8)),
    (20, 30, D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
    (21, 30, D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
    (22, 20, D(2026, 2, 25), D(2026, 1, 13), D(2026, 2, 23), D(2024, 3, 13)),
    (23, 5, D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (24, 30, D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
    (25, 20, D(2026, 2, 25), D(2026, 1, 13), D(2026, 2, 23), D(2024, 3, 13)),
    (26, 15, D(2026, 2, 23), D(2026, 1, 8), D(2026, 2, 23), D(2024, 3, 8)),
    (27, 10, D(2026, 2, 23), D(2026, 1, 5), D(2026, 2, 10), D(2024, 3, 4)),
    (28, 15, D(2026, 2, 23), D(2026, 1, 8), D(2026, 2, 23), D(2024, 3, 8)),
    (29, 15, D(2026, 2, 23), D(2026, 1, 8), D(2026, 2, 23), D(2024, 3, 8)),
    (39, 15, D(2026, 2, 23), D(2026, 1, 8), D(2026, 2, 23), D(2024, 3, 8)),
]
DURATIONS = [  # may not be exceeded: the last day stays where it falls
    (11, 15, D(2026, 2, 20), D(2026, 1, 8), D(2026, 2, 15), D(2024, 3, 8)),
    (12, 10, D(2026, 2, 15), D(2026, 1, 3), D(2026, 2, 10), D(2024, 3, 3)),
    (13, 7, D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 7), D(2024, 2, 29)),
    (17, 60, D(2026, 4, 6), D(2026, 2, 22), D(2026, 4, 1), D(2024, 4, 22)),
    (18, 45, D(2026, 3, 22), D(2026, 2, 7), D(2026, 3, 17), D(2024, 4, 7)),
    (34, 45, D(2026, 3, 22), D(2026, 2, 7), D(2026, 3, 17), D(2024, 4, 7)),
    (35, 30, D(2026, 3, 7), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 23)),
    (37, 45, D(2026, 3, 22), D(2026, 2, 7), D(2026, 3, 17), D(2024, 4, 7)),
    (38, 30, D(2026, 3, 7), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 23)),
    (40, 5, D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
]
SANCTIONS = [
    (41, "MINUTES_NORMAL", D(2026, 2, 9), D(2025, 12, 26), D(2026, 2, 3), D(2024, 2, 26)),
    (42, "MINUTES_COMPLEX", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (43, "MINUTES_EXPERTISE", D(2026, 2, 10), D(2025, 12, 29), D(2026, 2, 4), D(2024, 2, 27)),
    (48, "EXPLANATION_WRITTEN", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (49, "HEARING_REQUEST", D(2026, 2, 9), D(2025, 12, 26), D(2026, 2, 3), D(2024, 2, 26)),
    (51, "DECISION_NORMAL", D(2026, 2, 23), D(2026, 1, 6), D(2026, 2, 10), D(2024, 3, 4)),
    (52, "DECISION_TRANSFERRED", D(2026, 2, 26), D(2026, 1, 9), D(2026, 2, 13), D(2024, 3, 7)),
    (53, "DECISION_EXPLAINED", D(2026, 3, 5), D(2026, 1, 26), D(2026, 3, 2), D(2024, 3, 22)),
    (54, "DECISION_COMPLEX", D(2026, 4, 6), D(2026, 2, 24), D(2026, 3, 31), D(2024, 4, 22)),
    (55, "DECISION_SENT", D(2026, 2, 10), D(2025, 12, 29), D(2026, 2, 4), D(2024, 2, 27)),
    (57, "DECISION_POSTED", D(2026, 2, 23), D(2026, 1, 6), D(2026, 2, 10), D(2024, 3, 4)),
    (58, "DEEMED_DELIVERY_POST", D(2026, 2, 10), D(2025, 12, 29), D(2026, 2, 4), D(2024, 2, 27)),
    (
        59,
        "DEEMED_DELIVERY_ELECTRONIC",
        D(2026, 2, 10),
        D(2025, 12, 29),
        D(2026, 2, 4),
        D(2024, 2, 27),
    ),
    (61, "VOLUNTARY_EXECUTION", D(2026, 2, 23), D(2026, 1, 5), D(2026, 2, 10), D(2024, 3, 4)),
    (70, "DECISION_CORRECTION", D(2027, 2, 11), D(2026, 12, 24), D(2027, 2, 1), D(2025, 2, 24)),
    (71, "PUBLICITY_SENT", D(2026, 2, 10), D(2025, 12, 29), D(2026, 2, 4), D(2024, 2, 27)),
    (72, "PUBLICITY_POSTED", D(2026, 2, 9), D(2025, 12, 26), D(2026, 2, 3), D(2024, 2, 26)),
    (74, "NON_EXECUTION_MINUTES", D(2026, 2, 10), D(2025, 12, 29), D(2026, 2, 4), D(2024, 2, 27)),
    (
        75,
        "ENFORCEMENT_DECISION_SENT",
        D(2026, 2, 9),
        D(2025, 12, 26),
        D(2026, 2, 3),
        D(2024, 2, 26),
    ),
    (76, "ENFORCEMENT_INQUIRY", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (77, "BANK_INFORMATION", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (78, "ENFORCE_ACCOUNT", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (79, "ACCOUNT_FROZEN", D(2026, 2, 6), D(2025, 12, 25), D(2026, 2, 2), D(2024, 2, 23)),
    (80, "ENFORCE_SALARY", D(2026, 2, 9), D(2025, 12, 26), D(2026, 2, 3), D(2024, 2, 26)),
    (81, "ENFORCE_DISTRAINT", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (82, "POLICE_PLAN", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (84, "NOT_YET_ENFORCEABLE", D(2026, 2, 23), D(2026, 1, 8), D(2026, 2, 23), D(2024, 3, 8)),
    (91, "SANCTION_LAWSUIT", D(2027, 2, 11), D(2026, 12, 24), D(2027, 2, 1), D(2025, 2, 24)),
    (50, "HEARING_NOTICE", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (60, "CRIMINAL_FEEDBACK", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (201, "EXPLANATION_EXTENSION", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (202, "DECISION_RETURNED", D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
    (
        203,
        "DECISION_RETURNED_VERIFIED",
        D(2026, 3, 23),
        D(2026, 2, 9),
        D(2026, 3, 17),
        D(2024, 4, 8),
    ),
    (83, "ENFORCEMENT_STOP", D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (206, "SEIZURE", D(2026, 2, 23), D(2026, 1, 6), D(2026, 2, 10), D(2024, 3, 4)),
    (207, "SEIZURE_TRANSFERRED", D(2026, 2, 26), D(2026, 1, 9), D(2026, 2, 13), D(2024, 3, 7)),
    (210, "PARTIAL_EXECUTION", D(2026, 4, 6), D(2026, 2, 23), D(2026, 4, 1), D(2024, 4, 22)),
    (73, "UNION_DUES_REMEDY", D(2026, 3, 9), D(2026, 1, 23), D(2026, 3, 2), D(2024, 3, 25)),
]
LIMITATIONS = [  # end on their day, whatever day it is
    (68, "LIMITATION_DOMESTIC", D(2027, 2, 5), D(2026, 12, 24), D(2027, 1, 31), D(2025, 2, 22)),
    (65, "EXECUTION_LIMITATION", D(2027, 2, 5), D(2026, 12, 24), D(2027, 1, 31), D(2025, 2, 22)),
    (204, "LIMITATION_RETURNED", D(2027, 2, 5), D(2026, 12, 24), D(2027, 1, 31), D(2025, 2, 22)),
    (208, "SEIZURE_LONGER", D(2026, 3, 5), D(2026, 1, 24), D(2026, 2, 28), D(2024, 3, 22)),
    (209, "SEIZURE_LONGEST", D(2026, 4, 5), D(2026, 2, 24), D(2026, 3, 31), D(2024, 4, 22)),
    (205, "UNKNOWN_OWNER", D(2027, 2, 5), D(2026, 12, 24), D(2027, 1, 31), D(2025, 2, 22)),
    (69, "LIMITATION_OVERSEAS", D(2028, 2, 5), D(2027, 12, 24), D(2028, 1, 31), D(2026, 2, 22)),
]  # fmt: skip
FIXED = {1: D(2026, 9, 30), 2: D(2026, 10, 15), 3: D(2026, 11, 15), 4: D(2026, 11, 20),
         5: D(2026, 11, 30)}  # fmt: skip


@pytest.mark.parametrize(("row", "days", "tet", "year_end", "month_end", "leap"), STEPS)
def test_terms_of_steps(row, days, tet, year_end, month_end, leap):
    term = TERMS[row, days]
    found = [rules.term_end(day, days, unit=term.unit, calendar=CALENDAR) for day in STARTS]
    assert found == [tet, year_end, month_end, leap]


@pytest.mark.parametrize(("row", "days", "tet", "year_end", "month_end", "leap"), DURATIONS)
def test_durations(row, days, tet, year_end, month_end, leap):
    term = TERMS[row, days]
    assert term.verb == "sign_minutes"
    found = [rules.last_day(day, days, unit=term.unit, calendar=CALENDAR) for day in STARTS]
    assert found == [tet, year_end, month_end, leap]


def limit(row):
    found = ROWS[row]
    return Deadline(
        key=found.text("key"), value=int(found.text("value")), unit=UNITS[found.text("unit")],
        valid_from=D(2013, 7, 1), valid_to=None, legal_basis="", confidence="",
    )  # fmt: skip


@pytest.mark.parametrize(("row", "key", "tet", "year_end", "month_end", "leap"), SANCTIONS)
def test_terms_of_sanctions(row, key, tet, year_end, month_end, leap):
    assert limit(row).key == key
    found = [terms.last_day(CALENDAR, day, limit(row)) for day in STARTS]
    assert found == [tet, year_end, month_end, leap]


@pytest.mark.parametrize(("row", "key", "tet", "year_end", "month_end", "leap"), LIMITATIONS)
def test_limitations(row, key, tet, year_end, month_end, leap):
    assert limit(row).key == key
    found = [terms.last_day(CALENDAR, day, limit(row), roll=False) for day in STARTS]
    assert found == [tet, year_end, month_end, leap]


@pytest.mark.parametrize("row", [68, 69])
def test_a_limitation_from_the_leap_day_ends_in_february(row):
    last = terms.last_day(CALENDAR, D(2024, 2, 29), limit(row), roll=False)
    assert last == D(2024 + limit(row).value, 2, 28)


@pytest.mark.parametrize("row", FIXED)
def test_fixed_days_of_planning(row):
    assert row in NATIONAL | PROVINCIAL
    assert day_of(ROWS[row].text("value"), 2026) == FIXED[row]


@pytest.mark.parametrize("text", ["", "45", "30 Feb", "31 Sept", "immediately"])
def test_a_row_without_a_day_is_refused(text):
    with pytest.raises(ValueError, match="day"):
        day_of(text, 2026)


PLANS = [  # working days after a plan was decided on
    (6, selectors_plan.ISSUED_AFTER_OPINION, 5,
     D(2026, 2, 12), D(2025, 12, 31), D(2026, 2, 6), D(2024, 2, 29)),
    (8, selectors_plan.TOLD_AFTER_ISSUE, 10,
     D(2026, 2, 26), D(2026, 1, 9), D(2026, 2, 13), D(2024, 3, 7)),
]  # fmt: skip


@pytest.mark.parametrize(("row", "counted", "days", "tet", "year_end", "month_end", "leap"), PLANS)
def test_days_of_a_plan(row, counted, days, tet, year_end, month_end, leap, monkeypatch):
    monkeypatch.setattr(selectors_plan, "working_calendar", lambda: CALENDAR)
    assert (counted, int(ROWS[row].text("value")), ROWS[row].text("unit")) == (
        row, days, "working days",
    )  # fmt: skip
    found = [selectors_plan.working_days_after(day, days) for day in STARTS]
    assert found == [tet, year_end, month_end, leap]


CLEAN = [  # the first day of a clean record, after a decision executed on each of STARTS
    (66, True, 6, D(2026, 8, 6), D(2026, 6, 25), D(2026, 8, 1), D(2024, 8, 23)),
    (67, False, 12, D(2027, 2, 6), D(2026, 12, 25), D(2027, 2, 1), D(2025, 2, 23)),
]


@pytest.mark.parametrize(
    ("row", "warning", "months", "tet", "year_end", "month_end", "leap"), CLEAN
)
def test_a_record_is_clean(row, warning, months, tet, year_end, month_end, leap):
    a_unit = {"months": 1, "year": 12}[ROWS[row].text("unit")]
    assert int(ROWS[row].text("value")) * a_unit == months
    law = Periods(warning=6, other=12, execution=12)
    done = [Earlier(1, "TL-06", warning, decided_on=day, executed_on=day) for day in STARTS]
    assert [clean_from(act, law) for act in done] == [tet, year_end, month_end, leap]


def test_a_record_over_a_leap_day_and_a_short_month():
    law = Periods(warning=6, other=12, execution=12)
    leap, august = D(2024, 2, 29), D(2024, 8, 31)
    assert clean_from(Earlier(1, "TL-06", False, leap, leap), law) == D(2025, 3, 1)
    assert clean_from(Earlier(1, "TL-06", True, august, august), law) == D(2025, 3, 1)


def test_reinspection():
    assert ROWS[30].text("value") == str(REINSPECTION_YEARS)


# Rows with a number that nothing counts, each with its reason.
NOT_COUNTED = {
    9: "the announcement opens the check: day 0",
    19: "inspectorates of art. 20.1c (army, banking, ...) do not inspect labour law",
    33: "the Government Inspectorate's cases of the former laws are not taken over here",
    36: "the Government Inspectorate's cases of the former laws are not taken over here",
    32: "a day for the legislator", 121: "the validity of a decree: data/instruments.csv",
    45: "24 hours before 1 July 2025; no minutes of that time are transferred in this system",
    56: "superseded on 1 July 2025; chosen by its key and day like row 55",
    63: "data/fine_relief.csv has the months of a plan",
    90: "settled by the province", 111: "the employer's archive",
    112: "the employer's OSH report", 113: "abolished on 15 February 2025",
    **dict.fromkeys(range(115, 120), "a duty of the employer, asked in checklists"),
}  # fmt: skip


def test_no_row_with_a_number_is_left_out():
    numbered = {
        number for number, row in ROWS.items() if any(c.isdigit() for c in row.text("value"))
    }
    counted = (*STEPS, *DURATIONS, *SANCTIONS, *LIMITATIONS, *PLANS, *CLEAN)
    here = {case[0] for case in counted} | set(FIXED) | {30}
    there = {case[0] for case in (*intake.COMPLAINTS, *intake.FILING)}
    there |= {case[1] for case in intake.ACCIDENTS} | {107, 108, 109, 110}
    assert numbered - here - there == set(NOT_COUNTED)
    assert not (here | there) & set(NOT_COUNTED)


def test_every_row_a_procedure_names_is_tested():
    assert {row for row, _days in TERMS} == {case[0] for case in (*STEPS, *DURATIONS)}
