"""Finding an act of the catalogue by what a person says: plain words, a code, an article.

Words are folded (no accents, lower case). Each counts by how rare it is in the catalogue, so that
“không” says little and “ký quỹ” much. Words that people say are put as the catalogue writes them
(``Saying``), and may name the acts that they usually mean. Pure; no database.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

ENOUGH = 0.5  # share of the weight of the words that an act must have
NEAR_BEST = 0.55  # of the score of the best; what lies below only lengthens the list
PREFIX, SLIP = 0.9, 0.55  # what the beginning of a word, or a word with one slip, counts for
SLIP_FROM = 5  # letters from which one may be wrong
IN_ORDER = 0.25  # for words that stand side by side as they were said
MEANT = 0.6  # for an act that a saying names
WORDS_MOST = 12
PLACES = 9  # of a score, so that acts that fit equally well do so however the sums were rounded
WORD = re.compile(r"[0-9a-z]+")
CODE = re.compile(r"^([a-z]{2})[\s-]?(\d[0-9a-z])$")
# "điểm a khoản 2 điều 9", "điều 17 khoản 3", "article 17 clause 3 point a", "17.3a"; the short
# form of minutes and decisions: "Đ23", "Đ23k3", "Đ 23 K 3 a", "k3đ23", "đ23k3đa"
_PARTS = {
    "article": re.compile(r"\b(?:dieu|d|art|article)\.? ?(\d{1,3})\b"),
    "clause": re.compile(r"\b(?:khoan|k|clause)\.? ?(\d{1,2})\b"),
    "point": re.compile(r"\b(?:diem|point) ([a-z])\b"),
}
_DOTTED = re.compile(r"^(\d{1,3})\.(\d{1,2})(?:\.? ?([a-z]))?$")
_SHORT = re.compile(
    r"^d\.? ?(?P<article>\d{1,3})(?:[., ]*k\.? ?(?P<clause>\d{1,2})"
    r"(?:[., ]*(?:diem |d\.? ?(?=[a-z]$))?(?P<point>[a-z]))?)?$"
)
_SHORT_FROM_POINT = re.compile(
    r"^(?:(?:diem |d\.? ?(?=[a-z]))?(?P<point>[a-z])[., ]*)?k\.? ?(?P<clause>\d{1,2})"
    r"[., ]*d\.? ?(?P<article>\d{1,3})$"
)
Place = tuple[int, int, str]  # article, clause (0: any), point ("": any)


@dataclass(frozen=True, slots=True)
class Saying:
    """What people say (folded), how the catalogue writes it, and the acts that are meant."""

    said: str
    written: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An act: its key, code, place in the decree, folded words and topic."""

    key: int
    code: str
    place: Place
    words: str
    topic: str = ""

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(WORD.findall(self.words))


def place_of(said: str) -> Place | None:
    """The article, clause and point that a folded query names, else None.

    >>> place_of("dieu 17 khoan 3"), place_of("23.3"), place_of("diem a khoan 2 dieu 15")
    ((17, 3, ''), (23, 3, ''), (15, 2, 'a'))
    >>> place_of("d23"), place_of("d23k3"), place_of("d23k3a"), place_of("a k3 d23")
    ((23, 0, ''), (23, 3, ''), (23, 3, 'a'), (23, 3, 'a'))
    """
    if short := _SHORT.match(said) or _SHORT_FROM_POINT.match(said):
        return int(short["article"]), int(short["clause"] or 0), short["point"] or ""
    if dotted := _DOTTED.match(said):
        return int(dotted[1]), int(dotted[2]), dotted[3] or ""
    found = {name: part.search(said) for name, part in _PARTS.items()}
    if found["article"] is None:
        return None
    clause, point = found["clause"], found["point"]
    return int(found["article"][1]), int(clause[1]) if clause else 0, point[1] if point else ""


