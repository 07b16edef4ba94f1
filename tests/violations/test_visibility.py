"""Who sees a violation case: those who see its inspection, wherever the enterprise has moved."""

import pytest
from guardian.shortcuts import assign_perm

from tests.factories import UserFactory, fresh
from violations.models import ViolationCase

pytestmark = pytest.mark.django_db


def sees(user, case):
    return ViolationCase.objects.visible_to(fresh(user)).filter(pk=case.pk).exists()


def test_a_case_stays_in_the_province_of_its_inspection(
    check, open_case, director, foreign_director, other_agency
):
    check.enterprise.province = other_agency.province
    check.enterprise.save()
    case = open_case()
    assert case.province == check.province
    assert case.code.startswith(f"VP-{check.province.code}-")
    assert sees(director, case)
    assert not sees(foreign_director, case)


def test_a_shared_inspection_brings_its_case(open_case, check, foreign_inspector):
    case = open_case()
    assert not sees(foreign_inspector, case)
    assign_perm("inspections.share_inspection", foreign_inspector, check)
    assert sees(foreign_inspector, case)


def test_the_case_of_a_sensitive_inspection_is_seen_by_few(
    open_case, check, inspector, chief_inspector, agency, unit
):
    other = UserFactory(username="other", agency=agency, unit=unit, role="inspector")
    case = open_case()
    assert sees(other, case)
    check.is_sensitive = True
    check.save()
    assert not sees(other, case)
    assert sees(chief_inspector, case)  # may read sensitive ones
    assert sees(inspector, case)  # of the team


def test_a_shared_sensitive_inspection_stays_hidden_from_who_may_not_read_such(
    open_case, check, other_agency
):
    guest = UserFactory(username="guest", agency=other_agency, role="inspector")
    case = open_case()
    assign_perm("inspections.share_inspection", guest, check)
    assert sees(guest, case)
    check.is_sensitive = True
    check.save()
    assert not sees(guest, case)
