"""Every icon that a template names is one of ours: a wrong name breaks the page only when shown."""

import re

import pytest
from django.conf import settings

from ecms.core.components import ICONS

NAMED = re.compile(r'\{% icon "([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"')
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_icons_are_known(path):
    named = {first or second for first, second in NAMED.findall(path.read_text("utf-8"))}
    assert named <= set(ICONS)
