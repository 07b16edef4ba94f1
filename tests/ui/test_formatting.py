"""Numbers, money and dates as both languages write them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import formats, translation

from ecms.core import formatting


@pytest.fixture(params=["vi", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def test_money(language):
    assert (
        formatting.vnd(112_500_000)
        == {
            "vi": "112.500.000\u00a0đồng",
            "en": "VND\u00a0112,500,000",
        }[language]
    )
    assert formatting.amount(999) == "999"
    assert formatting.vnd(None) == "–"
    assert formatting.vnd(0) != "–"


@pytest.mark.parametrize("wrong", [1.5, True, "1500"])
def test_money_is_never_a_float_or_text(wrong):
    with pytest.raises(TypeError):
        formatting.vnd(wrong)


def test_days_stand_before_months_in_both_languages(language):
    assert formatting.legal_date(date(2026, 4, 3)) == "03/04/2026"
    assert formats.get_format("SHORT_DATE_FORMAT") == "d/m/Y"
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
    assert formats.date_format(date(2026, 4, 3), "SHORT_DATE_FORMAT") == "03/04/2026"


def test_months_are_read_second_and_the_31st_of_december_exists(language):
    from django import forms

    field = forms.DateField()
    assert field.clean("03/04/2026") == date(2026, 4, 3)
    assert field.clean("31/12/2026") == date(2026, 12, 31)
    assert field.clean("2026-12-31") == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        # Decree 30/2020: a zero before days under 10, and before months 1 and 2 only.
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026", "5 February 2026"),
        (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026", "15 March 2026"),
        (date(2026, 11, 22), "ngày 22 tháng 11 năm 2026", "22 November 2026"),
    ],
)
def test_dates_in_words(day, vi, en):
    with translation.override("vi"):
        assert formatting.long_date(day) == vi
    with translation.override("en"):
        assert formatting.long_date(day) == en


def test_a_moment_late_at_night_in_utc_is_the_next_day_in_vietnam():
    moment = datetime(2026, 2, 4, 18, 30, tzinfo=UTC)
    assert formatting.legal_date(moment) == "05/02/2026"
    assert formatting.legal_datetime(moment) == "05/02/2026 01:30"


@pytest.mark.parametrize(
    ("due", "words", "kind"),
    [
        (date(2026, 2, 10), "còn 5 ngày", "info"),
        (date(2026, 2, 8), "còn 3 ngày", "warning"),
        (date(2026, 2, 5), "đến hạn hôm nay", "warning"),
        (date(2026, 2, 3), "quá hạn 2 ngày", "danger"),
    ],
)
def test_days_left(due, words, kind):
    today = date(2026, 2, 5)
    with translation.override("vi"):
        assert formatting.days_left_words(due, today) == words
        assert (
            Template("{{ due|days_left:today }}").render(Context({"due": due, "today": today}))
            == words
        )
    assert formatting.deadline_kind(due, today) == kind


def test_a_date_filter_refuses_what_is_no_date():
    with pytest.raises(TypeError):
        Template("{{ x|legal_date }}").render(Context({"x": 20260205}))
    assert Template("{{ x|legal_date }}").render(Context({"x": None})) == "–"


def test_percentages(language):
    assert formatting.percent(0.125, 1) == {"vi": "12,5%", "en": "12.5%"}[language]
