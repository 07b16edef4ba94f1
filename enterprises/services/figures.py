"""What search and facets know beforehand, counted by a job a few times a day."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from ecms.core.bulk import try_lock_for_transaction
from enterprises import facets
from enterprises.models import FacetCount, SearchWord
from enterprises.rules.search import SIGNS

LOCK = "enterprises.figures"
# Every word with how often it occurs; digits are codes and belong to one enterprise each.
_WORDS = """
INSERT INTO enterprises_searchword (word, rows)
SELECT word, count(*) FROM (
    SELECT unnest(string_to_array(translate(folded, %s, %s), ' ')) AS word
    FROM enterprises_enterprise WHERE merged_into_id IS NULL) parted
GROUP BY word HAVING length(word) BETWEEN 2 AND 24 AND word ~ '^[a-z]+$'"""
PARTING = SIGNS + "0123456789"


@transaction.atomic
def refresh_words() -> int | None:
    """Count the words of the register anew; None where another process does so already."""
    if not try_lock_for_transaction(LOCK, 1):
        return None
    SearchWord.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [PARTING, " " * len(PARTING)])
        return int(cursor.rowcount)


@transaction.atomic
def refresh_facets(*, today: date) -> int | None:
    """Count the facets of every province anew; None where another process does so already."""
    if not try_lock_for_transaction(LOCK, 2):
        return None
    rows = [
        FacetCount(province_id=province, facet=facet.name, value=value, rows=number)
        for facet in facets.FACETS
        for province, value, number in facets.counted(facet, today)
        if value is not None
    ]
    FacetCount.objects.all().delete()
    FacetCount.objects.bulk_create(rows, batch_size=5_000)
    return len(rows)
