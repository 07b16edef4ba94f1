"""A province takes all of its own records out, and nobody else's."""

import pytest
from django.core.exceptions import FieldError

from enterprises import exporters_province as archive
from tests.factories import EnterpriseFactory, InspectionFactory, fresh

pytestmark = pytest.mark.django_db


def test_every_column_of_every_part_exists():
    for part in archive.parts():
        try:
            list(part.model.objects.values_list(*part.columns)[:1])
        except FieldError as error:
            pytest.fail(f"{part.name}: {error}")


def test_the_cases_of_the_modules_above_are_in_it():
    names = {part.name for part in archive.parts()}
    assert {"enterprises", "employment", "housing_and_transport", "inspections", "findings",
            "accidents", "victims", "violation_cases", "payments", "rulings"} <= names  # fmt: skip


def test_no_column_names_a_person_who_is_protected():
    private = {"caller", "caller_phone", "signed_names", "met", "people", "summary", "paper"}
    for part in archive.parts():
        assert not private & set(part.columns), part.name
        assert part.name != "victims" or "name" not in part.columns


def rows_of(user, name):
    table = next(table for table in archive.tables(user, "") if table.name == name)
    return [row[0] for row in table.rows()]


def test_only_the_own_province_and_only_what_the_reader_sees(director, foreign_inspector):
    here = InspectionFactory(enterprise=EnterpriseFactory(province=director.agency.province))
    secret = InspectionFactory(
        enterprise=EnterpriseFactory(province=director.agency.province), is_sensitive=True
    )
    province = foreign_inspector.agency.province
    there = InspectionFactory(enterprise=EnterpriseFactory(province=province), province=province)
    mine = rows_of(fresh(director), "inspections")
    assert here.code in mine
    assert there.code not in mine
    assert secret.code not in rows_of(fresh(foreign_inspector), "inspections")
    seen = type(secret).objects.visible_to(fresh(director)).filter(pk=secret.pk).exists()
    assert (secret.code in mine) == seen
