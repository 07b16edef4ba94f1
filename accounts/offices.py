"""Titles of the competence table that an office may carry; the law catalogue above gives them.

``register_titles(function)``: the function answers pairs of code and words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Titles = Callable[[], Iterable[tuple[str, str]]]
_sources: list[Titles] = []


def register_titles(source: Titles) -> None:
    """Add a source of titles, once."""
    if source not in _sources:
        _sources.append(source)


def titles() -> list[tuple[str, str]]:
    """All titles, by words; empty where no catalogue is installed."""
    found = {code: words for source in _sources for code, words in source()}
    return sorted(found.items(), key=lambda pair: pair[1])
