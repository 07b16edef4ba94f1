"""Production refuses what only a demonstration may do."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts import checks, demo
from accounts.models import Delegation, Position, RoleGrant, User
from accounts.roles import ROLES
from accounts.selectors import delegation_to, positions_of
from tests.factories import TODAY, AgencyFactory, ProvinceFactory, RoleFactory

GOOD = {
    "ECMS_PRODUCTION": "1",
    "ECMS_SECRET_KEY": "a-secret-of-this-installation-only-0123456789",
    "ECMS_FIELD_KEYS": "a-key-of-this-installation-only-0123456789",
    "ECMS_HASH_KEY": "another-key-of-this-installation-0123456789",
    "ECMS_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
}


def start(**change):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ECMS_")}
    environment.update(GOOD)
    environment.update(change)
    return subprocess.run(
        [sys.executable, "-c", "import ecms.settings as s; print(s.DEMO_ACCOUNTS, s.MFA_REQUIRED)"],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_production_is_strict_by_itself():
    assert start().stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ECMS_DEMO_ACCOUNTS", "1"),
        ("ECMS_MFA_REQUIRED", "0"),
        ("ECMS_DEBUG", "1"),
        ("ECMS_SECRET_KEY", "development-only-key-never-for-production"),
    ],
)
def test_production_refuses_to_start(name, value):
    run = start(**{name: value})
    assert run.returncode != 0
    assert name in run.stderr


@pytest.fixture
def reference(db):
    AgencyFactory(code="MOHA", province=None, level="MINISTRY")
    for code in demo.PROVINCES.values():
        province = ProvinceFactory(code=code)
        AgencyFactory(code=f"SNV-{code}", province=province)
        AgencyFactory(code=f"UBND-{code}", province=province)
    for role in ROLES:
        RoleFactory(code=role.code)


def test_demonstration_accounts_are_made_once_and_cover_every_role(reference):
    assert demo.create_demo_accounts() == len(demo.plan()) == len(demo.NAMES)
    counts = [m.objects.count() for m in (User, RoleGrant, Position, Delegation)]
    assert demo.create_demo_accounts() == 0
    assert counts == [m.objects.count() for m in (User, RoleGrant, Position, Delegation)]
    assert {grant.role.code for grant in RoleGrant.objects.select_related("role")} == {
        role.code for role in ROLES
    }
    director = User.objects.get(username="director.dongnai")
    assert director.check_password(demo.DEMO_PASSWORD)
    assert director.is_demonstration
    assert positions_of(director, on=TODAY)[0].title_code == "DHA_DIRECTOR"


def test_the_deputy_signs_only_by_delegation_while_both_are_in_office(reference):
    demo.create_demo_accounts()
    deputy = positions_of(User.objects.get(username="deputy.hanoi"), on=TODAY)[0]
    assert deputy.title_code == ""
    held = delegation_to(deputy, kind="SANCTION", on=TODAY)
    assert held.giver.user.username == "director.hanoi"
    Position.objects.filter(pk=held.giver_id).update(valid_to="2026-10-01")
    assert delegation_to(deputy, kind="SANCTION", on=TODAY) is None


def test_they_are_not_made_where_the_setting_is_off(reference, settings):
    settings.DEMO_ACCOUNTS = False
    with pytest.raises(ImproperlyConfigured):
        demo.create_demo_accounts()
    assert not User.objects.exists()


def test_the_check_finds_them_in_a_production_database(reference, settings):
    demo.create_demo_accounts()
    assert checks.no_demonstration_accounts(databases=["default"]) == []
    settings.PRODUCTION = True
    assert [error.id for error in checks.no_demonstration_accounts(databases=["default"])] == [
        "accounts.E001"
    ]
    User.objects.update(is_active=False)
    assert checks.no_demonstration_accounts(databases=["default"]) == []


@pytest.mark.parametrize(
    "role", ["director", "deputy_director", "chief_inspector", "province_chair", "administrator"]
)
def test_shipped_roles_that_sign_or_administer_need_a_second_factor(role):
    assert next(spec for spec in ROLES if spec.code == role).mfa_required
