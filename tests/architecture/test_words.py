"""Every string that a person may read is English in the code and Vietnamese in the catalogue."""

import ast
import re
from functools import lru_cache

import polib
from django.utils.translation import templatize

from tests.architecture.sources import PRODUCT, ROOT, python_files, short, templates, text, tree

# Where the message stands among the arguments, and its context where there is one.
CALLS = {
    "_": (None, 0), "gettext": (None, 0), "gettext_lazy": (None, 0), "gettext_noop": (None, 0),
    "_now": (None, 0), "now": (None, 0),
    "ngettext": (None, 0), "ngettext_lazy": (None, 0),
    "pgettext": (0, 1), "pgettext_lazy": (0, 1), "npgettext": (0, 1), "npgettext_lazy": (0, 1),
}  # fmt: skip
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
IN_TEMPLATE = re.compile(rf"\b(?:_|n?p?gettext)\((?:{STRING}|[^()'\"])*\)")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|%[sd]|\{(\w*)\}")
VIETNAMESE_LETTER = re.compile(r"[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]", re.I)


def messages_of(path):
    """(line, context, id) of the messages of one file."""
    if path.suffix == ".py":
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    else:
        calls = calls_of_template(text(path))
    for call in calls:
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name not in CALLS or not call.args:
            continue
        context, message = (
            None if at is None else getattr(call.args[at], "value", None) for at in CALLS[name]
        )
        if isinstance(message, str) and message:
            yield call.lineno, context, message


def calls_of_template(source):
    python = templatize(source)
    for match in IN_TEMPLATE.finditer(python):
        call = ast.parse(match.group(0).strip(), mode="eval").body
        call.lineno = python.count("\n", 0, match.start()) + 1
        yield call


@lru_cache(maxsize=1)
def messages():
    """{(context, id): where} of every message in Python and templates."""
    found = {}
    for path in [*python_files(), *templates()]:
        for line, context, message in messages_of(path):
            found.setdefault((context, message), f"{short(path)}:{line}")
    return found


@lru_cache(maxsize=1)
def catalogue():
    entries = polib.pofile(str(ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt, entry.msgid): entry for entry in entries if not entry.obsolete}


def said(entry):
    return entry.msgstr or "".join(entry.msgstr_plural.values())


def test_messages_are_found():
    assert len(messages()) > 1000


def test_every_message_has_a_vietnamese_translation():
    missing = [
        f"{where}: {key[1]!r}"
        for key, where in sorted(messages().items(), key=lambda item: item[1])
        if key not in catalogue() or not said(catalogue()[key]).strip()
    ]
    assert not missing, f"{len(missing)} without translation:\n" + "\n".join(missing)


def test_translations_keep_the_places_for_values():
    wrong = []
    for key in messages():
        entry = catalogue().get(key)
        if entry is None or not said(entry):
            continue
        given = {*places(entry.msgid), *places(entry.msgid_plural or "")}
        told = {
            place
            for value in (entry.msgstr, *entry.msgstr_plural.values())
            for place in places(value)
        }
        if told - given or (not entry.msgid_plural and given - told):
            wrong.append(f"{entry.msgid!r} -> {said(entry)!r}")
    assert wrong == []


def places(value):
    return {match.group(0) for match in PLACEHOLDER.finditer(value or "")}


def test_sources_are_english():
    """A msgid with Vietnamese letters could never be translated into English."""
    native = [
        f"{where}: {key[1]!r}"
        for key, where in messages().items()
        if VIETNAMESE_LETTER.search(key[1]) and not quotes_only(key[1])
    ]
    assert native == []


def quotes_only(msgid):
    """An English sentence may quote what stands in an official paper or a place's name."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"“[^”]*”", "", msgid))
    native = [word for word in words if VIETNAMESE_LETTER.search(word) and word != "đồng"]
    return len(native) * 2 < len(words)


def test_templates_show_no_bare_words():
    """Text between tags goes through translate; what is left are signs and numbers."""
    bare = []
    for path in templates():
        if path.suffix != ".html" or "/pdf/" in short(path) or path.name == "styleguide.html":
            continue  # official forms are Vietnamese; the style guide shows samples to developers
        bare += [f"{short(path)}: {words!r}" for words in visible_words(text(path))]
    assert bare == []


TRANSLATED = re.compile(
    r"{%\s*block (?:\w*class|body_attrs|coltype)\s*%}.*?{%\s*endblock\b.*?%}"
    r"|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment.*?endcomment\s*%}"
    r"|{#.*?#}|{%.*?%}|{{.*?}}|<(?:script|style|svg|code|pre)\b.*?</(?:script|style|svg|code|pre)>"
    r"|<!--.*?-->|<!doctype[^>]*>",
    re.S | re.I,
)
TAG = re.compile(r"<[^>]*>", re.S)
ENTITY = re.compile(r"&\w+;")
SAME_EVERYWHERE = {
    "ECMS",
    "XLSX",
    "CSV",
    "PDF",
    "SHA",
    "VND",
    "KB",
    "MB",
    "QR",
    "Excel",
    "Tiếng",
    "Việt",
    "English",
}


def visible_words(source):
    plain = ENTITY.sub(" ", TAG.sub(" ", TRANSLATED.sub(" ", source)))
    return [w for w in re.findall(r"[^\W\d_]{2,}", plain) if w not in SAME_EVERYWHERE]


def test_parts_and_packages_agree():
    """The packages walked here are those of the settings."""
    from django.conf import settings

    ours = {name.split(".")[0] for name in settings.INSTALLED_APPS} & set(PRODUCT)
    assert ours == set(PRODUCT)
