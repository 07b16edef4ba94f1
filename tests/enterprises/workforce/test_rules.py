"""Ages, retirement, employment that overlaps, names, and how long a list stays fresh."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.text import fold
from enterprises.rules import workforce as rules
from enterprises.services.workforce import vocabulary as words
from enterprises.services.workforce.counting import years_before

DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))
YEARS = st.dates(date(2021, 1, 1), date(2040, 12, 31))


class TestAges:
    @given(DAYS, YEARS)
    def test_a_birthday_adds_a_year(self, born, on):
        years = rules.age(born, on)
        passed = (on.month, on.day) >= (born.month, born.day)
        assert years == on.year - born.year - (not passed)

    @given(YEARS, st.integers(-40, 40))
    def test_minors_of_a_statement_are_minors_of_the_rule(self, on, shift):
        born = years_before(on, rules.ADULT) + timedelta(days=shift)
        if (born.month, born.day) != (2, 29) and (on.month, on.day) != (2, 29):
            assert (born > years_before(on, rules.ADULT)) == rules.is_minor(born, on)

    @given(YEARS, st.sampled_from("FM"), st.integers(-400, 400))
    def test_elderly_of_a_statement_are_elderly_of_the_rule(self, on, sex, shift):
        limit = rules.elderly_since(sex, on)
        born = limit + timedelta(days=shift)
        near_month_end = on.day > 28 or born.day > 28
        if not near_month_end:
            assert (born <= limit) == rules.is_elderly(born, sex, on)

    @pytest.mark.parametrize(
        ("year", "sex", "months"),
        [
            (2021, "M", 60 * 12 + 3),
            (2021, "F", 55 * 12 + 4),
            (2026, "M", 61 * 12 + 6),
            (2026, "F", 57 * 12),
            (2028, "M", 62 * 12),
            (2035, "F", 60 * 12),
            (2050, "F", 60 * 12),
        ],
    )
    def test_retirement_ages_of_the_labour_code(self, year, sex, months):
        assert rules.retirement_months(sex, date(year, 7, 1)) == months

    @pytest.mark.parametrize(
        ("years", "code"), [(12, "under_13"), (14, "under_15"), (17, "minor"), (18, "")]
    )
    def test_young_workers_are_marked(self, years, code):
        on = date(2026, 10, 5)
        assert rules.minor_warning(date(on.year - years, 10, 5), on) == code

    def test_birthdays_that_cannot_be(self):
        on = date(2026, 10, 5)
        assert rules.birthday_problem(on, on) == "born_future"
        assert rules.birthday_problem(date(1925, 1, 1), on) == "born_long_ago"
        assert rules.birthday_problem(date(1990, 1, 1), on) == ""


class TestEmployment:
    @given(DAYS, DAYS, DAYS, DAYS)
    def test_overlap_is_a_shared_day(self, a, b, c, d):
        first, second = (min(a, b), max(a, b)), (min(c, d), max(c, d))
        shared = max(first[0], second[0]) <= min(first[1], second[1])
        assert rules.overlaps(*first, *second) == shared
        assert rules.overlaps(*second, *first) == shared

    @given(DAYS, DAYS)
    def test_what_lasts_overlaps_all_that_comes_later(self, start, later):
        assert rules.overlaps(start, None, max(start, later), None)

    @pytest.mark.parametrize(
        ("start", "end", "problem"),
        [
            (date(2026, 1, 1), None, ""),
            (date(2026, 1, 1), date(2025, 12, 31), "end_before_start"),
            (date(2026, 10, 6), None, "start_future"),
            (date(2026, 1, 1), date(2026, 10, 6), "end_future"),
            (date(2026, 10, 5), date(2026, 10, 5), ""),
        ],
    )
    def test_problems(self, start, end, problem):
        assert rules.spell_problem(start, end, today=date(2026, 10, 5)) == problem

    @given(DAYS, DAYS)
    def test_who_is_gone_left_the_day_before_but_never_before_the_first(self, day, start):
        last = rules.last_day_before(day, start)
        assert last >= start
        assert last == start or last == day - timedelta(days=1)


class TestNames:
    @given(st.text(max_size=40))
    def test_a_key_is_its_own_key(self, name):
        key = rules.name_key(name)
        assert rules.name_key(key) == key
        assert key == key.strip()
        assert "  " not in key

    def test_two_spellings_are_one_person(self):
        assert rules.name_key("NGUYỄN  Thị Hạnh") == rules.name_key("Nguyen thi hạnh.")
        assert rules.name_key("Nguyễn Thị Hạnh") == fold("Nguyễn Thị Hạnh")


class TestFreshness:
    @given(st.dates(date(2022, 1, 1), date(2035, 12, 31)))
    def test_the_next_report_comes_within_half_a_year_and_a_month(self, day):
        due = rules.due_after(day)
        assert timedelta(days=rules.LEAD_DAYS) < due - day <= timedelta(days=184 + 31)
        assert (due.month, due.day) in {(6, 4), (12, 4)}
        assert rules.previous_due(due) < day + timedelta(days=rules.LEAD_DAYS + 1) <= due

    @pytest.mark.parametrize(
        ("updated", "due"),
        [
            (date(2026, 1, 15), date(2026, 6, 4)),
            (date(2026, 5, 20), date(2026, 12, 4)),  # this was the report of June
            (date(2026, 6, 5), date(2026, 12, 4)),
            (date(2026, 11, 20), date(2027, 6, 4)),
        ],
    )
    def test_before_the_fifth_ends_with_the_fourth(self, updated, due):
        assert rules.due_after(updated) == due

    @pytest.mark.parametrize(
        ("late", "bucket"),
        [
            (-5, "fresh"),
            (0, "fresh"),
            (1, "late30"),
            (31, "late90"),
            (91, "late180"),
            (181, "late"),
        ],
    )
    def test_ages(self, late, bucket):
        today = date(2026, 10, 5)
        assert rules.overdue_bucket(today - timedelta(days=late), today) == bucket
        assert rules.overdue_bucket(None, today) == "never"


class TestVocabulary:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("Không xác định thời hạn", "INDEF"),
            ("HĐLĐ xác định thời hạn 12 tháng", "FIXED"),
            ("Thử việc", "PROB"),
            ("chưa ký hợp đồng", "NONE"),
            ("Học nghề", "APPR"),
            ("thuê lại lao động", "LEASED"),
            ("indef", "INDEF"),
            ("?", ""),
        ],
    )
    def test_contracts(self, text, kind):
        assert words.contract_of(text) == kind

    @pytest.mark.parametrize(
        ("text", "event"),
        [
            ("Tăng mới", "arrived"),
            ("Nghỉ việc", "left"),
            ("giảm", "left"),
            ("Điều chuyển", "moved"),
            ("Thay đổi hợp đồng", "changed"),
            ("vào làm", "arrived"),
            ("left", "left"),
            ("xyz", ""),
        ],
    )
    def test_events(self, text, event):
        assert words.event_of(text) == event

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("05/02/2026", date(2026, 2, 5)),
            ("5-2-2026", date(2026, 2, 5)),
            ("2026-02-05", date(2026, 2, 5)),
            ("2026-02-05 00:00:00", date(2026, 2, 5)),
            ("31/02/2026", None),
            ("1990", None),
        ],
    )
    def test_days(self, text, day):
        assert words.day_of(text) == day
