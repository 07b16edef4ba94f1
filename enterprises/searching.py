"""How a search finds the best matches of a register of any size in a bounded time.

1. A query of nothing but common words ("cong ty", "die") fits so many that the first few
   thousand rows hold enough of them: those are looked through, no index is asked.
2. Otherwise the index of words answers: matches by name first, then by anything else.
3. Where nothing matches: beginnings of words, parts of words, words one slip away, and at last
   texts that are much alike (trigrams).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import F, Q, Sum
from django.db.models.functions import Length

from enterprises.fulltext import Fits, Holds, NamePart, all_words, name_words
from enterprises.querysets import CANDIDATES, EnterpriseQuerySet, Found, word_condition
from enterprises.rules.search import beginning, escaped, exact, phrase_of, query_words, words_of
from enterprises.rules.typo import candidates, mended

COMMON = 20_000  # enterprises with a word, from which it alone finds too much
SAMPLE = 15_000  # rows looked through for a query of common words
RANKED = 1_000  # matches that are compared with each other; the best of them are kept
SLIPS = 2_000  # the same where a word is mended: the right one is less often among the first
KEYS = 5  # rare words that the index is asked for; the rows tell about the others
MANY = 8  # the same while their lists are short
LONG = 200_000  # enterprises with a word: reading its list costs more than looking into rows
RARE = 50_000  # enterprises with a word, beside which few rows have the others too
FEW = 500  # enterprises with a word, up to which it alone leaves few enough to look into
MOST = CANDIDATES + 1  # one more than is shown, to know that there are more
Order = Callable[[EnterpriseQuerySet], EnterpriseQuerySet]


class Search:
    """One search in ``rows``, which are filtered already."""

    def __init__(self, rows: EnterpriseQuerySet, query: str) -> None:
        self.rows, self.query = rows.listed().order_by(), query
        self.words, self.phrase = words_of(query), phrase_of(query)
        self.counts = dict(_vocabulary().filter(word__in=self.words).values_list("word", "rows"))

    def run(self) -> Found:
        """The best matches of the first way that finds any."""
        if not self.words:
            return Found([], None, alike=False)
        return self._common() or self._by_words() or self._by_parts() or self._alike()

    # --- Common words -----------------------------------------------------------------------
    def _common(self) -> Found | None:
        """From the first rows, if these hold enough of it."""
        if not self._is_common():
            return None
        rows, values = self.rows.values("pk", "folded")[:SAMPLE].query.sql_with_params()
        fits = " AND ".join("' ' || folded LIKE %s" for _ in self.words)
        sql = f"SELECT pk FROM ({rows}) sample WHERE {fits} LIMIT {MOST}"  # noqa: S608 - ours
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, *(f"% {word}%" for word in self.words)])
            hits = [pk for (pk,) in cursor.fetchall()]
        if len(hits) < MOST:
            return None
        keys, others = next(self._ways())
        return Found(self._ranked(hits), _all_of(" & ".join(keys), others), alike=False)

    def _is_common(self) -> bool:
        """Whether even its rarest word is in many texts."""
        head = self.words[:-1]
        if len(head) > 2 or any(self.often(word) < COMMON for word in head):
            return False
        last = self.words[-1]
        growing = _vocabulary().filter(word__gte=last, word__lt=f"{last}\x7f")
        return (growing.aggregate(rows=Sum("rows"))["rows"] or 0) >= COMMON

    # --- The index of words -----------------------------------------------------------------
    def _by_words(self) -> Found | None:
        """Rows with every word, the last of which may still be growing; then only beginnings."""
        for keys, others in self._ways():
            wanted = " & ".join(keys)
            hits = self._best(wanted, others, self._rank)
            if hits:
                return Found(hits, _all_of(wanted, others), alike=False)
        return None

    def _ways(self) -> Iterator[tuple[list[str], list[str]]]:
        """What is asked of the index, and patterns that the rows it finds must hold besides.

        Reading the long lists of common words, or of all words that begin alike, out of the
        index costs more than looking into the rows that the rarest words leave.
        """
        head, last = self.words[:-1], self.words[-1]
        if len(head) < 2:
            yield [*map(exact, head), beginning(last)], []
        else:
            keys = _telling(head, self.often)
            yield list(map(exact, keys)), [*_besides(head, keys), rf"\m{last}"]
        cut = [word for word in head if len(word) > 1 and not self.often(word)]
        if cut:
            known = [word for word in head if word not in cut]
            keys = _telling(known, self.often)
            others = [*_besides(known, keys), rf"\m{last}"]
            yield [*map(beginning, cut), *map(exact, keys)], others

    def often(self, word: str) -> int:
        """In how many texts a word is; codes and new words count as rare."""
        return self.counts.get(word, 0)

    def _best(
        self, wanted: str, others: Sequence[str], order: Order, most: int = RANKED
    ) -> list[int]:
        """The best matches: those by name before any others, of which too many are left out.

        A rare word leaves so few rows that they are looked at whole; else the name is asked first.
        """
        in_name = [Holds(NamePart(), other) for other in others]
        by_name = order(self.rows.filter(Fits(name_words(), wanted), *in_name))
        anywhere = [Holds(F("folded"), other) for other in others]
        by_any = order(self.rows.filter(Fits(all_words(), wanted), *anywhere))
        if min(map(self.often, self.words)) <= RARE:
            found, looked_at = _first(by_any, most)
            if looked_at < most:
                return found
            return list(dict.fromkeys([*_first(by_name, most)[0], *found]))[:MOST]
        found, _looked_at = _first(by_name, most)
        if len(found) < MOST:
            found += _first(by_any, most)[0]
        return list(dict.fromkeys(found))[:MOST]

    def _rank(self, rows: EnterpriseQuerySet) -> EnterpriseQuerySet:
        return rows.ranked(self.words, self.phrase)

    def _near(self, rows: EnterpriseQuerySet) -> EnterpriseQuerySet:
        near = TrigramWordSimilarity(" ".join(self.words), NamePart())
        alike = rows.annotate(near=near, name_length=Length("name"))
        return alike.order_by("-near", "name_length", "name", "pk")

    def _ranked(self, hits: list[int]) -> list[int]:
        rows = self._rank(self.rows.model._default_manager.filter(pk__in=hits))
        return list(rows.values_list("pk", flat=True)[:MOST])

    # --- Parts, slips -----------------------------------------------------------------------
    def _by_parts(self) -> Found | None:
        """Parts of words, wherever they stand.

        The index of trigrams is asked for the words that are none of the register, for it finds
        these soon or not at all; the rows tell about the others.
        """
        words = query_words(self.query)
        asked = [word for word in words if not self.often(word)]
        asked = asked or sorted(words, key=self.often)[:2]
        inside = reduce(and_, [word_condition(word) for word in asked])
        for word in words:
            if word not in asked:
                inside &= Q(Holds(F("folded"), escaped(word)))
        hits = list(self.rows.filter(inside).values_list("pk", flat=True)[:MOST])
        return Found(self._ranked(hits), inside, alike=False) if hits else None

    def _alike(self) -> Found:
        """One slip away from the words of the register; else texts that share trigrams."""
        known = self._known()
        usual = sorted((word for word in self.words if word in known), key=self.often)
        new = [word for word in self.words if word not in known]
        # The rarest words say enough beside a wrong one; which is wrong is not known without one.
        kept = {*new, *usual[:KEYS]} if new else {*usual[: 2 * KEYS]}
        wanted = mended([word for word in self.words if word in kept], known)
        hits = self._best(wanted, (), self._near, SLIPS) if wanted else []
        if wanted and hits:
            return Found(hits, Q(Fits(all_words(), wanted)), alike=True)
        if any(map(str.isdigit, self.words)):  # another code is another enterprise
            return Found([], Q(pk__in=[]), alike=True)
        keys = self.rows.similar(self.query).values_list("pk", flat=True)[:MOST]
        found = list(keys)
        return Found(found, Q(pk__in=found), alike=True)

    def _known(self) -> dict[str, int]:
        """Words of the register that could be meant, with how often.

        Where it does not know a word, that is the one to be mended.
        """
        new = [word for word in self.words if word not in self.counts]
        near = _vocabulary().filter(word__in=candidates(new or self.words))
        return {**self.counts, **dict(near.values_list("word", "rows"))}


def _besides(words: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Patterns of the words that the index was not asked for."""
    return [rf"\m{word}\M" for word in words if word not in keys]


