"""Which enterprises a user may see, and how lists find them."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import and_
from typing import Any, Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Length
from django.db.models.lookups import Contains

from ecms.core.scoping import ScopedQuerySet
from enterprises.rules.search import SEPARATOR, query_words
from enterprises.rules.size import SIZES

CANDIDATES = 2_000  # matches that are ranked; a query that finds more must say more
SHORT = 3  # letters that a trigram index needs


class EnterpriseQuerySet(ScopedQuerySet):
    """Enterprises."""

    def visible_to(self, user: Any) -> Self:
        """Enterprises of the user's provinces; all for a national user."""
        return self.in_province_of(user)

    def for_list(self) -> Self:
        """What a row of the list shows, in one statement."""
        return self.select_related("ward", "province", "sector").defer(
            "folded", "provenance", "risk_reasons"
        )

    def matching(self, query: str) -> Self:
        """Rows in which every word of ``query`` occurs, accents and case aside; unordered."""
        words = query_words(query)
        if not words:
            return self
        return self.filter(reduce(and_, [_word(word) for word in words]))

    def similar(self, query: str) -> Self:
        """Rows with words much like the query: one letter wrong or missing."""
        return self.filter(folded__trigram_word_similar=" ".join(query_words(query)))

    def found_by(self, query: str) -> tuple[Self, bool]:
        """Search: exact words first, alike ones only where nothing matches.

        Returns the rows, best first, and whether they are only alike. At most ``CANDIDATES``
        rows are ranked, so that "cong ty" answers as fast as a rare name.
        """
        words = query_words(query)
        if not words:
            return self, False
        hits = self.matching(query).order_by().values("pk")[:CANDIDATES]
        if hits[:1]:
            return self._anew().filter(pk__in=hits).ranked(words), False
        alike = self.similar(query).order_by().values("pk")[:CANDIDATES]
        text = " ".join(words)
        near = TrigramWordSimilarity(text, "folded")
        ranked = self._anew().filter(pk__in=alike).annotate(near=near)
        return ranked.order_by("-near", "name", "pk"), True

    def _anew(self) -> Any:
        """The whole register; used only with keys that this queryset has found."""
        return self.model._default_manager.all()

    def ranked(self, words: list[str]) -> Self:
        """Order matches: the phrase in the name, then its words in the name, then the rest."""
        phrase = " ".join(words)
        in_name = [Q(Contains(_name_part(), word)) for word in words]
        rank = Case(
            When(folded__startswith=phrase, then=0),
            When(Contains(_name_part(), phrase), then=1),
            When(reduce(and_, in_name), then=2),
            default=3,
            output_field=IntegerField(),
        )
        return self.annotate(rank=rank, name_length=Length("name")).order_by(
            "rank", "name_length", "name", "pk"
        )

    def of_size(self, code: str) -> Self:
        """Enterprises of a size class."""
        size = next(size for size in SIZES if size.code == code)
        rows = self.filter(workers__gte=size.low)
        return rows if size.high is None else rows.filter(workers__lte=size.high)

    def not_visited_since(self, day: date) -> Self:
        """Never visited, or last before ``day``."""
        return self.filter(Q(last_visited_on__isnull=True) | Q(last_visited_on__lt=day))


def _word(word: str) -> Q:
    """A word anywhere; a very short one only where a word begins, which the index can find."""
    if len(word) >= SHORT:
        return Q(folded__contains=word)
    return Q(folded__startswith=word) | Q(folded__contains=f" {word}")


def _name_part() -> Any:
    return Func(
        F("folded"), Value(SEPARATOR), Value(1), function="split_part", output_field=TextField()
    )


class ImportJobQuerySet(ScopedQuerySet):
    """Imports."""

    def visible_to(self, user: Any) -> Self:
        """Imports of the user's provinces."""
        return self.in_province_of(user)


class BesideEnterpriseQuerySet(ScopedQuerySet):
    """Rows that hang on an enterprise and are seen by who may see it."""

    def visible_to(self, user: Any) -> Self:
        """Rows of enterprises of the user's provinces."""
        return self.in_province_of(user, "enterprise__province")


class RelationQuerySet(ScopedQuerySet):
    """Relations between enterprises."""

    def visible_to(self, user: Any) -> Self:
        """Relations of which the user may see at least one side."""
        if not user.is_authenticated:
            return self.none()
        if user.scope.national:
            return self.all()
        mine = user.scope.province_ids
        return self.filter(
            Q(source_firm__province_id__in=mine) | Q(target_firm__province_id__in=mine)
        )


class WorkerQuerySet(ScopedQuerySet):
    """Workers."""

    def visible_to(self, user: Any) -> Self:
        """Workers who were ever employed at an enterprise of the user's provinces."""
        if not user.is_authenticated:
            return self.none()
        if user.scope.national:
            return self.all()
        spells = self.model._meta.get_field("spells").related_model._default_manager
        mine = spells.filter(worker=OuterRef("pk"), province_id__in=user.scope.province_ids)
        return self.filter(Exists(mine))


class TracingQuerySet(ScopedQuerySet):
    """Tracings."""

    def visible_to(self, user: Any) -> Self:
        """Tracings of the user's provinces."""
        return self.in_province_of(user)


class DuplicateQuerySet(ScopedQuerySet):
    """Possible duplicates."""

    def visible_to(self, user: Any) -> Self:
        """Pairs of which the user may see both sides."""
        return self.in_province_of(user, "first__province").in_province_of(
            user, "second__province"
        )


class MergeQuerySet(ScopedQuerySet):
    """Merges."""

    def visible_to(self, user: Any) -> Self:
        """Merges of which the user may see both sides."""
        return self.in_province_of(user, "survivor__province").in_province_of(
            user, "merged__province"
        )
