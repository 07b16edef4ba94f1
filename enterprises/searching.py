"""How a search finds the best matches of a register of any size in a bounded time.

1. A query of nothing but common words ("cong ty", "die") fits so many that the first few
   thousand rows hold enough of them: those are looked through, no index is asked.
2. Otherwise the index of words answers: matches by name first, then by anything else.
3. Where nothing matches: beginnings of words, parts of words, words one slip away, and at last
   texts that are much alike (trigrams).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from enterprises.rules.search import beginning, exact, query_words, words_of
from enterprises.rules.typo import candidates, mended

COMMON = 20_000  # enterprises with a word, from which it alone finds too much
SAMPLE = 15_000  # rows looked through for a query of common words
RANKED = 2_000  # matches that are compared with each other; the best of them are kept
KEYS = 5  # rare words that the index is asked for; the rows tell about the others
MOST = CANDIDATES + 1  # one more than is shown, to know that there are more


class Search:
    """One search in ``rows``, which are filtered already."""

    def __init__(self, rows: EnterpriseQuerySet, query: str) -> None:
        self.rows, self.query = rows.listed().order_by(), query
        self.words = words_of(query)
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
            hits = self._hits(wanted, others)
            if hits:
                return Found(self._ranked(hits), _all_of(wanted, others), alike=False)
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
            keys = sorted(head, key=self.often)[:KEYS]
            rest = [rf"\m{word}\M" for word in head if word not in keys]
            yield list(map(exact, keys)), [*rest, rf"\m{last}"]
        cut = [word for word in head if not self.often(word)]
        if cut:
            known = sorted(set(head) - set(cut), key=self.often)
            rest = [rf"\m{word}\M" for word in known[KEYS:]]
            yield [*map(beginning, cut), *map(exact, known[:KEYS])], [*rest, rf"\m{last}"]

    def often(self, word: str) -> int:
        """In how many texts a word is; codes and new words count as rare."""
        return self.counts.get(word, 0)

    def _hits(self, wanted: str, others: Sequence[str] = ()) -> list[int]:
        """Matches, by name before by anything else: where there are too many, the latter go."""
        in_name = [Holds(NamePart(), other) for other in others]
        anywhere = [Holds(F("folded"), other) for other in others]
        by_name = self.rows.filter(Fits(name_words(), wanted), *in_name).values("pk")[:RANKED]
        by_any = self.rows.filter(Fits(all_words(), wanted), *anywhere).values("pk")[:RANKED]
        hits = by_name.union(by_any, all=True).values_list("pk", flat=True)[:RANKED]
        return list(dict.fromkeys(hits))

    def _ranked(self, hits: list[int]) -> list[int]:
        rows = self.rows.model._default_manager.filter(pk__in=hits).ranked(self.words)
        return list(rows.values_list("pk", flat=True)[:MOST])

    # --- Parts, slips -----------------------------------------------------------------------
    def _by_parts(self) -> Found | None:
        """Parts of words, wherever they stand."""
        inside = reduce(and_, [word_condition(word) for word in query_words(self.query)])
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
        hits = self._hits(wanted) if wanted else []
        if wanted and hits:
            near = TrigramWordSimilarity(" ".join(self.words), NamePart())
            rows: Any = self.rows.model._default_manager.filter(pk__in=hits)
            rows = rows.annotate(near=near, length=Length("name"))
            keys = rows.order_by("-near", "length", "name", "pk").values_list("pk", flat=True)
            return Found(list(keys[:MOST]), Q(Fits(all_words(), wanted)), alike=True)
        if any(map(str.isdigit, self.words)):  # another code is another enterprise
            return Found([], Q(pk__in=[]), alike=True)
        keys = self.rows.similar(self.query).values_list("pk", flat=True)[:MOST]
        found = list(keys)
        return Found(found, Q(pk__in=found), alike=True)

    def _known(self) -> dict[str, int]:
        """Words of the register that could be meant, with how often."""
        near = _vocabulary().filter(word__in=candidates(self.words))
        return dict(near.values_list("word", "rows"))


def _vocabulary() -> Any:
    """Words of the register; by name, for models stand above querysets."""
    return apps.get_model("enterprises", "SearchWord").objects


def _all_of(wanted: str, others: Sequence[str]) -> Q:
    """That the text has the words ``wanted`` and holds the patterns ``others``."""
    return Q(Fits(all_words(), wanted), *(Holds(F("folded"), other) for other in others))
