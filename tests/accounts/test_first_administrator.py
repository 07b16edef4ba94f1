"""The first administrator is made by a command; bodies are imported with their province."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.permissions import Permission
from tests.factories import AgencyFactory, RoleFactory

pytestmark = pytest.mark.django_db
USERS = "/admin/accounts/user/"


@pytest.fixture
def reference(db):
    AgencyFactory(code="MOHA", province=None, level="MINISTRY")
    RoleFactory(code="administrator")


def test_the_first_administrator_is_made_by_command(reference, monkeypatch):
    monkeypatch.setenv("ECMS_ADMIN_PASSWORD", "Mot-mat-khau-rat-dai-2026")
    call_command("create_administrator", "quan.tri", name="Quản Trị")
    user = User.objects.get(username="quan.tri")
    assert user.check_password("Mot-mat-khau-rat-dai-2026")
    assert user.can(Permission.ADMIN)
    with pytest.raises(CommandError, match="already"):
        call_command("create_administrator", "Quan.Tri", name="Quản Trị")


def test_a_weak_password_makes_no_administrator(reference, monkeypatch):
    monkeypatch.setenv("ECMS_ADMIN_PASSWORD", "12345678")
    with pytest.raises(CommandError):
        call_command("create_administrator", "quan.tri", name="Quản Trị")
    assert not User.objects.exists()


def test_createsuperuser_is_refused(db):
    with pytest.raises(TypeError, match="create_administrator"):
        User.objects.create_superuser("x", "x@example.test", "x")
