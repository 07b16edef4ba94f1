"""The sentences of the reasoning, in Vietnamese and in English.

A rule returns ``Sentence(id, params)``; this module alone knows the words. Parameters are typed
by their name: ``*_vnd`` are amounts, ``basis`` a legal basis, dates are dates; ``unit``, ``of``,
``quantity`` and ``stated_for`` are looked up in TERMS.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ecms.core.money import format_number, format_vnd
from law.rules.sentences import SENTENCES, TERMS

_BASIS = re.compile(
    r"(?:điểm (?P<point>\S+) )?(?:khoản (?P<clause>\S+) )?Điều (?P<article>\d+) NĐ (?P<decree>\S+)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a reasoning: a message id and its parameters. Raises KeyError if unknown."""

    id: str
    params: Mapping[str, object]

    def __post_init__(self) -> None:
        if self.id not in SENTENCES:
            raise KeyError(self.id)
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def render(self, lang: str = "vi") -> str:
        """Write the sentence in ``vi`` or ``en``."""
        template = SENTENCES[self.id][lang == "en"]
        words = {name: _word(name, value, lang) for name, value in self.params.items()}
        return template.format_map(words)


def render_all(sentences: tuple[Sentence, ...], lang: str) -> list[str]:
    """Write sentences in one language."""
    return [sentence.render(lang) for sentence in sentences]


def format_day(day: date, lang: str) -> str:
    """Write a date: 20/09/2026 or 20 Sep 2026."""
    if lang == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day:%d/%m/%Y}"


def cite(legal_basis: str, lang: str = "vi") -> str:
    """Spell out a legal basis of the catalogue; unknown shapes are returned unchanged.

    "điểm a khoản 1 Điều 8 NĐ 283/2026/NĐ-CP" -> "Art. 8(1)(a) of Decree 283/2026/NĐ-CP".
    """
    match = _BASIS.fullmatch(legal_basis)
    if match is None:
        return legal_basis
    if lang != "en":
        return legal_basis.replace(" NĐ ", " Nghị định số ")
    inner = "".join(f"({part})" for part in (match["clause"], match["point"]) if part)
    return f"Art. {match['article']}{inner} of Decree {match['decree']}"


def _word(name: str, value: object, lang: str) -> str:
    if name.endswith("_vnd") and isinstance(value, int):
        return format_vnd(value, lang)
    if name == "basis":
        return cite(str(value), lang)
    if isinstance(value, date):
        return format_day(value, lang)
    if isinstance(value, int):
        return format_number(value, lang)
    term = TERMS.get(str(value))
    return term[lang == "en"] if term else str(value)
