"""The law from the database is the law of the files, and follows every correction."""

import dataclasses

import pytest

from accounts import loading as places
from law import loading
from law.models import DeadlineRule
from law.reference import load_from_files
from law.rules import Reference
from law.selectors import reference

pytestmark = pytest.mark.django_db
SORTED = ("remedial_codes", "additional_codes")


def plain(rows, key):
    def one(row):
        found = {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
        for name in SORTED:
            if name in found:
                found[name] = sorted(found[name])
        if "scopes" in found:
            found["scopes"] = sorted(found["scopes"], key=str)
        return found

    return sorted((one(row) for row in rows), key=lambda row: [str(row[name]) for name in key])


def test_the_database_says_what_the_files_say(db):
    places.load_provinces()
    places.load_wards()
    for data_set in loading.DATA_SETS:
        data_set.load()
    stored, files = reference(), load_from_files()
    assert plain(stored.provisions, ["row_id"]) == plain(files.provisions, ["row_id"])
    assert plain(stored.competence, ["title_code", "valid_from"]) == plain(
        files.competence, ["title_code", "valid_from"]
    )
    assert plain(stored.deadlines, ["key", "valid_from"]) == plain(
        files.deadlines, ["key", "valid_from"]
    )
    assert stored.instruments == files.instruments
    assert stored.remedies == files.remedies
    assert stored.additional == files.additional
    assert stored.calendar.holidays == files.calendar.holidays
    assert stored.calendar.moved_working_days == files.calendar.moved_working_days


def test_it_is_built_once_and_again_after_a_correction(law):
    first = reference()
    assert isinstance(first, Reference)
    assert reference() is first
    rule = DeadlineRule.objects.get(key="DECISION_NORMAL")
    rule.value = "9"
    rule.save()
    assert reference() is not first
    assert next(d for d in reference().deadlines if d.key == "DECISION_NORMAL").value == 9


def test_looking_it_up_again_is_one_query(law, django_assert_num_queries):
    reference()
    with django_assert_num_queries(1):
        reference()