def _telling(words: Sequence[str], often: Callable[[str], int]) -> list[str]:
    """The words to ask the index for: all of which the lists are short, the rarest first.

    Words of a trade stand together ("kho bai va giao nhan"), so that two rare ones may leave
    as many rows as one.
    """
    rarest = sorted((word for word in words if len(word) > 1), key=often) or list(words)
    if rarest and 0 < often(rarest[0]) <= FEW:
        return rarest[:1]
    short = [word for word in rarest if often(word) <= LONG]
    return short[:MANY] if len(short) > 1 else rarest[:KEYS]


def _first(rows: EnterpriseQuerySet, most: int) -> tuple[list[int], int]:
    """The first of ``rows`` in their order, and how many of them were looked at: at most ``most``.

    Found and sorted in one statement, so that each row is read once.
    """
    order = [str(name) for name in rows.query.order_by]
    columns = [name.lstrip("-") for name in order]
    inner, values = rows.order_by().values(*columns)[:most].query.sql_with_params()
    by = ", ".join(f"{name[1:]} DESC" if name[0] == "-" else name for name in order)
    sql = f"SELECT pk, count(*) OVER () FROM ({inner}) found ORDER BY {by} LIMIT {MOST}"  # noqa: S608 - ours
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    return [pk for pk, _of in found], found[0][1] if found else 0


def _vocabulary() -> Any:
    """Words of the register; by name, for models stand above querysets."""
    return apps.get_model("enterprises", "SearchWord").objects


def _all_of(wanted: str, others: Sequence[str]) -> Q:
    """That the text has the words ``wanted`` and holds the patterns ``others``."""
    return Q(Fits(all_words(), wanted), *(Holds(F("folded"), other) for other in others))
