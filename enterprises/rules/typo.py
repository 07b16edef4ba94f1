"""One letter wrong, missing, too many or in another's place: which words could be meant.

Words of the register (``known``: word to number of enterprises) decide, so that the work grows
with the vocabulary and not with the register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from enterprises.rules.search import beginning, exact

SHORTEST = 2  # letters of a word that may be mended
LONGEST = 24
MOST_ALTERNATIVES = 40  # for one word, the most frequent first


def edits(word: str) -> set[str]:
    """Every text one slip away from ``word``: a letter out, in, other, or two swapped."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    out = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + c + right[1:] for left, right in cuts if right for c in ascii_lowercase}
    more = {left + c + right for left, right in cuts for c in ascii_lowercase}
    return (out | swapped | other | more) - {word, ""}


def halves(word: str) -> list[tuple[str, str]]:
    """Two words written as one: every way to part it."""
    return [(word[:at], word[at:]) for at in range(2, len(word) - 1)]


def can_be_mended(word: str) -> bool:
    """Whether a slip is looked for: letters only, for a digit more makes another code."""
    return SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()


def candidates(words: list[str]) -> set[str]:
    """What must be looked up in the vocabulary to mend ``words``."""
    found = set(words)
    for word in words:
        if can_be_mended(word):
            found |= edits(word)
            found.update(half for pair in halves(word) for half in pair)
    return found


def mended(words: list[str], known: Mapping[str, int]) -> str | None:
    """A ``tsquery`` for what was meant; None where no word of the register is near.

    Words that the register does not know are replaced. If it knows them all, one of them,
    whichever, may be another than was meant.
    """
    unknown = [word for word in words if can_be_mended(word) and word not in known]
    if unknown:
        groups = []
        for word in words:
            choices = alternatives(word, known) if word in unknown else [exact(word)]
            if not choices:
                return None
            groups.append(_any(choices))
        return " & ".join(groups)
    ways = list(_one_other(words, known)) if len(words) > 1 else []
    if len(words) == 1:
        ways = alternatives(words[0], known)
    return _any(ways) if ways else None


def _one_other(words: list[str], known: Mapping[str, int]) -> Iterator[str]:
    for place, word in enumerate(words):
        choices = alternatives(word, known)
        if choices:
            rest = [exact(other) for at, other in enumerate(words) if at != place]
            yield "(" + " & ".join([*rest, _any(choices)]) + ")"


def alternatives(word: str, known: Mapping[str, int]) -> list[str]:
    """Known words one slip away, the most frequent first, then the two that it may be."""
    if not can_be_mended(word):
        return []
    near = sorted((other for other in edits(word) if other in known), key=lambda w: -known[w])
    pairs = [
        f"({exact(left)} & {beginning(right)})"
        for left, right in halves(word)
        if left in known and right in known
    ]
    return [*map(exact, near[:MOST_ALTERNATIVES]), *pairs]


def _any(choices: list[str]) -> str:
    return choices[0] if len(choices) == 1 else "(" + " | ".join(choices) + ")"
