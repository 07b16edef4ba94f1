"""Catalogues: merged from parts without losing or choosing, compiled without gettext."""

import gettext

import pytest

from scripts import messages
from scripts.console import ROOT, SetupError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    made = tmp_path / "locale" / "vi" / "LC_MESSAGES"
    (made / "parts").mkdir(parents=True)
    return made


def part(folder, name, *pairs):
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    text += "".join(f'\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n' for msgid, msgstr in pairs)
    (folder / "parts" / f"{name}.po").write_text(text, encoding="utf-8")


def found(folder):
    return {entry.msgid: entry.msgstr for entry in messages.merged(folder)}


def test_parts_are_put_together_and_an_empty_translation_gives_way(folder):
    part(folder, "a", ("Close", "Đóng"), ("Open", ""))
    part(folder, "b", ("Open", "Mở"), ("Close", "Đóng"))
    assert found(folder) == {"Close": "Đóng", "Open": "Mở"}


def test_two_different_translations_are_refused_by_name(folder):
    part(folder, "a", ("Close", "Đóng"))
    part(folder, "b", ("Close", "Kết thúc"))
    with pytest.raises(SetupError, match=r"(?s)'Close'.*a\.po: 'Đóng'.*b\.po: 'Kết thúc'"):
        messages.merged(folder)


def test_what_only_the_whole_catalogue_has_is_kept_and_parts_win(folder):
    part(folder, "a", ("Close", "Đóng"))
    (folder / "django.po").write_text(
        'msgid "Close"\nmsgstr "cũ"\n\nmsgid "Kept"\nmsgstr "Giữ"\n', encoding="utf-8"
    )
    assert found(folder) == {"Close": "Đóng", "Kept": "Giữ"}


def test_a_broken_part_is_named(folder):
    (folder / "parts" / "bad.po").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(SetupError, match=r"bad\.po cannot be read"):
        messages.merged(folder)


def test_merge_writes_a_catalogue_that_gettext_reads_and_check_accepts(folder, monkeypatch):
    part(folder, "a", ("Close", "Đóng"))
    assert messages.main(["check"]) == 1
    assert messages.main(["merge"]) == 0
    assert messages.main(["check"]) == 0
    with (folder / "django.mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Close") == "Đóng"


def test_the_compiled_catalogue_says_what_the_sources_say():
    for folder in (ROOT / "locale").glob("*/LC_MESSAGES"):
        with (folder / "django.mo").open("rb") as compiled:
            translations = gettext.GNUTranslations(compiled)
        for entry in messages.merged(folder):
            if entry.msgstr and not entry.msgid_plural:
                given = (
                    translations.pgettext(entry.msgctxt, entry.msgid)
                    if entry.msgctxt
                    else translations.gettext(entry.msgid)
                )
                assert given == entry.msgstr
