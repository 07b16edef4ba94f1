"""Fixtures of every test: the personas, and files that go to a temporary place."""

import pytest

pytest_plugins = ["tests.personas"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Uploads and documents of a test leave nothing behind."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
