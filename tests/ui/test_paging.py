"""Pages of a list."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.paging import paginate


def page(number, rows, **options):
    return paginate(RequestFactory().get("/", {"page": number}), rows, **options)


@pytest.mark.parametrize(
    ("number", "rows", "words"),
    [
        ("1", 312, "1–25 trong 312"),
        ("13", 312, "301–312 trong 312"),
        ("99", 312, "301–312 trong 312"),
        ("-4", 312, "1–25 trong 312"),
        ("²", 312, "1–25 trong 312"),
        ("9" * 40, 312, "1–25 trong 312"),
        ("", 0, "Không có kết quả"),
    ],
)
def test_range_in_words(number, rows, words):
    with translation.override("vi"):
        assert page(number, range(rows)).range_words == words


def test_counting_stops_at_the_cap():
    with translation.override("en"):
        shown = page("400", range(20_000), cap=10_000)
        assert shown.range_words == "9,976–10,000 of 10,000+"
        assert shown.title_words == "(page 400 of 400+)"
        assert shown.next is None


def test_page_numbers_have_gaps():
    assert page("7", range(1000)).numbers == [1, None, 6, 7, 8, None, 40]
    assert page("1", range(30)).numbers == [1, 2]
    assert page("1", range(3)).title_words == ""


@given(st.integers(0, 300), st.integers(1, 60))
def test_the_pages_hold_every_row_once(rows, per_page):
    first = page("1", range(rows), per_page=per_page)
    seen = [
        row
        for n in range(1, first.last + 1)
        for row in page(str(n), range(rows), per_page=per_page)
    ]
    assert seen == list(range(rows))


@pytest.mark.django_db
def test_a_queryset_is_counted_with_a_limit(django_assert_num_queries):
    from django.contrib.auth import get_user_model

    with django_assert_num_queries(1) as queries:  # nothing to fetch in an empty table
        paginate(RequestFactory().get("/"), get_user_model().objects.order_by("pk"), cap=50)
    assert "LIMIT 51" in queries[0]["sql"]
