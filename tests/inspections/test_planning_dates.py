"""The fixed days of planning stand in the calendar of an inspectorate."""

from datetime import date

from inspections.agenda import agenda
from inspections.planning_dates import planning_days
from tests.factories import DeadlineRuleFactory, fresh

YEAR = (date(2026, 1, 1), date(2027, 12, 31))


def rules():
    for number, value in enumerate(("30 Sep", "15 Oct", "15 Nov", "20 Nov", "30 Nov"), start=1):
        DeadlineRuleFactory(number=number, value=value, valid_from=date(2025, 7, 1))


def test_a_provincial_inspectorate_sees_its_days_every_year(inspector, agency):
    rules()
    assert list(planning_days(agency, *YEAR)) == []  # a department plans no inspections
    agency.is_inspectorate = True
    agency.save()
    days = [(on, row) for on, _words, row in planning_days(agency, *YEAR)]
    assert sorted(days) == [
        (date(2026, 11, 20), 4), (date(2026, 11, 30), 5), (date(2027, 11, 20), 4),
        (date(2027, 11, 30), 5),
    ]  # fmt: skip
    shown = agenda(fresh(inspector), date(2026, 11, 1), date(2026, 11, 30))
    assert [one.on for one in shown] == [date(2026, 11, 20), date(2026, 11, 30)]
    assert "2027" in shown[0].title


def test_the_government_inspectorate_has_its_own(agency):
    rules()
    agency.is_inspectorate, agency.level = True, "MINISTRY"
    days = [row for _on, _words, row in planning_days(agency, *YEAR)]
    assert sorted(set(days)) == [1, 2, 3]


def test_nothing_before_the_law(agency):
    rules()
    agency.is_inspectorate = True
    assert list(planning_days(agency, date(2024, 1, 1), date(2024, 12, 31))) == []
