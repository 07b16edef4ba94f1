"""Words of a composed document: taken out as text, replaced without touching its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Any

TAG = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.S)
SPACES = re.compile(r"\s+")
HEAD_END = "</table>"  # the national heading is the first table of every form
NUMBER = re.compile(r'(<p class="number">).*?(</p>)', re.S)
PLACE_DATE = re.compile(r'(<p class="place-date">).*?(</p>)', re.S)
FIGURES = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2}|tháng \d{1,2} năm \d{4}"
    r"|ngày \d+(?:/\d+/\d+)?|\d+ ngày|[\d.]+ đồng|[\d,]+\s?%|[\d.]+ (?:tháng|năm|người)"
)  # days, terms, amounts, numbers of people: they follow from the case
Pair = tuple[str, str]


def plain(html: str) -> str:
    """The words of a document on one line, as somebody reads them."""
    body = html.partition("<body>")[2] or html
    return SPACES.sub(" ", unescape(TAG.sub(" ", body)).replace("\u200b", "")).strip()


def squeezed(words: str) -> str:
    """Words as they are compared: one space between them."""
    return SPACES.sub(" ", words.replace("\u200b", "")).strip()


def corrected(html: str, pairs: Iterable[Pair]) -> tuple[str, list[str]]:
    """``html`` with each pair of wrong and right words exchanged in its text.

    Also answers the wrong words that stand nowhere in it as one piece.
    """
    head, mark, body = html.partition("<body>")
    pieces, missing = TAG.split(body), []
    for wrong, right in pairs:
        found = False
        for place in range(0, len(pieces), 2):
            text = SPACES.sub(" ", unescape(pieces[place]))
            if wrong in text:
                pieces[place], found = escape(text.replace(wrong, right), quote=False), True
        if not found:
            missing.append(wrong)
    return head + mark + "".join(pieces), missing


def renumbered(html: str, reference: str, place_date: str, replaces: str) -> str:
    """``html`` under a new number and day, saying below its heading what it replaces."""
    html = NUMBER.sub(lambda found: f"{found[1]}Số: {escape(reference)}{found[2]}", html, count=1)
    html = PLACE_DATE.sub(lambda found: found[1] + escape(place_date) + found[2], html, count=1)
    line = f'{HEAD_END}\n<p class="replaces">({escape(replaces)})</p>'
    return html.replace(HEAD_END, line, 1)


def changes_figures(pairs: Iterable[Pair]) -> bool:
    """Whether a day, term, amount or number of people would become another."""
    return any(FIGURES.findall(wrong) != FIGURES.findall(right) for wrong, right in pairs)


def in_context(value: Any, pairs: Iterable[Pair]) -> Any:
    """Stored data with the same words exchanged, so that both say one thing."""
    if isinstance(value, str):
        for wrong, right in pairs:
            value = value.replace(wrong, right)
        return value
    if isinstance(value, list):
        return [in_context(each, pairs) for each in value]
    if isinstance(value, dict):
        return {name: in_context(each, pairs) for name, each in value.items()}
    return value
