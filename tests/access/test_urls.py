"""The table of URLs holds: stranger, own roles, other province, wrong method."""

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts.roles import ROLES
from ecms.core.access import PUBLIC, SIGNED_IN
from tests.access.rows import ROWS
from tests.access.table import READS
from tests.architecture.test_access import FOREIGN_ROUTES, own_patterns

pytestmark = pytest.mark.django_db

HOME = ("clerk.dongnai", "inspector.dongnai", "chief.dongnai", "director.dongnai",
        "chairman.dongnai", "ministry", "admin")  # fmt: skip
AWAY = ("clerk.hanoi", "chief.hanoi", "director.hanoi")
ROLE_OF = {
    "clerk": "clerk", "inspector": "inspector", "chief": "chief_inspector",
    "director": "director", "chairman": "province_chair", "ministry": "ministry_official",
    "admin": "administrator",
}  # fmt: skip
DEVELOPMENT = {"components"}  # only where DEBUG is on
PROBES = {"healthz", "readyz"}  # say 503 where broker or worker are away, as in a test
OPEN = "open"
every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


def role_of(person):
    code = ROLE_OF[person.split(".")[0]]
    return next(role for role in ROLES if role.code == code)


def any_of(permissions):
    """One permission or several, any of which will do."""
    return permissions if isinstance(permissions, tuple) else (permissions,)


def expected(person, row):
    """403, 404 or OPEN, from the roles and the table alone."""
    role, held = role_of(person), set(role_of(person).permissions)
    if not {PUBLIC, SIGNED_IN, *held} & set(any_of(row.permission)):
        return 403
    if row.whole_country and role.reach == "province":
        return 403
    if row.owner:
        return OPEN if row.owner == person else 404
    if row.thing and not held & {*any_of(READS[row.thing])}:
        return 404
    if row.thing and person in AWAY:
        return 404
    return OPEN if not row.also or row.also in held else 403


def url_of(row, world):
    args = {
        name: value[1:] if value.startswith("=") else world.ids[value]
        for name, value in row.args.items()
    }
    query = row.query.format_map(world.ids)
    return reverse(row.name, kwargs=args) + (f"?{query}" if query else "")


def call(browser, method, url):
    """The status of one request, whatever it wrote undone."""
    with transaction.atomic():
        response = getattr(browser, method.lower())(url)
        b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response


def fits(status, wanted):
    if wanted is OPEN:
        return status < 500 and status not in (403, 404, 405)
    return status == wanted


def test_every_url_has_its_row():
    names = {name for name in all_names() if name not in DEVELOPMENT}
    rows = [row.name for row in ROWS]
    assert len(rows) == len(set(rows))
    assert names == set(rows)


def all_names(resolver=None, namespace="", prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if route.startswith(FOREIGN_ROUTES):
            continue
        if hasattr(entry, "url_patterns"):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from all_names(entry, namespace + inner, route)
        else:
            yield f"{namespace}{entry.name}"


@every_row
def test_the_view_declares_what_the_table_says(row):
    declared = {name.split(":")[-1]: view.access for _, view, name in own_patterns()
                if view_name(view, name) == row.name}  # fmt: skip
    assert set(declared.values()) == {row.permission}


def view_name(view, name):
    """Names repeat between modules: the module of the view tells them apart."""
    top = next(part for part in view.__module__.split(".") if part not in {"ecms", "views"})
    top = "" if top == "core" or name in {"home", "badge", "calendar_feed"} else f"{top}:"
    return f"{top}{name}"


@every_row
def test_a_stranger_is_led_to_the_sign_in_page(row, world, enter):
    for method in row.methods:
        response = call(enter(None), method, url_of(row, world))
        if row.permission == PUBLIC:
            assert fits(response.status_code, OPEN) or row.name in PROBES, response.status_code
        elif row.api:
            assert response.status_code == 401, method
            assert response.json()["error"] == "session"
        else:
            assert response.status_code == 302, method
            assert response["Location"].startswith(reverse("account_login")), response["Location"]


@every_row
def test_each_role_gets_what_the_table_says(row, world, enter):
    """GET where there is a page; the URL of a step answers to a POST without any fields."""
    wrong = []
    for person in () if row.permission == PUBLIC else (*HOME, *AWAY):
        wanted = expected(person, row)
        for method in row.methods:
            if wanted is OPEN and method == "POST":
                continue  # what a step does with its fields is the business of the modules' tests
            status = call(enter(person), method, url_of(row, world)).status_code
            if not fits(status, wanted):
                wrong.append(f"{person} {method}: {status} instead of {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", [r for r in ROWS if "GET" not in r.methods], ids=lambda r: r.name)
def test_what_changes_something_is_no_link(row, world, enter):
    allowed = [person for person in HOME if expected(person, row) is OPEN]
    assert allowed
    assert call(enter(allowed[0]), "GET", url_of(row, world)).status_code == 405


@pytest.mark.parametrize("row", [r for r in ROWS if r.methods == ("GET",)], ids=lambda r: r.name)
def test_what_only_shows_takes_no_post(row, world, enter):
    allowed = [person for person in HOME if expected(person, row) is OPEN]
    assert call(enter(allowed[0]), "POST", url_of(row, world)).status_code == 405


@pytest.mark.parametrize("row", [r for r in ROWS if r.thing], ids=lambda r: r.name)
def test_a_key_that_does_not_exist_answers_as_one_out_of_reach(row, world, enter):
    people = [person for person in HOME if expected(person, row) is OPEN]
    missing = {
        name: value if value.startswith("=") else "=999999999" for name, value in row.args.items()
    }
    args = {name: value[1:] for name, value in missing.items()}
    try:
        url = reverse(row.name, kwargs=args)
    except NoReverseMatch:
        pytest.skip("the key is not a number")
    assert call(enter(people[0]), row.methods[0], url).status_code == 404
