"""Every row of ``competence.csv`` x every amount x every party x every day on which it changes.

The file and ``competence_scope.csv`` are read here on their own, as text.
"""

import csv
from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace

import pytest

from ecms.core.datafile import DATA_DIR
from law.enums import Party
from law.reference import load_from_files
from law.rules import signatories

REFERENCE = load_from_files()
LETTERS = "abcdđeghiklmnopq"


def read(name):
    with (DATA_DIR / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


TITLES = [row for row in read("competence.csv") if not row["title_code"].startswith("RULE_")]
SCOPES = read("competence_scope.csv")
IDS = [f"{row['title_code']}-{row['valid_from']}" for row in TITLES]


def place(token):
    """A place inside one word of a scope: "19.3c-e" -> (19, 3, "c"), "8-14" -> (8, 1, "a")."""
    article, _, rest = token.split("-")[0].partition(".")
    clause = "".join(c for c in rest if c.isdigit())
    return int(article), int(clause or 1), rest[len(clause) :] or "a"


def frame(maximum, scope, powers=()):
    provision = SimpleNamespace(
        instrument=scope["decree"], place=place(scope["provisions"].split()[0]),
        additional_codes=powers, remedial_codes=(),
    )  # fmt: skip
    return SimpleNamespace(provision=provision, maximum=maximum, is_warning=maximum == 0)


def may(title, frame_, party, on, **options):
    found = signatories(REFERENCE, [frame_], party, on, **options)
    return title["title_code"] in {item.title_code for item in found}


def limit_of(title, scope, party):
    column = "max_organisation_vnd" if party is Party.ORGANISATION else "max_individual_vnd"
    return int(scope[column] or title[column])


@pytest.mark.parametrize("title", TITLES, ids=IDS)
@pytest.mark.parametrize("party", list(Party))
def test_every_competence_at_every_amount_in_every_scope(title, party):
    on = date.fromisoformat(title["valid_from"])
    scopes = [row for row in SCOPES if row["title_code"] == title["title_code"]]
    assert scopes
    for scope in scopes:
        limit = limit_of(title, scope, party)
        for amount in (0, 1, limit // 2, limit - 1, limit):
            assert may(title, frame(amount, scope), party, on), (scope["provisions"], amount)
        for amount in (limit + 1, limit * 2, 10**12):
            assert not may(title, frame(amount, scope), party, on), (scope["provisions"], amount)


@pytest.mark.parametrize("title", TITLES, ids=IDS)
def test_every_competence_on_its_first_and_last_day(title):
    scope = next(row for row in SCOPES if row["title_code"] == title["title_code"])
    first = date.fromisoformat(title["valid_from"])
    last = date.fromisoformat(title["valid_to"]) if title["valid_to"] else None
    others = [row for row in TITLES if row["title_code"] == title["title_code"]]
    for party in Party:
        assert may(title, frame(1, scope), party, first)
        before = first - timedelta(1)
        assert may(title, frame(1, scope), party, before) is any(valid(r, before) for r in others)
        if last:
            after = last + timedelta(1)
            assert may(title, frame(1, scope), party, last)
            assert may(title, frame(1, scope), party, after) is any(
                valid(r, after) for r in others
            )


def valid(row, on):
    return row["valid_from"] <= on.isoformat() <= (row["valid_to"] or "9999")


@pytest.mark.parametrize("title", TITLES, ids=IDS)
def test_team_heads_only_while_their_check_lasts(title):
    scope = next(row for row in SCOPES if row["title_code"] == title["title_code"])
    on = date.fromisoformat(title["valid_from"])
    lasting = may(title, frame(1, scope), Party.INDIVIDUAL, on, check_open=False)
    assert lasting is (title["only_during_check"] != "yes")


SANCTIONS = {row["code"]: row["power"] for row in read("additional_sanctions.csv")}


@pytest.mark.parametrize("title", TITLES, ids=IDS)
def test_every_additional_sanction_needs_its_power(title):
    scope = next(row for row in SCOPES if row["title_code"] == title["title_code"])
    on = date.fromisoformat(title["valid_from"])
    held = title["power_codes"].split()
    for (code, power), party in product(SANCTIONS.items(), Party):
        found = may(title, frame(1, scope, (code,)), party, on)
        assert found is (power in held), (code, power)
