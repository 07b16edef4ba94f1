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
    """``html`` with each pair of wrong and right words exchanged in its text, whole words only.

    Also answers the wrong words that stand nowhere in it as one piece.
    """
    exchange = _Exchange(pairs)
    head, mark, body = html.partition("<body>")
    pieces = TAG.split(body)
    for place in range(0, len(pieces), 2):
        text = SPACES.sub(" ", unescape(pieces[place]))
        after = exchange.within(text)
        if after != text:
            pieces[place] = escape(after, quote=False)
    return head + mark + "".join(pieces), exchange.missing


class _Exchange:
    """All pairs in one pass, so that no right words are taken for wrong ones again; the longest
    first. "Văn A" is not found in "Văn An"."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.right = dict(pairs)
        self.found: set[str] = set()
        longest = sorted(self.right, key=len, reverse=True)
        self.pattern = re.compile("|".join(_whole(wrong) for wrong in longest))

    @property
    def missing(self) -> list[str]:
        """The wrong words not met so far."""
        return [wrong for wrong in self.right if wrong not in self.found]

    def within(self, text: str) -> str:
        """``text`` with the right words."""
        return self.pattern.sub(self._one, text)

    def _one(self, match: re.Match[str]) -> str:
        self.found.add(match[0])
        return self.right[match[0]]


def renumbered(html: str, reference: str, place_date: str, replaces: str) -> str:
    """``html`` under a new number and day, saying below its heading what it replaces."""
    html = NUMBER.sub(lambda found: f"{found[1]}Số: {escape(reference)}{found[2]}", html, count=1)
    html = PLACE_DATE.sub(lambda found: found[1] + escape(place_date) + found[2], html, count=1)
    line = f'{HEAD_END}\n<p class="replaces">({escape(replaces)})</p>'
    return html.replace(HEAD_END, line, 1)


def _whole(words: str) -> str:
    """A pattern for ``words`` that does not begin or end inside a word or a number."""
    begin = r"(?<!\w)" if words[:1].isalnum() else ""
    if words[:1].isdigit():
        begin += r"(?<!\d[.,/])"
    end = r"(?!\w)" if words[-1:].isalnum() else ""
    if words[-1:].isdigit():
        end += r"(?![.,/]\d)"
    return begin + re.escape(words) + end


def changes_figures(before: str, after: str) -> bool:
    """Whether a day, term, amount, number of people, the number or the date of the document
    itself became another between two texts of it."""
    return _figures(before) != _figures(after)


def _figures(html: str) -> list[str]:
    own = [found[0] for line in (NUMBER, PLACE_DATE) for found in line.finditer(html)]
    return [*FIGURES.findall(plain(html)), *own]


def in_context(value: Any, pairs: Iterable[Pair]) -> Any:
    """Stored data with the same words exchanged, so that both say one thing."""
    return _within(value, _Exchange(pairs))


def _within(value: Any, exchange: _Exchange) -> Any:
    if isinstance(value, str):
        return exchange.within(value)
    if isinstance(value, list):
        return [_within(each, exchange) for each in value]
    if isinstance(value, dict):
        return {name: _within(each, exchange) for name, each in value.items()}
    return value
