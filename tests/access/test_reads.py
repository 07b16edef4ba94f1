"""Looking changes nothing: every page is opened and the statements it sends are counted."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests.access.rows import ROWS
from tests.access.table import GET
from tests.access.test_urls import HOME, OPEN, call, expected, url_of

pytestmark = pytest.mark.django_db

WRITE = re.compile(r"^\s*(?:INSERT|UPDATE|DELETE|MERGE|COPY|TRUNCATE|ALTER|CREATE|DROP)\b", re.I)
# The session, who was seen when, and who read which case: kept by every request on purpose.
ALLOWED = re.compile(r'"(?:django_session|audit_readaccess)"|"accounts_user" SET "last_seen_at"')
READABLE = [row for row in ROWS if "GET" in row.methods]


def writes(context):
    return [
        query["sql"][:160]
        for query in context.captured_queries
        if WRITE.match(query["sql"]) and not ALLOWED.search(query["sql"])
    ]


@pytest.mark.parametrize("row", READABLE, ids=lambda row: row.name)
def test_opening_a_page_writes_nothing(row, world, enter):
    readers = [person for person in ("director.dongnai", *HOME) if expected(person, row) is OPEN]
    browser = enter(readers[0])
    with CaptureQueriesContext(connection) as context:
        call(browser, "GET", url_of(row, world))
    assert writes(context) == []


def test_the_counter_sees_writes(world, enter):
    """The same counter on a request that does write."""
    profile = next(row for row in ROWS if row.name == "accounts:profile")
    with CaptureQueriesContext(connection) as context:
        browser = enter("director.dongnai")
        browser.post(url_of(profile, world), {"language": "en"})
    assert writes(context)


def test_being_seen_is_noted_at_most_every_five_minutes(world, enter):
    browser = enter("director.dongnai")
    User.objects.filter(username="director.dongnai").update(
        last_seen_at=timezone.now() - timedelta(minutes=4)
    )
    with CaptureQueriesContext(connection) as context:
        browser.get("/")
    assert not [q for q in context.captured_queries if 'last_seen_at" =' in q["sql"]]


SEVERAL_PARTS = {
    "home", "analytics:dashboard", "analytics:indicators", "analytics:export",
    "intake:accident_statistics", "analytics:explorer", "analytics:quality",
}  # fmt: skip
LISTS = [row for row in READABLE if row.methods == GET and not row.args]


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row.name)
def test_a_page_sends_a_bounded_number_of_statements(row, world, enter):
    """Lists at most 12, pages with several parts at most 30, whatever the number of rows."""
    readers = [person for person in ("director.dongnai", *HOME) if expected(person, row) is OPEN]
    browser = enter(readers[0])
    call(browser, "GET", url_of(row, world))  # content types and the like are cached after this
    with CaptureQueriesContext(connection) as context:
        call(browser, "GET", url_of(row, world))
    asked = [q["sql"] for q in context.captured_queries if "SAVEPOINT" not in q["sql"]]
    bound = 30 if row.name in SEVERAL_PARTS else 12
    assert len(asked) <= bound, "\n".join(sql[:140] for sql in asked)
