"""Every string of the shell has its Vietnamese, with the same placeholders."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

BASE = Path(settings.BASE_DIR)
PART = BASE / "locale/vi/LC_MESSAGES/parts/ui.po"
ENTRIES = polib.pofile(str(PART))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|href=\"[^\"]*\"")
TRANSLATE = re.compile(r"""{% translate "((?:[^"\\]|\\.)*)"|_\("((?:[^"\\]|\\.)*)"\)""")


def strings():
    files = [
        *BASE.glob("templates/*.html"),
        *BASE.glob("templates/components/**/*.html"),
        *BASE.glob("templates/account/*.html"),
        *BASE.glob("templates/allauth/**/*.html"),
    ]
    return {
        first or second
        for file in files
        for first, second in TRANSLATE.findall(file.read_text(encoding="utf-8"))
    }


def test_every_string_of_our_templates_is_in_the_catalogue():
    merged = polib.pofile(str(BASE / "locale/vi/LC_MESSAGES/django.po"))
    known = {entry.msgid for entry in merged if entry.translated()}
    assert sorted(strings() - known) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.msgid[:40])
def test_a_translation_is_there_and_keeps_the_placeholders(entry):
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    for text in texts:
        assert text.strip()
        assert sorted(PLACEHOLDER.findall(text)) == sorted(
            PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)
        )


@pytest.mark.parametrize(
    "msgid",
    [
        "The username and/or password you specified are not correct.",
        "Two-Factor Authentication",
        "Enter a complete value.",
        "Skip to main content",
    ],
)
def test_strings_of_third_parties_are_vietnamese(msgid):
    with translation.override("vi"):
        assert gettext(msgid) != msgid
