"""Which enterprises a user may see, and how lists find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Length
from django.db.models.lookups import Contains

from ecms.core.scoping import ScopedQuerySet
from enterprises.fulltext import NamePart
from enterprises.rules.search import query_words, words_of

CANDIDATES = 500  # matches that are ranked; a query that finds more must say more
SHORT = 3  # letters that a trigram index needs


class EnterpriseQuerySet(ScopedQuerySet):
    """Enterprises."""

    def visible_to(self, user: Any) -> Self:
        """Enterprises of the user's provinces; all for a national user."""
        return self.in_province_of(user)

    def listed(self) -> Self:
        """Without records that were merged into another; their codes lead to that one."""
        return self.filter(merged_into__isnull=True)

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
        return self.filter(reduce(and_, [word_condition(word) for word in words]))

    def found_by(self, query: str) -> tuple[Self, bool]:
        """Search: exact words first, alike ones only where nothing matches.

        Returns the rows, best first, and whether they are only alike. At most ``CANDIDATES``
        rows are ranked, those that match by name before all others.
        """
        if not words_of(query):
            return self, False
        found = self.search(query)
        return self._anew().in_order_of(found.keys), found.alike

    def search(self, query: str) -> Found:
        """Keys of the best matches; see ``enterprises.searching``."""
        from enterprises.searching import Search

        return Search(self, query).run()

    def in_order_of(self, keys: Sequence[int]) -> Self:
        """The rows of ``keys``, in their order."""
        place = Func(
            Value(list(keys), output_field=ArrayField(BigIntegerField())),
            F("pk"),
            function="array_position",
            output_field=IntegerField(),
        )
        return self.filter(pk__in=keys).order_by(place)

    def similar(self, query: str) -> Self:
        """Rows with texts much like the query, best first; for what no index of words finds."""
        text = " ".join(query_words(query))
        near = TrigramWordSimilarity(text, "folded")
        rows = self.filter(folded__trigram_word_similar=text).annotate(near=near)
        return rows.order_by("-near", "name", "pk")

    def _anew(self) -> Any:
        """The whole register; used only with keys that this queryset has found."""
        return self.model._default_manager.all()

    def ranked(self, words: list[str], phrase: str) -> Self:
        """Order matches: its own code, the phrase in the name, its words there, then the rest."""
        in_name = [Q(Contains(NamePart(), word)) for word in words]
        rank = Case(
            When(tax_code="-".join(words), then=0),
            When(folded__startswith=phrase, then=1),
            When(Contains(NamePart(), phrase), then=2),
            When(reduce(and_, in_name), then=3),
            default=4,
            output_field=IntegerField(),
        )
        there = sum(
            (Case(When(held, then=1), default=0, output_field=IntegerField()) for held in in_name),
            start=Value(0),
        )
        return self.annotate(rank=rank, there=there, name_length=Length("name")).order_by(
            "rank", "-there", "name_length", "name", "pk"
        )


def word_condition(word: str) -> Q:
    """A word anywhere; a very short one only where a word begins, which the index can find."""
    if len(word) >= SHORT:
        return Q(folded__contains=word)
    return Q(folded__startswith=word) | Q(folded__contains=f" {word}")


@dataclass(frozen=True)
class Found:
    """What a search found: ``keys`` best first, at most one more than ``CANDIDATES``.

    ``condition`` holds for every match, also for those beyond; None when nothing was asked.
    """

    keys: list[int]
    condition: Q | None
    alike: bool


class FacetCountQuerySet(ScopedQuerySet):
    """Counts of facets."""

    def visible_to(self, user: Any) -> Self:
        """Counts of the user's provinces."""
        return self.in_province_of(user)


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
        spell: Any = self.model._meta.get_field("spells").related_model
        mine = spell._default_manager.filter(
            worker=OuterRef("pk"), province_id__in=user.scope.province_ids
        )
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

    def open(self) -> Self:
        """To be decided; pairs of which one side was merged meanwhile are left out."""
        return self.filter(
            state="OPEN", first__merged_into__isnull=True, second__merged_into__isnull=True
        )

    def of(self, enterprise: Any) -> Self:
        """Pairs with one enterprise."""
        return self.filter(Q(first=enterprise) | Q(second=enterprise))

    def for_list(self) -> Self:
        """With what a list row shows."""
        return self.select_related(
            "first__province", "first__ward", "second__province", "second__ward", "decided_by"
        )


class MergeQuerySet(ScopedQuerySet):
    """Merges."""

    def visible_to(self, user: Any) -> Self:
        """Merges of which the user may see both sides."""
        return self.in_province_of(user, "survivor__province").in_province_of(
            user, "merged__province"
        )
