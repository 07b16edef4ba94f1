"""How a search finds the best matches of a register of any size in a bounded time.

1. A query of nothing but common words ("cong ty", "die") fits so many that the first few
   thousand rows hold enough of them: those are looked through, no index is asked.
2. Otherwise the index of words answers: matches by name first, then by anything else.
3. Where nothing matches: beginnings of words, parts of words, words one slip away, and at last
   texts that are much alike (trigrams).
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Q, Sum
from django.db.models.functions import Length

from enterprises.fulltext import Fits, NamePart, all_words, name_words
from enterprises.querysets import CANDIDATES, EnterpriseQuerySet, Found, word_condition
from enterprises.rules.search import beginnings, exact, query_words, whole_words, words_of
from enterprises.rules.typo import candidates, mended

COMMON = 20_000  # enterprises with a word, from which it alone finds too much
SAMPLE = 20_000  # rows looked through for a query of common words
MOST = CANDIDATES + 1  # one more than is shown, to know that there are more


class Search:
    """One search in ``rows``, which are filtered already."""

    def __init__(self, rows: EnterpriseQuerySet, query: str) -> None:
        self.rows, self.query = rows.listed().order_by(), query
        self.words = words_of(query)

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
        condition = Q(Fits(all_words(), beginnings(self.words)))
        return Found(self._ranked(hits), condition, alike=False)

    def _is_common(self) -> bool:
        """Whether even its rarest word is in many texts."""
        vocabulary = _vocabulary()
        last = self.words[-1]
        whole = vocabulary.filter(word__in=self.words[:-1]).values_list("rows", flat=True)
        if len(self.words) > 1:
            found = list(whole)
            if len(found) < len(self.words) - 1 or min(found) < COMMON:
                return False
        growing = vocabulary.filter(word__gte=last, word__lt=f"{last}\x7f")
        return (growing.aggregate(rows=Sum("rows"))["rows"] or 0) >= COMMON

    # --- The index of words -----------------------------------------------------------------
    def _by_words(self) -> Found | None:
        """Whole words; with a last word that grows if these are few; then only beginnings."""
        whole = " & ".join(map(exact, self.words))
        hits = self._hits(whole)
        wanted = whole
        if len(hits) < MOST:
            for wanted in dict.fromkeys((whole_words(self.words), beginnings(self.words))):
                hits = self._hits(wanted)
                if hits:
                    break
        if not hits:
            return None
        return Found(self._ranked(hits), Q(Fits(all_words(), wanted)), alike=False)

    def _hits(self, wanted: str) -> list[int]:
        """Matches, by name before by anything else: where there are too many, the latter go."""
        by_name = self.rows.filter(Fits(name_words(), wanted)).values("pk")[:MOST]
        by_any = self.rows.filter(Fits(all_words(), wanted)).values("pk")[:MOST]
        hits = by_name.union(by_any, all=True).values_list("pk", flat=True)[:MOST]
        return list(dict.fromkeys(hits))

    def _ranked(self, hits: list[int]) -> list[int]:
        rows = self.rows.model._default_manager.filter(pk__in=hits).ranked(self.words)
        return list(rows.values_list("pk", flat=True))

    # --- Parts, slips -----------------------------------------------------------------------
    def _by_parts(self) -> Found | None:
        """Parts of words, wherever they stand."""
        inside = reduce(and_, [word_condition(word) for word in query_words(self.query)])
        hits = list(self.rows.filter(inside).values_list("pk", flat=True)[:MOST])
        return Found(self._ranked(hits), inside, alike=False) if hits else None

    def _alike(self) -> Found:
        """One slip away from the words of the register; else texts that share trigrams."""
        wanted = mended(self.words, self._known())
        hits = self._hits(wanted) if wanted else []
        if wanted and hits:
            near = TrigramWordSimilarity(" ".join(self.words), NamePart())
            rows: Any = self.rows.model._default_manager.filter(pk__in=hits)
            rows = rows.annotate(near=near, length=Length("name"))
            keys = rows.order_by("-near", "length", "name", "pk").values_list("pk", flat=True)
            return Found(list(keys), Q(Fits(all_words(), wanted)), alike=True)
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
