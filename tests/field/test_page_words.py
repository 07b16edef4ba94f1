"""Every word of the page has its Vietnamese, and every word of the list is used."""

import json
import re

from tests.architecture.sources import ROOT

PAGE = ROOT / "frontend" / "src" / "field"
CALL = re.compile(r'\bt\(\s*("(?:[^"\\]|\\.)*")')
ENTRY = re.compile(r'^\s*("(?:[^"\\]|\\.)*"): ("(?:[^"\\]|\\.)*"),$', re.M)
TABS = {"Cases", "Outbox", "Device"}  # passed to t() by name in main.js
PLACE = re.compile(r"\{\w+\}")


def said():
    found = set(TABS)
    for path in PAGE.rglob("*.js"):
        found |= {json.loads(text) for text in CALL.findall(path.read_text(encoding="utf-8"))}
    return found


def translated():
    text = (PAGE / "words_vi.js").read_text(encoding="utf-8")
    return {json.loads(english): json.loads(words) for english, words in ENTRY.findall(text)}


def test_every_word_is_translated_and_none_is_left_over():
    assert said() == set(translated())


def test_translations_fill_in_the_same_values():
    wrong = [
        english
        for english, words in translated().items()
        if sorted(PLACE.findall(english)) != sorted(PLACE.findall(words))
    ]
    assert wrong == []
