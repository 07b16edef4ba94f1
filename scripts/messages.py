"""Message catalogues: merge the parts, compile without gettext.

``python -m scripts.messages merge`` puts ``locale/<language>/LC_MESSAGES/parts/*.po`` together
into ``django.po``; ``compile`` writes ``django.mo`` from the same sources; ``check`` fails when
``django.po`` is not what a merge would write. A translation that two parts give differently is
refused, because which one would win is chance.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import polib

from scripts.console import ROOT, SetupError, fail, say

METADATA = {
    "Project-Id-Version": "ECMS",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "vi",
    "Plural-Forms": "nplurals=1; plural=0;",
}

Key = tuple[str | None, str]


def main(arguments: list[str]) -> int:
    """Merge, compile or check the catalogues of every language."""
    action = arguments[0] if arguments else "merge"
    try:
        for folder in sorted((ROOT / "locale").glob("*/LC_MESSAGES")):
            catalogue = merged(folder)
            if action == "merge":
                catalogue.save(str(folder / "django.po"))
            if action == "check":
                _require_merged(catalogue, folder / "django.po")
            else:
                catalogue.save_as_mofile(str(folder / "django.mo"))
            language = folder.parent.name
            say(
                f"{language}: {len(catalogue)} messages, {_missing(catalogue)} without translation"
            )
    except SetupError as error:
        return fail(error)
    return 0


def merged(folder: Path) -> polib.POFile:
    """The whole catalogue of one language: ``django.po`` with what the parts say on top.

    Raises SetupError naming each message that two parts translate differently.
    """
    entries: dict[Key, tuple[polib.POEntry, Path]] = {}
    conflicts: list[str] = []
    for path in sorted((folder / "parts").glob("*.po")):
        for entry in _entries(path):
            known = entries.get(_key(entry))
            if known is None or not _is_translated(known[0]):
                entries[_key(entry)] = (entry, path)
            elif _is_translated(entry) and _text(entry) != _text(known[0]):
                conflicts.append(_conflict(known, (entry, path)))
    if conflicts:
        raise SetupError("messages translated in two ways:\n" + "\n".join(conflicts))
    whole = folder / "django.po"
    for entry in _entries(whole) if whole.is_file() else ():
        entries.setdefault(_key(entry), (entry, whole))
    return _catalogue(entry for entry, _ in entries.values())


def _require_merged(catalogue: polib.POFile, path: Path) -> None:
    written = path.read_text(encoding="utf-8") if path.is_file() else ""
    if written.strip() != str(catalogue).strip():
        raise SetupError(f"{path.relative_to(ROOT)} is out of date: run `make messages`.")


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid)


def _entries(path: Path) -> Iterable[polib.POEntry]:
    try:
        catalogue = polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{path.relative_to(ROOT)} cannot be read: {error}") from error
    return [entry for entry in catalogue if not entry.obsolete and not entry.fuzzy]


def _catalogue(entries: Iterable[polib.POEntry]) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=99)
    catalogue.metadata = dict(METADATA)
    for entry in sorted(entries, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        # Where a message stands changes with every edit of the code; the catalogue should not.
        entry.occurrences = []
        catalogue.append(entry)
    return catalogue


def _text(entry: polib.POEntry) -> str:
    return entry.msgstr or "\n".join(entry.msgstr_plural.values())


def _is_translated(entry: polib.POEntry) -> bool:
    return bool(_text(entry).strip())


def _missing(catalogue: polib.POFile) -> int:
    return sum(not _is_translated(entry) for entry in catalogue)


def _conflict(one: tuple[polib.POEntry, Path], other: tuple[polib.POEntry, Path]) -> str:
    lines = [f"  {one[0].msgid!r}"]
    lines += [f"    {path.name}: {_text(entry)!r}" for entry, path in (one, other)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
