"""Fixtures of every test: the personas, and files that go to a temporary place."""

import pytest
from django.conf import settings as project
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

# Property tests do not time anything: the machine may be busy.
properties.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("steady")

pytest_plugins = ["tests.personas"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Uploads and documents of a test leave nothing behind."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def language():
    """Each test begins in the language of the country, whatever the request before it spoke."""
    translation.activate(project.LANGUAGE_CODE)