class Index:
    """The acts in force on a day, ready to be searched."""

    def __init__(self, entries: Iterable[Entry], sayings: Iterable[Saying] = ()) -> None:
        self.entries = list(entries)
        # The longest first: "nợ bảo hiểm" before "bảo hiểm".
        self.sayings = sorted(sayings, key=lambda saying: -len(saying.said))
        self._among: dict[str, int] = {}
        for entry in self.entries:
            for token in entry.tokens:
                self._among[token] = self._among.get(token, 0) + 1

    def find(
        self, said: str, *, topics: Collection[str] = (), favourites: Collection[str] = ()
    ) -> list[Entry]:
        """The acts that fit a folded query, the best first; nothing for nothing.

        Among acts that fit equally well (to one part in ten) favourites and acts of ``topics``
        (by code or topic) come first.
        """
        if code := CODE.match(said):
            wanted = f"{code[1]}-{code[2]}".upper()
            if exact := [entry for entry in self.entries if entry.code == wanted]:
                return exact
        if place := place_of(said):
            return self._at(place)
        scored = self._scored(said)
        return sorted(
            (entry for entry in self.entries if entry.key in scored),
            key=lambda entry: (
                -round(scored[entry.key] * 10 + (entry.code in favourites)
                       + (entry.topic in topics or entry.code in topics)),
                -scored[entry.key], entry.place, entry.code,
            ),
        )  # fmt: skip

    def _at(self, place: Place) -> list[Entry]:
        rows = [
            entry
            for entry in self.entries
            if entry.place[0] == place[0]
            and place[1] in (0, entry.place[1])
            and place[2] in ("", entry.place[2])
        ]
        return sorted(rows, key=lambda entry: (entry.place, entry.code))

    def _scored(self, said: str) -> dict[int, float]:
        best: dict[int, float] = {}
        for words, meant in self._ways(said):
            tokens = WORD.findall(words)[:WORDS_MOST]
            weights = {token: self._weight(token) for token in tokens}
            whole = sum(weights.values())
            if not whole:
                continue
            for entry in self.entries:
                score = sum(w * _likeness(t, entry.tokens) for t, w in weights.items()) / whole
                score += IN_ORDER * _in_order(tokens, entry.words)
                if entry.code in meant:
                    score = max(score, ENOUGH) + MEANT - 0.01 * meant.index(entry.code)
                if (score := round(score, PLACES)) >= ENOUGH:
                    best[entry.key] = max(best.get(entry.key, 0.0), score)
        least = NEAR_BEST * max(best.values(), default=0.0)
        return {key: score for key, score in best.items() if score >= least}

    def _ways(self, said: str) -> list[tuple[str, tuple[str, ...]]]:
        """The query as said and as the catalogue would write it, with the acts that are meant.

        A saying inside a longer one that was heard does not count.
        """
        heard, left = [], f" {said} "
        for saying in self.sayings:
            if f" {saying.said} " in left:
                heard.append(saying)
                left = left.replace(f" {saying.said} ", "  ")
        whole = {saying.said for saying in heard} == {said}
        meant = tuple(code for saying in heard for code in saying.codes)
        ways = [said]
        for saying in heard:
            for written in saying.written:
                ways += [way.replace(saying.said, written) for way in ways[:8]]
        return [(way, meant if whole or way is said else ()) for way in dict.fromkeys(ways)]

    def _weight(self, token: str) -> float:
        """How much a word tells: much where few acts have it; a strange one as a rare one."""
        among = self._among.get(token) or sum(
            n for known, n in self._among.items() if _alike(token, known)
        )
        return log(1 + len(self.entries) / (1 + among)) if self.entries else 0.0


def _likeness(token: str, tokens: Collection[str]) -> float:
    if token in tokens:
        return 1.0
    return max((_alike(token, known) for known in tokens), default=0.0)


def _alike(token: str, known: str) -> float:
    """The beginning of a word; one letter too many, too few or wrong; an English plural."""
    if token == known or (known == f"{token}s" or token == f"{known}s"):
        return 1.0
    if len(token) > 1 and known.startswith(token):
        return PREFIX
    if len(token) >= SLIP_FROM and abs(len(token) - len(known)) <= 1 and _one_slip(token, known):
        return SLIP
    return 0.0


def _one_slip(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    at = next((i for i, pair in enumerate(zip(short, long, strict=False)) if len(set(pair)) > 1),
              len(short))  # fmt: skip
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _in_order(tokens: Sequence[str], words: str) -> float:
    """The share of neighbouring words of the query that stand side by side."""
    pairs = list(itertools.pairwise(tokens))
    if not pairs:
        return 0.0
    return sum(f"{one} {other}" in words for one, other in pairs) / len(pairs)
