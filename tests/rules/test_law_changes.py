"""The day before, of and after each change of law, for every table of periods that a sanction
counts with: the time limits by key, the limits of a fine without minutes, the days of a seizure.

The files are read here on their own, as text. Decrees: ``test_pack.py``; titles:
``test_competence_pack.py``; clean records: ``test_deadline_rows.py``.
"""

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.calendar import add_months
from ecms.core.datafile import DATA_DIR
from law.reference import UNITS, load_from_files
from law.rules import LawRefusal
from violations import on_spot_limits, proceeding_rules

REFERENCE = load_from_files()
DAY = timedelta(days=1)


def read(name):
    with (DATA_DIR / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def around(rows, first, last):
    """The day before, of and after the beginning of every period, and the same at its end."""
    starts = {date.fromisoformat(row[first]) for row in rows}
    ends = {date.fromisoformat(row[last]) for row in rows if row[last]}
    return sorted({day + n * DAY for day in starts | ends for n in (-1, 0, 1)})


def of_day(rows, on, first, last):
    """The rows in force on a day."""
    return [row for row in rows if row[first] <= on.isoformat() <= (row[last] or "9999")]


LIMITS = [row for row in read("deadlines.csv") if row["key"] and row["unit"] in UNITS]
CHANGES = [
    (key, on)
    for key in sorted({row["key"] for row in LIMITS})
    for on in around([row for row in LIMITS if row["key"] == key], "applies_from", "applies_to")
]


@pytest.mark.parametrize(("key", "on"), CHANGES, ids=[f"{key}-{on}" for key, on in CHANGES])
def test_the_time_limit_is_that_of_the_day(key, on):
    rows = of_day([row for row in LIMITS if row["key"] == key], on, "applies_from", "applies_to")
    if not rows:
        with pytest.raises(LawRefusal):
            REFERENCE.deadline(key, on)
        return
    (row,) = rows
    found = REFERENCE.deadline(key, on)
    assert (found.value, found.unit) == (int(row["value"]), UNITS[row["unit"]])


SPOTS = read("on_spot_limits.csv")


@pytest.mark.parametrize("on", around(SPOTS, "valid_from", "valid_to"), ids=str)
@pytest.mark.parametrize("party", ["individual", "organisation"])
def test_the_limit_without_minutes_is_that_of_the_day_to_the_dong(on, party):
    rows = of_day(SPOTS, on, "valid_from", "valid_to")
    if not rows:
        with pytest.raises(LookupError):
            on_spot_limits.limit_on(on)
        return
    (row,) = rows
    limit = on_spot_limits.limit_on(on).of(organisation=party == "organisation")
    assert limit == int(row[party])
    fits = [proceeding_rules.fits_on_spot(limit + n, limit) for n in (-1, 0, 1)]
    assert fits == [True, True, False]


SEIZED = st.dates(date(2025, 7, 1), date(2026, 9, 30))


@given(SEIZED, st.booleans())
def test_a_seizure_is_never_longer_than_its_months(day, verified):
    longest = proceeding_rules.seizure_longest
    one = longest(REFERENCE, day, verified=True, complex_case=False)
    two = longest(REFERENCE, day, verified=verified, complex_case=True)
    assert (one, two) == (add_months(day, 1), add_months(day, 2))


@given(SEIZED, st.booleans())
def test_the_first_term_counts_working_days_only_and_is_shorter_than_the_longest(day, transferred):
    last = proceeding_rules.seizure_ends(REFERENCE, day, transferred=transferred)
    days = [day + n * DAY for n in range(1, (last - day).days + 1)]
    working = [each for each in days if REFERENCE.calendar.is_working_day(each)]
    assert len(working) == (10 if transferred else 7)
    assert working[-1] == last
