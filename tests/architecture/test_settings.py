"""Production refuses to start with what is fine in development."""

import os
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT

GOOD = {
    "ECMS_PRODUCTION": "1",
    "ECMS_SECRET_KEY": "k" * 20 + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ECMS_FIELD_KEYS": "f" * 40,
    "ECMS_HASH_KEY": "h" * 40,
    "ECMS_ALLOWED_HOSTS": "ecms.example",
    "ECMS_DEMO_ACCOUNTS": "0",
    "ECMS_MFA_REQUIRED": "1",
    "ECMS_DATABASE_URL": "postgres://ecms@127.0.0.1:5432/ecms",
}
MODULE = {"DJANGO_SETTINGS_MODULE": "ecms.settings"}
READ = """
from django.conf import settings as s
print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.MFA_REQUIRED)
"""


def start(**changes):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ECMS_")}
    given = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", READ], cwd=ROOT, env=kept | MODULE | given, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_a_complete_environment_starts():
    done = start()
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True", "True"]


@pytest.mark.parametrize(
    "name, value",
    [
        ("ECMS_SECRET_KEY", None),
        ("ECMS_SECRET_KEY", "development-only-key-never-for-production"),
        ("ECMS_FIELD_KEYS", None),
        ("ECMS_FIELD_KEYS", "short,and-another-that-is-long-enough-0123456789"),
        ("ECMS_HASH_KEY", None),
        ("ECMS_DEBUG", "1"),
        ("ECMS_DEMO_ACCOUNTS", "1"),
        ("ECMS_MFA_REQUIRED", "0"),
    ],
)
def test_a_default_of_development_is_refused(name, value):
    done = start(**{name: value})
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name}" in done.stderr


def test_development_needs_nothing():
    done = start(**dict.fromkeys(GOOD))
    assert done.returncode == 0, done.stderr


def test_the_policy_of_pages_allows_nothing_inline_and_no_other_host(settings):
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'self'"]
    assert "script-src" not in directives
    assert "style-src" not in directives
    flat = [value for values in directives.values() for value in values]
    assert not any("unsafe" in value or "http" in value or value == "*" for value in flat)
