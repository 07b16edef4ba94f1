"""What lists do with their addresses."""

import pytest
from django import forms
from django.db import models
from django.http import QueryDict

from accounts.models import Province
from ecms.core import listing
from ecms.core.chips import chips_with_search

SORTS = {"code": ("code", "pk")}


@pytest.mark.parametrize(
    "sort, expected",
    [("code", "ASC NULLS LAST"), ("-code", "DESC NULLS LAST"), ("nonsense", "DESC"), ("", "DESC")],
)
def test_the_order_of_the_whole_list(sort, expected):
    rows = listing.in_order(Province.objects.all(), sort, SORTS)
    assert isinstance(rows, models.QuerySet)
    assert str(rows.query).endswith(expected)


@pytest.mark.parametrize(
    "address, expected",
    [
        ("", "mine"),
        ("page=3&sort=code", "mine"),
        ("tab=overdue", "overdue"),
        ("tab=nonsense", "all"),
        ("state=OPEN", "all"),
        ("state=", "mine"),
    ],
)
def test_a_link_with_filters_means_the_whole_list(address, expected):
    assert listing.asked_tab(QueryDict(address), ("mine", "overdue"), "mine") == expected


def test_a_search_keeps_the_filters_and_leaves_the_page():
    query = QueryDict("q=dien&page=7&sort=-code&tab=mine&state=A&state=B&size=")
    assert listing.carried(query, tab="all") == [("state", "A"), ("state", "B"), ("tab", "all")]
    assert listing.carried(query) == [("tab", "mine"), ("state", "A"), ("state", "B")]


def test_an_export_is_the_whole_list():
    query = QueryDict("q=dien&page=7&tab=mine")
    assert listing.export_query(query) == "q=dien&tab=mine"
    assert listing.export_query(query, tab="all") == "q=dien&tab=all"


class Filter(forms.Form):
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("a", "Mở")])


def test_the_search_is_the_first_chip_and_can_be_taken_away():
    query = QueryDict("q= dien tu &page=2&state=a")
    chips = chips_with_search(Filter(query), query)
    assert [(chip.value, chip.remove_url) for chip in chips] == [
        ("dien tu", "?state=a"),
        ("Mở", "?q=+dien+tu+"),
    ]
    nothing = QueryDict("q=  &state=")
    assert chips_with_search(Filter(nothing), nothing) == []
