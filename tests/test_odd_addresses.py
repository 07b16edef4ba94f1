"""Addresses with nonsense in them: every page that needs no number answers, with an error or not."""

from collections.abc import Iterator

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from analytics.loading import load_measures
from law.loading import load_deadlines

pytestmark = pytest.mark.django_db

ODD = ("\x00", "²", "-1", "0000-01", "2026-10-05", "9" * 25)
NAMES = (
    "page", "tab", "sort", "q", "province", "until", "since", "from", "to", "month", "period",
    "quarter", "half", "year", "enterprise", "inspection", "case", "violation", "complaint",
    "accident", "state", "kind", "by", "row", "part", "topic", "unit", "ward", "zone", "sector",
    "size", "day", "date", "rows", "columns", "item", "campaign", "plan", "user", "agency", "key",
    "code", "level", "dated", "how", "view", "m",
)  # fmt: skip
LEFT_OUT = ("admin:", "account", "health", "readyz", "livez")


def _names(resolver: object, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _names(entry, inner)
        elif entry.name:
            yield f"{space}{entry.name}"


def _pages() -> Iterator[str]:
    for name in sorted(set(_names(get_resolver()))):
        if name.startswith(LEFT_OUT):
            continue
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


@pytest.mark.parametrize("odd", ODD)
def test_nonsense_in_an_address_never_breaks_a_page(odd, director, ministry_official, sign_in):
    load_measures()
    load_deadlines()
    pages, broken = list(_pages()), []
    assert len(pages) > 100
    for user in (director, ministry_official):
        client = sign_in(user)
        client.raise_request_exception = False
        query = dict.fromkeys(NAMES, odd)
        broken += [url for url in pages if client.get(url, query).status_code == 500]
    assert broken == []
